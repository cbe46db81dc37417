"""The checker of project schedules: what is right passes, what is damaged does not."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from birlik.planning.projects import Lag, Project, faults_of, solve_project
from tests.strategies.projects import lagged_projects, plain_projects

PAIR = Project("pair", (2, 3), (4,), ((3,), (2,)), (Lag(0, 1, 2), Lag(1, 0, -6)))


def test_a_schedule_that_keeps_everything_has_no_fault() -> None:
    assert faults_of(PAIR, (0, 2)) == []
    assert faults_of(PAIR, (5, 11)) == []


def test_every_fault_is_named() -> None:
    assert faults_of(PAIR, (0,)) == ["1 starts for 2 activities"]
    assert faults_of(PAIR, (-1, 2)) == ["activity 1 starts before time 0"]
    assert faults_of(PAIR, (0, 7)) == ["activity 1 starts -7 after activity 2, not -6"]
    assert faults_of(PAIR, (0, 1)) == [
        "activity 2 starts 1 after activity 1, not 2",
        "at 1, 5 of resource 1 is held, there is only 4",
    ]


def test_what_is_held_between_two_starts_counts() -> None:
    nested = Project("nested", (5, 1, 1), (2,), ((1,), (1,), (1,)), ())
    assert faults_of(nested, (0, 2, 3)) == []
    assert faults_of(nested, (0, 2, 2)) == ["at 2, 3 of resource 1 is held, there is only 2"]


@settings(deadline=None, max_examples=60)
@given(plain_projects(), st.data())
def test_what_is_held_is_counted_at_every_beginning(project: Project, data: st.DataObject) -> None:
    starts = tuple(data.draw(st.integers(0, 12)) for _ in range(project.size))
    told = [fault for fault in faults_of(project, starts) if fault.startswith("at ")]
    running = [n for n in range(project.size) if project.durations[n]]
    expected = []
    for moment in sorted({starts[n] for n in running}):
        there = [n for n in running if starts[n] <= moment < starts[n] + project.durations[n]]
        for resource, capacity in enumerate(project.capacities):
            held = sum(project.demands[n][resource] for n in there)
            if held > capacity:
                expected.append(
                    f"at {moment}, {held} of resource {resource + 1} is held, there is only {capacity}"
                )
    assert told == expected


@settings(deadline=None, max_examples=20)
@given(st.one_of(plain_projects(), lagged_projects()), st.data())
def test_a_schedule_damaged_at_one_place_does_not_pass(
    project: Project, data: st.DataObject
) -> None:
    starts = solve_project(project, 60, work=0.1).starts
    assume(starts is not None and project.lags)
    assert starts is not None
    lag = data.draw(st.sampled_from(project.lags))
    assume(lag.before != lag.after)
    damaged = list(starts)
    # One more than the lag allows, and everybody late enough not to start before time 0.
    late = 20
    damaged = [start + late for start in damaged]
    damaged[lag.after] = damaged[lag.before] + lag.least - 1
    assert any(
        fault.startswith(
            f"activity {lag.after + 1} starts {lag.least - 1} after activity {lag.before + 1}"
        )
        for fault in faults_of(project, tuple(damaged))
    )
