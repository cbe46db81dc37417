"""Proofs by all that can have begun, beside the plainest model; weights beside the definition of them."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from birlik.planning.projects import Lag, Project, faults_of, layers, packing, solve, solve_project
from birlik.planning.projects.distances import contradiction_free
from birlik.planning.projects.exact import Answer, Exact
from birlik.planning.projects.layers import Layer, Settled, settled, undominated
from birlik.planning.projects.packing import FULL, loads_of
from tests.planning.projects.outright import least_makespan
from tests.planning.projects.test_best_schedules import hard
from tests.strategies.projects import lagged_projects, plain_projects

#: Beginnings enough for every project of these tests.
ENOUGH = 1_000_000

#: Its proof takes some hundred beginnings.
TIGHT = hard(20)

THOROUGH = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@st.composite
def overlapping_projects(draw: st.DrawFn) -> Project:
    """Plain projects in which some need not wait until another has ended, only a while."""
    project = draw(plain_projects(least=3, most=8))
    lags = tuple(
        lag._replace(least=draw(st.integers(0, lag.least))) if lag.least else lag
        for lag in project.lags
    )
    return replace(project, lags=lags)


@THOROUGH
@given(st.one_of(plain_projects(least=3, most=9), overlapping_projects()), st.integers(0, 3))
def test_what_is_shorter_than_the_least_makespan_is_impossible_and_nothing_else(
    project: Project, slack: int
) -> None:
    least = least_makespan(project)
    assert least is not None
    found = settled(project, least + slack, ENOUGH)
    assert found.starts is not None
    assert faults_of(project, found.starts) == []
    assert project.makespan(found.starts) <= least + slack
    assert settled(project, least - 1, ENOUGH) == Settled(None, impossible=True)


@pytest.mark.parametrize("made_up", [True, False])
def test_it_makes_no_difference_but_in_time_whether_resources_are_made_up(
    made_up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not made_up:
        monkeypatch.setattr(packing, "MOST_SETS", 0)
    least = least_makespan(TIGHT)
    assert least is not None
    assert settled(TIGHT, least - 1, ENOUGH).impossible
    found = settled(TIGHT, least, ENOUGH).starts
    assert found is not None
    assert TIGHT.makespan(found) == least
    assert faults_of(TIGHT, found) == []


@THOROUGH
@given(plain_projects(least=2, most=7), st.integers(0, 4))
def test_no_activities_that_can_run_at_once_weigh_more_than_all_there_is(
    project: Project, slack: int
) -> None:
    least = least_makespan(project)
    assert least is not None
    upper = least + slack
    lags = contradiction_free(project, upper)
    assert lags is not None
    n = project.size
    first = np.array([max(0, *(g.least for g in lags if g[:2] == (n, i)), 0) for i in range(n)])
    last = np.array([min(-g.least for g in lags if g[:2] == (i, n)) for i in range(n)])
    loads = loads_of(project, lags, first, last, upper)
    assert loads.until.max(initial=upper) == upper
    starts = solve_project(project, 300, work=3).starts
    assert starts is not None
    ends = [start + duration for start, duration in zip(starts, project.durations, strict=True)]
    for moment, (row, capacity) in itertools.product(
        range(upper), enumerate(loads.capacity.tolist())
    ):
        running = [i for i in range(n) if starts[i] <= moment < ends[i]]
        assert loads.demand[running, row].sum() <= capacity
    # So that what is done before a moment never needs more than there is until then.
    for row, until in enumerate(loads.until.tolist()):
        done = np.clip(np.minimum(ends, until) - np.array(starts), 0, None)
        assert (loads.work[:, row] <= done * loads.demand[:, row]).all()
        assert loads.work[:, row].sum() <= until * loads.capacity[row]


def test_three_that_run_in_pairs_weigh_half_each() -> None:
    # Any two of them run at once, but not three: no single resource says that they take 3 x 4 / 2.
    project = Project("pairs", (4, 4, 4), (2, 2, 2), ((1, 1, 1), (1, 1, 1), (1, 1, 1)), ())
    one_each = Project("pairs", (4, 4, 4), (4, 4), ((3, 1), (1, 3), (1, 1)), (Lag(2, 0, 4),))
    for some, least in ((project, 8), (one_each, 8)):
        assert least_makespan(some) == least
        assert settled(some, least - 1, ENOUGH).impossible
    loads = loads_of(project, [], np.zeros(3, np.int64), np.full(3, 4), 8)
    assert [FULL // 2] * 3 in loads.demand.T.tolist()


def drawn(seed: int) -> Project:
    """Project of a dozen activities of any length, that want much of what little there is."""
    chance = random.Random(seed)
    durations = tuple(chance.randint(1, 9) for _ in range(12))
    pairs = [(i, j) for j in range(12) for i in range(j) if chance.random() < 0.12]
    return Project(
        f"drawn {seed}",
        durations,
        (10, 10),
        tuple((chance.randint(0, 8), chance.randint(1, 7)) for _ in range(12)),
        tuple(Lag(i, j, durations[i]) for i, j in pairs),
    )


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_dropped_that_the_best_schedule_needs(seed: int) -> None:
    project = drawn(seed)
    least = least_makespan(project)
    assert least is not None
    for upper in (least, least + 2):
        found = settled(project, upper, ENOUGH).starts
        assert found is not None
        assert project.makespan(found) <= upper
        assert faults_of(project, found) == []
    assert settled(project, least - 1, ENOUGH).impossible


@pytest.mark.parametrize(
    ("now", "ends", "kept"),
    [
        # The second begins no later activity sooner, and its own end no sooner.
        ((2, 2), ((6, 4), (6, 4)), 1),
        ((2, 3), ((6, 4), (6, 5)), 1),
        # What ends at 4 in the one and at 3 in the other is over for both at 4.
        ((2, 4), ((6, 4), (6, 0)), 1),
        ((2, 3), ((6, 4), (6, 0)), 2),
        ((2, 2), ((6, 4), (5, 5)), 2),
    ],
)
def test_of_two_beginnings_one_is_dropped_only_if_it_leaves_nothing_more(
    now: tuple[int, int], ends: tuple[tuple[int, int], tuple[int, int]], kept: int
) -> None:
    of_each = np.array(ends)
    running = np.where(of_each > 0, [[0, 1], [0, 1]], 2)
    layer = Layer(
        begun=np.array([3, 3]),
        now=np.array(now),
        running=running,
        ends=of_each,
        parent=np.zeros(2, np.int64),
        added=np.ones(2, np.int64),
    )
    assert undominated(layer).now.size == kept
    elsewhere = layer._replace(begun=np.array([3, 5]))
    assert undominated(elsewhere).now.size == 2


def test_a_moment_needs_no_resource() -> None:
    # The third is a moment, at 1; the first has all there is until 3.
    project = Project(
        "moment", (3, 1, 0, 2), (1,), ((1,), (0,), (1,), (0,)), (Lag(1, 2, 1), Lag(2, 3, 0))
    )
    assert settled(project, 3, ENOUGH).starts == (0, 0, 1, 1)


def test_whoever_allows_too_little_work_learns_nothing_and_that_every_time() -> None:
    least = least_makespan(TIGHT)
    assert least is not None
    assert settled(TIGHT, least - 1, 100) == Settled(None, impossible=False)
    assert settled(TIGHT, least, ENOUGH) == settled(TIGHT, least, ENOUGH)


def test_too_many_beginnings_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_KEPT", 3)
    assert settled(TIGHT, 200, ENOUGH) == Settled(None, impossible=False)


def test_whoever_ends_it_learns_nothing() -> None:
    assert settled(TIGHT, 200, ENOUGH, ended=lambda: True) == Settled(None, impossible=False)


@THOROUGH
@given(lagged_projects())
def test_lags_beyond_the_order_are_left_to_others(project: Project) -> None:
    assume(any(not 0 <= g.least <= project.durations[g.before] for g in project.lags))
    assert settled(project, project.longest, ENOUGH) == Settled(None, impossible=False)


def test_a_small_project_with_lags_is_not_kept_waiting_for_the_layers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*arguments: object) -> Settled:
        raise AssertionError(arguments)

    monkeypatch.setattr(solve, "settled", never)
    monkeypatch.setattr(solve, "FIRST_ROUND", 0.05)
    plain = hard(40)
    late = tuple(Lag(i + 4, i, -2 * plain.durations[i] - 25) for i in range(0, 36, 2))
    outcome = solve_project(replace(plain, lags=(*plain.lags, *late)), 300, work=0.5)
    assert outcome.makespan is not None


def test_a_project_too_large_for_one_word_is_left_to_others() -> None:
    assert settled(hard(63), 10_000, ENOUGH) == Settled(None, impossible=False)


def test_the_layers_prove_where_cp_sat_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    least = least_makespan(TIGHT)
    monkeypatch.setattr(
        Exact, "better", lambda self, upper, bound, *_, **__: Answer(None, bound, closed=False)
    )
    outcome = solve_project(TIGHT, 300, work=4)
    assert outcome.makespan == outcome.bound == least
    assert not outcome.by_clock


def test_a_better_schedule_that_the_layers_find_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    least = least_makespan(TIGHT)
    monkeypatch.setattr(solve, "FIRST_STEPS", 1)
    monkeypatch.setattr(solve, "LAYERED_IN", 1)
    monkeypatch.setattr(
        Exact, "better", lambda self, upper, bound, *_, **__: Answer(None, bound, closed=False)
    )
    told: list[int | None] = []
    outcome = solve_project(
        TIGHT, 300, work=3, listener=lambda outcome: told.append(outcome.makespan)
    )
    assert told[0] != least
    assert outcome.makespan == least
    assert faults_of(TIGHT, outcome.starts or ()) == []
