"""A form filled in at a desk: what of a record was changed, what was wrong, and what others did meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.references import reference_fields
from birlik.exercise.sentences import said
from birlik.log.canonical import canonical
from birlik.log.merging import UnfitChange
from birlik.server.desk.cells import field_text, in_degrees, json_text, read_texts
from birlik.server.desk.changing import Author, Conflict, Result, Wish, add, change
from birlik.server.desk.sight import Seen, Sight
from birlik.server.store.logs import Logs


@dataclass(frozen=True)
class Field:
    """A field of a record as a form shows it.

    Attributes
    ----------
    column : Column
    text : str
        As in a cell of a workbook.
    seen : str
        Value that was seen, as JSON: what the form was filled in beside.
    editable : bool
    offered : tuple of (str, str)
        Ids that can be named, with their titles.
    """

    column: Column
    text: str
    seen: str
    editable: bool
    offered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Filled:
    """What came of a form.

    Attributes
    ----------
    result : Result or None
        None if nothing was stored, as something was wrong.
    troubles : mapping of str to list of str
        By field, in sentences; those under an empty name are about the whole.
    touched : frozenset of str
        Fields that its author changed; all others are to be shown as they are now.
    """

    result: Result | None
    troubles: Mapping[str, list[str]] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    @property
    def conflicts(self) -> Mapping[str, Conflict]:
        """Fields that others changed meanwhile."""
        return {} if self.result is None else {each.field: each for each in self.result.conflicts}


def fields_of_form(sight: Sight, kind: RecordKind, seen: Seen | None) -> tuple[Field, ...]:
    """Fields of a record that a reader sees, or of a new one, in the order of the vocabulary."""
    model = MODELS[kind]
    record = model() if seen is None else seen.record
    values = {} if seen is None else seen.fields
    if seen is None:
        editable = frozenset(column.name for column in columns_of(model))
    else:
        editable = sight.editable(seen)
    shown = readable_columns(sight, kind)
    targets = {name: kinds for name, kinds, _ in reference_fields(kind)}
    return tuple(
        Field(
            column,
            field_text(record, column.name, sight.plan.zone),
            json.dumps(values.get(column.name), ensure_ascii=False),
            column.name in editable,
            _offered(sight, targets.get(column.name, ())),
        )
        for column in columns_of(model)
        if column.name in shown or column.name in editable
    )


def readable_columns(sight: Sight, kind: RecordKind) -> frozenset[str]:
    """Fields of a kind that the reader's role leaves him."""
    from birlik.exercise.roles import fields_left

    left = fields_left(sight.reader, kind)
    return left if left is not None else frozenset(c.name for c in columns_of(MODELS[kind]))


def yes_no_fields(kind: RecordKind) -> frozenset[str]:
    """Fields of a kind that are yes or no."""
    model = MODELS[kind]
    return frozenset(name for name, field in model.model_fields.items() if field.default is False)


def _offered(sight: Sight, kinds: tuple[RecordKind, ...]) -> tuple[tuple[str, str], ...]:
    known = sight.view.known.named(*kinds) if kinds else frozenset()
    return tuple(
        (record.id, record.title)
        for kind in kinds
        for record in sight.plan.records(kind)
        if record.id and record.id in known
    )


def fill(
    logs: Logs,
    exercise: str,
    author: Author,
    kind: RecordKind,
    key: str,
    typed: Mapping[str, str],
    seen: Mapping[str, str],
    reason: str = "",
) -> Filled:
    """Store what was changed in the form of a record.

    Parameters
    ----------
    typed : mapping of str to str
        Text of each field that the form had.
    seen : mapping of str to str
        The values beside which it was filled in, as JSON; see :attr:`Field.seen`.

    Raises
    ------
    Absent
        If the author sees no such record.
    """
    sight = Sight(logs.state(exercise), author.reader)
    record = sight.record(kind, key).record
    zone = sight.plan.zone
    saw_of: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for name, text in _texts(kind, typed).items():
        saw = _seen_value(seen.get(name, "null"))
        if _plain(text) != _plain(_shown(record, kind, name, saw, zone)):
            saw_of[name], texts[name] = saw, text
    wanted, troubles = read_texts(kind, texts, zone)
    touched = frozenset(texts)
    if troubles:
        return Filled(None, troubles, touched)
    if not texts:
        return Filled(Result("", key))
    changed = {name: (saw, wanted.get(name)) for name, saw in saw_of.items()}
    try:
        wish = Wish(kind, key, changed)
        return Filled(change(logs, exercise, author, wish, reason), touched=touched)
    except (Refused, UnfitChange) as error:
        return Filled(None, {"": [sentence_of(error)]}, touched)


def fill_new(
    logs: Logs,
    exercise: str,
    author: Author,
    kind: RecordKind,
    typed: Mapping[str, str],
    reason: str = "",
) -> Filled:
    """Store a new record as typed."""
    sight = Sight(logs.state(exercise), author.reader)
    texts = {name: text for name, text in _texts(kind, typed).items() if text.strip()}
    if troubles := read_texts(kind, texts, sight.plan.zone)[1]:
        return Filled(None, troubles)
    if not texts:
        return Filled(None, {"": [said("Nothing was typed; fill in at least one field.")]})
    try:
        return Filled(add(logs, exercise, author, kind, texts, reason))
    except (Refused, UnfitChange) as error:
        return Filled(None, {"": [sentence_of(error)]})


def sentence_of(error: Exception) -> str:
    """What a refusal says, with a full stop."""
    text = str(error)
    return text if text.endswith((".", "!", "?")) else said("{sentence}.", sentence=text)


def _texts(kind: RecordKind, typed: Mapping[str, str]) -> dict[str, str]:
    """Typed texts of fields that there are, with line breaks and places as the vocabulary has them."""
    names = [column.name for column in columns_of(MODELS[kind])]
    return {
        name: in_degrees(name, typed[name].replace("\r\n", "\n")) for name in names if name in typed
    }


def _seen_value(text: str) -> Any:
    """Value that a form says was seen; one that nobody can have seen is none."""
    try:
        value = json.loads(text) if text else None
        canonical(value)
    except (ValueError, RecursionError):
        return None
    return value


def _shown(record: Record, kind: RecordKind, name: str, saw: Any, zone: ZoneInfo) -> str:
    """Text that the form showed for a value."""
    if saw is None and name in record.unread:
        return field_text(record, name, zone)
    try:
        return json_text(kind, name, saw, zone)
    except (ValueError, TypeError, RecursionError):
        return ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
