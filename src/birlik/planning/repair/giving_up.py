"""The least that must be given up of a kept timetable, before anything is placed anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from birlik.planning.problem import Problem
from birlik.planning.repair.clashes import Clash
from birlik.planning.repair.kept import Kept
from birlik.planning.solving import solved_unless, solver_for


@dataclass(frozen=True)
class GivenUp:
    """Kept placements that are given up.

    Attributes
    ----------
    numbers : frozenset of int
        Activities; each must be placed anew, perhaps only with other units.
    least : int
        No repair costs less.
    """

    numbers: frozenset[int]
    least: int


def least_given_up(
    problem: Problem,
    kept: Kept,
    clashes: Iterable[Clash],
    work: float,
    seed: int,
    stop: Callable[[], bool] = lambda: False,
) -> GivenUp:
    """The cheapest kept placements without which the others are free of conflicts, exactly.

    Parameters
    ----------
    problem : Problem
    kept : Kept
    clashes : iterable of Clash
    work : float
        Limit of CP-SAT's deterministic work; beyond it the best set found is taken, and its bound.
    seed : int
    stop : callable
        Asked often; when it says yes, the best set found so far is taken.
    """
    given_up: set[int] = set()
    settled = 0
    for number, weight in kept.weights.items():
        if number not in kept.slots:
            given_up.add(number)
            settled += weight.moved
        elif number not in kept.same_units:
            given_up.add(number)
            settled += weight.units
    concerned = sorted({stake.number for clash in clashes for stake in clash.stakes})
    if not concerned:
        return GivenUp(frozenset(given_up), settled)
    model = cp_model.CpModel()
    slot = {number: model.new_bool_var("") for number in concerned}
    same = {number: model.new_bool_var("") for number in concerned if number in kept.same_units}
    cost: list[cp_model.LinearExprT] = []
    for number in concerned:
        weight = kept.weights[number]
        if number in same:
            cost.append(weight.units * (1 - same[number]))
            model.add_implication(same[number], slot[number])
            if not problem.activities[number].choices:
                # Nobody else can take part in its place.
                model.add_implication(slot[number], same[number])
        cost.append((weight.moved - weight.units) * (1 - slot[number]))
    for clash in clashes:
        terms = [
            stake.amount * (same[stake.number] if stake.by_units else slot[stake.number])
            for stake in clash.stakes
        ]
        model.add(sum(terms) <= clash.most)
    model.minimize(sum(cost))
    solver = solver_for(seed, work)
    if solved_unless(stop, solver, model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return GivenUp(frozenset(given_up | set(concerned)), settled)
    for number in concerned:
        literal = same.get(number, slot[number])
        if not solver.value(literal):
            given_up.add(number)
    # The part of the cost that is settled already is only that of units where the time is open.
    least = settled + math.ceil(solver.best_objective_bound - 1e-6)
    return GivenUp(frozenset(given_up), least)
