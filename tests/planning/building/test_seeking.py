"""The first place: the one that trying every quantum in turn would find."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from birlik.exercise.plan import Plan
from birlik.planning.building import free, seeking
from birlik.planning.building.flattening import tables_of
from birlik.planning.building.order import built
from birlik.planning.building.state import State, empty_state
from birlik.planning.building.tables import FAR, MODES, STARTS, STARTS_END, STRIDE, Tables
from birlik.planning.compiled import entry
from birlik.planning.formulate import formulate
from birlik.planning.improving.restoring import taken_back
from birlik.planning.improving.search import orders
from tests.building import area, plan_with, serial
from tests.planning.drafts import exercises
from tests.planning.test_any_timetable import RARE
from tests.planning.test_what_serials_ask_for import ONE_DAY


@entry
def earliest(
    tables: Tables, state: State, number: int, row: int, first: int, last: int, wish: bool
) -> tuple[int, int]:
    """What is found in one mode."""
    found, there = seeking.earliest(tables, state, number, row, row + 1, first, last, wish)
    return found, there


@entry
def can_begin(tables: Tables, state: State, number: int, row: int, start: int, wish: bool) -> bool:
    """Whether an activity can begin at a quantum."""
    kept = not wish or seeking.wished(tables, number, start)
    return bool(kept and free.free_from(tables, state, number, row, start) == start)


def first_tried(tables: Tables, state: State, number: int, mode_row: int, *, wish: bool) -> int:
    """First start at which an activity can begin in a mode, every quantum tried; FAR if there is none."""
    first, end = tables.mode[mode_row, STARTS], tables.mode[mode_row, STARTS_END]
    for begins, behind in tables.pairs[first:end]:
        for start in range(begins, behind):
            if start % tables.activity[number, STRIDE]:
                continue
            if can_begin(tables, state, number, mode_row, int(start), wish):
                return int(start)
    return FAR


@RARE
@given(exercises())
def test_the_place_found_is_the_first_of_all_that_are_tried(plan: Plan) -> None:
    problem = formulate(plan).problem
    tables, _ = tables_of(problem)
    state = empty_state(tables)
    built(tables, state, next(orders(problem)))
    for number, activity in enumerate(problem.activities):
        taken_back(tables, state, np.array([number]))
        for mode in range(len(activity.modes)):
            row = int(tables.activity[number, MODES]) + mode
            for wish in (False, True):
                tried = first_tried(tables, state, number, row, wish=wish)
                found, there = earliest(tables, state, number, row, 0, FAR - 1, wish)
                assert (found, there) == (tried, row)
                if tried < FAR:
                    # From the place itself on it is found, and before it nothing.
                    late = earliest(tables, state, number, row, tried, tried, wish)
                    soon = earliest(tables, state, number, row, 0, tried - 1, wish)
                    assert (late[0], soon[0]) == (tried, FAR)


def test_a_wished_start_between_others_is_found() -> None:
    wanted = serial("S", 60, areas="A", wish_hours="08:15-08:30")
    tables, clock = tables_of(
        formulate(plan_with(serials=[wanted], areas=[area("A")], **ONE_DAY)).problem
    )
    found, _ = earliest(tables, empty_state(tables), 0, 0, 0, FAR - 1, True)
    first, _ = earliest(tables, empty_state(tables), 0, 0, 0, FAR - 1, False)
    assert clock.minute(found) % 60 == 15
    assert found > first
