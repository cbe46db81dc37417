"""Where a serial would fit is where the verifier finds nothing wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.reserved import Reserved
from birlik.planning.fitting import Fitting
from birlik.planning.planner import plan_timetable
from birlik.planning.verify import Standing
from tests.building import area, plan_with, serial, unit
from tests.planning.drafts import exercises

QUARTER = timedelta(minutes=15)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(exercises(), st.data())
def test_a_serial_fits_where_nothing_is_broken(plan: Plan, data: st.DataObject) -> None:
    timetable = plan_timetable(plan, seconds=0)
    fitting, standing = Fitting(plan, timetable.placements), Standing(plan, timetable.placements)
    free = [p for p in timetable.placements if not standing.joined.serials[p.serial].fixed]
    if not free:
        return
    placement = data.draw(st.sampled_from(free))
    length = placement.ends - placement.begins
    beside = standing.companions(placement.serial) - {placement.serial}
    if beside:
        return
    fits = {fit.areas: fit.begins for fit in fitting.of(placement.serial, placement.units)}
    for choice in standing.joined.serials[placement.serial].areas or (None,):
        areas = choice.areas if choice else ()
        for number in data.draw(st.lists(st.integers(0, 400), max_size=12)):
            begins = fitting.frame.origin + number * QUARTER
            moved = placement.model_copy(
                update={"begins": begins, "ends": begins + length, "areas": areas}
            )
            judged = standing.judged([moved])
            inside = any(first <= begins <= last for first, last in fits.get(areas, ()))
            # The verifier allows a minute on a way, and two at the edge of the light.
            if inside or not judged.broken:
                lenient = {"B515", "B536", "B520"}
                assert {found.code for found in judged.broken} <= set()
                assert inside or lenient & asked_for(plan, placement.serial)


def asked_for(plan: Plan, name: str) -> set[str]:
    """Rules at whose edges the verifier is more lenient than the planner."""
    found = {"B536"} if len({each.site or each.id for each in plan.areas}) > 1 else set()
    if any(each.light for each in plan.serials if each.id == name):
        found.add("B515")
    if any(each.danger_zone or each.danger_radius is not None for each in plan.serials):
        found.add("B520")
    return found


def test_what_is_reserved_is_not_offered() -> None:
    plan = plan_with(
        areas=[area("RANGE")],
        units=[unit("U-1")],
        serials=[serial("S-1", 60, areas="RANGE", units="U-1")],
    )
    (placement,) = plan_timetable(plan, seconds=0).placements
    begins = datetime(2024, 7, 9, 8, tzinfo=UTC)
    for kind, name in ((RecordKind.AREA, "RANGE"), (RecordKind.UNIT, "U-1")):
        taken = Reserved(begins, begins + timedelta(hours=2), kind, name)
        (fit,) = Fitting(plan, [placement], [taken]).of("S-1", ("U-1",))
        (_, last), (first, _) = fit.begins
        assert last == begins - timedelta(hours=1)
        assert first == begins + timedelta(hours=2)


def test_what_is_reserved_is_not_planned_on() -> None:
    plan = plan_with(
        areas=[area("RANGE")],
        units=[unit("U-1"), unit("U-2")],
        serials=[
            serial("S-1", 60, areas="RANGE", fixed="2024-07-08 08:00"),
            serial("S-2", 60, units="U-1"),
            serial("S-3", 60, choose="1 x *"),
        ],
    )
    begins = plan.exercise.startex
    assert begins is not None
    taken = [
        Reserved(begins, begins + timedelta(hours=12), RecordKind.AREA, "RANGE"),
        Reserved(begins, begins + timedelta(hours=12), RecordKind.UNIT, "U-1"),
    ]
    timetable = plan_timetable(plan, seconds=0, reserved=taken)
    placed = {placement.serial: placement for placement in timetable.placements}
    assert placed["S-2"].begins == begins + timedelta(hours=12)
    assert placed["S-3"].units == ("U-2",)
    (left,) = timetable.left_out
    assert left.code == "B401"
    assert "the times at which RANGE is reserved" in left.reason
