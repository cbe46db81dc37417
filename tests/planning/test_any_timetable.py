"""Whatever is asked for: a timetable the planner returns is right."""

from __future__ import annotations

from hypothesis import HealthCheck, event, given, settings

from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.verify import verify
from tests.planning.damages import damages
from tests.planning.drafts import exercises

RARE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@RARE
@given(exercises())
def test_any_timetable_the_planner_returns_passes_the_verifier(plan: Plan) -> None:
    timetable = plan_timetable(plan, seconds=0.5)
    broken = [found.text for found in verify(timetable, plan) if found.code != "B521"]
    assert broken == []
    assert len(timetable.placements) + len(timetable.left_out) == len(plan.serials)


@RARE
@given(exercises())
def test_the_first_timetable_is_without_conflicts_too(plan: Plan) -> None:
    timetable = plan_timetable(plan, seconds=0)
    assert [found.text for found in verify(timetable, plan) if found.code != "B521"] == []


@RARE
@given(exercises())
def test_a_damaged_timetable_does_not_pass_the_verifier(plan: Plan) -> None:
    timetable = plan_timetable(plan, seconds=0)
    for code, damaged in damages(plan, timetable):
        event(code)
        assert code in {found.code for found in verify(damaged, plan)}
