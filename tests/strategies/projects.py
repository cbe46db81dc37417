"""Small random projects: plain ones, and such with minimum and maximum lags that may contradict."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from birlik.planning.projects import Lag, Project


@st.composite
def _activities(draw: st.DrawFn, least: int, most: int) -> dict[str, Any]:
    """Durations, capacities and demands of a few activities."""
    size = draw(st.integers(least, most))
    capacities = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=2)))
    return {
        "name": "random",
        "durations": tuple(draw(st.integers(0, 4)) for _ in range(size)),
        "capacities": capacities,
        "demands": tuple(
            tuple(draw(st.integers(0, capacity)) for capacity in capacities) for _ in range(size)
        ),
    }


@st.composite
def plain_projects(draw: st.DrawFn, least: int = 1, most: int = 8) -> Project:
    """Activities some of which wait for the end of others."""
    fields = draw(_activities(least, most))
    durations = fields["durations"]
    pairs = [(i, j) for j in range(len(durations)) for i in range(j)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=8, unique=True)) if pairs else []
    return Project(**fields, lags=tuple(Lag(i, j, durations[i]) for i, j in chosen))


@st.composite
def lagged_projects(draw: st.DrawFn, least: int = 2, most: int = 7) -> Project:
    """Activities with lags either way, as they come."""
    fields = draw(_activities(least, most))
    number = st.integers(0, len(fields["durations"]) - 1)
    lags = draw(st.lists(st.builds(Lag, number, number, st.integers(-6, 4)), max_size=8))
    return Project(**fields, lags=tuple(lags))
