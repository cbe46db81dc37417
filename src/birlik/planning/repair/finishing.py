"""The other levels of the score, where they cost no move: what still fits, and what moved put best."""

from __future__ import annotations

from itertools import pairwise

from birlik.planning.problem import Problem, Slot, Solution
from birlik.planning.repair.cost import change_cost
from birlik.planning.repair.kept import Kept
from birlik.planning.repair.placing import in_order, place, slots_for
from birlik.planning.repair.room import Room
from birlik.planning.score import unfairness

#: Slots compared for one activity.
COMPARED = 60


def finished(problem: Problem, kept: Kept, solution: Solution) -> Solution:
    """A repair with whatever still fits, and with what moved or is new where the score is best."""
    room = Room(problem, solution)
    missing = [n for n in range(len(problem.activities)) if n not in room.solution]
    missing.sort(key=lambda number: (problem.activities[number].priority, number))
    for number in in_order(problem, missing):
        if number not in room.solution and _could_follow(room, number):
            place(room, kept, number)
    for number, slot in sorted(room.solution.items()):
        is_new = number not in kept.placements
        if (is_new or change_cost(kept, number, slot)) and not room.companions.get(number):
            _improve(room, kept, number)
    return dict(room.solution)


def _could_follow(room: Room, number: int) -> bool:
    """Whether all that an activity waits for is placed."""
    return all(link.before in room.solution for link in room.problem.activities[number].links)


def _improve(room: Room, kept: Kept, number: int) -> None:
    """Put an activity where the score is best, at no higher cost."""
    was = room.solution[number]
    room.take_back(number)
    cost = change_cost(kept, number, was)
    activities = room.problem.activities
    last = max((s.start + activities[n].duration for n, s in room.solution.items()), default=0)
    without: dict[int, int] = {}
    best, best_levels = was, _levels(room, number, was, last, without)
    for tried, slot in enumerate(slots_for(room, kept, number)):
        if change_cost(kept, number, slot) > cost or tried == COMPARED:
            break
        levels = _levels(room, number, slot, last, without)
        if levels < best_levels:
            best, best_levels = slot, levels
    room.put(number, best)


def _levels(
    room: Room, number: int, slot: Slot, last: int, without: dict[int, int]
) -> tuple[int, int, int, int]:
    """Wishes, unfairness, end and further moves with a slot, where all others end at `last`.

    `without` remembers the moves of each unit that does not take part.
    """
    problem = room.problem
    activity = problem.activities[number]
    wishes = sum(c for wished, c in activity.wishes if not wished.holds(slot.start, slot.start + 1))
    for unit in slot.units:
        if unit not in without:
            without[unit] = _moves(room, unit)
    room.put(number, slot)
    unfair = sum(
        unfairness(problem, share, room.solution)
        for share in problem.shares
        if any((number, mode) in share.counted for mode in range(len(activity.modes)))
    )
    moves = sum(_moves(room, unit) - without[unit] for unit in slot.units)
    room.take_back(number)
    return wishes, unfair, max(slot.start + activity.duration, last), moves


def _moves(room: Room, unit: int) -> int:
    """How often a unit goes from one site to another."""
    at = sorted(
        (room.solution[number].start, site)
        for number, site in room.of_unit[unit].items()
        if site is not None
    )
    return sum(one[1] != other[1] for one, other in pairwise(at))
