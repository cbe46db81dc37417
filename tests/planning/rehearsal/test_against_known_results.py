"""Simple cases whose result is known in closed form; seeds are fixed, tolerances five standard errors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from birlik.exercise.plan import Plan
from birlik.planning.rehearsal import rehearse
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.draws import Chance
from birlik.planning.rehearsal.simulate import Runs, simulated
from birlik.planning.timetable import Timetable
from tests.building import (
    area,
    disturbance,
    placed,
    plan_with,
    resource,
    serial,
    timetable_with,
    unit,
)

RUNS = 40_000
#: Later than any delay in these tests.
NEVER_TOO_LATE = 100_000


def runs_of(plan: Plan, timetable: Timetable, seed: int = 11, limit: float = np.inf) -> Runs:
    conduct = Conduct(plan, timetable)
    chance = Chance(conduct, plan.disturbances, seed)
    return simulated(conduct, chance.draws(0, RUNS, RUNS), limit=limit)


def delays(runs: Runs, number: int) -> npt.NDArray[np.float64]:
    late: npt.NDArray[np.float64] = (runs.starts[number] - runs.planned[number]).astype(float)
    return late


def mean_is(values: npt.NDArray[np.float64], expected: float, deviation: float) -> bool:
    return abs(float(values.mean()) - expected) < 5 * deviation / math.sqrt(len(values))


def share_is(values: npt.NDArray[np.bool_], expected: float) -> bool:
    error = math.sqrt(expected * (1 - expected) / len(values))
    return abs(float(values.mean()) - expected) < 5 * error


def chain_of(length: int, **delay: Any) -> tuple[Plan, Timetable]:
    """Serials of one unit, each planned for the minute at which the one before is over."""
    plan = plan_with(
        units=[unit("U")],
        serials=[serial(f"S-{n}", 60, units="U") for n in range(length)],
        disturbances=[disturbance("W", "delay", **delay)],
        time_step=60,
    )
    hours = [placed(f"S-{n}", f"2024-07-09 {8 + n:02}:00", units="U") for n in range(length)]
    return plan, timetable_with(plan, *hours)


def test_one_serial_with_an_exponential_delay():
    plan, timetable = chain_of(1, distribution="exponential", usual=20)
    late = delays(runs_of(plan, timetable), 0)
    assert mean_is(late, 20, 20)
    for minutes in (5, 15, 40, 90):
        assert share_is(late <= minutes, 1 - math.exp(-minutes / 20))


def test_a_chain_of_exponential_delays_is_an_erlang_distribution():
    plan, timetable = chain_of(5, distribution="exponential", usual=10)
    late = delays(runs_of(plan, timetable), 4)
    assert mean_is(late, 50, 10 * math.sqrt(5))
    for minutes in (20, 50, 100):
        rate = minutes / 10
        below = 1 - math.exp(-rate) * sum(rate**k / math.factorial(k) for k in range(5))
        assert share_is(late <= minutes, below)


def test_whoever_waits_for_two_normal_delays_waits_for_the_greater():
    plan = plan_with(
        serials=[serial("A", 60), serial("B", 60), serial("C", 60, after="A; B")],
        disturbances=[disturbance("W", "duration", distribution="normal", usual=90, spread=5)],
    )
    at = [placed("A", "2024-07-09 08:00"), placed("B", "2024-07-09 08:00")]
    timetable = timetable_with(plan, *at, placed("C", "2024-07-09 09:00"))
    late = delays(runs_of(plan, timetable), 2)
    # The mean of the greater of two independent normal values lies sigma / sqrt(pi) above theirs.
    assert mean_is(late, 30 + 5 / math.sqrt(math.pi), 5)
    # Both are over by the mean in one run of four.
    assert share_is(late <= 30, 0.25)


def test_a_slack_takes_in_the_delays_that_fit_in_it():
    plan = plan_with(
        units=[unit("U")],
        serials=[serial("A", 60, kind="live fire", units="U"), serial("B", 60, units="U")],
        disturbances=[
            disturbance(
                "W", "delay", serial_kinds="live fire", distribution="exponential", usual=30
            )
        ],
    )
    at = [placed("A", "2024-07-09 08:00", units="U"), placed("B", "2024-07-09 09:30", units="U")]
    late = delays(runs_of(plan, timetable_with(plan, *at)), 1)
    # An exponential delay beyond the slack is exponential again.
    assert share_is(late > 0, math.exp(-1))
    assert mean_is(late, 30 * math.exp(-1), 30)


def test_a_serial_that_would_begin_too_late_is_cancelled_as_often_as_the_delay_is_so_long():
    plan, timetable = chain_of(1, distribution="exponential", usual=60)
    runs = runs_of(plan, timetable, limit=90)
    assert share_is(runs.why[0] > 0, math.exp(-1.5))


def test_cancellations_of_a_chain_come_at_a_geometric_chance():
    length, one = 6, math.exp(-1.5)
    plan = plan_with(
        serials=[serial(f"S-{n}", 60, after=f"S-{n - 1}" if n else "") for n in range(length)],
        disturbances=[disturbance("W", "delay", distribution="exponential", usual=40)],
    )
    # A day lies between two of them: each is cancelled by its own delay, or with the one before.
    days = [placed(f"S-{n}", f"2024-07-{9 + n:02} 08:00") for n in range(length)]
    found = rehearse(plan, timetable_with(plan, *days), runs=RUNS, seed=3, limit=60)
    for number, outcome in enumerate(found.serials):
        held = (1 - one) ** (number + 1)
        assert abs(outcome.held - held) < 5 * math.sqrt(held * (1 - held) / RUNS)


def test_two_on_one_area_queue_for_it():
    # Both are planned for one area that holds one: the second waits until the first, which may begin
    # late and always lasts an hour, has left it, and is late for reasons of its own besides.
    plan = plan_with(
        areas=[area("RANGE")],
        serials=[serial("A", 60, areas="RANGE"), serial("B", 60, areas="RANGE", setup=15)],
        disturbances=[disturbance("W", "delay", distribution="exponential", usual=20)],
    )
    at = [
        placed("A", "2024-07-09 08:00", areas="RANGE"),
        placed("B", "2024-07-09 09:30", areas="RANGE"),
    ]
    late = delays(runs_of(plan, timetable_with(plan, *at)), 1)
    # 15 minutes are left between them: max(0, X - 15) + Y, with X and Y exponential.
    spill = math.exp(-15 / 20)
    deviation = math.sqrt(20**2 * (2 * spill - spill**2) + 20**2)
    assert mean_is(late, 20 * spill + 20, deviation)


def test_an_area_that_holds_two_lets_the_third_in_when_the_first_leaves():
    plan = plan_with(
        areas=[area("CAMP", serials_at_once=2)],
        serials=[
            serial("A", 60, kind="long", areas="CAMP"),
            serial("B", 120, areas="CAMP"),
            serial("C", 60, areas="CAMP"),
        ],
        disturbances=[
            disturbance("W", "delay", serial_kinds="long", distribution="uniform", least=0, most=40)
        ],
    )
    at = [
        placed("A", "2024-07-09 08:00", areas="CAMP"),
        placed("B", "2024-07-09 08:00", 120, areas="CAMP"),
        placed("C", "2024-07-09 09:00", areas="CAMP"),
    ]
    late = delays(runs_of(plan, timetable_with(plan, *at)), 2)
    assert mean_is(late, 20, 40 / math.sqrt(12))
    assert late.max() <= 40


def test_each_distribution_has_the_mean_and_spread_it_states():
    cases = {
        "fixed": ({"usual": 30}, 30, 0),
        "uniform": ({"least": 10, "most": 50}, 30, 40 / math.sqrt(12)),
        "triangular": (
            {"least": 0, "usual": 30, "most": 90},
            40,
            math.sqrt((90**2 + 30**2 - 30 * 90) / 18),
        ),
        "normal": ({"usual": 60, "spread": 8}, 60, 8),
        "lognormal": ({"usual": 45, "spread": 20}, 45, 20),
        "exponential": ({"usual": 25}, 25, 25),
    }
    for kind, (parameters, mean, deviation) in cases.items():
        plan, timetable = chain_of(1, distribution=kind, **parameters)
        late = delays(runs_of(plan, timetable), 0)
        assert mean_is(late, mean, max(deviation, 0.01)), kind
        assert abs(late.std() - deviation) < 0.03 * deviation + 0.01, kind


def test_a_normal_delay_is_cut_at_nothing():
    plan, timetable = chain_of(1, distribution="normal", usual=0, spread=10)
    late = delays(runs_of(plan, timetable), 0)
    assert share_is(late == 0, 0.5)
    assert mean_is(late, 10 / math.sqrt(2 * math.pi), 6)


def test_the_share_that_is_on_time_is_that_of_the_delays_within_the_tolerance():
    plan, timetable = chain_of(1, distribution="exponential", usual=20)
    found = rehearse(plan, timetable, runs=RUNS, tolerance=10, limit=NEVER_TOO_LATE, seed=2)
    [outcome] = found.serials
    expected = 1 - math.exp(-0.5)
    assert abs(outcome.on_time - expected) < 5 * math.sqrt(expected * (1 - expected) / RUNS)
    assert abs(outcome.mean_delay - 20) < 5 * 20 / math.sqrt(RUNS)
    # Bins are as wide as the limit makes them.
    assert abs(outcome.late_delay - 20 * math.log(10)) <= NEVER_TOO_LATE / 2000 + 1


def test_weather_hits_a_serial_as_often_as_it_covers_its_time():
    # It begins at any minute of the day and lasts two hours; a serial of one hour meets it if it
    # begins in the two hours before its beginning, or in its hour.
    plan = plan_with(
        areas=[area("SEA", kind="sea")],
        serials=[serial("A", 60, areas="SEA")],
        disturbances=[
            disturbance(
                "W",
                "weather",
                probability=50,
                area_kind="sea",
                days="2024-07-09",
                distribution="fixed",
                usual=120,
            )
        ],
    )
    runs = runs_of(plan, timetable_with(plan, placed("A", "2024-07-09 12:00", areas="SEA")))
    assert share_is(runs.starts[0] > runs.planned[0], 0.5 * 180 / 1440)


def test_a_late_unit_delays_its_serial_by_as_much():
    plan = plan_with(
        units=[unit("U", "AZE", arrives="2024-07-09 08:00")],
        serials=[serial("A", 60, units="U")],
        disturbances=[
            disturbance(
                "W",
                "late arrival",
                probability=25,
                nations="AZE",
                distribution="exponential",
                usual=60,
            )
        ],
    )
    timetable = timetable_with(plan, placed("A", "2024-07-09 09:00", units="U"))
    late = delays(runs_of(plan, timetable), 0)
    assert share_is(late > 0, 0.25 * math.exp(-1))


def test_a_pool_that_lacks_one_makes_the_second_of_two_wait():
    plan = plan_with(
        resources=[resource("TEAM", 2)],
        serials=[serial(name, 60, resources="1 x TEAM") for name in "AB"],
        disturbances=[
            disturbance(
                "W",
                "failure",
                probability=40,
                hours="07:00-08:00",
                days="2024-07-09",
                distribution="fixed",
                usual=180,
            )
        ],
    )
    at = [placed(name, "2024-07-09 08:00") for name in "AB"]
    runs = runs_of(plan, timetable_with(plan, *at))
    assert not delays(runs, 0).any()
    late = delays(runs, 1)
    assert share_is(late > 0, 0.4)
    # It strikes in the hour before, and takes three hours to mend.
    assert mean_is(late[late > 0], 150, 60 / math.sqrt(12))


def test_a_pool_that_lacks_all_makes_both_wait():
    plan = plan_with(
        resources=[resource("TEAM", 2)],
        serials=[serial(name, 60, resources="1 x TEAM") for name in "AB"],
        disturbances=[
            disturbance(
                "W",
                "failure",
                amount=2,
                hours="07:00-08:00",
                days="2024-07-09",
                distribution="fixed",
                usual=180,
            )
        ],
    )
    at = [placed(name, "2024-07-09 08:00") for name in "AB"]
    runs = runs_of(plan, timetable_with(plan, *at))
    assert (delays(runs, 0) == delays(runs, 1)).all()
    assert delays(runs, 0).min() >= 120
