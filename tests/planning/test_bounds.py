"""The least end: what counting proves, and that no timetable beats it."""

from __future__ import annotations

from hypothesis import given

from birlik.exercise.plan import Plan
from birlik.planning.bounds import least_end
from birlik.planning.formulate import formulate
from birlik.planning.planner import plan_timetable
from tests.building import area, plan_with, resource, serial, unit
from tests.planning.drafts import exercises
from tests.planning.test_any_timetable import RARE
from tests.planning.test_what_serials_ask_for import ONE_DAY


def least(plan: Plan) -> int:
    """Least minutes from STARTEX to the end."""
    problem = formulate(plan).problem
    return least_end(problem) - problem.startex


def test_an_area_takes_one_serial_after_another() -> None:
    serials = [serial(f"S-{n}", 60, areas="A") for n in range(5)]
    assert least(plan_with(serials=serials, areas=[area("A")], **ONE_DAY)) == 300


def test_areas_to_choose_from_share_the_work() -> None:
    serials = [serial(f"S-{n}", 60, areas="A | B") for n in range(6)]
    areas = [area("A"), area("B")]
    assert least(plan_with(serials=serials, areas=areas, **ONE_DAY)) == 180


def test_a_pool_is_filled_at_best() -> None:
    serials = [serial(f"S-{n}", 60, resources="2 x TEAM") for n in range(6)]
    resources = [resource("TEAM", 4)]
    assert least(plan_with(serials=serials, resources=resources, **ONE_DAY)) == 180


def test_a_unit_does_one_thing_at_a_time() -> None:
    serials = [serial(f"S-{n}", 90, units="U") for n in range(3)]
    assert least(plan_with(serials=serials, units=[unit("U")], **ONE_DAY)) == 270


def test_a_chain_takes_its_serials_and_their_gaps() -> None:
    serials = [
        serial("S-1", 60),
        serial("S-2", 60, after="S-1 +30"),
        serial("S-3", 60, after="S-2"),
    ]
    assert least(plan_with(serials=serials, **ONE_DAY)) == 210


def test_hours_that_others_may_use_count_as_far_as_they_must() -> None:
    # The long ones can begin before 08:00, but each runs on for two hours at least after it.
    serials = [
        *(serial(f"L-{n}", 240, areas="A", hours="06:00-14:00") for n in range(1)),
        *(serial(f"S-{n}", 60, areas="A", hours="08:00-14:00") for n in range(2)),
    ]
    plan = plan_with(serials=serials, areas=[area("A")], **ONE_DAY)
    assert least(plan) == 12 * 60


@RARE
@given(exercises())
def test_no_timetable_is_over_before_it(plan: Plan) -> None:
    timetable = plan_timetable(plan, seconds=0.5)
    problem = formulate(plan).problem
    if len(timetable.placements) == len(problem.activities):
        assert least_end(problem) - problem.startex <= timetable.score.end
