"""The exact model of a repair: a few activities free, others to be kept or given up, least cost."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.variables import Variables
from birlik.planning.problem import Problem, Solution
from birlik.planning.repair.kept import Kept
from birlik.planning.repair.reduced import Reduced, hint_for
from birlik.planning.solving import solved_unless, solver_for

#: CP-SAT's deterministic work for a model as it is, before it is simplified.
AT_ONCE = 0.1


@dataclass(frozen=True)
class Outcome:
    """What the exact model found.

    Attributes
    ----------
    solution : Solution or None
        Slots of the free activities; None if there is none, or none was found.
    given_up : frozenset of int
        Loose activities that are not kept.
    bound : int
        Proven least of the value: mandatory activities left out, each counting more than every
        change together, and the cost of changes.
    optimal : bool
        Whether the solution is proven best, or it is proven that there is none.
    work : float
        CP-SAT's deterministic work.
    late : bool
        Whether the clock or a person ended it.
    """

    solution: Solution | None
    given_up: frozenset[int]
    bound: int
    optimal: bool
    work: float
    late: bool


def weight_of_mandatory(kept: Kept) -> int:
    """What one mandatory activity left out counts: more than every change together."""
    return 1 + sum(weight.lost for weight in kept.weights.values())


def least_change(problem: Problem, kept: Kept, number: int) -> int:
    """What any change of a kept activity costs at least; only who chooses units can change no more."""
    weight = kept.weights[number]
    return weight.units if problem.activities[number].choices else weight.moved


def solved(
    problem: Problem,
    kept: Kept,
    small: Reduced,
    hint: Solution,
    *,
    work: float,
    clock: float,
    seed: int,
    slack: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Best way to place the free activities of a reduced problem.

    Parameters
    ----------
    problem, kept, small
    hint : Solution
        Where to begin, as the whole problem counts it.
    work, clock : float
        Limits: CP-SAT's deterministic work, and seconds.
    seed : int
    slack : int or None
        What loose activities that are given up may cost together.
    stop : callable
        Asked often; when it says yes, the best found so far is the outcome.
    """
    building = _Building(problem, kept, small)
    if slack is not None:
        building.variables.model.add(sum(building.given_up) <= slack)
    v = building.variables
    v.hint(hint_for(small, hint))
    v.model.minimize(sum(building.terms) + building.settled)
    until = time.monotonic() + clock
    solver = _solver(seed, min(work, AT_ONCE), clock)
    # Nearly every variable can only stay as it is, so that simplifying the model takes ten times as
    # long as solving it. Where it does not, the model is simplified after all.
    solver.parameters.cp_model_presolve = False
    status = solved_unless(stop, solver, v.model)
    spent = solver.response_proto.deterministic_time
    if status in (cp_model.FEASIBLE, cp_model.UNKNOWN) and spent < work and not stop():
        if status == cp_model.FEASIBLE:
            v.hint_all(list(solver.response_proto.solution))
        solver = _solver(seed, work - spent, until - time.monotonic())
        status = solved_unless(stop, solver, v.model)
        spent += solver.response_proto.deterministic_time
    late = status in (cp_model.FEASIBLE, cp_model.UNKNOWN) and spent < work * 0.9
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        impossible = status == cp_model.INFEASIBLE
        return Outcome(None, frozenset(), building.settled, impossible, spent, late)
    return Outcome(
        small.restored(v.solution(solver.value)),
        frozenset(n for n, here in small.loose.items() if not solver.value(v.present[here])),
        math.ceil(solver.best_objective_bound - 1e-6),
        status == cp_model.OPTIMAL,
        spent,
        late,
    )


def _solver(seed: int, work: float, clock: float) -> cp_model.CpSolver:
    """Solver without probing and a linear relaxation: they take longer than all the rest."""
    solver = solver_for(seed, work, clock)
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.linearization_level = 0
    return solver


class _Building:
    """The model with its objective."""

    def __init__(self, problem: Problem, kept: Kept, small: Reduced) -> None:
        self.problem, self.kept, self.small = problem, kept, small
        self.variables = Variables(small.problem, small.loads, frozenset(small.loose.values()))
        add_rules(self.variables)
        self._add_loose_links()
        self.mandatory = weight_of_mandatory(kept)
        self.terms: list[cp_model.LinearExprT] = []
        self.given_up: list[cp_model.LinearExprT] = []
        self.settled = sum(
            self.mandatory * problem.activities[number].mandatory
            + (kept.weights[number].lost if number in kept.weights else 0)
            for number in small.impossible
        )
        for number, here in small.free.items():
            self._add_free(number, here)
        for number, here in small.loose.items():
            least = least_change(problem, kept, number)
            self.given_up.append(least * (1 - self.variables.present[here]))
        self.terms += self.given_up

    def _add_free(self, number: int, here: int) -> None:
        """Cost of a free activity: placed or not, where it was or not, with whom it was or not."""
        v, activity = self.variables, self.problem.activities[number]
        present = v.present[here]
        if activity.mandatory:
            self.terms.append(self.mandatory * (1 - present))
        weight = self.kept.weights.get(number)
        if weight is None:
            return
        self.terms += [weight.lost * (1 - present), weight.moved * present]
        old = self.kept.slots.get(number)
        if old is None or old.mode not in self.small.modes[number]:
            return
        mode = self.small.modes[number].index(old.mode)
        if not v.problem.activities[here].modes[mode].starts.holds(old.start, old.start + 1):
            return
        stays = v.model.new_bool_var("stays")
        v.model.add_implication(stays, v.mode[here][mode])
        v.model.add_implication(stays, present)
        v.model.add(v.start[here] == old.start).only_enforce_if(stays)
        self.terms.append((weight.units - weight.moved) * stays)
        if number in self.kept.same_units:
            same = v.model.new_bool_var("same units")
            v.model.add_implication(same, stays)
            for unit in old.units:
                v.model.add_implication(same, v.takes[here][unit])
            self.terms.append(-weight.units * same)

    def _add_loose_links(self) -> None:
        """What waits for a loose activity does so only if that stays."""
        v = self.variables
        for number, here in self.small.free.items():
            for link in self.problem.activities[number].links:
                if link.before in self.small.loose:
                    before = self.small.loose[link.before]
                    both = [v.present[here], v.present[before]]
                    length = self.problem.activities[link.before].duration
                    end = v.problem.activities[before].modes[0].starts.first + length
                    v.model.add(v.start[here] >= end + link.least).only_enforce_if(both)
                    if link.most is not None:
                        v.model.add(v.start[here] <= end + link.most).only_enforce_if(both)
