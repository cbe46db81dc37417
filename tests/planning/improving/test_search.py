"""The search for large timetables: the same for the same seed, never worse, ended when asked."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest

from benchmarks.training import Size, training
from birlik.exercise.plan import Plan
from birlik.planning import planner
from birlik.planning.building.clock import Clock
from birlik.planning.building.flattening import TooLarge, tables_of
from birlik.planning.formulate import formulate
from birlik.planning.improving import search as search_module
from birlik.planning.improving.recreating import unfairness
from birlik.planning.improving.search import LargeSearch
from birlik.planning.planner import plan_timetable
from birlik.planning.problem import Problem
from birlik.planning.verify import verify
from tests.building import area, plan_with, rule, serial
from tests.planning.test_what_serials_ask_for import ONE_DAY

SMALL = Size(serials=400, days=8, units=60, areas=40, sites=4, pools=6)


@cache
def training_week() -> Plan:
    """A small training month."""
    return training(SMALL)


@cache
def problem_of_the_week() -> Problem:
    """Its problem."""
    return formulate(training_week()).problem


def test_the_same_seed_gives_the_same_timetable(monkeypatch: pytest.MonkeyPatch) -> None:
    # Work alone ends it, however busy the machine is.
    monkeypatch.setattr(search_module, "CLOCK_MARGIN", 1000)
    one, other = LargeSearch(problem_of_the_week(), 7), LargeSearch(problem_of_the_week(), 7)
    assert one.solution == other.solution
    found = [[better.score for better in search.improve(0.2)] for search in (one, other)]
    assert found[0] == found[1]
    assert one.solution == other.solution
    assert not one.by_clock


def test_improving_shortens_the_exercise() -> None:
    search = LargeSearch(problem_of_the_week())
    first = search.score
    for better in search.improve(0.5):
        assert better.score.levels < first.levels
    assert search.score.levels < first.levels


def test_it_ends_when_asked() -> None:
    search = LargeSearch(problem_of_the_week())
    for _ in search.improve(3600, stop=lambda: True):
        pass
    assert search.by_clock


def test_a_budget_without_end_goes_on_until_it_is_stopped() -> None:
    search = LargeSearch(problem_of_the_week())
    first = search.score
    for _ in search.improve(math.inf, stop=lambda: search.score.levels < first.levels):
        pass
    assert search.score.levels < first.levels


def test_a_large_plan_is_planned_by_it_and_says_how_far_it_is_from_the_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planner, "LARGE", 100)
    plan = training_week()
    stages: list[str] = []
    timetable = plan_timetable(plan, seconds=0.5, listener=lambda news: stages.append(news.stage))
    assert verify(timetable, plan) == ()
    assert len(timetable.placements) == SMALL.serials
    assert timetable.proof is not None
    assert 0 < timetable.proof.bound.end <= timetable.score.end
    assert any("compiles, once" in stage for stage in stages)


def test_quanta_are_as_long_as_every_length_allows() -> None:
    def clock(**fields: Any) -> Clock:
        plan = plan_with(
            serials=[serial("S", 60, areas="A", **fields)], areas=[area("A")], **ONE_DAY
        )
        return tables_of(formulate(plan).problem)[1]

    assert clock().length == 15
    assert clock(setup=10).length == 5
    assert clock(setup=7).length == 1


def test_what_does_not_fit_into_the_tables_is_planned_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planner, "LARGE", 1)
    monkeypatch.setattr("birlik.planning.building.flattening.MOST_BYTES", 10)
    plan = plan_with(serials=[serial("S", 60, areas="A")], areas=[area("A")], **ONE_DAY)
    with pytest.raises(TooLarge):
        LargeSearch(formulate(plan).problem)
    assert len(plan_timetable(plan, seconds=0).placements) == 1


def test_fair_shares_are_counted_as_the_score_counts_them() -> None:
    serials = [serial(f"S-{n}", 60, areas="A", nations="KAZ") for n in range(4)]
    plan = plan_with(
        serials=serials,
        areas=[area("A")],
        rules=[rule("R", "fair share", areas="A", limit=1)],
        **ONE_DAY,
    )
    search = LargeSearch(formulate(plan).problem)
    told = unfairness(search.tables, search.state) * search.clock.length
    assert told == search.score.unfairness == 180
    assert verify(plan_timetable(plan, seconds=0), plan) == ()


def test_what_is_left_out_makes_the_bound_one_of_the_mandatory_serials_alone() -> None:
    serials = [
        serial("M", 600, areas="A"),
        *(serial(f"O-{n}", 600, areas="A", priority=3) for n in range(2)),
    ]
    search = LargeSearch(
        formulate(plan_with(serials=serials, areas=[area("A")], **ONE_DAY)).problem
    )
    for _ in search.improve(0.01):
        pass
    assert search.score.optional_left_out == (0, 0, 1, 0, 0)
    assert search.bounds == {"the end": 600}
