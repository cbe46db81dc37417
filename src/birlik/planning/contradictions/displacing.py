"""Room for a few activities among all others: where they can be placed so that the fewest must move."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from birlik.planning.contradictions.budget import SECONDS_OF_WORK, Budget
from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.variables import Variables
from birlik.planning.problem import Problem, Solution
from birlik.planning.repair.reduced import hint_for, reduced
from birlik.planning.solving import solver_for

#: CP-SAT's deterministic work for one question.
WORK = 0.3

#: Seconds that building the model takes for each activity that may have to move, and each that moves.
LOOSE, FREE = 0.0001, 0.001


@dataclass(frozen=True)
class Displaced:
    """Slots of the activities that are placed, and who must move for them."""

    slots: Solution
    moved: frozenset[int]


def fewest_displaced(
    problem: Problem, free: frozenset[int], solution: Solution, budget: Budget, seed: int
) -> Displaced | bool:
    """Slots for some activities that displace as few of those of a solution as can be.

    What is displaced need not find another place, and those that stay do not move.

    Parameters
    ----------
    problem : Problem
    free : frozenset of int
        Activities to place anew, with all that they wait for or begin with.
    solution : Solution
    budget : Budget
    seed : int

    Returns
    -------
    Displaced or bool
        False if it is proven that the activities cannot all be placed even where all others move; True
        if nothing was found out within the work limit.
    """
    loose = {n: slot for n, slot in solution.items() if n not in free}
    loose = {n: loose[n] for n in _concerned(problem, free, loose)}
    budget.spend(FREE * len(free) + LOOSE * len(loose))
    small = reduced(problem, {}, free, loose)
    if any(problem.activities[number].mandatory for number in small.impossible):
        return False
    must = frozenset(here for n, here in small.free.items() if problem.activities[n].mandatory)
    variables = Variables(small.problem, must, frozenset(small.loose.values()))
    add_rules(variables)
    variables.model.minimize(sum(1 - variables.present[n] for n in small.loose.values()))
    variables.hint(hint_for(small, solution))
    solver = solver_for(seed, budget.work(WORK), budget.clock)
    # Nearly every variable can only stay as it is: probing and relaxing take longer than all the rest.
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.linearization_level = 0
    status = solver.solve(variables.model)
    budget.spend(solver.response_proto.deterministic_time * SECONDS_OF_WORK)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        moved = (
            n for n, place in small.loose.items() if not solver.value(variables.present[place])
        )
        return Displaced(small.restored(variables.solution(solver.value)), frozenset(moved))
    return status != cp_model.INFEASIBLE


def _concerned(problem: Problem, free: frozenset[int], loose: Solution) -> list[int]:
    """Activities of a solution that share an area, unit or pool with the free ones, or follow one."""
    activities = [problem.activities[number] for number in free]
    units = {unit for a in activities for unit in (*a.units, *a.candidates)}
    areas = {area for a in activities for mode in a.modes for area in mode.areas}
    shut = {area for a in activities for mode in a.modes for area in mode.shut}
    pools = {pool for a in activities for pool, _ in a.holds}
    apart = {n for pair in problem.never for n in pair if not free.isdisjoint(pair)}
    return [
        number
        for number, slot in loose.items()
        if number in apart
        or not units.isdisjoint(slot.units)
        or not (areas | shut).isdisjoint(problem.activities[number].modes[slot.mode].areas)
        or not areas.isdisjoint(problem.activities[number].modes[slot.mode].shut)
        or any(pool in pools for pool, _ in problem.activities[number].holds)
        or any(link.before in free for link in problem.activities[number].links)
    ]
