"""What a repair costs: mandatory serials left out, then weighted moves, then the rest of the score."""

from __future__ import annotations

from birlik.planning.problem import Problem, Slot, Solution
from birlik.planning.repair.kept import Kept


def change_cost(kept: Kept, number: int, slot: Slot | None) -> int:
    """Cost of where an activity is now, against where it was; nothing if it was nowhere."""
    weight = kept.weights.get(number)
    if weight is None:
        return 0
    if slot is None:
        return weight.lost
    old = kept.slots.get(number)
    if old is None or (old.start, old.mode) != (slot.start, slot.mode):
        return weight.moved
    if number not in kept.same_units or set(old.units) != set(slot.units):
        return weight.units
    return 0


def weighted_moves(kept: Kept, solution: Solution) -> int:
    """Cost of all changes of a solution."""
    return sum(change_cost(kept, number, solution.get(number)) for number in kept.weights)


def mandatory_missing(problem: Problem, solution: Solution) -> int:
    """Mandatory activities that a solution leaves out."""
    return sum(
        activity.mandatory and number not in solution
        for number, activity in enumerate(problem.activities)
    )


def cost_of(problem: Problem, kept: Kept, solution: Solution) -> tuple[int, int]:
    """Mandatory activities left out, and weighted moves."""
    return mandatory_missing(problem, solution), weighted_moves(kept, solution)
