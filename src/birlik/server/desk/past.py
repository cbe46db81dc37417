"""An exercise at an earlier moment, and its baselines, as one reader may know them now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import LEADERS, Refused
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.release import owner_of
from birlik.exercise.sentences import said, term
from birlik.log.baselines import Baseline as Named
from birlik.log.baselines import baselines_of, naming
from birlik.log.canonical import same
from birlik.log.difference import RecordChange
from birlik.log.entry import Act
from birlik.log.state import State
from birlik.log.timetables import OWNER, PLACEMENTS
from birlik.server.desk.changing import Author
from birlik.server.desk.released import Released
from birlik.server.desk.sight import Absent, Seen, Sight
from birlik.server.store.logs import Logs

#: Kind and key of a record → what is known of it.
Known = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Baseline:
    """A named state; its position stays on the server.

    Attributes
    ----------
    key, name : str
    at : datetime
        When it was named, in UTC; when the last thing before that happened is not for everybody.
    hash : str
        Of the log at its position: what is signed.
    conference : str
        Key of the conference at whose end it was named; empty if it was at none.
    """

    key: str
    name: str
    at: datetime
    hash: str
    conference: str = ""


class Past:
    """The state of an exercise at an earlier moment, as its reader may know it now.

    A record is shown as it was if it was released to him then and, should it still exist, is now.

    Parameters
    ----------
    now : Sight
    then : State
    """

    def __init__(self, now: Sight, then: State) -> None:
        self.now = now
        self.sight = Sight(then, now.reader)
        self.released = Released(now)

    def records(self, kind: RecordKind) -> tuple[Seen, ...]:
        """Records of a kind as they were, in the planner's order."""
        found: list[Seen] = []
        for seen in self.sight.records(kind):
            fields = self._fields_of(seen)
            if fields is not None:
                record = MODELS[kind].model_validate(fields)
                found.append(Seen(kind, seen.key, len(found), record))
        return tuple(found)

    def record(self, kind: RecordKind, key: str) -> Seen:
        """Record by its key.

        Raises
        ------
        Absent
        """
        for seen in self.records(kind):
            if seen.key == key:
                return seen
        raise Absent(said("There was no such {word}", word=term(MODELS[kind].word)))

    def counts(self) -> dict[RecordKind, int]:
        """How many records of each kind he sees."""
        return {kind: len(self.records(kind)) for kind in MODELS}

    def fields(self) -> Known:
        """Fields of all records that he sees, and of placements of serials among them."""
        return self._of_records(False) | self._of_placements(self.sight)

    def _of_records(self, gone_too: bool) -> dict[tuple[str, str], Mapping[str, Any]]:
        return {
            (kind.value, seen.key): fields
            for kind in MODELS
            for seen in self.sight.records(kind)
            if (fields := self._fields_of(seen, gone_too)) is not None
        }

    def _fields_of(self, seen: Seen, gone_too: bool = False) -> dict[str, Any] | None:
        """Fields of a record as it was; None if he may not know of it.

        Of what he does not see any more he is told only if his own nation owned it, unless it is
        only to be said that it is gone.
        """
        kind, released = seen.kind.value, self.released
        if not released.sees(kind, seen.key) and not gone_too:
            there = released.is_there(kind, seen.key)
            if there or not released.owned(kind, self._whole_of(seen)):
                return None
            if not released.lets_stand(kind, seen.fields):
                return None
        return released.fields(kind, seen.fields, released.owner(kind, seen.key, seen.fields))

    def _whole_of(self, seen: Seen) -> Mapping[str, Any]:
        held = self.sight.state.held(seen.kind.value, seen.key)
        return {} if held is None else held.fields

    def _of_placements(self, sight: Sight) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Placements in a state, of serials that he saw then and sees now."""
        then = sight.view.known
        return {
            (PLACEMENTS, key): self.released.fields(PLACEMENTS, held.fields, held.fields.get(OWNER))
            for key, held in sight.state.of(PLACEMENTS).items()
            if then.sees(RecordKind.SERIAL, held.fields.get("serial", ""), held.fields.get(OWNER))
            and self.released.knows_serial(held.fields)
        }

    def changes_until_now(self) -> tuple[RecordChange, ...]:
        """What is not as it was, by kind, in the planner's order.

        What he does not see any more is gone, whether it was removed or withdrawn.
        """
        was = {
            each: fields
            for each, fields in (self._of_records(True) | self._of_placements(self.sight)).items()
            if self.released.sees(*each) or self.released.lets_stand(each[0], fields)
        }
        now: dict[tuple[str, str], Mapping[str, Any]] = {
            (kind.value, seen.key): self.released.fields(
                kind.value, seen.fields, self.released.owner(kind.value, seen.key, seen.fields)
            )
            for kind in MODELS
            for seen in self.now.records(kind)
        } | self._of_placements(self.now)
        found = [self._change(each, was.get(each), now.get(each)) for each in {**now, **was}]
        order = {kind: number for number, kind in enumerate((*MODELS, PLACEMENTS))}
        changes = [change for change in found if change.changes]
        return tuple(sorted(changes, key=lambda change: order[change.kind]))

    def _change(
        self,
        each: tuple[str, str],
        was: Mapping[str, Any] | None,
        now: Mapping[str, Any] | None,
    ) -> RecordChange:
        kind, key = each
        old, new = was or {}, now or {}
        names = [*old, *(name for name in new if name not in old)]
        changes = {n: (old.get(n), new.get(n)) for n in names if not same(old.get(n), new.get(n))}
        act = Act.ADD if was is None else Act.REMOVE if now is None else Act.CHANGE
        return RecordChange(kind, key, act, was, now, changes, self._owner(kind, old, new))

    def _owner(self, kind: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """Nation that owns a record, by what he sees."""
        plan = self.now.plan
        if kind == PLACEMENTS:
            serial = (now or was).get("serial", "")
            record: Record | None = next((s for s in plan.serials if s.id == serial), None)
        else:
            record = MODELS[RecordKind(kind)].model_validate(dict(now or was))
        return (owner_of(record, plan) or "") if record is not None else ""


def baselines(logs: Logs, sight: Sight) -> tuple[Baseline, ...]:
    """Baselines of an exercise, the newest first; none for those outside the staff."""
    if not sight.reader.staff:
        return ()
    return tuple(_baseline(logs, sight, each) for each in reversed(baselines_of(sight.state)))


def _baseline(logs: Logs, sight: Sight, named: Named) -> Baseline:
    at = _named_at(logs, sight, named.record)
    return Baseline(named.record, named.name, at, named.hash, named.conference)


def baseline_of(logs: Logs, sight: Sight, key: str) -> Baseline:
    """A baseline by its key.

    Raises
    ------
    Absent
        If there is none, or he may not know of it.
    """
    return _baseline(logs, sight, _found(sight, key))


def _found(sight: Sight, key: str) -> Named:
    found = next((each for each in baselines_of(sight.state) if each.record == key), None)
    if found is None or not sight.reader.staff:
        raise Absent(said("There is no such baseline"))
    return found


def _named_at(logs: Logs, sight: Sight, key: str) -> datetime:
    *_, naming_entry = logs.entries_of_record(sight.state.log, key)
    return naming_entry.at


def since(logs: Logs, sight: Sight, key: str) -> tuple[Baseline, Past]:
    """A baseline, and the exercise as it was then.

    Raises
    ------
    Absent
        If there is no such baseline, or he may not know of it.
    """
    found = _found(sight, key)
    then = logs.state_at(sight.state.log, found.position)
    return _baseline(logs, sight, found), Past(sight, then)


def at(logs: Logs, sight: Sight, moment: datetime) -> Past:
    """The exercise as it was at a moment."""
    log = sight.state.log
    return Past(sight, logs.state_at(log, logs.position_at(log, moment)))


def may_name(sight: Sight) -> bool:
    """Whether a reader may name a baseline: the author and the host's leaders."""
    reader = sight.reader
    hosts = bool(reader.nation) and reader.nation == sight.whole.exercise.host
    return reader.whole or (hosts and reader.role in LEADERS)


def name(logs: Logs, exercise: str, author: Author, text: str, conference: str = "") -> str:
    """Name the present state, perhaps at the end of a conference; gives back the key of the baseline.

    Raises
    ------
    Refused
        If he may not, or the name is empty, too long or taken.
    Absent
        If he sees no such conference.
    """
    sight = Sight(logs.state(exercise), author.reader)
    if not may_name(sight):
        raise Refused(said("The host's director and chief planner name baselines"))
    if conference:
        sight.record(RecordKind.CONFERENCE, conference)
    try:
        step = naming(sight.state, text, author.who, author.nation, conference=conference)
    except ValueError as error:
        raise Refused(str(error)) from error
    logs.append(exercise, step)
    return step.drafts[0].record
