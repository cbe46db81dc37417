"""Whatever changes: a repair is right, touches nothing that has begun, and moves nothing in vain."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.repair import ChangeKind, replan
from birlik.planning.verify import verify
from tests.planning.drafts import exercises
from tests.planning.repair.changing import changed_exercises, crowded_exercises, moments
from tests.planning.repair.outright import excluded_mandatory, least_outright

MANY = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@MANY
@given(crowded_exercises() | changed_exercises(), st.sampled_from((0.0, 1.0)))
def test_a_repair_passes_the_verifier(plans: tuple[Plan, Plan], seconds: float) -> None:
    before, after = plans
    repair = replan(after, plan_timetable(before, seconds=0), seconds=seconds)
    broken = [found.text for found in verify(repair.timetable, after) if found.code != "B521"]
    assert broken == []
    assert repair.bound <= repair.cost


@MANY
@given(crowded_exercises() | changed_exercises(), moments, st.sampled_from((0.0, 1.0)))
def test_what_has_begun_is_not_touched_and_nothing_new_is_placed_before(
    plans: tuple[Plan, Plan], until: datetime | None, seconds: float
) -> None:
    before, after = plans
    kept = plan_timetable(before, seconds=0)
    repair = replan(after, kept, frozen_until=until, seconds=seconds)
    ids = {serial.id for serial in after.serials}
    was = {p.serial: p for p in kept.placements if until and p.begins < until and p.serial in ids}
    now = {p.serial: p for p in repair.timetable.placements if until and p.begins < until}
    assert now == was
    assert set(repair.frozen) == was.keys()
    broken = [found for found in verify(repair.timetable, after) if found.code != "B521"]
    assert list(repair.contradictions) == (broken if was else [])
    if not was:
        assert broken == []
    setup = {each.id: timedelta(minutes=each.setup or 0) for each in after.serials}
    for change in repair.changes:
        new = change.kind in (ChangeKind.MOVED, ChangeKind.ADDED)
        if until and new and change.now and change.now.areas:
            assert change.now.begins - setup[change.serial] >= until


@MANY
@given(exercises(), moments, st.sampled_from((0.0, 1.0)))
def test_an_unchanged_plan_moves_nothing(
    plan: Plan, until: datetime | None, seconds: float
) -> None:
    kept = plan_timetable(plan, seconds=0.3)
    repair = replan(plan, kept, frozen_until=until, seconds=seconds)
    assert repair.cost == 0
    assert [change for change in repair.changes if change.was] == []


@MANY
@given(crowded_exercises() | changed_exercises())
def test_no_repair_costs_less_than_the_bound(plans: tuple[Plan, Plan]) -> None:
    before, after = plans
    kept = plan_timetable(before, seconds=0)
    repair = replan(after, kept, seconds=2)
    missing, cost = least_outright(after, kept)
    event("proven" if repair.proven else "not proven")
    found = (repair.timetable.score.mandatory_left_out, repair.cost)
    excluded = excluded_mandatory(after)
    assert (missing + excluded, cost) <= found
    if repair.timetable.score.mandatory_left_out == missing + excluded:
        assert repair.bound <= cost
    if repair.proven:
        assert found == (missing + excluded, cost)
