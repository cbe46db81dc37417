"""Budgets, ends before the end, and projects at the edge."""

from __future__ import annotations

import math
from typing import Any

import pytest

from birlik.planning.projects import Lag, Outcome, Project, faults_of, solve_project
from tests.planning.projects.test_best_schedules import hard


def test_a_budget_of_nothing_still_gives_a_schedule() -> None:
    outcome = solve_project(hard(), 0)
    assert outcome.starts is not None
    assert faults_of(hard(), outcome.starts) == []


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf])
def test_a_budget_that_is_no_number_of_seconds_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match=r"must be a number, 0 or more|needs a number of seconds"):
        solve_project(hard(), seconds)
    with pytest.raises(ValueError, match=r"must be a number, 0 or more|needs a number of seconds"):
        solve_project(hard(), 1, work=seconds)


def test_whoever_stops_at_once_keeps_the_first_schedule() -> None:
    outcome = solve_project(hard(120), 1e6, stop=lambda: True)
    assert outcome.starts is not None
    assert outcome.by_clock
    assert faults_of(hard(120), outcome.starts) == []


def test_whoever_stops_after_a_while_keeps_what_was_told_last() -> None:
    told: list[Outcome] = []
    outcome = solve_project(hard(120), 1e6, listener=told.append, stop=lambda: bool(told))
    assert outcome.makespan is not None
    assert outcome.makespan <= min(some.makespan for some in told if some.makespan is not None)


def test_it_is_said_that_the_search_is_compiled_before_it_is() -> None:
    stages: list[str] = []
    solve_project(hard(), 0, stage=stages.append)
    assert stages == ["getting the compiled search ready (some seconds, once)", "searching"]


def test_a_project_without_activities_takes_no_time() -> None:
    outcome = solve_project(Project("none", (), (3,), (), ()), 1)
    assert outcome == Outcome((), 0, 0)
    assert outcome.decided


def test_activities_that_take_no_time_need_no_resource() -> None:
    outcome = solve_project(Project("moments", (0, 0), (1,), ((5,), (1,)), (Lag(0, 1, 0),)), 1)
    assert outcome == Outcome((0, 0), 0, 0)


def test_lags_in_a_circle_that_grows_contradict_each_other() -> None:
    outcome = solve_project(
        Project("circle", (1, 1), (1,), ((0,), (0,)), (Lag(0, 1, 5), Lag(1, 0, -4))), 1
    )
    assert outcome.infeasible
    assert outcome.decided
    assert outcome.gap is None


def test_lags_and_resources_may_contradict_each_other() -> None:
    # Both need all there is, and must overlap.
    together = Project("together", (3, 3), (1,), ((1,), (1,)), (Lag(0, 1, -2), Lag(1, 0, -2)))
    assert solve_project(together, 1).infeasible


def test_an_activity_may_wait_for_another_that_begins_later() -> None:
    # At most 2 after the start of the first, yet the machine is taken for 3.
    project = Project("late", (3, 1), (1,), ((1,), (1,)), (Lag(1, 0, -2),))
    outcome = solve_project(project, 1)
    assert outcome.makespan == 4
    assert outcome.starts == (1, 0)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"durations": (1, -1)}, "activity 2 has a negative duration"),
        ({"durations": (1,)}, "1 activities have durations, 2 have demands"),
        ({"capacities": (-1,)}, "a capacity is negative"),
        ({"capacities": (10**13,)}, "a capacity is larger than"),
        ({"demands": ((1,), (3,))}, "activity 2 needs 3 of resource 1, which has only 2"),
        ({"demands": ((1,), (-1,))}, "activity 2 has a negative demand for resource 1"),
        ({"demands": ((1,), (1, 1))}, "activity 2 has 2 demands for 1 resources"),
        ({"lags": (Lag(0, 2, 1),)}, "names an activity that is not there"),
        ({"durations": (1, 10**8)}, "use a coarser unit of time"),
    ],
)
def test_a_project_that_contradicts_itself_is_refused(fields: dict[str, Any], message: str) -> None:
    usual: dict[str, Any] = {
        "name": "odd",
        "durations": (1, 1),
        "capacities": (2,),
        "demands": ((1,), (1,)),
        "lags": (),
    }
    with pytest.raises(ValueError, match=message) as refused:
        Project(**(usual | fields))
    assert str(refused.value).startswith("odd: ")
