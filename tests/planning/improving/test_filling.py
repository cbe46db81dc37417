"""Scarce pools filled anew: the end comes sooner, nothing is lost, and every rule holds."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given

from benchmarks.training import Size, training
from birlik.exercise.plan import Plan
from birlik.planning.asked import GREATEST_SEED
from birlik.planning.bounds import scarcities
from birlik.planning.building.flattening import Clock, tables_of
from birlik.planning.building.state import PLACED, State, solution_of
from birlik.planning.building.tables import Tables
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.improving import filling
from birlik.planning.improving.filling import Filler
from birlik.planning.improving.recreating import end_of
from birlik.planning.improving.restoring import restored
from birlik.planning.improving.search import LargeSearch
from birlik.planning.problem import Problem, Solution
from tests.building import plan_with, resource, serial
from tests.planning.drafts import exercises
from tests.planning.improving.test_any_large_timetable import broken
from tests.planning.test_any_timetable import RARE

#: So few pools that they decide the end.
SCARCE = Size(serials=200, days=40, units=160, areas=120, sites=1, pools=1)


@cache
def scarce() -> tuple[Plan, Formulation]:
    plan = training(SCARCE)
    return plan, formulate(plan)


def first(problem: Problem, seed: int = 0) -> tuple[Tables, Clock, State, Filler]:
    """A first timetable, and what fills its windows."""
    tables, clock = tables_of(problem)
    state = LargeSearch(problem).state
    return tables, clock, state, Filler(problem, tables, clock, scarcities(problem), seed)


def filled(problem: Problem, goal: int = 0) -> tuple[int, int, Solution]:
    """End before and after all windows are filled once, and the timetable."""
    tables, clock, state, filler = first(problem)
    before = int(end_of(tables, state))
    for work in filler.fill(state, goal, 5.0, lambda: False):
        assert work >= 0
    after = int(end_of(tables, state))
    return before, after, solution_of(problem, tables, clock, state.slot, state.taken)


@cache
def scarce_filled() -> tuple[int, int, Solution]:
    return filled(scarce()[1].problem)


def test_the_end_comes_sooner_and_every_rule_holds() -> None:
    plan, formulation = scarce()
    before, after, solution = scarce_filled()
    assert after < before
    assert len(solution) == SCARCE.serials
    assert broken(plan, formulation, solution) == []


def test_the_same_seed_fills_the_same() -> None:
    assert filled(scarce()[1].problem) == scarce_filled()


def test_a_second_pass_with_the_greatest_seed_is_no_greater_one() -> None:
    _, formulation = scarce()
    _, _, state, filler = first(formulation.problem, GREATEST_SEED)
    for _ in range(2):
        assert next(filler.fill(state, 0, 5.0, lambda: False)) > 0


def test_pools_that_are_done_with_in_time_are_left_alone() -> None:
    _, formulation = scarce()
    tables, _, state, filler = first(formulation.problem)
    last = int(end_of(tables, state))
    assert list(filler.fill(state, last, 5.0, lambda: False)) == []


def test_it_ends_between_windows() -> None:
    _, formulation = scarce()
    _, _, state, filler = first(formulation.problem)
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert len(list(filler.fill(state, 0, 5.0, stop))) == 2


def test_what_finds_no_place_again_sends_all_back(monkeypatch: pytest.MonkeyPatch) -> None:
    _, formulation = scarce()
    _, _, state, filler = first(formulation.problem)
    before = (
        state.slot.tolist(),
        state.taken.tolist(),
        state.bits.tolist(),
        state.tally[:8].tolist(),
    )
    monkeypatch.setattr(filling, "_settled", lambda *_: False)
    assert len(list(filler.fill(state, 0, 5.0, lambda: False))) > 0
    after = state.slot.tolist(), state.taken.tolist(), state.bits.tolist(), state.tally[:8].tolist()
    assert after == before


def test_the_scarce_hours_are_those_that_decide_the_end() -> None:
    # The morning is scarce: the long ones take at least two of its hours, wherever they begin.
    serials = [
        *(serial(f"L-{n}", 240, resources="1 x TEAM", hours="06:00-14:00") for n in range(2)),
        *(serial(f"S-{n}", 120, resources="1 x TEAM", hours="08:00-12:00") for n in range(4)),
    ]
    problem = formulate(plan_with(serials=serials, resources=[resource("TEAM", 1)])).problem
    (scarcity,) = scarcities(problem)
    assert scarcity.takes == {0: 120, 1: 120, 2: 120, 3: 120, 4: 120, 5: 120}


def test_a_timetable_is_restored_as_it_was() -> None:
    _, formulation = scarce()
    tables, _, state, filler = first(formulation.problem)
    slots, taken, bits = state.slot.copy(), state.taken.copy(), state.bits.copy()
    list(filler.fill(state, 0, 5.0, lambda: False))
    assert (state.slot != slots).any()
    restored(tables, state, slots, taken)
    assert (state.slot == slots).all()
    assert (state.bits == bits).all()


@RARE
@given(exercises())
def test_whatever_is_asked_for_nothing_is_lost_and_every_rule_holds(plan: Plan) -> None:
    formulation = formulate(plan)
    problem = formulation.problem
    tables, clock, state, filler = first(problem)
    placed = state.tally[PLACED : PLACED + 6].tolist()
    list(filler.fill(state, 0, 1.0, lambda: False))
    assert state.tally[PLACED : PLACED + 6].tolist() >= placed
    solution = solution_of(problem, tables, clock, state.slot, state.taken)
    assert broken(plan, formulation, solution) == []
