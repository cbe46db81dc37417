"""Values of fields as people type and read them: as in the cells of a workbook."""

from __future__ import annotations

import json
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import Opened, full
from birlik.exercise.values.reading import Reading
from birlik.formats.geography.positions import positions_text
from birlik.formats.records import record_of
from birlik.formats.stored import ErrorValue, Formula, restored
from birlik.formats.workbook.cells import field_value
from birlik.log.plans import fields_of

#: Fields that hold places.
PLACES = frozenset({"position", "outline", "danger_zone"})


def value_text(value: Any, zone: ZoneInfo) -> str:
    """Text of a field's value; times by the clock of the exercise's zone."""
    return _text(field_value(value, zone))


def field_text(record: Record, name: str, zone: ZoneInfo) -> str:
    """Text of a field; of a value that nobody could read, what was typed."""
    if name in record.unread:
        return _text(restored(record.unread[name]))
    return value_text(getattr(record, name), zone)


def _text(cell: Any) -> str:
    if isinstance(cell, ErrorValue):
        return cell.text
    if isinstance(cell, Formula):
        return f"={cell.text}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}" if cell.second else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def json_text(kind: RecordKind, name: str, value: Any, zone: ZoneInfo) -> str:
    """Text of a field's value as ``plan.json`` has it; empty if no such field can hold it."""
    if value is None:
        return ""
    record, _ = record_of(MODELS[kind], {name: value}, Reading(zone=zone))
    return field_text(record, name, zone)


def read_texts(
    kind: RecordKind, typed: Mapping[str, str], zone: ZoneInfo
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Values of texts as typed, as ``plan.json`` has them, and what is wrong, by field, in sentences."""
    values = {name: in_degrees(name, text) for name, text in typed.items() if text.strip()}
    record, troubles = record_of(MODELS[kind], values, Reading(zone=zone))
    found: dict[str, list[str]] = {}
    for trouble in troubles:
        found.setdefault(trouble.field, []).append(_sentence(trouble.message))
    return fields_of(record), found


def in_degrees(name: str, text: str) -> str:
    """Text of a place in UTM or MGRS as latitude and longitude; any other as it is."""
    if name not in PLACES:
        return text
    try:
        return positions_text(text)
    except ValueError:
        return text


def _sentence(text: str) -> str:
    return Opened(text) if text.endswith((".", "!", "?")) else full(text)


@dataclass(slots=True)
class Texts:
    """A record in texts.

    Attributes
    ----------
    fields : mapping of str to str
        Text of each column that is not empty.
    searched : str
        All of them, to be searched without regard to case.
    """

    fields: Mapping[str, str]
    searched: str
    _row: tuple[tuple[str, ...], str] | None = None

    def cells(self, names: tuple[str, ...]) -> str:
        """Texts of some columns as JSON, with commas between; made once for all who see the same columns."""
        row = self._row  # read once: another thread may ask for other columns at this moment
        if row is None or row[0] != names:
            texts = [self.fields.get(name, "") for name in names]
            row = names, json.dumps(texts, ensure_ascii=False, separators=(",", ":"))[1:-1]
            self._row = row
        return row[1]


#: Texts of each record that is alive, by its address and zone: records hold what cannot be hashed.
_texts: dict[tuple[int, str], tuple[weakref.ref[Record], Texts]] = {}


def texts_of(record: Record, zone: ZoneInfo) -> Texts:
    """A record in texts; made once for each version of it that somebody sees."""
    key = id(record), zone.key
    found = _texts.get(key)
    if found is not None and found[0]() is record:
        return found[1]
    fields = {}
    for column in columns_of(type(record)):
        if text := field_text(record, column.name, zone):
            fields[column.name] = text
    texts = Texts(fields, "\n".join(fields.values()).casefold())
    _texts[key] = weakref.ref(record, lambda _: _texts.pop(key, None)), texts
    return texts
