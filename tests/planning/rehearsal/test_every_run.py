"""What holds in every run, whatever goes wrong; the verifier, which knows no rehearsal, is the judge."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.rehearsal import rehearse
from birlik.planning.rehearsal.buffers import with_buffer
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.rehearsal.draws import Chance, Draws
from birlik.planning.rehearsal.simulate import Runs, simulated
from birlik.planning.rehearsal.usual import USUAL_DISTURBANCES
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from tests.building import area, plan_with, resource, serial, travel, unit
from tests.planning.drafts import exercises

RUNS = 6

#: Rules that the order of resources keeps, however long serials last.
SHARED = {"B503", "B504", "B507", "B508", "B516", "B518", "B519", "B520", "B536"}

#: Rules of the plan alone: a fixed start and the time step are for planning, work and rest are
#: counted by the days of the plan, and a cancelled serial is none that was left out.
PLANNED = {"B512", "B521", "B537", "B538", "B551", "B554", "B555", "B556"}


@st.composite
def crowded(draw: st.DrawFn) -> Plan:
    """An exercise of one day in which everybody waits for everybody, with nothing in between."""
    count = draw(st.integers(4, 12))
    return plan_with(
        areas=[
            area("A", site="NORTH"),
            area("B", site="SOUTH", serials_at_once=2, people_at_once=5),
            area("C", serials_at_once=3),
        ],
        units=[unit(name, personnel=draw(st.integers(1, 3))) for name in ("U", "V", "W")],
        resources=[resource("TEAM", 3)],
        travel=[travel("NORTH", "SOUTH", 20, id="T-1")],
        serials=[
            serial(
                f"S{n}",
                draw(st.sampled_from((15, 30, 60))),
                setup=draw(st.sampled_from((None, 15))),
                clearup=draw(st.sampled_from((None, 15))),
                areas=draw(st.sampled_from(("A", "B", "C", "A | B", "B + C", ""))),
                units="; ".join(draw(st.lists(st.sampled_from("UVW"), max_size=2, unique=True))),
                resources=draw(st.sampled_from(("", "1 x TEAM", "2 x TEAM", "3 x TEAM"))),
                after=f"S{draw(st.integers(0, n - 1))} +0" if n and draw(st.booleans()) else "",
            )
            for n in range(count)
        ],
        startex="2024-07-08 06:00",
        endex="2024-07-09 12:00",
    )


any_plan = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def planned(plan: Plan) -> tuple[Timetable, Conduct]:
    timetable = plan_timetable(plan, judge(plan), seconds=0)
    assume(timetable.placements)
    return timetable, Conduct(plan, timetable)


def whole_minutes(conduct: Conduct, seed: int, *, longer: bool) -> Draws:
    """Delays, and durations if `longer`, in whole minutes, so that the verifier can read them."""
    chance = np.random.default_rng(seed)
    shape = (len(conduct.parties), RUNS)
    often = chance.random(shape) < 0.5
    delays = (chance.integers(0, 200, shape) * often).astype(np.float32)
    lengths = conduct.lasting[:, None] * chance.uniform(0.5, 2.5, shape)
    return Draws(
        RUNS,
        delays=delays,
        lengths=np.maximum(1, np.rint(lengths)).astype(np.float32) if longer else None,
    )


def broken_rules(
    plan: Plan, timetable: Timetable, conduct: Conduct, runs: Runs, run: int
) -> set[str]:
    """Codes of the rules that one run breaks, read as a timetable of serials that lasted so long."""
    held = [number for number in range(len(conduct.parties)) if not runs.why[number, run]]
    length = {
        conduct.parties[n].serial.id: round(float(runs.ends[n, run] - runs.starts[n, run]))
        for n in held
    }
    lasted = plan.model_copy(
        update={
            "serials": tuple(
                serial.model_copy(update={"duration": length.get(serial.id, serial.duration)})
                for serial in plan.serials
            )
        }
    )
    placements = tuple(
        conduct.parties[n].placement.model_copy(
            update={
                "begins": conduct.frame.instant(round(float(runs.starts[n, run]))),
                "ends": conduct.frame.instant(round(float(runs.ends[n, run]))),
            }
        )
        for n in held
    )
    return {
        found.code
        for found in verify(timetable.model_copy(update={"placements": placements}), lasted)
    }


@any_plan
@given(plan=exercises() | crowded(), seed=st.integers(0, 2**32))
def test_serials_that_last_longer_or_shorter_never_share_what_they_cannot_share(plan, seed):
    timetable, conduct = planned(plan)
    runs = simulated(conduct, whole_minutes(conduct, seed, longer=True), limit=600)
    for run in range(RUNS):
        assert not broken_rules(plan, timetable, conduct, runs, run) & SHARED


@any_plan
@given(plan=exercises() | crowded(), seed=st.integers(0, 2**32))
def test_serials_that_are_late_keep_every_rule_but_those_of_the_plan(plan, seed):
    timetable, conduct = planned(plan)
    runs = simulated(conduct, whole_minutes(conduct, seed, longer=False), limit=600)
    for run in range(RUNS):
        assert broken_rules(plan, timetable, conduct, runs, run) <= PLANNED


@any_plan
@given(plan=exercises(), seed=st.integers(0, 2**32))
def test_nothing_begins_before_its_time_or_later_than_the_limit(plan, seed):
    _, conduct = planned(plan)
    draws = Chance(conduct, USUAL_DISTURBANCES, seed).draws(0, 50, 50)
    runs = simulated(conduct, draws, limit=120)
    held = runs.why == 0
    late = (runs.starts - conduct.planned[:, None])[held]
    assert (late >= 0).all()
    assert (late <= 120).all()
    assert np.isinf(runs.starts[~held]).all()


@any_plan
@given(plan=exercises() | crowded(), seed=st.integers(0, 2**32))
def test_more_delay_makes_nothing_earlier_as_long_as_nothing_is_cancelled(plan, seed):
    _, conduct = planned(plan)
    some = whole_minutes(conduct, seed, longer=True)
    assert some.delays is not None
    assert some.lengths is not None
    more = Draws(RUNS, delays=some.delays * 1.5, lengths=some.lengths + 10)
    less_late, later = simulated(conduct, some), simulated(conduct, more)
    # A serial that is cancelled sets free what others wait for.
    whole = ~(less_late.why.any(axis=0) | later.why.any(axis=0))
    assert (later.starts[:, whole] >= less_late.starts[:, whole]).all()


@any_plan
@given(plan=exercises(), seed=st.integers(0, 2**32))
def test_who_needs_a_serial_that_is_cancelled_is_cancelled_too(plan, seed):
    _, conduct = planned(plan)
    draws = Chance(conduct, USUAL_DISTURBANCES, seed).draws(0, 200, 200)
    runs = simulated(conduct, draws, limit=30)
    number = conduct.number
    for after, party in enumerate(conduct.parties):
        for order in party.serial.after:
            gone = runs.why[number[order.serial]] > 0
            assert (runs.why[after][gone] > 0).all()
        for name in party.serial.together_with:
            assert ((runs.why[after] > 0) == (runs.why[number[name]] > 0)).all()
            held = runs.why[after] == 0
            assert (runs.starts[after][held] == runs.starts[number[name]][held]).all()


@any_plan
@given(plan=exercises() | crowded(), seed=st.integers(0, 2**32), data=st.data())
def test_a_buffer_is_tried_as_if_all_were_simulated_anew(plan, seed, data):
    _, conduct = planned(plan)
    draws = Chance(conduct, USUAL_DISTURBANCES, seed).draws(0, 100, 100)
    runs = simulated(conduct, draws, limit=90)
    number = data.draw(st.integers(0, len(conduct.parties) - 1))
    moved = with_buffer(conduct, number, 30)
    assume(moved is not None)
    tried = simulated(conduct, draws, limit=90, planned=moved, like=runs, until=number)
    anew = simulated(conduct, draws, limit=90, planned=moved)
    assert (tried.why == anew.why).all()
    assert (tried.starts == anew.starts).all()


@any_plan
@given(plan=exercises(), seed=st.integers(0, 1000))
def test_the_same_seed_gives_the_same_result_and_chances_are_chances(plan, seed):
    timetable, _ = planned(plan)
    first = rehearse(plan, timetable, runs=60, seed=seed)
    assert rehearse(plan, timetable, runs=60, seed=seed) == first
    for outcome in first.serials:
        assert 0 <= outcome.on_time <= outcome.held <= 1
        assert abs(outcome.held + sum(outcome.cancelled.values()) - 1) < 1e-4
    for danger in first.dangerous_serials:
        assert danger.causes <= danger.passes_on + 0.01
