"""The earliest and the latest place of an activity among those that are placed."""

from __future__ import annotations

from numba import njit

from birlik.planning.building.bits import clear_from
from birlik.planning.building.free import apart_from, free_from, free_there_from
from birlik.planning.building.putting import put, take_back, within
from birlik.planning.building.state import START, STEPS, State
from birlik.planning.building.tables import (
    DURATION,
    FAR,
    FOLLOWERS,
    FOLLOWERS_END,
    GROUP,
    GROUPS,
    LINKS,
    LINKS_END,
    MODES,
    MODES_END,
    ROWS,
    ROWS_END,
    STARTS,
    STARTS_END,
    STRIDE,
    WISHES,
    WISHES_END,
    Tables,
)


@njit(cache=True, nogil=True, forceinline=True)
def first_by_order(tables: Tables, state: State, number: int) -> int:
    """First start that the order with placed activities leaves; FAR if one it waits for is missing."""
    activity = tables.activity[number]
    first = 0
    for row in range(activity[LINKS], activity[LINKS_END]):
        before = tables.triples[row, 0]
        began = state.slot[before, START]
        if began < 0:
            return FAR
        first = max(first, began + tables.activity[before, DURATION] + tables.triples[row, 1])
    for row in range(activity[FOLLOWERS], activity[FOLLOWERS_END]):
        begins = state.slot[tables.triples[row, 0], START]
        if begins >= 0:
            first = max(first, begins - tables.triples[row, 2] - activity[DURATION])
    return first


@njit(cache=True, nogil=True, forceinline=True)
def last_by_order(tables: Tables, state: State, number: int) -> int:
    """Last start that the order with placed activities leaves."""
    activity = tables.activity[number]
    last = FAR
    for row in range(activity[LINKS], activity[LINKS_END]):
        before = tables.triples[row, 0]
        if state.slot[before, START] >= 0:
            over = state.slot[before, START] + tables.activity[before, DURATION]
            last = min(last, over + tables.triples[row, 2])
    for row in range(activity[FOLLOWERS], activity[FOLLOWERS_END]):
        begins = state.slot[tables.triples[row, 0], START]
        if begins >= 0:
            last = min(last, begins - tables.triples[row, 1] - activity[DURATION])
    return last


@njit(cache=True, nogil=True)
def wished(tables: Tables, number: int, start: int) -> bool:
    """Whether a start breaks no wish of an activity."""
    activity = tables.activity[number]
    for row in range(activity[WISHES], activity[WISHES_END]):
        if not within(tables, tables.triples[row, 1], tables.triples[row, 2], start):
            return False
    return True


@njit(cache=True, nogil=True)
def earliest(
    tables: Tables,
    state: State,
    number: int,
    mode_row: int,
    mode_end: int,
    first: int,
    last: int,
    wish: bool,
) -> tuple[int, int]:
    """First start in ``[first, last]`` in one of some modes that have the same starts, and that mode.

    FAR if there is none. Writes the units into `taken`. Only starts that break no wish count if `wish`.
    """
    activity, mode = tables.activity[number], tables.mode[mode_row]
    low, end = mode[STARTS], mode[STARTS_END]
    high = end
    while low < high:
        middle = (low + high) // 2
        if tables.pairs[middle, 1] <= first:
            low = middle + 1
        else:
            high = middle
    # Whole weeks are passed here, so that nothing in this loop reads more than it needs.
    bits, lists, pairs, steps = state.bits, tables.lists, tables.pairs, state.tally[STEPS:]
    rows, rows_end, length = activity[ROWS], activity[ROWS_END], activity[DURATION]
    stride = activity[STRIDE]
    start = first
    for row in range(low, end):
        start = _on_grid(max(start, pairs[row, 0]), stride)
        until = min(pairs[row, 1] - 1, last)
        while start <= until:
            again = clear_from(bits, lists, rows, rows_end, start, length, until, steps)
            if again == start:
                again = apart_from(tables, state, number, start)
            if again == start and wish and not wished(tables, number, start):
                again += 1
            if again == start:
                again = FAR
                for there in range(mode_row, mode_end):
                    free = free_there_from(tables, state, number, there, start)
                    if free == start:
                        return start, there
                    again = min(again, free)
            if again >= FAR:
                return FAR, mode_row
            start = _on_grid(again, stride)
        if start > last:
            return FAR, mode_row
    return FAR, mode_row


@njit(cache=True, nogil=True, forceinline=True)
def _on_grid(start: int, stride: int) -> int:
    """First multiple of a stride from a quantum on; dividing takes longer than all else in the loop."""
    return start if stride == 1 else -(-start // stride) * stride


@njit(cache=True, nogil=True, forceinline=True)
def _alike(tables: Tables, mode_row: int, mode_end: int) -> int:
    """End of the modes from one on that have the same starts."""
    there = mode_row + 1
    while there < mode_end and tables.mode[there, STARTS] == tables.mode[mode_row, STARTS]:
        there += 1
    return there


@njit(cache=True, nogil=True)
def place(tables: Tables, state: State, number: int, first: int, last: int) -> bool:
    """Place an activity as early as its wishes and the rest allow; whether that was possible.

    Activities that begin with it are placed with it.
    """
    activity = tables.activity[number]
    if activity[GROUP] >= 0:
        return place_group(tables, state, activity[GROUP], first, last)
    first = max(first, first_by_order(tables, state, number))
    last = min(last, last_by_order(tables, state, number))
    if first > last:
        return False
    for attempt in range(2):
        wish = attempt == 0
        if wish and activity[WISHES] == activity[WISHES_END]:
            continue
        best, chosen, written = FAR, -1, False
        until = last
        mode_row = activity[MODES]
        while mode_row < activity[MODES_END] and until >= first:
            mode_end = _alike(tables, mode_row, activity[MODES_END])
            start, there = earliest(tables, state, number, mode_row, mode_end, first, until, wish)
            written = start < best
            if written:
                best, chosen = start, there
                until = start - 1
            mode_row = mode_end
        if chosen >= 0:
            if not written:
                # A later mode that was tried may have written other units.
                free_there_from(tables, state, number, chosen, best)
            put(tables, state, number, chosen - activity[MODES], best)
            return True
    return False


@njit(cache=True, nogil=True)
def place_group(tables: Tables, state: State, group: int, first: int, last: int) -> bool:
    """Place activities that begin together at the first moment at which all of them can."""
    group_row = tables.size[GROUPS] + group
    begin, end = tables.triples[group_row, 0], tables.triples[group_row, 1]
    for at in range(begin, end):
        member = tables.lists[at]
        if state.slot[member, START] >= 0:
            return False
        first = max(first, first_by_order(tables, state, member))
        last = min(last, last_by_order(tables, state, member))
    leader = tables.lists[begin]
    start = first
    while start <= last:
        soonest = FAR
        row, row_end = tables.activity[leader, MODES], tables.activity[leader, MODES_END]
        while row < row_end:
            alike = _alike(tables, row, row_end)
            begins, _ = earliest(tables, state, leader, row, alike, start, last, False)
            soonest = min(soonest, begins)
            row = alike
        if soonest >= FAR:
            return False
        placed = 0
        for at in range(begin, end):
            if not _put_at(tables, state, tables.lists[at], soonest):
                break
            placed += 1
        if placed == end - begin:
            return True
        for at in range(begin, begin + placed):
            take_back(tables, state, tables.lists[at])
        start = soonest + 1
    return False


@njit(cache=True, nogil=True)
def _put_at(tables: Tables, state: State, number: int, start: int) -> bool:
    """Place an activity at a moment in the first mode in which it can be; whether that was possible."""
    first = tables.activity[number, MODES]
    for mode_row in range(first, tables.activity[number, MODES_END]):
        if not within(
            tables, tables.mode[mode_row, STARTS], tables.mode[mode_row, STARTS_END], start
        ):
            continue
        if start % tables.activity[number, STRIDE]:
            continue
        if free_from(tables, state, number, mode_row, start) == start:
            put(tables, state, number, mode_row - first, start)
            return True
    return False
