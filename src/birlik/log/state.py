"""The state of an exercise: the fold of its log, a value that shares what did not change with older ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from birlik.log.entry import Act, Entry, beginning
from birlik.log.records import NO_RECORDS, RANK, Growing, Held, Records

__all__ = [
    "NO_RECORDS",
    "RANK",
    "DoesNotFit",
    "Folding",
    "Held",
    "Records",
    "State",
    "empty_state",
]


class DoesNotFit(ValueError):
    """An entry does not fit to the state before it: the log is damaged, and `birlik audit` says where."""


class State:
    """All records after some entry of a log.

    Attributes
    ----------
    log : str
        Name of the log.
    position : int
        Entries folded; 0 for an empty log.
    hash : str
        Of the last of them.
    key : str
        Of the last of them; empty for an empty log.
    at : datetime or None
        When the last of them was made.
    kinds : mapping of str to Records
    """

    __slots__ = ("at", "cached", "hash", "key", "kinds", "log", "position")

    def __init__(
        self,
        log: str,
        position: int,
        hash: str,
        key: str,
        at: datetime | None,
        kinds: Mapping[str, Records],
    ) -> None:
        self.log = log
        self.position = position
        self.hash = hash
        self.key = key
        self.at = at
        self.kinds = kinds
        self.cached: Any = None

    def of(self, kind: str) -> Records:
        """Records of a kind."""
        return self.kinds.get(kind, NO_RECORDS)

    def held(self, kind: str, record: str) -> Held | None:
        """Record by its key, if it is there."""
        records = self.kinds.get(kind)
        return None if records is None else records.get(record)

    def after(self, entries: Iterable[Entry]) -> State:
        """State after further entries.

        Raises
        ------
        DoesNotFit
            If one changes what is not there, or adds what is.
        """
        folding = Folding(self)
        for entry in entries:
            folding.apply(entry)
        return folding.state()

    def sealed_as(self, hash: str) -> State:
        """The state with the hash of its last entry, which was not known yet."""
        return State(self.log, self.position, hash, self.key, self.at, self.kinds)

    def __eq__(self, other: object) -> bool:
        """Whether the records are the same, whatever led to them."""
        if not isinstance(other, State):
            return NotImplemented
        mine = {kind: records for kind, records in self.kinds.items() if records}
        return mine == {kind: records for kind, records in other.kinds.items() if records}

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        count = sum(len(records) for records in self.kinds.values())
        return f"<State of {self.log} after {self.position:,} entries: {count:,} records>"


def empty_state(log: str) -> State:
    """State of a log without entries."""
    return State(log, 0, beginning(log), "", None, {})


class Folding:
    """A state under construction; what is touched is copied first."""

    def __init__(self, state: State) -> None:
        self._log = state.log
        self.position = state.position
        self.hash = state.hash
        self.key = state.key
        self.at = state.at
        self._kinds: dict[str, Records] = dict(state.kinds)
        self._touched: dict[str, Growing] = {}
        self._done: State | None = state

    def held(self, kind: str, record: str) -> Held | None:
        """Record by its key, if it is there now."""
        touched = self._touched.get(kind)
        if touched is not None:
            return touched.get(record)
        records = self._kinds.get(kind)
        return None if records is None else records.get(record)

    def apply(self, entry: Entry, made: Held | None = None) -> None:
        """Fold one entry more; a note leaves the records as they are.

        Parameters
        ----------
        entry : Entry
        made : Held, optional
            The record after the entry, if somebody has made it already.

        Raises
        ------
        DoesNotFit
        """
        if entry.act is not Act.NOTE:
            self._fold(entry, made)
        self.position, self.hash, self.key, self.at = (
            entry.position,
            entry.hash,
            entry.key,
            entry.at,
        )
        self._done = None

    def _fold(self, entry: Entry, made: Held | None) -> None:
        kind, key, act = entry.kind, entry.record, entry.act
        growing = self._touched.get(kind)
        if growing is None:
            growing = self._touched[kind] = Growing(self._kinds.get(kind, NO_RECORDS))
        part = growing.part(key)
        old = part.get(key)
        if act is Act.CHANGE:
            if old is None:
                raise DoesNotFit(f"entry {entry.position} changes a record that is not there")
            part[key] = made or _changed(old, entry)
            if RANK in entry.changes:
                growing.keys = None
            return
        growing.keys = None
        if act is Act.REMOVE:
            if old is None:
                raise DoesNotFit(f"entry {entry.position} removes a record that is not there")
            del part[key]
            growing.count -= 1
        else:
            if old is not None:
                raise DoesNotFit(f"entry {entry.position} adds a record that is there already")
            part[key] = made or _changed(_NOTHING, entry)
            growing.count += 1

    def state(self) -> State:
        """State now; what is folded later does not touch it."""
        if self._done is None:
            for kind, growing in self._touched.items():
                self._kinds[kind] = growing.records()
            self._touched = {}
            kinds = dict(self._kinds)
            self._done = State(self._log, self.position, self.hash, self.key, self.at, kinds)
        return self._done


_NOTHING = Held({}, "")


def _changed(old: Held, entry: Entry) -> Held:
    """Record after an entry."""
    fields = dict(old.fields)
    for name, (_, after) in entry.changes.items():
        if after is None:
            fields.pop(name, None)
        else:
            fields[name] = after
    return Held(fields, entry.key)
