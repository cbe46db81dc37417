"""Whether everything mandatory in a small problem can be placed: yes with a solution, no, or undecided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from birlik.exercise.plan import Plan
from birlik.planning.construct import constructed
from birlik.planning.contradictions.budget import SECONDS_OF_WORK, Budget
from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.variables import Variables
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.problem import Problem, Solution
from birlik.planning.solving import solver_for

#: CP-SAT's deterministic work for one question.
WORK = 0.5

#: Seconds that a question takes besides: to begin with, for each serial, and for each pair of them.
BASE, EACH, PAIR = 0.001, 0.0003, 0.00001


@dataclass(frozen=True)
class Verdict:
    """Whether everything mandatory can be placed.

    Attributes
    ----------
    possible : bool or None
        None if that was not decided.
    solution : Solution
        Where, if it is possible.
    """

    possible: bool | None
    solution: Solution


@dataclass(frozen=True)
class PlanVerdict:
    """The same of a plan; `formulation` counts its minutes and activities."""

    possible: bool | None
    solution: Solution
    formulation: Formulation


def plan_verdict(plan: Plan, budget: Budget, seed: int = 0) -> PlanVerdict:
    """Whether every mandatory serial of a small plan can be placed, wherever the optional ones are."""
    formulation = formulate(plan)
    if any(left.mandatory for left in formulation.excluded.values()):
        budget.spend(BASE + EACH * len(plan.serials))
        return PlanVerdict(False, {}, formulation)
    found = verdict(formulation.problem, budget, seed)
    return PlanVerdict(found.possible, found.solution, formulation)


def verdict(problem: Problem, budget: Budget, seed: int = 0) -> Verdict:
    """Whether every mandatory activity of a small problem can be placed.

    Placing one after another often shows that it can; only CP-SAT shows that it cannot.
    """
    size = len(problem.activities)
    budget.spend(BASE + EACH * size + PAIR * size * size)
    mandatory = frozenset(n for n, activity in enumerate(problem.activities) if activity.mandatory)
    # For what begins together every start is tried one by one, which takes longer than the exact way.
    if not problem.together:
        solution = constructed(problem, seed, rounds=2)
        if mandatory <= solution.keys():
            return Verdict(True, solution)
    return _exact(problem, mandatory, budget, seed)


def _exact(problem: Problem, mandatory: frozenset[int], budget: Budget, seed: int) -> Verdict:
    variables = Variables(problem, mandatory)
    add_rules(variables)
    solver = solver_for(seed, budget.work(WORK), budget.clock)
    status = solver.solve(variables.model)
    budget.spend(solver.response_proto.deterministic_time * SECONDS_OF_WORK)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Verdict(True, variables.solution(solver.value))
    return Verdict(False if status == cp_model.INFEASIBLE else None, {})


def part_of(problem: Problem, numbers: Iterable[int]) -> tuple[Problem, list[int]]:
    """Problem of some activities alone, as if nothing else were there, and their numbers in order.

    What they ask of the others (to come after them, to begin with them) is left out.
    """
    chosen = sorted(set(numbers))
    here = {number: place for place, number in enumerate(chosen)}

    def counted(pairs: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        return frozenset((here[number], mode) for number, mode in pairs if number in here)

    activities = tuple(
        replace(
            problem.activities[number],
            links=tuple(
                replace(link, before=here[link.before])
                for link in problem.activities[number].links
                if link.before in here
            ),
        )
        for number in chosen
    )
    groups = (frozenset(here[n] for n in group if n in here) for group in problem.together)
    small = replace(
        problem,
        activities=activities,
        together=tuple(group for group in groups if len(group) > 1),
        never=frozenset(
            (here[one], here[other])
            for one, other in problem.never
            if one in here and other in here
        ),
        work=tuple(replace(rule, counted=counted(rule.counted)) for rule in problem.work),
        rest=tuple(replace(rule, counted=counted(rule.counted)) for rule in problem.rest),
        shares=(),
    )
    return small, chosen
