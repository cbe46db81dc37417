"""From whom a serial takes over, also past one that is cancelled, and what endangers the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from birlik.exercise.plan import Plan
from birlik.planning.rehearsal import rehearse
from birlik.planning.rehearsal.buffers import with_buffer
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.critical import criticality
from birlik.planning.rehearsal.draws import Draws
from birlik.planning.rehearsal.order import UNIT, Holding, handed_on
from birlik.planning.rehearsal.outcome import Reason
from birlik.planning.rehearsal.running import chunk_of
from birlik.planning.rehearsal.simulate import REASONS, simulated
from birlik.planning.timetable import Timetable
from tests.building import (
    area,
    disturbance,
    placed,
    plan_with,
    resource,
    serial,
    timetable_with,
    travel,
    unit,
)


def on_one_range(count: int, **fields: Any) -> tuple[Plan, Timetable]:
    """Serials of an hour, one after another on one range."""
    names = [f"S-{n}" for n in range(count)]
    plan = plan_with(
        areas=[area("RANGE")],
        serials=[serial(name, 60, areas="RANGE") for name in names],
        **fields,
    )
    return plan, timetable_with(
        plan,
        *(placed(name, f"2024-07-09 {8 + n:02}:00", areas="RANGE") for n, name in enumerate(names)),
    )


def one_run(conduct: Conduct, delays: dict[str, float], lengths: dict[str, float]) -> Draws:
    late = np.zeros((len(conduct.parties), 1), dtype=np.float32)
    long = conduct.lasting[:, None].copy()
    for name, minutes in delays.items():
        late[conduct.number[name]] = minutes
    for name, minutes in lengths.items():
        long[conduct.number[name]] = minutes
    return Draws(1, delays=late, lengths=long)


def test_behind_a_serial_that_is_cancelled_its_own_giver_is_waited_for():
    conduct = Conduct(*on_one_range(4))
    runs = simulated(conduct, one_run(conduct, {}, {"S-0": 230}), limit=60)
    # S-1 and S-2 would begin too late; S-3 is planned for 11:00, and the range is free at 11:50.
    assert [REASONS[why - 1] if why else None for why in runs.why[:, 0]] == [
        None,
        Reason.TOO_LATE,
        Reason.TOO_LATE,
        None,
    ]
    assert runs.starts[3, 0] - runs.planned[3] == 50


def test_a_serial_takes_its_whole_amount_over():
    plan = plan_with(
        resources=[resource("TEAM", 3)],
        serials=[
            serial("A", 60, resources="2 x TEAM"),
            serial("B", 60, resources="1 x TEAM"),
            serial("C", 60, resources="3 x TEAM"),
        ],
    )
    at = [placed("A", "2024-07-09 08:00"), placed("B", "2024-07-09 08:00")]
    timetable = timetable_with(plan, *at, placed("C", "2024-07-09 09:00"))
    conduct = Conduct(plan, timetable)
    for late in ("A", "B"):
        runs = simulated(conduct, one_run(conduct, {}, {late: 100}))
        assert runs.starts[2, 0] - runs.planned[2] == 40


def test_what_has_been_free_the_longest_is_taken_first():
    held = [Holding(0, 0, 10), Holding(1, 0, 50), Holding(2, 60, 80), Holding(3, 60, 90, 2)]
    assert handed_on(held, 3) == {0: (), 1: (), 2: (), 3: (0, 1)}


def test_a_unit_needs_its_way_when_it_is_late():
    plan = plan_with(
        units=[unit("U")],
        areas=[area("A", site="NORTH"), area("B", site="SOUTH")],
        travel=[travel("NORTH", "SOUTH", 40, id="T-1")],
        serials=[serial("X", 60, units="U", areas="A"), serial("Y", 60, units="U", areas="B")],
    )
    at = [
        placed("X", "2024-07-09 08:00", units="U", areas="A"),
        placed("Y", "2024-07-09 10:00", units="U", areas="B"),
    ]
    conduct = Conduct(plan, timetable_with(plan, *at))
    runs = simulated(conduct, one_run(conduct, {"X": 30}, {}))
    assert runs.starts[1, 0] - runs.planned[1] == 10


def test_a_serial_waits_for_its_next_possible_start_or_is_cancelled():
    plan = plan_with(
        serials=[
            serial("A", 60, hours="08:00-10:00; 14:00-15:00"),
            serial("B", 60, hours="08:00-10:00", latest="2024-07-09 23:00"),
        ]
    )
    at = [placed("A", "2024-07-09 08:00"), placed("B", "2024-07-09 08:00")]
    conduct = Conduct(plan, timetable_with(plan, *at))
    runs = simulated(conduct, one_run(conduct, {"A": 61, "B": 61}, {}))
    assert runs.starts[0, 0] - runs.planned[0] == 360
    assert REASONS[runs.why[1, 0] - 1] is Reason.NO_START


def test_the_greatest_gap_counts_from_the_planned_end_of_who_is_over_early():
    plan = plan_with(serials=[serial("A", 60), serial("B", 60, after="A +0..30")])
    at = [placed("A", "2024-07-09 08:00"), placed("B", "2024-07-09 09:30")]
    conduct = Conduct(plan, timetable_with(plan, *at))
    early = simulated(conduct, one_run(conduct, {}, {"A": 20}))
    assert not early.why.any()
    late = simulated(conduct, one_run(conduct, {"B": 1}, {}))
    assert REASONS[late.why[1, 0] - 1] is Reason.GAP


def test_a_delay_goes_back_to_where_it_began():
    conduct = Conduct(*on_one_range(4))
    runs = simulated(conduct, one_run(conduct, {"S-0": 30, "S-2": 15}, {}))
    assert (runs.starts[:, 0] - runs.planned).tolist() == [30, 30, 45, 45]
    found = criticality(conduct, runs)
    # S-0 makes S-1, S-2 and S-3 late by 30 each, S-2 makes S-3 late by another 15.
    assert found.passes_on.tolist() == pytest.approx([90, 60, 45, 0])
    assert found.causes.tolist() == pytest.approx([90, 0, 15, 0])
    assert [danger.id for danger in found.serials(conduct)] == ["S-0", "S-1", "S-2"]
    assert found.of_kind("area")[0].passes_on == pytest.approx(30 + 60 + 105)


def test_a_unit_that_arrives_late_is_waited_for():
    plan = plan_with(
        units=[unit("U", arrives="2024-07-09 08:00")], serials=[serial("A", 60, units="U")]
    )
    conduct = Conduct(plan, timetable_with(plan, placed("A", "2024-07-09 08:00", units="U")))
    there = np.full(1, conduct.planned[0] + 25, dtype=np.float32)
    runs = simulated(conduct, Draws(1, arrivals={"U": there}))
    assert criticality(conduct, runs).of_kind(UNIT)[0].causes == 25


def test_a_buffer_moves_what_follows_as_far_as_it_must():
    conduct = Conduct(*on_one_range(3))
    moved = with_buffer(conduct, 0, 45)
    assert moved is not None
    assert (moved - conduct.planned).tolist() == [0, 45, 45]


def test_with_a_buffer_all_that_follows_is_simulated_anew():
    conduct = Conduct(*on_one_range(5))
    draws = one_run(conduct, {"S-1": 40}, {})
    before = simulated(conduct, draws)
    moved = with_buffer(conduct, 1, 30)
    tried = simulated(conduct, draws, planned=moved, like=before, until=1)
    assert (tried.starts == simulated(conduct, draws, planned=moved).starts).all()
    assert (tried.starts - tried.planned[:, None])[:, 0].tolist() == [0, 40, 10, 10, 10]


def test_the_buffer_that_helps_is_proposed_with_its_gain():
    plan, timetable = on_one_range(
        4,
        time_step=15,
        disturbances=[
            disturbance("W", "delay", serial_kinds="slow", distribution="fixed", usual=30)
        ],
    )
    slow = plan.serials[0].model_copy(update={"kind": "slow"})
    plan = plan.model_copy(update={"serials": (slow, *plan.serials[1:])})
    timetable = timetable.model_copy(update={"plan": plan.fingerprint()})
    found = rehearse(plan, timetable, runs=20)
    [buffer] = found.buffers
    assert (buffer.after, buffer.minutes, buffer.moved, buffer.end_later) == ("S-0", 30, 3, 30)
    assert (buffer.more_on_time, buffer.more_held, buffer.less_delay) == (3, 0, 90)


def test_an_objective_is_trained_if_one_of_its_serials_is_held():
    plan, _ = on_one_range(1)
    plan = plan_with(
        units=[unit("U", "AZE")],
        serials=[
            serial("A", 60, units="U", objectives="O"),
            serial("B", 60, units="U", kind="weak", objectives="O"),
        ],
        disturbances=[
            disturbance("W", "delay", serial_kinds="weak", distribution="fixed", usual=300)
        ],
    )
    plan = Plan.model_validate(plan.model_dump() | {"objectives": [{"id": "O"}]})
    at = [placed("A", "2024-07-09 08:00", units="U"), placed("B", "2024-07-09 10:00", units="U")]
    [one] = rehearse(plan, timetable_with(plan, *at), runs=10).objectives
    assert (one.objective, one.nation, one.serials) == ("O", "AZE", 2)
    assert (one.trained, one.fully) == (1, 0)


def test_an_objective_that_no_serial_of_the_timetable_serves_is_told_with_no_chance():
    plan = plan_with(
        units=[unit("U", "AZE")],
        serials=[serial("A", 60, units="U", objectives="O"), serial("B", 60, objectives="P")],
    )
    objectives = [{"id": "O"}, {"id": "P", "nations": ["AZE", "KAZ"]}]
    plan = Plan.model_validate(plan.model_dump() | {"objectives": objectives})
    found = rehearse(plan, timetable_with(plan), runs=10).objectives
    assert [(one.objective, one.nation) for one in found] == [
        ("O", "AZE"),
        ("P", "KAZ"),
        ("P", "AZE"),
    ]
    assert {(one.serials, one.trained, one.fully) for one in found} == {(0, 0, 0)}


def test_who_asks_to_stop_gets_the_runs_made_so_far_and_is_told_how_many():
    plan, timetable = on_one_range(3)
    whole = chunk_of(3)
    asked = iter([False, True])
    found = rehearse(plan, timetable, runs=10 * whole, stop=lambda: next(asked, True))
    assert (found.runs, found.stopped, found.buffers) == (2 * whole, True, ())
    straight = rehearse(plan, timetable, runs=2 * whole)
    assert not straight.stopped
    assert (found.serials, found.end) == (straight.serials, straight.end)


def test_chunks_are_the_same_however_many_runs_follow():
    plan, timetable = on_one_range(
        3, disturbances=[disturbance("W", "delay", distribution="exponential", usual=20)]
    )
    few, many = (rehearse(plan, timetable, runs=runs, seed=4) for runs in (1_000, 12_000))
    assert few.buffers == many.buffers
    assert few.dangerous_serials == many.dangerous_serials


def test_another_disturbance_changes_nothing_about_the_first():
    first = disturbance("W", "delay", distribution="exponential", usual=20)
    never = disturbance("V", "delay", probability=0, distribution="fixed", usual=60)
    alone, beside = (
        rehearse(*on_one_range(2, disturbances=some), runs=500).serials
        for some in ([first], [never, first])
    )
    assert alone == beside


def test_without_disturbances_of_its_own_a_plan_has_the_usual_ones():
    plan, timetable = on_one_range(2)
    found = rehearse(plan, timetable, runs=200)
    assert found.usual
    assert found.serials[0].mean_delay > 0
