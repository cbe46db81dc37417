"""What changed for one nation since a baseline: its units, its serials, and what they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.references import named, reference_fields
from birlik.exercise.release import owner_of
from birlik.log.difference import RecordChange, only_reordered
from birlik.log.sentences import sentence
from birlik.log.timetables import PLACEMENTS
from birlik.server.desk.past import Past

#: What concerns everybody.
_EVERYBODY = frozenset({RecordKind.EXERCISE, RecordKind.PHASE})


@dataclass(frozen=True)
class Ours:
    """Ids of what concerns a nation, by kind.

    Attributes
    ----------
    nation : str
    ids : mapping of RecordKind to frozenset of str
    """

    nation: str
    ids: Mapping[RecordKind, frozenset[str]]

    def concerns(self, kind: RecordKind, record: Record, plan: Plan) -> bool:
        """Whether a record concerns the nation."""
        if kind in _EVERYBODY or owner_of(record, plan) == self.nation:
            return True
        if record.id and record.id in self.ids.get(kind, frozenset()):
            return True
        return self.names(kind, record)

    def names(self, kind: RecordKind, record: Record) -> bool:
        """Whether a record names the nation, or a unit or serial of its."""
        for name, targets, _ in reference_fields(kind):
            if name in ("owner", "releasable_to", "default_release"):
                continue
            value = getattr(record, name)
            ours = {
                id_
                for target in targets
                if target in (RecordKind.NATION, RecordKind.UNIT, RecordKind.SERIAL)
                for id_ in self.ids.get(target, frozenset())
            }
            if value and ours & set(named(value)):
                return True
        return False


def ours(plan: Plan, nation: str) -> Ours:
    """What of a plan concerns a nation: its units, its serials, and the areas and objectives of those."""
    units = frozenset(unit.id for unit in plan.units if owner_of(unit, plan) == nation and unit.id)
    first = Ours(nation, {RecordKind.NATION: frozenset({nation}), RecordKind.UNIT: units})
    serials = [
        serial
        for serial in plan.serials
        if owner_of(serial, plan) == nation or first.names(RecordKind.SERIAL, serial)
    ]
    return Ours(
        nation,
        {
            **first.ids,
            RecordKind.SERIAL: frozenset(serial.id for serial in serials if serial.id),
            RecordKind.AREA: _named_by(serials, RecordKind.AREA),
            RecordKind.OBJECTIVE: _named_by(serials, RecordKind.OBJECTIVE)
            | {each.id for each in plan.objectives if each.id and nation in each.nations},
        },
    )


def _named_by(records: Iterable[Record], target: RecordKind) -> frozenset[str]:
    found: set[str] = set()
    for record in records:
        for name, targets, _ in reference_fields(record.kind_of_record):
            if target in targets and (value := getattr(record, name)):
                found |= set(named(value))
    return frozenset(found)


@dataclass(frozen=True)
class Changed:
    """What changed for a nation.

    Attributes
    ----------
    days : dict of date to list of str
        Sentences about serials in the timetable, by the day on which they begin now, or began.
    kinds : dict of RecordKind to list of str
        Sentences about records, by their kind, in the order of a workbook.
    """

    days: dict[date, list[str]] = field(default_factory=dict)
    kinds: dict[RecordKind, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many sentences there are."""
        return sum(map(len, [*self.days.values(), *self.kinds.values()]))


def changed_for(past: Past, nation: str) -> Changed:
    """What is not as it was for a nation, in sentences, as the reader of the past may know it."""
    plan = past.now.plan
    before, after = ours(past.sight.plan, nation), ours(plan, nation)
    zone = plan.zone
    placed: list[tuple[datetime, str]] = []
    found = Changed()
    for change in past.changes_until_now():
        if only_reordered(change) or not _concerns(change, (before, after), plan):
            continue
        text = sentence(change, zone)
        if change.kind == PLACEMENTS:
            placed.append((_begins(change), text))
        else:
            found.kinds.setdefault(RecordKind(change.kind), []).append(text)
    for at, text in sorted(placed):
        found.days.setdefault(_day(at, zone), []).append(text)
    return found


def _concerns(change: RecordChange, both: tuple[Ours, Ours], plan: Plan) -> bool:
    for fields, known in ((change.was, both[0]), (change.now, both[1])):
        if fields is None:
            continue
        if change.kind == PLACEMENTS:
            serials = known.ids.get(RecordKind.SERIAL, frozenset())
            units = known.ids.get(RecordKind.UNIT, frozenset())
            if fields.get("serial") in serials or units & set(fields.get("units", ())):
                return True
            continue
        kind = RecordKind(change.kind)
        if known.concerns(kind, MODELS[kind].model_validate(dict(fields)), plan):
            return True
    return False


def _begins(change: RecordChange) -> datetime:
    return datetime.fromisoformat(str((change.now or change.was or {})["begins"]))


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
