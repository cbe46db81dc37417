"""Activities taken out, and put back exactly where they were."""

from __future__ import annotations

import numpy as np

from birlik.planning.building.putting import put, take_back
from birlik.planning.building.state import MODE, START, State
from birlik.planning.building.tables import TAKEN, TAKEN_END, Ints, Tables
from birlik.planning.compiled import entry, part


@part
def units_of(tables: Tables, state: State, numbers: Ints) -> Ints:
    """Units that take part in some activities, one stretch behind another."""
    many = 0
    for number in numbers:
        many += tables.activity[number, TAKEN_END] - tables.activity[number, TAKEN]
    units = np.empty(many, np.int64)
    written = 0
    for number in numbers:
        for place in range(tables.activity[number, TAKEN], tables.activity[number, TAKEN_END]):
            units[written] = state.taken[place]
            written += 1
    return units


@entry
def taken_back(tables: Tables, state: State, numbers: Ints) -> None:
    """Take back those of some activities that are placed."""
    for number in numbers:
        if state.slot[number, START] >= 0:
            take_back(tables, state, number)


@part
def put_as_they_were(tables: Tables, state: State, numbers: Ints, slots: Ints, units: Ints) -> None:
    """Put activities, none of which is placed, into their slots with their units."""
    written = 0
    for at in range(numbers.shape[0]):
        number = numbers[at]
        for place in range(tables.activity[number, TAKEN], tables.activity[number, TAKEN_END]):
            state.taken[place] = units[written]
            written += 1
        if slots[at, START] >= 0:
            put(tables, state, number, slots[at, MODE], slots[at, START])


@entry
def restored(tables: Tables, state: State, slots: Ints, taken: Ints) -> None:
    """Make a state hold a timetable that it held before.

    Parameters
    ----------
    slots, taken : arrays
        Copies of the arrays of that name in the state.
    """
    differs = np.zeros(slots.shape[0], np.bool_)
    for number in range(slots.shape[0]):
        same = state.slot[number, START] == slots[number, START]
        same &= state.slot[number, MODE] == slots[number, MODE]
        for place in range(tables.activity[number, TAKEN], tables.activity[number, TAKEN_END]):
            same &= state.taken[place] == taken[place]
        differs[number] = not same
    for number in range(slots.shape[0]):
        if differs[number] and state.slot[number, START] >= 0:
            take_back(tables, state, number)
    for number in range(slots.shape[0]):
        if differs[number]:
            for place in range(tables.activity[number, TAKEN], tables.activity[number, TAKEN_END]):
                state.taken[place] = taken[place]
            if slots[number, START] >= 0:
                put(tables, state, number, slots[number, MODE], slots[number, START])
