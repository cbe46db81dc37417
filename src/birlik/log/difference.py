"""The difference of two states: which records were added, changed or removed, by whom, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.release import owner_of
from birlik.log.canonical import same
from birlik.log.entry import Act, Changes, Entry
from birlik.log.plans import KINDS, model_of, plan_of
from birlik.log.state import NO_RECORDS, RANK, Held, State
from birlik.log.undo import lasting

#: Kinds in the order in which a difference shows them: those of the plan, then its timetable.
_ORDER = {
    kind: number
    for number, kind in enumerate((*(kind.value for kind in MODELS), "timetables", "placements"))
}


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that is not as it was.

    Attributes
    ----------
    kind, record : str
        Kind, and key.
    act : Act
        ADD, CHANGE or REMOVE.
    was, now : mapping of str to Any, or None
        All its fields before and after.
    changes : mapping of str to pair
        Those that differ.
    owner : str
        Nation that owns it, or the host.
    who, nations : tuple of str
        Accounts that changed it between the two, and the nations they acted for, the last one last;
        empty if the entries between were not given.
    at : datetime or None
        When it was last changed between the two, in UTC.
    reasons : tuple of str
        Why, in the words of who changed it, without those that were taken back.
    """

    kind: str
    record: str
    act: Act
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    changes: Changes
    owner: str
    who: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    at: datetime | None = None
    reasons: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The planner's id of it, as it is now, or as it was."""
        fields = self.now if self.now is not None else self.was or {}
        return str(fields.get("serial" if self.kind == "placements" else "id", ""))


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two states of a log.

    Attributes
    ----------
    before, after : State
    changes : tuple of RecordChange
        By kind in the order of a workbook, then as the records stand in the plan.
    """

    before: State
    after: State
    changes: tuple[RecordChange, ...]

    def by_owner(self) -> dict[str, tuple[RecordChange, ...]]:
        """Changes by the nation that owns the record."""
        found: dict[str, list[RecordChange]] = defaultdict(list)
        for change in self.changes:
            found[change.owner].append(change)
        return {nation: tuple(found[nation]) for nation in sorted(found)}

    def by_author(self) -> dict[str, tuple[RecordChange, ...]]:
        """Changes by the nation that made them; one of several stands under each."""
        found: dict[str, list[RecordChange]] = defaultdict(list)
        for change in self.changes:
            for nation in change.nations:
                found[nation].append(change)
        return {nation: tuple(found[nation]) for nation in sorted(found)}


def difference(before: State, after: State, entries: Iterable[Entry] = ()) -> Difference:
    """What differs between two states; the first may also be the later one.

    Parameters
    ----------
    before, after : State
    entries : iterable of Entry
        What lies between, to say who changed what, when and why.
    """
    every = tuple(entries)
    counting = lasting(every)
    between: dict[str, list[Entry]] = defaultdict(list)
    for entry in every:
        if entry.step in counting:
            between[entry.record].append(entry)
    owners = _Owners(before), _Owners(after)
    found = []
    kinds = sorted(before.kinds.keys() | after.kinds.keys(), key=lambda k: (_ORDER.get(k, 99), k))
    for kind in kinds:
        for record, was, now in _differing(before, after, kind):
            owner = owners[0].of(kind, was) if now is None else owners[1].of(kind, now)
            found.append(_change(kind, record, was, now, owner, between.get(record, ())))
    return Difference(before, after, tuple(found))


def _differing(
    before: State, after: State, kind: str
) -> Iterator[tuple[str, Held | None, Held | None]]:
    """Records of a kind that are not the same in both, as they stand in the plan; removed ones last."""
    old, new = before.kinds.get(kind, NO_RECORDS), after.kinds.get(kind, NO_RECORDS)
    if old is new:
        return
    parts = [p for p in zip(old.parts, new.parts, strict=True) if p[0] is not p[1]]
    here = [k for was, now in parts for k, held in now.items() if was.get(k) is not held]
    if len(here) > 1:
        place = {key: number for number, key in enumerate(new.ordered)}
        here.sort(key=place.__getitem__)
    for key in here:
        before_, after_ = old.get(key), new[key]
        if before_ is None or not same(before_.fields, after_.fields):
            yield key, before_, after_
    gone = {k for was, now in parts for k in was if k not in now}
    for key in (k for k in old.ordered if k in gone) if gone else ():
        yield key, old[key], None


def _change(
    kind: str,
    record: str,
    was: Held | None,
    now: Held | None,
    owner: str,
    entries: Sequence[Entry],
) -> RecordChange:
    old = {} if was is None else was.fields
    new = {} if now is None else now.fields
    names = [*old, *(name for name in new if name not in old)]
    changes = {n: (old.get(n), new.get(n)) for n in names if not same(old.get(n), new.get(n))}
    held = [entry for entry in entries if _bears(entry, changes)]
    return RecordChange(
        kind,
        record,
        Act.ADD if was is None else Act.REMOVE if now is None else Act.CHANGE,
        None if was is None else was.fields,
        None if now is None else now.fields,
        changes,
        owner,
        tuple(dict.fromkeys(entry.who for entry in held)),
        tuple(dict.fromkeys(entry.nation for entry in held)),
        held[-1].at if held else None,
        tuple(dict.fromkeys(entry.reason for entry in held if entry.reason)),
    )


def _bears(entry: Entry, changes: Changes) -> bool:
    """Whether an entry has a part in what differs."""
    return entry.act is not Act.CHANGE or not changes.keys().isdisjoint(entry.changes)


class _Owners:
    """Which nation owns a record of a state; it is looked up only if something differs."""

    def __init__(self, state: State) -> None:
        self._state = state

    @cached_property
    def _plan(self) -> Plan:
        return plan_of(self._state)

    @cached_property
    def _serials(self) -> dict[str, Record]:
        return {serial.id: serial for serial in self._plan.serials}

    def of(self, kind: str, held: Held | None) -> str:
        """Owner by the release policy; of a placement that of its serial, of all else the host."""
        if held is not None and kind in KINDS:
            return owner_of(model_of(kind, held), self._plan) or ""
        serial = None if held is None else self._serials.get(str(held.fields.get("serial", "")))
        if kind == "placements" and serial is not None:
            return owner_of(serial, self._plan) or ""
        return self._plan.exercise.host or ""


def only_reordered(change: RecordChange) -> bool:
    """Whether a record only takes another place in the planner's order."""
    return change.changes.keys() == {RANK}
