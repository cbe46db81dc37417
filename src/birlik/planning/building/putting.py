"""Putting an activity into a timetable and taking it back, with all that follows for what is taken."""

from __future__ import annotations

from numba import njit

from birlik.planning.building.bits import give_back, take
from birlik.planning.building.state import MODE, MOVES, PLACED, START, WISH_COST, State
from birlik.planning.building.tables import (
    ANY,
    AREAS,
    AREAS_END,
    BUSY,
    CLASSES,
    CLASSES_END,
    CLEARUP,
    COUNT,
    CROWD,
    DURATION,
    FULL,
    HOLDS,
    HOLDS_END,
    MEMBERS,
    MODES,
    NATION,
    NATION_COUNT,
    NATIONS,
    PEOPLE,
    PERSONNEL,
    PRIORITY,
    PROFILE,
    QUANTITY,
    SERIALS,
    SETUP,
    SHARE_COUNT,
    SHARES,
    SHUT,
    SHUT_BITS,
    SHUT_END,
    SHUTS,
    SITE,
    TAKEN,
    TAKEN_END,
    UNIT_WORK,
    USED_UP,
    WISHES,
    WISHES_END,
    WORK,
    WORKS,
    Ints,
    Tables,
)


@njit(cache=True, nogil=True)
def within(tables: Tables, first: int, end: int, moment: int) -> bool:
    """Whether a quantum lies in one of the stretches of some rows of pairs."""
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        if tables.pairs[middle, 1] <= moment:
            low = middle + 1
        else:
            high = middle
    return low < end and tables.pairs[low, 0] <= moment


@njit(cache=True, nogil=True)
def place_of(tables: Tables, state: State, unit: int, start: int) -> int:
    """Place in `members` of a unit's first activity that does not begin before a quantum."""
    first = tables.unit[unit, MEMBERS]
    low, high = first, first + state.many[unit]
    while low < high:
        middle = (low + high) // 2
        if state.slot[state.members[middle], START] < start:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def site_of(tables: Tables, state: State, number: int) -> int:
    """Site at which a placed activity is; -1 for none."""
    mode = tables.activity[number, MODES] + state.slot[number, MODE]
    return tables.mode[mode, SITE]


@njit(cache=True, nogil=True, forceinline=True)
def moves_more(tables: Tables, state: State, unit: int, place: int, site: int) -> int:
    """How many moves more a unit has with one activity more at a place among its members."""
    if site < 0:
        return 0
    first = tables.unit[unit, MEMBERS]
    before, behind = -1, -1
    at = place - 1
    while at >= first and before < 0:
        before = site_of(tables, state, state.members[at])
        at -= 1
    at = place
    while at < first + state.many[unit] and behind < 0:
        behind = site_of(tables, state, state.members[at])
        at += 1
    more = 0
    if before >= 0 and before != site:
        more += 1
    if behind >= 0 and behind != site:
        more += 1
    if before >= 0 and behind >= 0 and before != behind:
        more -= 1
    return more


@njit(cache=True, nogil=True)
def put(tables: Tables, state: State, number: int, mode: int, start: int) -> None:
    """Place an activity whose units stand in `taken` already; the slot must have been found free."""
    state.slot[number, START] = start
    state.slot[number, MODE] = mode
    _change(tables, state, number, 1)


@njit(cache=True, nogil=True)
def take_back(tables: Tables, state: State, number: int) -> None:
    """Remove a placed activity; its units stay in `taken` until others are written there."""
    _change(tables, state, number, -1)
    state.slot[number, START] = -1


@njit(cache=True, nogil=True)
def _change(tables: Tables, state: State, number: int, sign: int) -> None:
    activity = tables.activity[number]
    mode = tables.mode[activity[MODES] + state.slot[number, MODE]]
    start = state.slot[number, START]
    end = start + activity[DURATION]
    people = activity[PEOPLE]
    nations = activity[NATIONS]
    for place in range(activity[TAKEN], activity[TAKEN_END]):
        unit = state.taken[place]
        people += tables.unit[unit, PERSONNEL]
        nations |= tables.unit[unit, NATION]
        _change_unit(tables, state, unit, number, mode, sign)
    for place in range(mode[AREAS], mode[AREAS_END]):
        _change_area(
            *(tables, state, tables.lists[place]),
            *(start - activity[SETUP], end + activity[CLEARUP], people, sign),
        )
    for place in range(mode[SHUT], mode[SHUT_END]):
        _change_shut(tables, state, tables.lists[place], start, end, sign)
    for row in range(activity[HOLDS], activity[HOLDS_END]):
        pool, amount = tables.triples[row, 0], tables.triples[row, 1]
        if tables.pool[pool, USED_UP]:
            state.used_up[pool] += sign * amount
        else:
            _change_pool(tables, state, pool, start, end, sign * amount)
    for row in range(activity[WISHES], activity[WISHES_END]):
        if not within(tables, tables.triples[row, 1], tables.triples[row, 2], start):
            state.tally[WISH_COST] += sign * tables.triples[row, 0]
    if mode[SHARES]:
        _change_shares(tables, state, mode[SHARES], nations, sign * activity[DURATION])
    state.tally[PLACED + activity[PRIORITY]] += sign


@njit(cache=True, nogil=True, forceinline=True)
def _change_unit(
    tables: Tables, state: State, unit: int, number: int, mode: Ints, sign: int
) -> None:
    start = state.slot[number, START]
    end = start + tables.activity[number, DURATION]
    row = tables.unit[unit, BUSY]
    place = place_of(tables, state, unit, start)
    last = tables.unit[unit, MEMBERS] + state.many[unit]
    if sign > 0:
        state.tally[MOVES] += moves_more(tables, state, unit, place, mode[SITE])
        take(state.bits, row, start, end)
        for at in range(last, place, -1):
            state.members[at] = state.members[at - 1]
        state.members[place] = number
        state.many[unit] += 1
    else:
        give_back(state.bits, row, start, end)
        for at in range(place, last - 1):
            state.members[at] = state.members[at + 1]
        state.many[unit] -= 1
        state.tally[MOVES] -= moves_more(tables, state, unit, place, mode[SITE])
    rules = mode[WORK] & tables.unit[unit, UNIT_WORK]
    if rules:
        for rule in range(tables.size[WORKS]):
            if rules >> rule & 1:
                state.worked[rule, unit, tables.day[start]] += sign * (end - start)


@njit(cache=True, nogil=True, forceinline=True)
def _change_area(
    tables: Tables, state: State, number: int, begin: int, end: int, people: int, sign: int
) -> None:
    area = tables.area[number]
    if area[COUNT] < 0:
        if sign > 0:
            take(state.bits, area[FULL], begin, end)
        else:
            give_back(state.bits, area[FULL], begin, end)
    else:
        for at in range(begin, end):
            state.profile[area[COUNT], at] += sign
            here = state.profile[area[COUNT], at]
            if here >= area[SERIALS]:
                take(state.bits, area[FULL], at, at + 1)
            elif sign < 0:
                give_back(state.bits, area[FULL], at, at + 1)
            if here > 0:
                take(state.bits, area[ANY], at, at + 1)
            else:
                give_back(state.bits, area[ANY], at, at + 1)
    if area[CROWD] >= 0:
        for at in range(begin, end):
            state.profile[area[CROWD], at] += sign * people


@njit(cache=True, nogil=True, forceinline=True)
def _change_pool(
    tables: Tables, state: State, number: int, begin: int, end: int, amount: int
) -> None:
    """Hold more or less of a pool, and note when it is short of each amount that is ever asked for."""
    pool = tables.pool[number]
    for at in range(begin, end):
        state.profile[pool[PROFILE], at] += amount
        free = pool[QUANTITY] - state.profile[pool[PROFILE], at]
        for row in range(pool[CLASSES], pool[CLASSES_END]):
            bits = tables.triples[row, 1]
            if free < tables.triples[row, 0]:
                take(state.bits, bits, at, at + 1)
            else:
                give_back(state.bits, bits, at, at + 1)


@njit(cache=True, nogil=True)
def _change_shut(
    tables: Tables, state: State, number: int, begin: int, end: int, sign: int
) -> None:
    """Shut an area for a danger zone, or open it where no other shuts it."""
    area = tables.area[number]
    for at in range(begin, end):
        state.profile[area[SHUTS], at] += sign
        if sign > 0:
            take(state.bits, area[SHUT_BITS], at, at + 1)
        elif state.profile[area[SHUTS], at] == 0:
            give_back(state.bits, area[SHUT_BITS], at, at + 1)


@njit(cache=True, nogil=True)
def _change_shares(tables: Tables, state: State, shares: int, nations: int, quanta: int) -> None:
    """Count time in scarce areas for each nation that is there."""
    for share in range(tables.size[SHARE_COUNT]):
        if shares >> share & 1:
            for nation in range(tables.size[NATION_COUNT]):
                if nations >> nation & 1:
                    state.used[share, nation] += quanta
