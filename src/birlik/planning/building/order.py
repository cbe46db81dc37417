"""Building a timetable from an order: each activity in turn, behind those it waits for."""

from __future__ import annotations

import numpy as np

from birlik.planning.building.seeking import place
from birlik.planning.building.state import START, State
from birlik.planning.building.tables import FAR, GROUP, GROUPS, LINKS, LINKS_END, Ints, Tables
from birlik.planning.compiled import entry, part


@entry
def place_in_order(
    tables: Tables, state: State, order: Ints, waiting: Ints, stack: Ints, first: int, last: int
) -> int:
    """Place activities one after another between two quanta; how many found no place.

    Parameters
    ----------
    order : array of int64
        Activities that are not placed. One that waits for another of them follows it.
    waiting : (activities,) array of int64
        1 for each of `order`; 0 afterwards.
    stack : (activities,) array of int64
        Room for work.
    """
    missing = 0
    for number in order:
        if waiting[number] == 0:
            continue
        stack[0] = number
        depth = 1
        while depth:
            top = stack[depth - 1]
            before = _waits_for(tables, waiting, top)
            if before >= 0 and depth < stack.shape[0]:
                # Marked, so that a circle ends.
                waiting[before] = 2
                stack[depth] = before
                depth += 1
                continue
            depth -= 1
            waiting[top] = 0
            if state.slot[top, START] < 0 and not place(tables, state, top, first, last):
                missing += 1
    return missing


@part
def _waits_for(tables: Tables, waiting: Ints, number: int) -> int:
    """An activity that one, or its companions, wait for and that is still to be placed; -1 if none."""
    group = tables.activity[number, GROUP]
    if group < 0:
        return _before(tables, waiting, number)
    row = tables.size[GROUPS] + group
    for at in range(tables.triples[row, 0], tables.triples[row, 1]):
        before = _before(tables, waiting, tables.lists[at])
        if before >= 0:
            return before
    return -1


@part
def _before(tables: Tables, waiting: Ints, number: int) -> int:
    for row in range(tables.activity[number, LINKS], tables.activity[number, LINKS_END]):
        before = tables.triples[row, 0]
        if waiting[before] == 1:
            return before
    return -1


def built(tables: Tables, state: State, order: Ints) -> int:
    """Place all activities in an order; how many found no place."""
    many = len(tables.activity)
    waiting = np.zeros(many, np.int64)
    waiting[order] = 1
    stack = np.zeros(many + 1, np.int64)
    return int(place_in_order(tables, state, order, waiting, stack, 0, FAR - 1))
