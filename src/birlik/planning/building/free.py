"""Whether an activity can begin at a moment, and if not, the first later moment at which it might."""

from __future__ import annotations

import numpy as np
from numba import njit

from birlik.planning.building.bits import clear_from, last_taken
from birlik.planning.building.putting import moves_more, place_of, within
from birlik.planning.building.state import MODE, START, STEPS, State
from birlik.planning.building.tables import (
    ANY,
    AREAS,
    AREAS_END,
    BARRED,
    BARRED_END,
    BUSY,
    CHOICES,
    CHOICES_END,
    CLEARUP,
    CROWD,
    DURATION,
    FAR,
    FARTHEST,
    FULL,
    HOLDS,
    HOLDS_END,
    LIMIT,
    LOAD,
    MEMBERS,
    MODES,
    MOST_PEOPLE,
    NEVER,
    NEVER_END,
    PEOPLE,
    PERSONNEL,
    QUANTITY,
    REST,
    RESTS,
    ROWS,
    ROWS_END,
    SERIALS,
    SETUP,
    SHUT,
    SHUT_BITS,
    SHUT_END,
    SITE,
    SPEED,
    TAKEN,
    UNIT_REST,
    UNIT_WORK,
    UNITS,
    UNITS_END,
    USED_UP,
    WORK,
    WORKS,
    Ints,
    Tables,
)

#: A unit that is free gets this for each move more, so that moves count before its other work.
MOVE_WEIGHT = 1 << 30


@njit(cache=True, nogil=True)
def free_from(tables: Tables, state: State, number: int, mode_row: int, start: int) -> int:
    """`start` if an activity can begin there, else the first later quantum at which it might.

    Order and the mode's own starts are the caller's. Writes the units that take part into `taken`.
    """
    until = free_anywhere_from(tables, state, number, start)
    if until > start:
        return until
    return free_there_from(tables, state, number, mode_row, start)


@njit(cache=True, nogil=True)
def free_anywhere_from(tables: Tables, state: State, number: int, start: int) -> int:
    """The same for what does not depend on the mode: units, pools, serials it never runs beside."""
    activity = tables.activity[number]
    begin = clear_from(
        *(state.bits, tables.lists, activity[ROWS], activity[ROWS_END]),
        *(start, activity[DURATION], start, state.tally[STEPS:]),
    )
    return begin if begin > start else apart_from(tables, state, number, start)


@njit(cache=True, nogil=True, forceinline=True)
def apart_from(tables: Tables, state: State, number: int, start: int) -> int:
    """The same for pools that are used up, and serials it never runs beside."""
    activity = tables.activity[number]
    for row in range(activity[HOLDS], activity[HOLDS_END]):
        pool = tables.triples[row, 0]
        if tables.pool[pool, USED_UP] and (
            state.used_up[pool] + tables.triples[row, 1] > tables.pool[pool, QUANTITY]
        ):
            return FAR
    end = start + activity[DURATION]
    for place in range(activity[NEVER], activity[NEVER_END]):
        other = tables.lists[place]
        began = state.slot[other, START]
        if began >= 0 and began < end and start < began + tables.activity[other, DURATION]:
            return began + tables.activity[other, DURATION]
    return start


@njit(cache=True, nogil=True)
def free_there_from(tables: Tables, state: State, number: int, mode_row: int, start: int) -> int:
    """The same for what a mode decides: areas, ways and duties of units, units to choose, people."""
    state.tally[STEPS] += 1
    until = _areas_free_from(tables, state, number, mode_row, start)
    if until > start:
        return until
    until = _units_free_from(tables, state, number, mode_row, start)
    if until > start:
        return until
    return _room_from(tables, state, number, mode_row, start)


@njit(cache=True, nogil=True, forceinline=True)
def _areas_free_from(tables: Tables, state: State, number: int, mode_row: int, start: int) -> int:
    """The same for its areas, and for those that its danger zone shuts."""
    activity, mode = tables.activity[number], tables.mode[mode_row]
    end = start + activity[DURATION]
    begin, over = start - activity[SETUP], end + activity[CLEARUP]
    for place in range(mode[AREAS], mode[AREAS_END]):
        area = tables.area[tables.lists[place]]
        if area[SERIALS] < 1:
            return FAR
        taken = last_taken(state.bits, area[FULL], begin, over)
        if taken < 0 and area[SHUT_BITS] >= 0:
            taken = last_taken(state.bits, area[SHUT_BITS], begin, over)
        if taken >= 0:
            return taken + 1 + activity[SETUP]
    for place in range(mode[SHUT], mode[SHUT_END]):
        there = last_taken(state.bits, tables.area[tables.lists[place], ANY], start, end)
        if there >= 0:
            return there + 1
    return start


@njit(cache=True, nogil=True, forceinline=True)
def _units_free_from(tables: Tables, state: State, number: int, mode_row: int, start: int) -> int:
    """The same for ways, rest and work of the units that must take part, and for those to choose."""
    activity = tables.activity[number]
    written = activity[TAKEN]
    for place in range(activity[UNITS], activity[UNITS_END]):
        unit = tables.lists[place]
        until = _duty_from(tables, state, unit, number, mode_row, start)
        if until > start:
            return until
        state.taken[written] = unit
        written += 1
    for row in range(activity[CHOICES], activity[CHOICES_END]):
        for _ in range(tables.triples[row, 0]):
            unit = _best_unit(tables, state, number, mode_row, start, row, written)
            if unit < 0:
                return start + 1
            state.taken[written] = unit
            written += 1
    return start


@njit(cache=True, nogil=True)
def _best_unit(
    tables: Tables, state: State, number: int, mode_row: int, start: int, row: int, written: int
) -> int:
    """Free unit of a demand with the fewest moves more, then the least other work; -1 if none is free."""
    activity = tables.activity[number]
    end = start + activity[DURATION]
    best, least = -1, FAR
    for place in range(tables.triples[row, 1], tables.triples[row, 2]):
        unit = tables.lists[place]
        if last_taken(state.bits, tables.unit[unit, BUSY], start, end) >= 0:
            continue
        if _is_in(state.taken, activity[TAKEN], written, unit):
            continue
        at = place_of(tables, state, unit, start)
        cost = (
            moves_more(tables, state, unit, at, tables.mode[mode_row, SITE]) * MOVE_WEIGHT
            + tables.unit[unit, LOAD]
        )
        if cost >= least or _is_barred(tables, mode_row, unit, start):
            continue
        if _duty_from(tables, state, unit, number, mode_row, start) == start:
            best, least = unit, cost
    return best


@njit(cache=True, nogil=True)
def _is_in(numbers: Ints, first: int, end: int, wanted: int) -> bool:
    return bool((numbers[first:end] == wanted).any())


@njit(cache=True, nogil=True)
def _is_barred(tables: Tables, mode_row: int, unit: int, start: int) -> bool:
    """Whether a unit may not be chosen for a mode at a moment."""
    for row in range(tables.mode[mode_row, BARRED], tables.mode[mode_row, BARRED_END]):
        if tables.triples[row, 0] == unit and within(
            tables, tables.triples[row, 1], tables.triples[row, 2], start
        ):
            return True
    return False


@njit(cache=True, nogil=True)
def _duty_from(
    tables: Tables, state: State, unit: int, number: int, mode_row: int, start: int
) -> int:
    """`start` if a unit's ways, rest and work allow it, else the first later quantum at which they might."""
    farthest = tables.size[FARTHEST]
    end = start + tables.activity[number, DURATION]
    if farthest:
        place = place_of(tables, state, unit, start)
        first = tables.unit[unit, MEMBERS]
        at = place - 1
        while at >= first:
            other = state.members[at]
            over = state.slot[other, START] + tables.activity[other, DURATION]
            # Members do not overlap, so that those before end even earlier.
            if over + farthest <= start:
                break
            gap = _gap(tables, state, unit, mode_row, start, other)
            if over + gap > start:
                return over + gap
            at -= 1
        at = place
        while at < first + state.many[unit]:
            other = state.members[at]
            begins = state.slot[other, START]
            if begins >= end + farthest:
                break
            gap = _gap(tables, state, unit, mode_row, start, other)
            if end + gap > begins:
                over = begins + tables.activity[other, DURATION]
                # On the other's own day there need be no rest before it.
                if tables.day[start] != tables.day[begins]:
                    return min(over, np.searchsorted(tables.day, tables.day[start] + 1))
                return over
            at += 1
    return _work_from(tables, state, unit, number, mode_row, start)


@njit(cache=True, nogil=True)
def _work_from(
    tables: Tables, state: State, unit: int, number: int, mode_row: int, start: int
) -> int:
    """The same for a unit's work a day."""
    rules = tables.mode[mode_row, WORK] & tables.unit[unit, UNIT_WORK]
    if rules:
        day = tables.day[start]
        for rule in range(tables.size[WORKS]):
            if rules >> rule & 1:
                limit = tables.rule[tables.size[RESTS] + rule, LIMIT]
                if state.worked[rule, unit, day] + tables.activity[number, DURATION] > limit:
                    return np.searchsorted(tables.day, day + 1)
    return start


@njit(cache=True, nogil=True)
def _gap(tables: Tables, state: State, unit: int, mode_row: int, start: int, other: int) -> int:
    """Quanta that must lie between an activity and a placed one of the same unit."""
    other_row = tables.activity[other, MODES] + state.slot[other, MODE]
    here, there = tables.mode[mode_row, SITE], tables.mode[other_row, SITE]
    gap = 0
    if here >= 0 and there >= 0 and here != there:
        gap = tables.ways[tables.unit[unit, SPEED], here, there]
    if tables.day[start] != tables.day[state.slot[other, START]]:
        rules = tables.mode[mode_row, REST] & tables.mode[other_row, REST]
        rules &= tables.unit[unit, UNIT_REST]
        if rules:
            for rule in range(tables.size[RESTS]):
                if rules >> rule & 1:
                    gap = max(gap, tables.rule[rule, LIMIT])
    return gap


@njit(cache=True, nogil=True, forceinline=True)
def _room_from(tables: Tables, state: State, number: int, mode_row: int, start: int) -> int:
    """The same for the people that its areas hold, once all units are known."""
    activity, mode = tables.activity[number], tables.mode[mode_row]
    people = -1
    for place in range(mode[AREAS], mode[AREAS_END]):
        area = tables.area[tables.lists[place]]
        if area[MOST_PEOPLE] < 0:
            continue
        if people < 0:
            people = activity[PEOPLE]
            for at in range(activity[TAKEN], activity[TAKEN + 1]):
                people += tables.unit[state.taken[at], PERSONNEL]
        if people > area[MOST_PEOPLE] and activity[CHOICES] == activity[CHOICES_END]:
            return FAR
        begin = start - activity[SETUP]
        for at in range(start + activity[DURATION] + activity[CLEARUP] - 1, begin - 1, -1):
            if state.profile[area[CROWD], at] + people > area[MOST_PEOPLE]:
                # With units to choose, others may be free a little later.
                if activity[CHOICES] < activity[CHOICES_END]:
                    return start + 1
                return at + 1 + activity[SETUP]
    return start
