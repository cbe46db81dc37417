"""The first place: the one that trying every quantum in turn would find."""

from __future__ import annotations

from hypothesis import given

from birlik.exercise.plan import Plan
from birlik.planning.building.flattening import tables_of
from birlik.planning.building.free import free_from
from birlik.planning.building.order import built
from birlik.planning.building.putting import take_back
from birlik.planning.building.seeking import earliest, wished
from birlik.planning.building.state import START, State, empty_state
from birlik.planning.building.tables import FAR, MODES, STARTS, STARTS_END, STRIDE, Tables
from birlik.planning.formulate import formulate
from birlik.planning.improving.search import orders
from tests.building import area, plan_with, serial
from tests.planning.drafts import exercises
from tests.planning.test_any_timetable import RARE
from tests.planning.test_what_serials_ask_for import ONE_DAY


def first_tried(tables: Tables, state: State, number: int, mode_row: int, *, wish: bool) -> int:
    """First start at which an activity can begin in a mode, every quantum tried; FAR if there is none."""
    first, end = tables.mode[mode_row, STARTS], tables.mode[mode_row, STARTS_END]
    for begins, behind in tables.pairs[first:end]:
        for start in range(begins, behind):
            if start % tables.activity[number, STRIDE]:
                continue
            if wish and not wished(tables, number, start):
                continue
            if free_from(tables, state, number, mode_row, start) == start:
                return start
    return FAR


@RARE
@given(exercises())
def test_the_place_found_is_the_first_of_all_that_are_tried(plan: Plan) -> None:
    problem = formulate(plan).problem
    tables, _ = tables_of(problem)
    state = empty_state(tables)
    built(tables, state, next(orders(problem)))
    for number, activity in enumerate(problem.activities):
        if state.slot[number, START] >= 0:
            take_back(tables, state, number)
        for mode in range(len(activity.modes)):
            row = int(tables.activity[number, MODES]) + mode
            for wish in (False, True):
                tried = first_tried(tables, state, number, row, wish=wish)
                found, there = earliest(tables, state, number, row, row + 1, 0, FAR - 1, wish)
                assert (found, there) == (tried, row)
                if tried < FAR:
                    # From the place itself on it is found, and before it nothing.
                    late = earliest(tables, state, number, row, row + 1, tried, tried, wish)
                    soon = earliest(tables, state, number, row, row + 1, 0, tried - 1, wish)
                    assert (late[0], soon[0]) == (tried, FAR)


def test_a_wished_start_between_others_is_found() -> None:
    wanted = serial("S", 60, areas="A", wish_hours="08:15-08:30")
    tables, clock = tables_of(
        formulate(plan_with(serials=[wanted], areas=[area("A")], **ONE_DAY)).problem
    )
    found, _ = earliest(tables, empty_state(tables), 0, 0, 1, 0, FAR - 1, True)
    first, _ = earliest(tables, empty_state(tables), 0, 0, 1, 0, FAR - 1, False)
    assert clock.minute(found) % 60 == 15
    assert found > first
