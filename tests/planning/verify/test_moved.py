"""A move judged by what it can meet is judged as the whole timetable would be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Placement, Timetable
from birlik.planning.verify import Standing, made_worse, verify
from tests.building import area, plan_with, serial, unit
from tests.planning.drafts import exercises

#: What a timetable says of itself, which no move of a bar is asked about.
OF_ITSELF = {"B521", "B551", "B554", "B555"}


def everything(plan: Plan, timetable: Timetable) -> list[Any]:
    return [found for found in verify(timetable, plan) if found.code not in OF_ITSELF]


def elsewhere(placement: Placement, minutes: int, **others: Any) -> Placement:
    by = timedelta(minutes=minutes)
    times = {"begins": placement.begins + by, "ends": placement.ends + by}
    return placement.model_copy(update=times | others)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(exercises(), st.data())
def test_a_move_is_judged_as_the_whole_timetable_would_be(plan: Plan, data: st.DataObject) -> None:
    timetable = plan_timetable(plan, seconds=0)
    if not timetable.placements:
        return
    placements = list(timetable.placements)
    # A few are where they should not be before the one is moved that is asked about.
    for _ in range(data.draw(st.integers(0, 2))):
        number = data.draw(st.integers(0, len(placements) - 1))
        placements[number] = elsewhere(placements[number], data.draw(st.integers(-40, 40)) * 15)
    before = timetable.model_copy(update={"placements": tuple(placements)})
    number = data.draw(st.integers(0, len(placements) - 1))
    moved = elsewhere(placements[number], data.draw(st.integers(-300, 300)) * 5)
    names = [each.id for each in plan.areas]
    if data.draw(st.booleans()) and names:
        moved = moved.model_copy(update={"areas": (data.draw(st.sampled_from(names)),)})
    after = before.model_copy(
        update={"placements": (*placements[:number], moved, *placements[number + 1 :])}
    )
    was, now = everything(plan, before), everything(plan, after)
    judged = Standing(plan, placements).judged([moved])
    worse = made_worse(was, now, {moved.serial})
    assert {found.text for found in judged.broken} == {found.text for found in worse}
    assert {found.text for found in judged.mended} == {
        found.text for found in was if found not in now
    }


def two_in_a_range() -> tuple[Plan, Timetable]:
    plan = plan_with(
        areas=[area("RANGE"), area("OTHER")],
        units=[unit("U-1"), unit("U-2")],
        serials=[
            serial("S-1", 60, areas="RANGE", units="U-1", fixed="2024-07-08 08:00"),
            serial("S-2", 60, areas="RANGE | OTHER", units="U-2", fixed="2024-07-08 09:00"),
        ],
    )
    return plan, plan_timetable(plan, seconds=0)


def test_what_a_move_would_break_is_said_with_its_code() -> None:
    plan, timetable = two_in_a_range()
    _first, second = timetable.placements
    judged = Standing(plan, timetable.placements).judged([elsewhere(second, -30, areas=("RANGE",))])
    assert {found.code for found in judged.broken} == {"B503", "B512"}
    assert any("S-1 and S-2 both occupy RANGE" in found.message for found in judged.broken)


def test_what_others_break_between_themselves_is_not_held_against_a_move() -> None:
    plan, timetable = two_in_a_range()
    first, second = timetable.placements
    crowded = [first, elsewhere(second, -60, areas=("RANGE",))]
    judged = Standing(plan, crowded).judged([elsewhere(second, 0, areas=("RANGE",))])
    assert judged.fine
    assert {found.code for found in judged.mended} == {"B503", "B512"}
