"""One page of the records of a kind: searched, sorted, with findings in the margin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import MODELS
from birlik.server.desk.cells import texts_of
from birlik.server.desk.findings import SEVERITIES, Findings, worst, worst_first
from birlik.server.desk.sight import Seen, Sight

#: Records on a page, and words of a search that count.
PER_PAGE, MOST_WORDS = 50, 8

#: Columns that a list shows at most, id and title among them.
MOST_COLUMNS = 9

#: All that a list can be sorted by, whatever its kind.
FIELDS = frozenset(column.name for model in MODELS.values() for column in columns_of(model))

#: What sorts by findings.
BY_FINDINGS = "findings"

#: Fields too long for a list.
_LONG = frozenset({"notes", "outline", "danger_zone", "text", "message", "expected", "criteria"})


@dataclass(frozen=True)
class Row:
    """A record in a list.

    Attributes
    ----------
    seen : Seen
    texts : mapping of str to str
        Text of each field that is not empty.
    findings : tuple of Finding
        The worst first.
    """

    seen: Seen
    texts: Mapping[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Listing:
    """A page of records.

    Attributes
    ----------
    columns : tuple of Column
        Those that hold anything, the most telling ones.
    rows : tuple of Row
    count, every : int
        Records found, and all that the reader sees.
    page, pages : int
        Counted from 1.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count: int
    every: int
    page: int
    pages: int


def arranged(every: Sequence[Seen], zone: ZoneInfo, search: str, sort: str) -> Sequence[Seen]:
    """Records that hold all words, in the order asked for.

    Parameters
    ----------
    every : sequence of Seen
        In the planner's order.
    zone : ZoneInfo
        By whose clock times are written, in which words are sought.
    search : str
        Words, each of which must stand somewhere in a record, in whatever case.
    sort : str
        Name of a field, with ``-`` before it for descending; anything else is the planner's order.
        What is empty stands last, whichever way the list is sorted.
    """
    words = search.casefold().split()[:MOST_WORDS]
    found = [
        seen
        for seen in every
        if all(word in texts_of(seen.record, zone).searched for word in words)
    ]
    name = sort.removeprefix("-")
    if name not in FIELDS:
        return found
    value = _sort_value(name)
    there = [seen for seen in found if value(seen) is not None]
    empty = [seen for seen in found if value(seen) is None]
    return [*sorted(there, key=value, reverse=sort.startswith("-")), *empty]


def listing(
    sight: Sight,
    kind: RecordKind,
    findings: Findings,
    *,
    search: str = "",
    sort: str = "",
    page: int = 1,
    only_found: bool = False,
) -> Listing:
    """A page of the records of a kind that a reader sees.

    Parameters
    ----------
    search : str
        Words that must all stand somewhere in a record.
    sort : str
        Name of a field, with ``-`` before it for descending, or ``findings``; else the planner's order.
    only_found : bool
        Whether only records with findings are wanted.
    """
    zone, every = sight.plan.zone, sight.records(kind)
    found = arranged(every, zone, search, sort)
    if only_found:
        found = [seen for seen in found if findings.of(kind, seen.place)]
    if sort.removeprefix("-") == BY_FINDINGS:
        found = _by_findings(found, kind, findings, sort.startswith("-"))
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    rows = tuple(
        Row(seen, texts_of(seen.record, zone).fields, worst_first(findings.of(kind, seen.place)))
        for seen in shown
    )
    return Listing(columns_shown(kind, rows), rows, len(found), len(every), page, pages)


def columns_shown(kind: RecordKind, rows: Sequence[Row]) -> tuple[Column, ...]:
    """Columns that a list shows: id and title, and others as far as they hold anything and fit."""
    used = {name for row in rows for name in row.texts}
    columns = [
        column
        for column in columns_of(MODELS[kind])
        if column.name in ("id", "title") or (column.name in used and column.name not in _LONG)
    ]
    return tuple(columns[:MOST_COLUMNS])


def _by_findings(
    found: Sequence[Seen], kind: RecordKind, findings: Findings, down: bool
) -> Sequence[Seen]:
    def badness(seen: Seen) -> int:
        severity = worst(findings.of(kind, seen.place))
        return len(SEVERITIES) if severity is None else SEVERITIES.index(severity)

    return sorted(found, key=badness, reverse=down)


def _sort_value(name: str) -> Callable[[Seen], Any]:
    def value(seen: Seen) -> Any:
        held = getattr(seen.record, name, None)
        if held is None or held == () or held == "":
            return None
        if isinstance(held, StrEnum):
            return (1, 0, held.value.casefold())
        if isinstance(held, bool | int | float):
            return (0, held, "")
        if isinstance(held, datetime):
            return (0, held.timestamp(), "")
        if isinstance(held, date):
            return (0, held.toordinal(), "")
        if isinstance(held, str):
            return (1, 0, held.casefold())
        return (1, 0, "; ".join(map(str, held)) if isinstance(held, tuple) else str(held))

    return value
