"""The state of an exercise: the fold of its log, a value that shares what did not change with older ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from birlik.log.entry import Act, Entry, beginning

#: Field that keeps a record in the planner's order; see :func:`birlik.log.keys.rank_between`.
RANK = "rank"


class DoesNotFit(ValueError):
    """An entry does not fit to the state before it: the log is damaged, and `birlik audit` says where."""


class Held:
    """One record as a state holds it.

    Attributes
    ----------
    fields : mapping of str to Any
        Fields that are not empty, as in ``plan.json``, and its rank; replaced as a whole, never
        changed.
    last : str
        Key of the last entry that changed it, which serves as its version.
    cached : Any
        What was made of the fields, such as the typed record; for :mod:`birlik.log.plans` alone.
    """

    __slots__ = ("cached", "fields", "last")

    def __init__(self, fields: Mapping[str, Any], last: str) -> None:
        self.fields = fields
        self.last = last
        self.cached: Any = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and self.fields == other.fields

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Held({self.fields!r})"


class Records(Mapping[str, Held]):
    """Records of one kind by key.

    Attributes
    ----------
    held : dict of str to Held
        Not to be changed.
    cached : Any
        What was made of all of them; for :mod:`birlik.log.plans` alone.
    """

    __slots__ = ("_keys", "cached", "held")

    def __init__(self, held: dict[str, Held], keys: tuple[str, ...] | None = None) -> None:
        self.held = held
        self._keys = keys
        self.cached: Any = None

    @property
    def ordered(self) -> tuple[str, ...]:
        """Keys in the planner's order: by rank, then by key."""
        if self._keys is None:
            held = self.held
            self._keys = tuple(sorted(held, key=lambda key: (held[key].fields.get(RANK, ""), key)))
        return self._keys

    def __getitem__(self, key: str) -> Held:
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def __contains__(self, key: object) -> bool:
        return key in self.held


NO_RECORDS = Records({}, ())


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
        return None if records is None else records.held.get(record)

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
        mine = {kind: records.held for kind, records in self.kinds.items() if records}
        return mine == {kind: records.held for kind, records in other.kinds.items() if records}

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        count = sum(len(records) for records in self.kinds.values())
        return f"<State of {self.log} after {self.position:,} entries: {count:,} records>"


def empty_state(log: str) -> State:
    """State of a log without entries."""
    return State(log, 0, beginning(log), "", None, {})


class Folding:
    """A state under construction; kinds are copied when they are first touched."""

    def __init__(self, state: State) -> None:
        self._log = state.log
        self.position = state.position
        self.hash = state.hash
        self.key = state.key
        self.at = state.at
        self._touched: dict[str, dict[str, Held]] = {}
        self._kinds: dict[str, Records] = dict(state.kinds)
        self._reordered: set[str] = set()
        self._done: State | None = state

    def held(self, kind: str, record: str) -> Held | None:
        """Record by its key, if it is there now."""
        touched = self._touched.get(kind)
        if touched is not None:
            return touched.get(record)
        records = self._kinds.get(kind)
        return None if records is None else records.held.get(record)

    def keys(self, kind: str) -> Iterable[str]:
        """Keys of the records of a kind that are there now."""
        touched = self._touched.get(kind)
        return touched if touched is not None else self._kinds.get(kind, NO_RECORDS).held

    def apply(self, entry: Entry, made: Held | None = None) -> None:
        """Fold one entry more.

        Parameters
        ----------
        entry : Entry
        made : Held, optional
            The record after the entry, if somebody has made it already.

        Raises
        ------
        DoesNotFit
        """
        kind, key, changes = entry.kind, entry.record, entry.changes
        held = self._touched.get(kind)
        if held is None:
            records = self._kinds.get(kind)
            held = self._touched[kind] = {} if records is None else dict(records.held)
        old = held.get(key)
        act = entry.act
        if act is Act.CHANGE:
            if old is None:
                raise DoesNotFit(f"entry {entry.position} changes a record that is not there")
            if made is None:
                fields = dict(old.fields)
                for name, (_, after) in changes.items():
                    if after is None:
                        fields.pop(name, None)
                    else:
                        fields[name] = after
                made = Held(fields, entry.key)
            if RANK in changes:
                self._reordered.add(kind)
            held[key] = made
        elif act is Act.REMOVE:
            if old is None:
                raise DoesNotFit(f"entry {entry.position} removes a record that is not there")
            del held[key]
            self._reordered.add(kind)
        else:
            if old is not None:
                raise DoesNotFit(f"entry {entry.position} adds a record that is there already")
            if made is None:
                made = Held(
                    {name: after for name, (_, after) in changes.items() if after is not None},
                    entry.key,
                )
            held[key] = made
            self._reordered.add(kind)
        self.position, self.hash, self.key, self.at = (
            entry.position,
            entry.hash,
            entry.key,
            entry.at,
        )
        self._done = None

    def state(self) -> State:
        """State now; what is folded later does not touch it."""
        if self._done is not None:
            return self._done
        for kind, held in self._touched.items():
            before = self._kinds.get(kind)
            keys = None
            if before is not None and kind not in self._reordered:
                keys = before.ordered if before._keys is not None else None
            self._kinds[kind] = Records(held, keys)
        self._touched = {}
        self._reordered = set()
        self._done = State(
            self._log, self.position, self.hash, self.key, self.at, dict(self._kinds)
        )
        return self._done
