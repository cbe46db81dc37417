"""Records of a kind as the rows of a grid: texts of cells, which may be edited, what can be named in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.references import reference_fields
from birlik.exercise.release import label_of
from birlik.server.desk.cells import texts_of
from birlik.server.desk.filling import readable_columns
from birlik.server.desk.findings import Findings, worst_first
from birlik.server.desk.sight import Absent, Seen, Sight

#: Ids that a cell offers at once; whoever types more of one is offered others.
MOST_OFFERED = 60


@dataclass(frozen=True)
class Offered:
    """What can be named in a cell.

    Attributes
    ----------
    id, title : str
    """

    id: str
    title: str


def columns_seen(sight: Sight, kind: RecordKind) -> tuple[Column, ...]:
    """Columns of a kind that the reader's role leaves him, in the order of the vocabulary."""
    left = readable_columns(sight, kind)
    return tuple(column for column in columns_of(MODELS[kind]) if column.name in left)


class Rights:
    """What a reader may do with records of one kind, found once for all that say the same of their readers.

    Parameters
    ----------
    sight : Sight
    kind : RecordKind
    """

    def __init__(self, sight: Sight, kind: RecordKind) -> None:
        self._sight = sight
        self._columns = [column.name for column in columns_seen(sight, kind)]
        self._whole, self._places = sight.whole.records(kind), sight.view.places.get(kind, ())
        self._numbers: dict[object, int] = {}
        self._known: list[tuple[tuple[str, ...], bool]] = []

    def number(self, seen: Seen) -> int:
        """Number, in :attr:`sorts`, of what he may do with a record."""
        key = label_of(self._whole[self._places[seen.place]])
        number = self._numbers.get(key)
        if number is None:
            editable = self._sight.editable(seen)
            sort = (
                tuple(name for name in self._columns if name in editable),
                self._sight.may_remove(seen),
            )
            if sort not in self._known:
                self._known.append(sort)
            number = self._numbers[key] = self._known.index(sort)
        return number

    @property
    def sorts(self) -> list[dict[str, Any]]:
        """As JSON: ``edit``, columns that may be edited, and ``remove``, whether it may go."""
        return [{"edit": list(edit), "remove": remove} for edit, remove in self._known]


def table_of(sight: Sight, kind: RecordKind) -> str:
    """All records of a kind that a reader sees, as JSON that is short.

    Each row is written once for all who see the same of its record, so that a large table is soon there.

    Returns
    -------
    str
        An object: ``columns``, names of those that hold anything; ``rights`` of :attr:`Rights.sorts`;
        ``rows``, each with key, number of its rights, and the text of each of the columns.
    """
    zone, records, rights = sight.plan.zone, sight.records(kind), Rights(sight, kind)
    texts = [texts_of(seen.record, zone) for seen in records]
    used: set[str] = set().union(*(each.fields for each in texts))
    names = tuple(column.name for column in columns_seen(sight, kind) if column.name in used)
    rows = [
        ",".join(filter(None, (json.dumps(seen.key), str(rights.number(seen)), each.cells(names))))
        for seen, each in zip(records, texts, strict=True)
    ]
    about = json.dumps(
        {"columns": names, "rights": rights.sorts}, ensure_ascii=False, separators=(",", ":")
    )
    return f'{about[:-1]},"rows":[{",".join(f"[{row}]" for row in rows)}]}}'


def rows_of(sight: Sight, kind: RecordKind, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Some records as JSON; of one that the reader does not see, its key alone.

    Returns
    -------
    list of dict
        ``key``, and of what he sees ``after`` (key of the record before it, empty for the first),
        ``edit``, ``remove`` and ``texts`` of the fields that are not empty.
    """
    zone, rights = sight.plan.zone, Rights(sight, kind)
    found: list[dict[str, Any]] = []
    every = sight.records(kind)
    for key in dict.fromkeys(keys):
        try:
            seen = sight.record(kind, key)
        except Absent:
            found.append({"key": key})
            continue
        told: dict[str, Any] = {
            "key": key,
            "after": every[seen.place - 1].key if seen.place else "",
            "texts": dict(texts_of(seen.record, zone).fields),
        }
        number = rights.number(seen)
        found.append(told | rights.sorts[number])
    return found


def findings_of_rows(sight: Sight, kind: RecordKind, findings: Findings) -> dict[str, list[Any]]:
    """What is wrong with each record, by its key: lists of severity, code, field, sentence and remedy."""
    told: dict[str, list[Any]] = {}
    for seen in sight.records(kind):
        found = findings.of(kind, seen.place)
        if found:
            told[seen.key] = [
                [each.severity.value, each.code, each.place.field or "", each.message, each.remedy]
                for each in worst_first(found)
            ]
    return told


def offered(sight: Sight, kind: RecordKind, name: str, words: str) -> list[Offered]:
    """Records that a cell of a column can name, found by words in their ids and titles.

    Those whose id begins with what was typed come first.
    """
    targets: tuple[RecordKind, ...] = next(
        (kinds for field, kinds, _ in reference_fields(kind) if field == name), ()
    )
    if not targets or name not in readable_columns(sight, kind):
        return []
    column = next(each for each in columns_of(MODELS[kind]) if each.name == name)
    known, sought = sight.view.known.of(*targets), words.casefold().split()
    found = [Offered(word, "") for word in column.words if _has(sought, word)]
    for target in targets:
        found += [
            Offered(record.id, record.title)
            for record in sight.plan.records(target)
            if record.id in known and record.id and _has(sought, f"{record.id} {record.title}")
        ]
    first = sought[0] if sought else ""
    found.sort(key=lambda each: not each.id.casefold().startswith(first))
    return found[:MOST_OFFERED]


def _has(words: list[str], text: str) -> bool:
    text = text.casefold()
    return all(word in text for word in words)
