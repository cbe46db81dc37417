"""What happened to an exercise, step by step, as one reader may know it; hidden steps leave no trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Reader
from birlik.exercise.sentences import said
from birlik.log.difference import RecordChange
from birlik.log.entry import Act, Entry
from birlik.log.plans import KINDS
from birlik.log.sentences import sentence
from birlik.log.state import RANK
from birlik.log.timetables import PLACEMENTS, TIMETABLES
from birlik.server.desk.around import Around
from birlik.server.desk.released import Released
from birlik.server.desk.sight import Absent, Sight
from birlik.server.store.logs import Logs

#: Steps on a page, entries of one step that are told in full, and entries fetched at once.
PAGE, TOLD, PART = 30, 20, 500

#: Entries fetched first: a page of steps of one or two entries each.
FIRST_PART = 60

#: Entries of a step up to which it is looked through for whether its reader sees all of it.
LOOKED_THROUGH = 200

#: Kinds of which a record is seen only by who also sees others that it names.
_BY_OTHERS = frozenset({RecordKind.TRAVEL.value, RecordKind.RELEASE_DEFAULT.value})


@dataclass(frozen=True)
class SeenEntry:
    """What happened to one record, as its reader may know it.

    Attributes
    ----------
    key, step : str
    at : datetime
        UTC.
    who, nation : str
        Key of the account, and its nation; both empty if the reader does not know that nation.
    kind, record : str
    act : Act
        ADD also for what became visible to him, REMOVE also for what was withdrawn.
    was, now : mapping or None
        Fields of the record around it: those that are known, the id and title among them.
    changes : mapping of str to pair
        Before and after, as in ``plan.json``.
    visible : bool
        Whether he sees the record now, so that a page can lead to it.
    """

    key: str
    step: str
    at: datetime
    who: str
    nation: str
    kind: str
    record: str
    act: Act
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    changes: Mapping[str, tuple[Any, Any]]
    visible: bool = False

    def sentence(self, zone: ZoneInfo) -> str:
        """What happened, by the clock of a zone; the reason is told once for its step."""
        return sentence(
            RecordChange(
                self.kind, self.record, self.act, self.was, self.now, self.changes, self.nation
            ),
            zone,
        )


@dataclass(frozen=True)
class SeenStep:
    """What one act did, as its reader may know it.

    Attributes
    ----------
    key : str
        To undo it by.
    at : datetime
        UTC.
    who, nation : str
        As in the entries.
    reason : str
        Empty if the step had a part that he does not see, as the reason may speak of it.
    entries : tuple of SeenEntry
        The first of them, never none.
    count : int
        How many there are for him.
    undoes : str or None
        Step that it takes back, if he sees that one too.
    """

    key: str
    at: datetime
    who: str
    nation: str
    reason: str
    entries: tuple[SeenEntry, ...]
    count: int
    undoes: str | None = None

    @property
    def more(self) -> int:
        """Entries that are not told."""
        return self.count - len(self.entries)


@dataclass(frozen=True)
class Page:
    """Some steps, the newest first.

    Attributes
    ----------
    steps : tuple of SeenStep
    following : str
        Cursor of the next page: key of the last entry of this one; empty if nothing follows.
    """

    steps: tuple[SeenStep, ...]
    following: str = ""


class History:
    """The log of an exercise as one reader may know it now.

    Parameters
    ----------
    logs : Logs
    exercise : str
    reader : Reader
    sight : Sight, optional
        Of the present state, if somebody has made it already.
    """

    def __init__(
        self, logs: Logs, exercise: str, reader: Reader, sight: Sight | None = None
    ) -> None:
        self._logs, self._exercise = logs, exercise
        self.sight = sight or Sight(logs.state(exercise), reader)
        self.released = Released(self.sight)
        self._end = self.sight.state.position
        self._whole: dict[str, Sequence[Entry]] = {}

    def page(self, before: str = "", most: int = PAGE, record: str = "") -> Page:
        """Steps from the newest, or from those behind a cursor.

        Parameters
        ----------
        before : str
            Cursor: the key of an entry that he saw.
        most : int
        record : str
            Key of a record, if only its own entries are wanted.

        Raises
        ------
        Absent
            If the cursor is none of his.
        """
        limit = self._end + 1
        if before:
            limit = self._position_of(before)
        steps = list(islice(self._steps(limit, record), most + 1))
        if len(steps) <= most:
            return Page(tuple(step for _, step in steps))
        shown = steps[:most]
        return Page(tuple(step for _, step in shown), shown[-1][0])

    def step(self, key: str) -> SeenStep:
        """One step.

        Raises
        ------
        Absent
            If there is none, or none of it is his to know.
        """
        entries = self._logs.entries_of_step(self._exercise, key)
        found = self.seen(entries) if entries else None
        if found is None:
            raise Absent(said("There is no such step"))
        return found

    def seen(self, entries: Sequence[Entry]) -> SeenStep | None:
        """A step of the log as he may know it; None if nothing of it is his to know.

        Parameters
        ----------
        entries : sequence of Entry
            Entries of the step that are asked for, in order.
        """
        around = self._around(entries)
        told: list[SeenEntry] = []
        count = 0
        for entry in entries:
            if len(told) < TOLD or entry.act is Act.CHANGE:
                found = self._entry(entry, around)
                count += found is not None
                if found is not None and len(told) < TOLD:
                    told.append(found)
            else:
                count += self._parts_seen(entry, around) is not None
        if not told:
            return None
        first = told[0]
        reason = next((each.reason for each in entries if each.reason), "")
        ours = self.sight.reader.staff and first.nation == self.sight.reader.nation
        if reason and not ours and not self._sees_all(entries):
            reason = ""
        undoes = self._undone(entries[0].undoes)
        return SeenStep(
            entries[0].step, first.at, first.who, first.nation, reason, tuple(told), count, undoes
        )

    def _sees_all(self, entries: Sequence[Entry]) -> bool:
        """Whether he is told all of the step of some entries; of a large one nobody looks so closely.

        A reason may speak of what else the step did, also where only a part of it is asked for.
        """
        if self.sight.reader.whole:
            return True
        if len(entries) > LOOKED_THROUGH:
            return False
        every = self._logs.entries_of_step(self._exercise, entries[0].step)
        around = self._around(every)
        return len(every) <= LOOKED_THROUGH and all(
            self._is_all(entry, self._entry(entry, around)) for entry in every
        )

    def entry(self, entry: Entry) -> SeenEntry | None:
        """One entry as he may know it, without a reason; None if it is none of his."""
        return self._entry(entry, self._around((entry,)))

    def _around(self, entries: Sequence[Entry]) -> Around:
        return Around(self._logs, self._exercise, self.sight.reader, entries)

    def _steps(self, limit: int, record: str) -> Iterator[tuple[str, SeenStep]]:
        """Cursor behind each step, and the step, the newest first."""
        for entries in self._parts(limit, record):
            found = self.seen(entries)
            if found is not None:
                yield found.entries[0].key, found

    def _parts(self, limit: int, record: str) -> Iterator[Sequence[Entry]]:
        """Entries of each step before a position, in order; the newest step first."""
        if record:
            found = [
                entry
                for entry in self._logs.entries_of_record(self._exercise, record)
                if entry.position < limit
            ]
            for _, step in groupby(found, lambda entry: entry.step):
                yield tuple(reversed(tuple(step)))
            return
        for key, step in groupby(self._newest(limit), lambda entry: entry.step):
            entries = tuple(reversed(tuple(step)))
            # The first may begin behind the cursor, and lack what comes before it.
            if entries[-1].position + 1 < limit or limit > self._end:
                self._whole[key] = entries
            yield entries

    def entries_of(self, step: str) -> Sequence[Entry]:
        """All entries of a step, in order; those of a page that was just made are not read again."""
        found = self._whole.get(step)
        return self._logs.entries_of_step(self._exercise, step) if found is None else found

    def _newest(self, limit: int) -> Iterator[Entry]:
        # Most steps are small; more at once where the page goes on through large ones.
        part = FIRST_PART
        while limit > 1:
            entries = self._logs.newest(self._exercise, limit, part)
            if not entries:
                return
            yield from entries
            limit, part = entries[-1].position, PART

    def _position_of(self, key: str) -> int:
        found = self._logs.entry_of_key(self._exercise, key)
        if found is None or self.entry(found) is None:
            raise Absent(said("There is no such page of the history"))
        return found.position

    def _undone(self, step: str | None) -> str | None:
        if step is None:
            return None
        entries = self._logs.entries_of_step(self._exercise, step)
        around = self._around(entries)
        return step if any(self._entry(each, around) for each in entries) else None

    def _entry(self, entry: Entry, around: Around) -> SeenEntry | None:
        seen = self._parts_seen(entry, around)
        return None if seen is None else self._told(entry, around, *seen)

    def _parts_seen(self, entry: Entry, around: Around) -> tuple[bool, bool, bool] | None:
        """Whether he saw the record before, and after, and sees it now; None if he may know of nothing."""
        released, kind = self.released, entry.kind
        if entry.act is Act.NOTE:
            # It changes no record, and nobody has said who may read it.
            return None
        before, after = released.admits(entry)
        before = before and entry.act in (Act.CHANGE, Act.REMOVE)
        after = after and entry.act is not Act.REMOVE
        if kind in _BY_OTHERS and not self.sight.reader.whole:
            before = before and around.saw_before(entry)
            after = after and around.saw_after(entry)
        if not before and not after:
            return None
        visible = released.sees(kind, entry.record)
        if not visible:
            went = before and not after
            stays = (
                released.lets_stand(kind, around.before(entry))
                if went
                else self._stays_told(entry, around)
            )
            if not stays:
                return None
        return before, after, visible

    def _is_all(self, entry: Entry, found: SeenEntry | None) -> bool:
        """Whether he is told all that an entry did; the order of records is told to nobody."""
        if self.sight.reader.whole or entry.kind == TIMETABLES or entry.act is Act.NOTE:
            return True
        told = {} if found is None else found.changes
        return {n: tuple(pair) for n, pair in entry.changes.items() if n != RANK} == dict(told)

    def _stays_told(self, entry: Entry, around: Around) -> bool:
        """Whether what was is told of a record that he does not see any more.

        Of those that his own nation owned; of others' he is told the last thing alone, that they are
        gone, so that nothing shows whether they were removed or withdrawn.
        """
        if self.released.is_there(entry.kind, entry.record):
            return False
        last = around.last(entry)
        return self.released.owned(entry.kind, last) and self.released.lets_stand(entry.kind, last)

    def _told(
        self, entry: Entry, around: Around, before: bool, after: bool, visible: bool
    ) -> SeenEntry | None:
        released, kind = self.released, entry.kind
        was: Mapping[str, Any] | None = None
        now: Mapping[str, Any] | None = None
        changes: Mapping[str, tuple[Any, Any]]
        if before and after:
            act = Act.CHANGE
            changes = released.changes(kind, entry.changes, self._owner(entry, around))
            if not changes:
                return None
            was, now = self._names(entry, around, changes, visible)
        elif after:
            act = Act.ADD
            now = self._added(entry, around, visible)
            changes = {name: (None, value) for name, value in now.items()}
        else:
            act = Act.REMOVE
            was = released.fields(kind, around.before(entry), self._owner(entry, around))
            changes = {name: (value, None) for name, value in was.items()}
        known = entry.nation in released.nations or released.reader.whole
        return SeenEntry(
            entry.key,
            entry.step,
            entry.at,
            entry.who if known else "",
            entry.nation if known else "",
            kind,
            entry.record,
            act,
            was,
            now,
            changes,
            visible and kind in KINDS,
        )

    def _owner(self, entry: Entry, around: Around) -> str | None:
        """Whose the record of an entry is; None where that cannot matter."""
        if not self.released.known.doubted:
            return None
        fields = around.after(entry) or around.before(entry)
        return self.released.owner(entry.kind, entry.record, fields)

    def _added(self, entry: Entry, around: Around, visible: bool) -> dict[str, Any]:
        """Values of what was added; of what became visible, those that it has now."""
        if entry.act is Act.CHANGE and visible:
            held = self.sight.state.held(entry.kind, entry.record)
            assert held is not None
            return self.released.fields(entry.kind, held.fields, self._owner(entry, around))
        return self.released.fields(entry.kind, around.after(entry), self._owner(entry, around))

    def _names(
        self,
        entry: Entry,
        around: Around,
        changes: Mapping[str, tuple[Any, Any]],
        visible: bool,
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """What a sentence needs of the record around a change: all of a placement, else id and title."""
        kind = entry.kind
        if kind == PLACEMENTS:
            return (
                self.released.fields(kind, around.before(entry), self._owner(entry, around)),
                self.released.fields(kind, around.after(entry), self._owner(entry, around)),
            )
        held = self.sight.state.held(kind, entry.record)
        fields = held.fields if visible and held is not None else around.last(entry)
        names = {n: fields[n] for n in ("id", "title", "name") if n in fields}
        was = names | {n: pair[0] for n, pair in changes.items() if n in names}
        return self.released.fields(kind, was), self.released.fields(kind, names)
