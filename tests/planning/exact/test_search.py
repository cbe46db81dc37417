"""The exact search: each number of the score as low as can be, and proven."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from birlik.exercise.plan import Plan
from birlik.planning.construct import constructed
from birlik.planning.exact import search, variables
from birlik.planning.exact.search import improved
from birlik.planning.formulate import formulate
from birlik.planning.planner import plan_timetable
from birlik.planning.score import score_of
from tests.building import area, plan_with, resource, serial, travel, unit
from tests.planning.drafts import exercises
from tests.planning.test_what_serials_ask_for import ONE_DAY


def test_a_bound_is_never_above_what_was_found() -> None:
    serials = [
        serial(f"S-{n}", 90, areas="A | B", units="U", wish_hours="09:00-10:00") for n in range(5)
    ]
    plan = plan_with(
        serials=serials,
        areas=[area("A", site="X"), area("B", site="Y")],
        units=[unit("U")],
        travel=[travel("X", "Y", 60, id="T")],
        **ONE_DAY,
    )
    timetable = plan_timetable(plan, seconds=3)
    assert timetable.proof is not None
    assert timetable.proof.bound.levels <= timetable.score.levels


def test_the_order_with_the_least_moves_is_found() -> None:
    sites = ("X", "Y", "X", "Z", "Y")
    plan = plan_with(
        serials=[serial(f"S-{n}", areas=f"A{n}", units="U") for n in range(5)],
        areas=[area(f"A{n}", site=site) for n, site in enumerate(sites)],
        units=[unit("U")],
        **ONE_DAY,
    )
    least = min(
        sum(one != other for one, other in pairwise(order)) for order in permutations(sites)
    )
    timetable = plan_timetable(plan, seconds=3)
    assert timetable.score.moves == least
    assert timetable.proof is not None
    assert timetable.proof.optimal


def test_more_optional_serials_of_a_higher_priority_count_more_than_many_of_a_lower() -> None:
    serials = [
        serial("S-1", 300, priority=1, resources="3 x TEAM"),
        *(serial(f"S-{n}", 300, priority=3, resources="1 x TEAM") for n in (2, 3, 4)),
    ]
    plan = plan_with(
        serials=serials,
        resources=[resource("TEAM", 3)],
        startex="2024-07-08 06:00",
        endex="2024-07-08 12:00",
    )
    timetable = plan_timetable(plan, seconds=2)
    assert [p.serial for p in timetable.placements] == ["S-1"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(exercises(), st.integers(0, 3))
def test_the_search_only_ever_improves(plan: Plan, seed: int) -> None:
    problem = formulate(plan).problem
    first = constructed(problem, seed)
    result = improved(problem, first, 0.5, seed)
    assert score_of(problem, result.solution).levels <= score_of(problem, first).levels


def test_a_listener_hears_of_every_level() -> None:
    heard: list[str] = []
    plan = plan_with(serials=[serial("S-1"), serial("S-2")])
    problem = formulate(plan).problem
    improved(problem, constructed(problem), 1, listener=lambda news: heard.append(news.level))
    assert list(dict.fromkeys(heard)) == [
        "mandatory serials",
        "optional serials",
        "wishes",
        "fair shares",
        "the end",
        "moves",
    ]


def test_serials_that_never_could_begin_together_do_not_stop_the_search() -> None:
    serials = [
        serial("S-1", priority=1, hours="08:00-10:00"),
        serial("S-2", priority=1, hours="14:00-16:00", together_with="S-1"),
        serial("S-3", wish_hours="09:00-10:00", latest="2024-07-08 12:00"),
    ]
    timetable = plan_timetable(plan_with(serials=serials, **ONE_DAY), seconds=2)
    assert [placed.serial for placed in timetable.placements] == ["S-3"]
    assert timetable.proof is not None
    assert timetable.proof.optimal


def busy_plan() -> Plan:
    """Plan that asks for every kind of rule and wish, and is not settled at first sight."""
    return plan_with(
        serials=[
            serial(f"S-{n}", 90, areas="A | B", units="U", wish_hours="09:00-10:00")
            for n in range(4)
        ]
        + [serial("S-9", 60, areas="B", units="V", priority=2, after="S-1")],
        areas=[area("A", site="X"), area("B", site="Y")],
        units=[unit("U"), unit("V")],
        travel=[travel("X", "Y", 60, id="T")],
        **ONE_DAY,
    )


def test_nothing_is_solved_for_whoever_stops_while_the_model_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = formulate(busy_plan()).problem
    first = constructed(problem)
    asked: list[None] = []

    def stop() -> bool:
        asked.append(None)
        return True

    def never(*arguments: object) -> cp_model.CpSolver:
        raise AssertionError(arguments)

    monkeypatch.setattr(search, "solver_for", never)
    result = improved(problem, first, 1000, stop=stop)
    assert len(asked) == 1
    assert result.solution == first
    assert result.by_clock
    assert not result.finished
    assert result.bounds == {}


def test_nothing_is_built_any_more_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = formulate(busy_plan()).problem
    monkeypatch.setattr(search, "CLOCK_MARGIN", -1.0)
    result = improved(problem, constructed(problem), 10)
    assert result.by_clock
    assert result.bounds == {}


def test_whoever_stops_at_any_moment_keeps_the_best_found_by_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(variables, "LOOK", 0.0)
    problem = formulate(busy_plan()).problem
    nothing = score_of(problem, {}).levels
    best = score_of(problem, improved(problem, {}, 3).solution).levels
    found = set()
    for patience in range(0, 400, 8):
        left = [patience]

        def stop(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] < 0

        result = improved(problem, {}, 3, stop=stop)
        levels = score_of(problem, result.solution).levels
        assert best <= levels <= nothing
        assert left[0] < 0 or not result.by_clock
        proven = list(result.bounds.items())
        assert proven[:1] in ([], [("mandatory serials", 0)])
        found.add(levels)
    assert {nothing, best} <= found
