"""A timetable under construction in arrays: where each activity is, and what is taken when."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from birlik.planning.building.clock import Clock
from birlik.planning.building.tables import (
    BIT_ROWS,
    MEMBER_PLACES,
    NATION_COUNT,
    PROFILE_ROWS,
    QUANTA,
    SHARE_COUNT,
    TAKEN,
    TAKEN_END,
    TAKEN_PLACES,
    Ints,
    Tables,
)
from birlik.planning.garbage import garbage_left_alone
from birlik.planning.problem import Problem, Slot, Solution

#: Columns of State.slot.
START, MODE = 0, 1

#: Places in State.tally: activities placed, by priority; broken wishes; moves; work done.
PLACED, WISH_COST, MOVES, STEPS = 0, 6, 7, 8
TALLIES = 9

#: Words of a row of bits behind the last quantum, so that whole words can be read from any quantum on.
SPARE_WORDS = 4


class State(NamedTuple):
    """A timetable under construction.

    Attributes
    ----------
    slot : (activities, 2) array of int64
        Start in quanta, -1 if it is not placed, and mode, counted from its first.
    taken : array of int64
        Units that take part, a stretch for each activity.
    bits : (rows, words) array of uint64
        What is taken when.
    profile : (rows, quanta) array of int32
        How much of a pool is held, how many serials and people are in an area, how many zones shut it.
    members : array of int64
        Activities of each unit by start, a stretch for each unit.
    many : array of int64
        How many there are in each stretch.
    worked : (work rules, units, days) array of int64
        Quanta.
    used : (shares, nations) array of int64
        Quanta in scarce areas.
    used_up : array of int64
        Drawn from each pool altogether.
    tally : array of int64
    """

    slot: Ints
    taken: Ints
    bits: npt.NDArray[np.uint64]
    profile: npt.NDArray[np.int32]
    members: Ints
    many: Ints
    worked: Ints
    used: Ints
    used_up: Ints
    tally: Ints


def empty_state(tables: Tables) -> State:
    """State in which nothing is placed."""
    size = tables.size
    words = int(size[QUANTA]) // 64 + SPARE_WORDS
    slot = np.zeros((len(tables.activity), 2), np.int64)
    slot[:, START] = -1
    return State(
        slot,
        np.full(max(int(size[TAKEN_PLACES]), 1), -1, np.int64),
        np.zeros((int(size[BIT_ROWS]), words), np.uint64),
        np.zeros((int(size[PROFILE_ROWS]), int(size[QUANTA])), np.int32),
        np.zeros(max(int(size[MEMBER_PLACES]), 1), np.int64),
        np.zeros(len(tables.unit), np.int64),
        tables.spent.copy(),
        np.zeros((int(size[SHARE_COUNT]), int(size[NATION_COUNT])), np.int64),
        np.zeros(len(tables.pool), np.int64),
        np.zeros(TALLIES, np.int64),
    )


@garbage_left_alone()
def solution_of(
    problem: Problem, tables: Tables, clock: Clock, slot: Ints, taken: Ints
) -> Solution:
    """Solution that the arrays hold; units as a slot names them, those that must take part first."""
    solution: Solution = {}
    starts, modes, units = slot[:, START].tolist(), slot[:, MODE].tolist(), taken.tolist()
    firsts = tables.activity[:, TAKEN].tolist()
    ends = tables.activity[:, TAKEN_END].tolist()
    for number, activity in enumerate(problem.activities):
        if starts[number] < 0:
            continue
        there = activity.units
        if activity.choices:
            chosen = units[firsts[number] + len(there) : ends[number]]
            there = (*there, *sorted(chosen))
        solution[number] = Slot(clock.minute(starts[number]), modes[number], there)
    return solution
