"""The best schedule of a project, beside the plainest model; every schedule passes the checker."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.planning.projects import (
    Lag,
    Outcome,
    Project,
    faults_of,
    outcomes,
    solve,
    solve_project,
)
from birlik.planning.projects.distances import halves
from birlik.planning.projects.exact import Answer, Exact
from tests.planning.projects.outright import least_makespan
from tests.strategies.projects import lagged_projects, plain_projects

#: Work that settles every project of these tests; the clock does not matter.
WORK, CLOCK = 3.0, 300.0

PATIENT = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def hard(size: int = 26) -> Project:
    """Project of random chains that is not settled at first sight."""
    numbers = [(i * 7919 + 13) % 101 for i in range(size)]
    durations = tuple(1 + number % 9 for number in numbers)
    demands = tuple((1 + number % 7, (number * 3) % 8) for number in numbers)
    lags = tuple(
        Lag(i, i + step, durations[i]) for i in range(size) for step in (4, 7) if i + step < size
    )
    return Project("hard", durations, (10, 11), demands, lags)


def agreed(project: Project, outcome: Outcome) -> None:
    """Compare what was found with the least makespan."""
    least = least_makespan(project)
    assert outcome.decided
    if least is None:
        assert outcome.infeasible
        assert outcome.starts is None
    else:
        assert outcome.starts is not None
        assert faults_of(project, outcome.starts) == []
        assert outcome.makespan == project.makespan(outcome.starts) == least == outcome.bound


@PATIENT
@given(plain_projects())
def test_the_best_schedule_of_a_plain_project_is_found_and_proven(project: Project) -> None:
    agreed(project, solve_project(project, CLOCK, work=WORK))


@PATIENT
@given(plain_projects(least=6, most=9))
def test_a_proof_divided_between_both_threads_finds_the_same(project: Project) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "DIVIDED_FROM", 1)
        patch.setattr(solve, "FIRST_STEPS", 1)
        agreed(project, solve_project(project, CLOCK, work=WORK))


def test_a_bound_counts_only_if_both_halves_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = solve_project(hard(), CLOCK, work=0).bound

    def half_proven(*arguments: Any) -> Answer:
        upper, (lag,) = arguments[1], arguments[6]
        closed = lag.before < lag.after
        return Answer(None, upper + 1 if closed else known + 1, closed=closed)

    monkeypatch.setattr(solve, "DIVIDED_FROM", 1)
    monkeypatch.setattr(Exact, "better", half_proven)
    outcome = solve_project(hard(), CLOCK, work=0.01)
    assert outcome.bound == known + 1
    assert not outcome.decided


@PATIENT
@given(lagged_projects())
def test_the_best_schedule_with_lags_is_found_or_that_there_is_none(project: Project) -> None:
    agreed(project, solve_project(project, CLOCK, work=WORK))


@PATIENT
@given(st.one_of(plain_projects(), lagged_projects()))
def test_nothing_told_on_the_way_is_wrong(project: Project) -> None:
    least = least_makespan(project)
    told: list[Outcome] = []
    solve_project(project, CLOCK, listener=told.append, work=WORK)
    for outcome in told:
        assert least is not None
        assert outcome.bound <= least
        if outcome.starts is not None:
            assert faults_of(project, outcome.starts) == []


@PATIENT
@given(plain_projects(least=3), st.integers(0, 6))
def test_every_schedule_keeps_one_of_the_halves(project: Project, slack: int) -> None:
    least = least_makespan(project)
    assert least is not None
    divided = halves(project, least + slack)
    if divided is None:
        return
    spans = [
        least_makespan(
            Project(
                "half", project.durations, project.capacities, project.demands, (*project.lags, lag)
            )
        )
        for lag in divided
    ]
    assert least == min(span for span in spans if span is not None)


def test_what_is_told_gets_better_until_it_is_proven() -> None:
    told = list(outcomes(hard(), CLOCK))
    spans = [outcome.makespan for outcome in told if outcome.makespan is not None]
    assert spans == sorted(spans, reverse=True)
    bounds = [outcome.bound for outcome in told]
    assert bounds == sorted(bounds)
    assert told[-1].decided
    assert told[-1].gap == 0
    assert told[-1].makespan == least_makespan(hard())


def test_leaving_the_loop_ends_the_search() -> None:
    for outcome in outcomes(hard(90), 1e6):
        if outcome.starts is not None:
            break
    assert outcome.makespan is not None


@pytest.mark.parametrize("size", [30, 50])
def test_the_same_seed_and_work_give_the_same_schedule_and_bound(size: int) -> None:
    first, second = (solve_project(hard(size), CLOCK, seed=3, work=0.4) for _ in range(2))
    assert not first.by_clock
    assert first == second


def test_the_same_seed_and_work_give_the_same_schedule_with_lags() -> None:
    plain = hard(40)
    late = tuple(Lag(i + 4, i, -2 * plain.durations[i] - 25) for i in range(0, 36, 2))
    project = Project(
        "late", plain.durations, plain.capacities, plain.demands, (*plain.lags, *late)
    )
    first, second = (solve_project(project, CLOCK, seed=3, work=0.4) for _ in range(2))
    assert first.starts is not None
    assert faults_of(project, first.starts) == []
    assert not first.by_clock
    assert first == second


def test_demands_that_need_several_words_are_compared_alike() -> None:
    plain = hard()
    large = 10**10
    wide = Project(
        "wide",
        plain.durations,
        tuple(capacity * large for capacity in plain.capacities),
        tuple(tuple(demand * large for demand in demands) for demands in plain.demands),
        plain.lags,
    )
    one, other = (solve_project(project, CLOCK, work=0) for project in (plain, wide))
    assert one.starts == other.starts
    assert faults_of(wide, other.starts or ()) == []
