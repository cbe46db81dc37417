"""What a serial asks for, field by field as its columns name it, without what is not released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.release import may_read
from birlik.exercise.time import minutes_text
from birlik.exercise.values.demands import Amount, AreaSet
from birlik.formats.page.moments import minute_of
from birlik.formats.timetable.programme import Programme

#: Fields that the page shows in a place of their own.
_ELSEWHERE = frozenset(
    {"id", "title", "kind", "units", "after", "objectives", "owner", "releasable_to", "notes"}
)

#: A value of the page: a text, or ``{"at": minutes since 1970}``.
Shown = str | dict[str, int | float]


class Asked:
    """The fields of serials as one reader may see them."""

    def __init__(self, seen: Programme) -> None:
        self._seen = seen
        self._records: dict[tuple[RecordKind, str], list[Record]] = {}
        for kind, _, record in seen.plan.every_record():
            self._records.setdefault((kind, record.id), []).append(record)

    def may_read(self, kind: RecordKind, id: str) -> bool:
        """Whether the reader may read every record of that id; the author may read any text."""
        if self._seen.reader.whole:
            return True
        records = self._records.get((kind, id), [])
        return bool(records) and all(
            may_read(self._seen.reader, record, self._seen.plan) for record in records
        )

    def title(self, kind: RecordKind, id: str) -> str:
        """Title of a record; empty if there is none."""
        return next((record.title for record in self._records.get((kind, id), [])), "")

    def fields(self, serial: Serial) -> list[list[Any]]:
        """Titles of the fields that are filled in, each with its values."""
        return [
            [column.title, values]
            for column in columns_of(Serial)
            if column.name not in _ELSEWHERE and (values := list(self._values(serial, column)))
        ]

    def gates(self, serial: Serial) -> list[dict[str, Any]]:
        """Serials that must be over first; one that is not released has no id."""
        return [
            {
                "serial": after.serial if self.may_read(RecordKind.SERIAL, after.serial) else None,
                "least": after.min_gap,
                "most": after.max_gap,
                "gate": after.gate,
            }
            for after in serial.after
        ]

    def _values(self, serial: Serial, column: Column) -> Iterator[Shown]:
        value = getattr(serial, column.name)
        if value is None or value == "" or value == ():
            return
        if column.name == "danger_zone":
            yield f"{len(value)} corners"
            return
        for part in value if isinstance(value, tuple) else (value,):
            if all(self._may_name(column, name) for name in _named(part)):
                yield self._shown(part, column)

    def _may_name(self, column: Column, id: str) -> bool:
        return not column.refers_to or any(self.may_read(kind, id) for kind in column.refers_to)

    def _shown(self, part: Any, column: Column) -> Shown:
        if isinstance(part, datetime):
            return {"at": minute_of(part)}
        if isinstance(part, Amount):
            title = self.title(RecordKind.RESOURCE, part.resource)
            return f"{part} ({title})" if title else str(part)
        if column.unit == "min":
            return minutes_text(part)
        if isinstance(part, float):
            part = f"{part:,.3f}".rstrip("0").rstrip(".")
        text = f"{part} {column.unit}" if column.unit else str(part)
        titles = [
            title
            for kind in column.refers_to
            if isinstance(part, str) and (title := self.title(kind, part))
        ]
        return f"{text} {titles[0]}" if titles else text


def _named(part: Any) -> tuple[str, ...]:
    """Ids that a value names."""
    if isinstance(part, AreaSet):
        return part.areas
    if isinstance(part, Amount):
        return (part.resource,)
    return (part,) if isinstance(part, str) else ()
