"""The records of a step before and after it, and whether its reader saw them; folded where somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Reader
from birlik.log.entry import Act, Entry
from birlik.log.plans import KINDS
from birlik.log.state import State
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs

#: Entries of a step up to which each record is folded by itself, rather than the whole state.
FEW = 20


class Around:
    """The records of a step before and after it; folded only where somebody asks."""

    def __init__(self, logs: Logs, exercise: str, reader: Reader, entries: Sequence[Entry]) -> None:
        self._logs, self._exercise, self._reader = logs, exercise, reader
        self._first = entries[0].position if entries else 1
        self._last = entries[-1].position if entries else 1
        self._previous = entries[0].previous if entries else ""
        self._hash = entries[-1].hash if entries else ""
        self._many = len(entries) > FEW
        self._state: State | None = None
        self._records: dict[str, list[Entry]] = {}

    def before(self, entry: Entry) -> Mapping[str, Any]:
        """Fields of its record before an entry."""
        if entry.act is Act.REMOVE:
            return {name: pair[0] for name, pair in entry.changes.items() if pair[0] is not None}
        if entry.act is not Act.CHANGE:
            return {}
        if self._many:
            if self._state is None:
                self._state = self._logs.state_at(self._exercise, self._first - 1)
            held = self._state.held(entry.kind, entry.record)
            if held is not None:
                return held.fields
        return _folded(each for each in self._of(entry.record) if each.position < entry.position)

    def after(self, entry: Entry) -> Mapping[str, Any]:
        """Fields of its record after an entry."""
        fields = dict(self.before(entry))
        _fold(fields, entry)
        return fields

    def last(self, entry: Entry) -> Mapping[str, Any]:
        """Last fields of a record that is not there any more."""
        for each in reversed(self._of(entry.record)):
            if each.act is Act.REMOVE:
                return {name: pair[0] for name, pair in each.changes.items() if pair[0] is not None}
        return _folded(self._of(entry.record))

    def saw_before(self, entry: Entry) -> bool:
        """Whether the reader saw its record before a step."""
        keys = _keys_seen(
            self._logs,
            self._exercise,
            self._reader.seat,
            (self._first - 1, self._previous),
            KINDS[entry.kind],
        )
        return entry.record in keys

    def saw_after(self, entry: Entry) -> bool:
        """Whether the reader saw its record after an entry."""
        keys = _keys_seen(
            self._logs,
            self._exercise,
            self._reader.seat,
            (self._last, self._hash),
            KINDS[entry.kind],
        )
        return entry.record in keys

    def _of(self, record: str) -> list[Entry]:
        """What happened to a record, in order."""
        found = self._records.get(record)
        if found is None:
            found = self._records[record] = self._logs.entries_of_record(self._exercise, record)[
                ::-1
            ]
        return found


@lru_cache(maxsize=512)
def _keys_seen(
    logs: Logs, exercise: str, seat: Reader, at: tuple[int, str], kind: RecordKind
) -> frozenset[str]:
    """Keys of the records of a kind that a reader saw after the entry of a position and hash."""
    seen = Sight(logs.state_at(exercise, at[0]), seat).records(kind)
    return frozenset(each.key for each in seen)


def _folded(entries: Iterable[Entry]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for entry in entries:
        _fold(fields, entry)
    return fields


def _fold(fields: dict[str, Any], entry: Entry) -> None:
    for name, (_, after) in entry.changes.items():
        if after is None:
            fields.pop(name, None)
        else:
            fields[name] = after
