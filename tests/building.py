"""Records, plans and timetables for tests, in the notations planners write in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from birlik.exercise.plan import Plan
from birlik.exercise.records.disturbances import Disturbance
from birlik.exercise.records.means import Area, Resource, Travel, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.rules import Rule
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Contingent, Exercise, Nation, Phase
from birlik.exercise.time import parse_instant
from birlik.exercise.values.reading import Reading
from birlik.planning.timetable import LeftOut, Placement, Score, Timetable
from birlik.planning.verify import score_of

#: Zone of the exercise in most tests: five hours ahead of UTC all year.
AQTAU = "Asia/Aqtau"

AnyRecord = TypeVar("AnyRecord", bound=Record)


def _record(model: type[AnyRecord], zone: str, fields: dict[str, Any]) -> AnyRecord:
    return model.model_validate(fields, context=Reading(zone=ZoneInfo(zone)))


def instant(text: str, zone: str = AQTAU) -> datetime:
    """UTC instant of a time as a planner writes it: ``instant("2024-07-09 09:00")``."""
    return parse_instant(text, ZoneInfo(zone))[0]


def exercise(zone: str = AQTAU, **fields: Any) -> Exercise:
    """Exercise hosted by KAZ from Monday 8 to Wednesday 17 July 2024, both included."""
    usual = {
        "id": "UNITY-24",
        "host": "KAZ",
        "time_zone": zone,
        "startex": "2024-07-08 00:00",
        "endex": "2024-07-18 00:00",
    }
    return _record(Exercise, zone, usual | fields)


def nation(id: str, **fields: Any) -> Nation:
    """Nation; a participant unless `role` says otherwise."""
    return _record(Nation, AQTAU, {"id": id, "role": "participant"} | fields)


def phase(id: str, begins: str, ends: str, zone: str = AQTAU, **fields: Any) -> Phase:
    """Phase between two local times."""
    return _record(Phase, zone, {"id": id, "begins": begins, "ends": ends} | fields)


def contingent(id: str, nation: str = "KAZ", zone: str = AQTAU, **fields: Any) -> Contingent:
    """Contingent of a nation."""
    return _record(Contingent, zone, {"id": id, "nation": nation} | fields)


def unit(id: str, nation: str = "KAZ", zone: str = AQTAU, **fields: Any) -> Unit:
    """Unit of a nation."""
    return _record(Unit, zone, {"id": id, "nation": nation} | fields)


def resource(id: str, quantity: float, zone: str = AQTAU, **fields: Any) -> Resource:
    """Resource pool."""
    return _record(Resource, zone, {"id": id, "quantity": quantity} | fields)


def area(id: str, zone: str = AQTAU, **fields: Any) -> Area:
    """Area: ``area("A", open_hours="08:00-18:00", position="43 51")``."""
    return _record(Area, zone, {"id": id} | fields)


def travel(origin: str, destination: str, minutes: int, **fields: Any) -> Travel:
    """Way between two sites."""
    return _record(
        Travel, AQTAU, {"origin": origin, "destination": destination, "minutes": minutes} | fields
    )


def serial(id: str, duration: int | str | None = 60, zone: str = AQTAU, **fields: Any) -> Serial:
    """Serial of an hour: ``serial("S-1", areas="A + B | C", units="U-1; U-2", after="S-0 +60")``."""
    return _record(Serial, zone, {"id": id, "duration": duration} | fields)


def rule(id: str, kind: str, zone: str = AQTAU, **fields: Any) -> Rule:
    """Rule: ``rule("R-1", "quiet hours", hours="22:00-06:00")``."""
    return _record(Rule, zone, {"id": id, "kind": kind} | fields)


def disturbance(id: str, kind: str, zone: str = AQTAU, **fields: Any) -> Disturbance:
    """Disturbance: ``disturbance("W-1", "delay", distribution="exponential", usual=10)``."""
    return _record(Disturbance, zone, {"id": id, "kind": kind} | fields)


def plan_with(
    *,
    serials: Iterable[Serial] = (),
    areas: Iterable[Area] = (),
    units: Iterable[Unit] = (),
    resources: Iterable[Resource] = (),
    rules: Iterable[Rule] = (),
    disturbances: Iterable[Disturbance] = (),
    travel: Iterable[Travel] = (),
    phases: Iterable[Phase] = (),
    contingents: Iterable[Contingent] = (),
    nations: Iterable[Nation] | None = None,
    zone: str = AQTAU,
    **frame: Any,
) -> Plan:
    """Plan with these records; further fields are those of the exercise.

    Without `nations`, KAZ and AZE take part.
    """
    return Plan(
        exercise=exercise(zone, **frame),
        nations=tuple(nations) if nations is not None else (nation("KAZ"), nation("AZE")),
        phases=tuple(phases),
        contingents=tuple(contingents),
        units=tuple(units),
        resources=tuple(resources),
        areas=tuple(areas),
        travel=tuple(travel),
        serials=tuple(serials),
        rules=tuple(rules),
        disturbances=tuple(disturbances),
    )


def placed(
    serial: str,
    begins: str | datetime,
    minutes: int = 60,
    *,
    areas: str = "",
    units: str = "",
    zone: str = AQTAU,
) -> Placement:
    """Serial in a timetable: ``placed("S-1", "2024-07-09 09:00", 90, areas="A + B", units="U-1; U-2")``."""
    start = begins if isinstance(begins, datetime) else instant(begins, zone)
    return Placement(
        serial=serial,
        begins=start.astimezone(UTC),
        ends=(start + timedelta(minutes=minutes)).astimezone(UTC),
        areas=tuple(part.strip() for part in areas.split("+") if part.strip()),
        units=tuple(part.strip() for part in units.split(";") if part.strip()),
    )


def left_out_of(plan: Plan, placements: Sequence[Placement]) -> tuple[LeftOut, ...]:
    """Entries for the serials of a plan that are not placed, in the order of the plan."""
    there = {placement.serial for placement in placements}
    return tuple(
        LeftOut(
            serial=serial.id,
            mandatory=serial.mandatory,
            code="B402" if serial.mandatory else "B403",
            reason="It found no place among the others.",
        )
        for serial in plan.serials
        if serial.id not in there
    )


def timetable_with(
    plan: Plan,
    *placements: Placement,
    left_out: Sequence[LeftOut] | None = None,
    score: Score | None = None,
    **fields: Any,
) -> Timetable:
    """Timetable of these placements that states its own score, what it leaves out, and its plan rightly."""
    empty = Score(
        mandatory_left_out=0,
        optional_left_out=(0, 0, 0, 0, 0),
        wishes=0,
        unfairness=0,
        end=0,
        moves=0,
    )
    draft = Timetable(
        exercise=plan.exercise.id,
        plan=plan.fingerprint(),
        placements=tuple(
            sorted(placements, key=lambda placement: (placement.begins, placement.serial))
        ),
        left_out=tuple(left_out) if left_out is not None else left_out_of(plan, placements),
        score=score or empty,
    )
    if score is None:
        draft = draft.model_copy(update={"score": score_of(draft, plan)})
    return draft.model_copy(update=fields)
