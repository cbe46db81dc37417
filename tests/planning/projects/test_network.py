"""Longest ways through lags, beside the plainest way of finding them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.planning.projects import Lag, Project
from birlik.planning.projects.network import heads_of, tails_of
from tests.strategies.projects import lagged_projects, plain_projects


def gone_through(project: Project, begin: list[int], lags: list[Lag]) -> list[int] | None:
    """Longest ways: every lag as often as there are activities, and no change after that."""
    found = list(begin)
    for _ in range(project.size + 1):
        before = list(found)
        for lag in lags:
            found[lag.after] = max(found[lag.after], found[lag.before] + lag.least)
        if found == before:
            return found
    return None


@settings(deadline=None, max_examples=100)
@given(st.one_of(lagged_projects(), plain_projects()))
def test_heads_and_tails_are_the_longest_ways_or_there_are_none(project: Project) -> None:
    lags = list(project.lags)
    turned = [Lag(lag.after, lag.before, lag.least) for lag in lags]
    assert heads_of(project) == gone_through(project, [0] * project.size, lags)
    assert tails_of(project) == gone_through(project, list(project.durations), turned)


def test_lags_in_the_worst_order_take_no_longer_and_a_circle_at_their_end_is_found() -> None:
    # One after another, told from the last to the first: each pass would move one activity more.
    count = 5_000
    chain = [Lag(n, n + 1, 1) for n in reversed(range(count - 1))]
    rows = {"durations": (1,) * count, "capacities": (), "demands": ((),) * count}
    long = Project("chain", **rows, lags=tuple(chain))  # type: ignore[arg-type]
    assert heads_of(long) == list(range(count))
    circle = (Lag(count - 1, count - 2, 0),)
    assert heads_of(Project("circle", **rows, lags=(*chain, *circle))) is None  # type: ignore[arg-type]
