"""Serials placed at once in the room that the others leave, as near to their old place as can be."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from heapq import nsmallest

from birlik.planning.problem import Activity, Problem, Slot, Solution
from birlik.planning.repair.cost import change_cost, cost_of
from birlik.planning.repair.kept import Kept
from birlik.planning.repair.room import Room
from birlik.planning.windows import Windows

#: Rounds after which what found no place is left to the exact model.
ROUNDS = 4

#: Starts that are tried for serials that begin together, or that choose their units.
TRIED = 400


def first_repair(
    problem: Problem,
    kept: Kept,
    fixed: Solution,
    free: Iterable[int],
    seed: int,
    stop: Callable[[], bool] = lambda: False,
) -> Solution:
    """Best of some rounds of placing `free` beside `fixed`; conflict-free, perhaps without some.

    After each round what found no place goes to the front; when `stop` says yes, there is no other.
    """
    chance = random.Random(seed)
    ranks = {number: _first_rank(problem, number) for number in free}
    best: Solution = {}
    best_cost: tuple[int, int, int] | None = None
    for _ in range(ROUNDS):
        room = Room(problem, fixed)
        for number in in_order(problem, sorted(ranks, key=lambda n: (ranks[n], n))):
            if number not in room.solution:
                place(room, kept, number)
        drop_orphans(room, kept)
        cost = (
            *cost_of(problem, kept, room.solution),
            len(problem.activities) - len(room.solution),
        )
        if best_cost is None or cost < best_cost:
            best, best_cost = dict(room.solution), cost
        missing = [number for number in ranks if number not in room.solution]
        if not missing or stop():
            break
        for number in missing:
            ranks[number] -= 2000 + chance.random() * 20_000
    return best


def place(room: Room, kept: Kept, number: int) -> bool:
    """Place an activity, and those that begin with it, where that costs least; whether it was."""
    group = sorted(room.companions.get(number, {number}))
    missing = [member for member in group if member not in room.solution]
    leader, *others = sorted(missing, key=lambda member: member != number)
    for slot in slots_for(room, kept, leader):
        room.put(leader, slot)
        done = [leader]
        for other in others:
            found = next(slots_for(room, kept, other), None)
            if found is None:
                break
            room.put(other, found)
            done.append(other)
        if len(done) == len(missing):
            return True
        for member in done:
            room.take_back(member)
    return False


def drop_orphans(room: Room, kept: Kept) -> None:
    """Take out what waits for, or begins with, something that is not placed."""
    activities = room.problem.activities
    dropped = True
    while dropped:
        dropped = False
        for number in sorted(room.solution):
            needed = [link.before for link in activities[number].links]
            needed += room.companions.get(number, ())
            if number not in kept.frozen and any(other not in room.solution for other in needed):
                room.take_back(number)
                dropped = True


def in_order(problem: Problem, numbers: Iterable[int]) -> list[int]:
    """Activities in the order given, each behind those of them that it waits for."""
    wanted = list(numbers)
    there, done = set(wanted), dict[int, None]()

    def visit(number: int, waiting: frozenset[int]) -> None:
        for link in problem.activities[number].links:
            if link.before in there and link.before not in done and link.before not in waiting:
                visit(link.before, waiting | {number})
        done[number] = None

    for number in wanted:
        if number not in done:
            visit(number, frozenset({number}))
    return list(done)


def _first_rank(problem: Problem, number: int) -> float:
    """Mandatory activities first, then by priority; those with the least room before others."""
    activity = problem.activities[number]
    room = sum(end - begin for mode in activity.modes for begin, end in mode.starts)
    return room + activity.priority * 100_000 - activity.duration


def slots_for(room: Room, kept: Kept, number: int) -> Iterator[Slot]:
    """Slots that are free for an activity, the cheapest first."""
    problem = room.problem
    activity = problem.activities[number]
    old = kept.slots.get(number)
    before = kept.placements.get(number)
    near = old.start if old else activity.modes[0].starts.first if before is None else None
    preferred = old.units if old else ()
    left = [room.starts(number, mode) for mode in range(len(activity.modes))]
    if near is None:
        near = min(windows.first for windows in left if windows) if any(left) else 0
    step = problem.step if activity.on_grid else 1
    # Wherever it is put, a move costs the same: thousands of starts need not be priced one by one.
    stays = (
        (change_cost(kept, number, Slot(old.start, old.mode, preferred)), old.start, old.mode)
        if old
        else None
    )
    moved = change_cost(kept, number, Slot(-1, -1, preferred))
    found = [
        (
            stays[0] if stays and (start, mode) == stays[1:] else moved,
            _against_wishes(activity, start) if activity.wishes else 0,
            abs(start - near),
            start,
            mode,
        )
        for mode, windows in enumerate(left)
        for start in windows.on_grid(step)
    ]
    busy: dict[tuple[int, int], Windows] = {}
    for _, _, _, start, mode in nsmallest(TRIED, found):
        units = _units_at(room, busy, number, mode, start, preferred)
        if units is not None:
            yield Slot(start, mode, units)


def _against_wishes(activity: Activity, start: int) -> int:
    return sum(cost for wished, cost in activity.wishes if not wished.holds(start, start + 1))


def _units_at(
    room: Room,
    busy: dict[tuple[int, int], Windows],
    number: int,
    mode: int,
    start: int,
    preferred: tuple[int, ...],
) -> tuple[int, ...] | None:
    """Units for an activity at a start, those of before if they can; None if there are too few."""
    activity = room.problem.activities[number]

    def free(unit: int) -> bool:
        if (mode, unit) not in busy:
            busy[mode, unit] = room.unit_busy(number, mode, unit) | activity.barred_starts(
                mode, unit
            )
        return not busy[mode, unit].holds(start, start + 1)

    chosen = list(activity.units)
    for choice in sorted(activity.choices, key=lambda choice: len(choice.candidates)):
        candidates = sorted(choice.candidates, key=lambda unit: unit not in preferred)
        there = [unit for unit in candidates if unit not in chosen and free(unit)][: choice.count]
        if len(there) < choice.count:
            return None
        chosen += there
    people = room.people(activity, chosen)
    if room.crowded(activity, activity.modes[mode], people).holds(start, start + 1):
        return None
    return tuple(sorted(chosen, key=lambda unit: (unit not in activity.units, unit)))
