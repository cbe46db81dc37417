"""Ruin and recreate: some activities that compete are taken out and placed anew, again and again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from birlik.planning.building.free import free_from
from birlik.planning.building.order import place_in_order
from birlik.planning.building.putting import put, take_back, within
from birlik.planning.building.seeking import last_by_order, wished
from birlik.planning.building.state import MODE, MOVES, PLACED, START, STEPS, WISH_COST, State
from birlik.planning.building.tables import (
    DURATION,
    FAR,
    FOLLOWERS,
    FOLLOWERS_END,
    GROUP,
    GROUPS,
    LIMIT,
    LINKS,
    LINKS_END,
    MODES,
    NATION_COUNT,
    NATION_SET,
    RESTS,
    SHARE_COUNT,
    STARTS,
    STARTS_END,
    STRIDE,
    WORKS,
    Ints,
    Tables,
)
from birlik.planning.compiled import ZERO, entry, part
from birlik.planning.improving.means import Means
from birlik.planning.improving.ranking import by_key, ranked
from birlik.planning.improving.restoring import put_as_they_were, taken_back, units_of

#: Numbers of a judgement: left out by priority, wishes, unfairness, lateness, moves.
MISSING, WISHES_BROKEN, UNFAIR, LATE, MOVED = 0, 6, 7, 8, 9
JUDGED = 10

#: Most activities that are taken out at once.
MOST = 240

#: One in so many rounds shifts to the right and back rather than placing in a new order.
SHIFTED = 4

#: Quanta before the first of the activities taken out from which on places are sought.
LOOK_BACK = 32

#: Quanta that a shift to the right looks back from the latest place.
FARTHEST_BACK = 200


class Memory(NamedTuple):
    """What a search keeps between its rounds.

    Attributes
    ----------
    chance : (1,) array of uint64
        State of the random numbers.
    out : (n,) array of int64
        1 for what is taken out; all 0 between rounds.
    stack : (n + 1,) array of int64
    """

    chance: npt.NDArray[np.uint64]
    out: Ints
    stack: Ints


@part
def _draw(chance: npt.NDArray[np.uint64], below: int) -> int:
    """Random number in ``[0, below)``; below at least 1."""
    x = chance[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    chance[0] = x
    return np.int64((x >> np.uint64(11)) % np.uint64(below))  # type: ignore[return-value]


@entry
def unfairness(tables: Tables, state: State) -> int:
    """Quanta by which nations differ beyond what the fair-share rules accept."""
    total = 0
    for share in range(tables.size[SHARE_COUNT]):
        rule = tables.size[RESTS] + tables.size[WORKS] + share
        nations = tables.rule[rule, NATION_SET]
        most, least = -1, FAR
        for nation in range(tables.size[NATION_COUNT]):
            if nations >> nation & 1:
                most = max(most, state.used[share, nation])
                least = min(least, state.used[share, nation])
        if most >= 0:
            total += max(0, most - least - tables.rule[rule, LIMIT])
    return total


@part
def _judge(tables: Tables, state: State, members: Ints, goal: int, judged: Ints) -> None:
    """Numbers of the timetable; lateness of the members alone."""
    for priority in range(6):
        judged[MISSING + priority] = -state.tally[PLACED + priority]
    judged[WISHES_BROKEN] = state.tally[WISH_COST]
    judged[UNFAIR] = unfairness(tables, state)
    judged[MOVED] = state.tally[MOVES]
    late = 0
    for number in members:
        if state.slot[number, START] >= 0:
            over = state.slot[number, START] + tables.activity[number, DURATION] - goal
            if over > 0:
                late += over * over
    judged[LATE] = late


@entry
def end_of(tables: Tables, state: State) -> int:
    """Quantum at which the last activity is over; 0 if none is placed."""
    end = 0
    for number in range(tables.activity.shape[0]):
        if state.slot[number, START] >= 0:
            end = max(end, state.slot[number, START] + tables.activity[number, DURATION])
    return end


@part
def _seed(tables: Tables, state: State, memory: Memory, goal: int) -> int:
    """Activity to improve: one left out, one against its wishes, a late one, or any."""
    many = tables.activity.shape[0]
    offset = _draw(memory.chance, many)
    wanted = _draw(memory.chance, 4)
    latest, worst = -1, 0
    for step in range(many):
        number = (offset + step) % many
        start = state.slot[number, START]
        if start < 0:
            if wanted < 2:
                return number
            continue
        if wanted == 2 and not wished(tables, number, start):
            return number
        late = start + tables.activity[number, DURATION] - goal
        if late > 0:
            weight = late * (1 + _draw(memory.chance, 16))
            if weight > worst:
                latest, worst = number, weight
    return latest if latest >= 0 else offset


@part
def _neighbours(
    tables: Tables, state: State, means: Means, memory: Memory, seed: int, goal: int
) -> Ints:
    """Activities to take out: some that compete with one for a means, about a moment, and late ones."""
    chosen = np.empty(MOST, np.int64)
    many = 0
    first, end = means.first_of[seed], means.first_of[seed + 1]
    wanted = 6 << _draw(memory.chance, 5)
    if end > first:
        # Pools come first; where everything is late, it is mostly for want of one of them.
        one = means.used[first]
        if _draw(memory.chance, 2):
            one = means.used[first + _draw(memory.chance, end - first)]
        users = means.users[means.first[one] : means.first[one + 1]]
        low, high = FAR, 0
        for number in users:
            start = state.slot[number, START]
            if start >= 0:
                low, high = min(low, start), max(high, start)
        centre = low + _draw(memory.chance, max(high - low, 0) + 1) if high >= low else 0
        distance = np.empty(users.shape[0], np.int64)
        for at in range(users.shape[0]):
            start = state.slot[users[at], START]
            if start < 0:
                distance[at] = FAR
            else:
                distance[at] = abs(start - centre)
                # Late ones are to come nearer, wherever they are.
                if start + tables.activity[users[at], DURATION] > goal and at % 2:
                    distance[at] = 0
        for at in ranked(distance)[:wanted]:
            if many < MOST - 1:
                chosen[many] = users[at]
                many += 1
    chosen[many] = seed
    many += 1
    return _with_companions(tables, memory, _with_chains(tables, memory, chosen[:many]))


@part
def _with_chains(tables: Tables, memory: Memory, chosen: Ints) -> Ints:
    """The chosen activities and, now and then, those that they wait for and that wait for them."""
    chains = _draw(memory.chance, 4)
    if chains == 0:
        return chosen
    found = np.empty(MOST * 2, np.int64)
    many = chosen.shape[0]
    for at in range(many):
        found[at] = chosen[at]
    at = 0
    while at < many and many < MOST * 2 - 16:
        activity = tables.activity[found[at]]
        for row in range(activity[LINKS], min(activity[LINKS_END], activity[LINKS] + 8)):
            found[many] = tables.triples[row, 0]
            many += 1
        if chains > 1 and at < chosen.shape[0]:
            last = min(activity[FOLLOWERS_END], activity[FOLLOWERS] + 8)
            for row in range(activity[FOLLOWERS], last):
                found[many] = tables.triples[row, 0]
                many += 1
        at += 1
    return found[:many]


@part
def _with_companions(tables: Tables, memory: Memory, chosen: Ints) -> Ints:
    """Each activity once, with those that begin with it; all are marked as out."""
    found = np.empty(chosen.shape[0] * 8, np.int64)
    many = 0
    for number in chosen:
        group = tables.activity[number, GROUP]
        if group < 0:
            if memory.out[number] == 0 and many < found.shape[0]:
                memory.out[number] = 1
                found[many] = number
                many += 1
            continue
        row = tables.size[GROUPS] + group
        first, end = tables.triples[row, 0], tables.triples[row, 1]
        if many + end - first > found.shape[0]:
            continue
        for at in range(first, end):
            member = tables.lists[at]
            if memory.out[member] == 0:
                memory.out[member] = 1
                found[many] = member
                many += 1
    return found[:many]


@part
def _shift_right(tables: Tables, state: State, members: Ints, end: int) -> None:
    """Shift activities, the last first, as far to the right as the others and an end allow."""
    keys = np.empty(members.shape[0], np.int64)
    for at in range(members.shape[0]):
        number = members[at]
        keys[at] = -(state.slot[number, START] + tables.activity[number, DURATION])
    for number in by_key(members, keys):
        start = state.slot[number, START]
        if start < 0 or tables.activity[number, GROUP] >= 0:
            continue
        mode = state.slot[number, MODE]
        row = tables.activity[number, MODES] + mode
        last = min(last_by_order(tables, state, number), end - tables.activity[number, DURATION])
        stride = tables.activity[number, STRIDE]
        candidate = last // stride * stride
        take_back(tables, state, number)
        lowest = max(start, candidate - FARTHEST_BACK)
        while candidate > lowest:
            if within(
                tables, tables.mode[row, STARTS], tables.mode[row, STARTS_END], candidate
            ) and (free_from(tables, state, number, row, candidate) == candidate):
                break
            candidate -= stride
        if candidate <= lowest:
            candidate = start
            free_from(tables, state, number, row, candidate)
        put(tables, state, number, mode, candidate)


@part
def _recreate(
    tables: Tables, state: State, memory: Memory, members: Ints, goal: int, shift: bool
) -> None:
    """Place the members anew, in the order of their times with some noise, or of their shifted times."""
    many = members.shape[0]
    keys = np.empty(many, np.int64)
    low, high = FAR, ZERO
    # Nothing is sought far before the first of them: what is there has been looked at in its turn.
    first = FAR
    for number in members:
        first = min(first, state.slot[number, START])
    first = max(0, first - LOOK_BACK)
    if shift:
        for number in members:
            if state.slot[number, START] >= 0:
                high = max(high, state.slot[number, START] + tables.activity[number, DURATION])
        _shift_right(tables, state, members, high)
        for at in range(many):
            keys[at] = state.slot[members[at], START]
    else:
        for number in members:
            if state.slot[number, START] >= 0:
                low = min(low, state.slot[number, START])
                high = max(high, state.slot[number, START])
        width = max(high - low, 0) // (1 << _draw(memory.chance, 6)) + 1
        for at in range(many):
            start = state.slot[members[at], START]
            late = start + tables.activity[members[at], DURATION] > goal
            if start < 0 or (late and _draw(memory.chance, 2)):
                keys[at] = low + _draw(memory.chance, max(high - low, 0) + 1)
            else:
                keys[at] = start + _draw(memory.chance, width)
            # The heavy before the light, where times are alike.
            keys[at] -= _draw(memory.chance, tables.activity[members[at], DURATION] + 1)
    for number in members:
        if state.slot[number, START] >= 0:
            take_back(tables, state, number)
    order = by_key(members, keys)
    place_in_order(tables, state, order, memory.out, memory.stack, first, FAR - 1)


@part
def _has_all_needed(tables: Tables, state: State, members: Ints) -> bool:
    """Whether nothing is placed that waits for a member which found no place."""
    for number in members:
        if state.slot[number, START] >= 0:
            continue
        activity = tables.activity[number]
        for row in range(activity[FOLLOWERS], activity[FOLLOWERS_END]):
            if state.slot[tables.triples[row, 0], START] >= 0:
                return False
    return True


@part
def _compared(one: Ints, other: Ints) -> int:
    """-1 if one judgement is better than another, 1 if it is worse, 0 if they are equal."""
    for at in range(JUDGED):
        if one[at] != other[at]:
            return -1 if one[at] < other[at] else 1
    return 0


@entry
def recreate(
    tables: Tables,
    state: State,
    means: Means,
    memory: Memory,
    goal: int,
    allowance: int,
    ended: npt.NDArray[np.uint8],
) -> int:
    """Improve a timetable until an allowance of steps is used up; how often it got better.

    A timetable is better that leaves out less, breaks fewer wishes, is fairer, has less lateness (the
    quanta by which activities end after `goal`, squared), or fewer moves. Equal ones are accepted too.

    Parameters
    ----------
    goal : int
        Quantum after which an end is late.
    allowance : int
        Steps, as counted by the state.
    ended : (1,) array of uint8
        Set from outside to end the search.
    """
    before, after = np.empty(JUDGED, np.int64), np.empty(JUDGED, np.int64)
    last = state.tally[STEPS] + allowance
    better = 0
    while state.tally[STEPS] < last and not ended[0]:
        state.tally[STEPS] += 1 + tables.activity.shape[0] // 64
        seed = _seed(tables, state, memory, goal)
        members = _neighbours(tables, state, means, memory, seed, goal)
        _judge(tables, state, members, goal, before)
        slots = np.empty((members.shape[0], 2), np.int64)
        for at in range(members.shape[0]):
            number = members[at]
            slots[at, START] = state.slot[number, START]
            slots[at, MODE] = state.slot[number, MODE]
        units = units_of(tables, state, members)
        shift = _draw(memory.chance, SHIFTED) == 0
        _recreate(tables, state, memory, members, goal, shift)
        _judge(tables, state, members, goal, after)
        verdict = _compared(after, before) if _has_all_needed(tables, state, members) else 1
        if verdict > 0:
            taken_back(tables, state, members)
            put_as_they_were(tables, state, members, slots, units)
        elif verdict < 0:
            better += 1
    return better
