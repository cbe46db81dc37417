"""Solving level by level: each number of the score as low as can be, then the next."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.levels import Level, levels_of
from birlik.planning.exact.variables import LOOK, EndedError, Variables
from birlik.planning.problem import Problem, Solution
from birlik.planning.score import score_of
from birlik.planning.solving import solved_unless, solver_for

#: Units of CP-SAT's deterministic work that one second is taken for.
WORK_A_SECOND = 0.3

#: The clock ends a search only when it has taken so many times its budget.
CLOCK_MARGIN = 1.5

#: Work of each solver before they first compare what they found.
FIRST_SLICE = 0.3


@dataclass
class Result:
    """What the exact search found.

    Attributes
    ----------
    solution : Solution
    bounds : dict of str to int
        Proven least of each level reached, by name.
    finished : bool
        Whether every level was closed, rather than cut off.
    by_clock : bool
        Whether the clock or a person ended it, rather than its work limit.
    """

    solution: Solution
    bounds: dict[str, int]
    finished: bool
    by_clock: bool


@dataclass(frozen=True)
class News:
    """How far the search is: the level it works at, its value and its proven least."""

    level: str
    value: int
    bound: int


#: Told whenever the search has something new.
Listener = Callable[[News], None]


#: Whether someone wants the search to end.
Stop = Callable[[], bool]

#: Told every better solution, with what is proven so far.
Found = Callable[[Solution, dict[str, int]], None]

#: Sets the parameters of a solver.
Manner = Callable[[Any], None]


def seek(parameters: Any) -> None:
    """Look for better solutions: little linear relaxation, many restarts."""
    parameters.linearization_level = 1


def prove(parameters: Any) -> None:
    """Raise the bound: a full linear relaxation, branched from below."""
    parameters.linearization_level = 2
    parameters.optimize_with_lb_tree_search = True


#: The solvers that work side by side, in the order in which their results are taken.
MANNERS: tuple[Manner, ...] = (seek, prove)


@dataclass(frozen=True)
class _Outcome:
    """Best value a solver found (None if nothing), its bound, and its solution."""

    value: int | None
    bound: int
    solution: Solution


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Passes every better value of a level on."""

    def __init__(self, level: Level, listener: Listener) -> None:
        super().__init__()
        self.level, self.listener = level, listener

    def on_solution_callback(self) -> None:
        self.listener(
            News(self.level.name, round(self.objective_value), round(self.best_objective_bound))
        )


def improved(
    problem: Problem,
    solution: Solution,
    seconds: float,
    seed: int = 0,
    listener: Listener = lambda news: None,
    stop: Stop = lambda: False,
    found: Found = lambda solution, bounds: None,
) -> Result:
    """Best solution found within a budget, with the proven least of every level.

    Parameters
    ----------
    problem : Problem
    solution : Solution
        Where to begin; conflict-free.
    seconds : float
        Budget. It limits the work done, so that the result is the same on any machine; on a slow
        one the clock ends it after half as long again.
    seed : int
    listener : callable
    stop : callable
        Asked often; when it says yes, the best found so far is the result.
    found : callable
        Told every better solution, in the thread of the caller.
    """
    search = _Search(problem, seconds, seed, listener, stop, found)
    if len(solution) < len(problem.activities):
        search.run(solution, frozenset(), upto=2)
        solution = search.result.solution
    if not search.over:
        search.run(solution, _settled(problem, solution))
    return search.result


def _settled(problem: Problem, solution: Solution) -> frozenset[int]:
    """Activities of which it need not be asked any more whether they are placed."""
    if len(solution) == len(problem.activities):
        return frozenset(solution)
    mandatory = frozenset(n for n, activity in enumerate(problem.activities) if activity.mandatory)
    return mandatory if mandatory <= solution.keys() else frozenset()


class _Search:
    """One search and what is left of its budget."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        seed: int,
        listener: Listener,
        stop: Stop,
        found: Found,
    ) -> None:
        self.problem, self.seed, self.listener, self.stop = problem, seed, listener, stop
        self.found = found
        self.work_left = max(seconds, 0.0) * WORK_A_SECOND
        self.deadline = time.monotonic() + CLOCK_MARGIN * seconds
        self.over = seconds <= 0
        self.result = Result({}, {}, finished=False, by_clock=False)

    def run(self, solution: Solution, settled: frozenset[int], upto: int | None = None) -> None:
        """Go through the levels with one model."""
        self.result.solution = solution
        try:
            variables = Variables(self.problem, settled, stop=self._is_late)
            add_rules(variables)
            levels = levels_of(variables)[:upto]
        except EndedError:
            self.over = self.result.by_clock = True
            return
        finished = [self._close(variables, level) for level in levels]
        self.result.finished = all(finished) and upto is None

    def _close(self, variables: Variables, level: Level) -> bool:
        """Whether a level could be made as low as can be, and proven, before the search was over."""
        bound = max(level.least, self.result.bounds.get(level.name, level.least))
        value = level.value(score_of(self.problem, self.result.solution))
        try:
            if not self.over:
                expression = level.expression()
                if value > bound:
                    bound = self._solve(variables, level, expression, bound)
                    value = level.value(score_of(self.problem, self.result.solution))
                variables.model.add(expression <= value)
        except EndedError:
            self.over = self.result.by_clock = True
            bound = max(bound, self.result.bounds.get(level.name, bound))
            value = level.value(score_of(self.problem, self.result.solution))
        self.result.bounds[level.name] = min(bound, value)
        self.listener(News(level.name, value, self.result.bounds[level.name]))
        return bound >= value

    def _is_late(self) -> bool:
        """Whether the clock, or a person, wants the search to end."""
        return time.monotonic() >= self.deadline or self.stop()

    def _solve(
        self, variables: Variables, level: Level, expression: cp_model.LinearExprT, bound: int
    ) -> int:
        """Least value of a level that is proven; keeps the best solution found on the way.

        Two solvers work side by side, one looking for better solutions, one for a higher bound. They
        meet after slices of work that double each time: what each found is taken in a fixed order,
        so that the outcome does not depend on which thread was faster.
        """
        best = level.value(score_of(self.problem, self.result.solution))
        variables.model.minimize(expression)
        work = FIRST_SLICE
        while best > bound and not self.over:
            self._complete_hint(variables)
            work = min(work, self.work_left)
            for outcome in self._side_by_side(variables, level, work):
                bound = max(bound, outcome.bound)
                if outcome.value is not None and outcome.value < best:
                    best, self.result.solution = outcome.value, outcome.solution
                    self.found(outcome.solution, self.result.bounds | {level.name: bound})
                if best <= bound:
                    break
            self.work_left -= work
            work *= 2
            late = self._is_late()
            self.over = best > bound and (self.work_left <= 0 or late)
            self.result.by_clock = self.over and late
            self.result.bounds[level.name] = bound
            variables.model.add(expression >= bound)
        return bound

    def _side_by_side(self, variables: Variables, level: Level, work: float) -> list[_Outcome]:
        """What each manner of solving finds with so much work."""
        solvers = [self._solver(work) for _ in MANNERS]
        for manner, solver in zip(MANNERS, solvers, strict=True):
            manner(solver.parameters)
        with ThreadPoolExecutor(len(MANNERS)) as threads:
            running = [threads.submit(self._run, variables, level, solver) for solver in solvers]
            while wait(running, timeout=LOOK).not_done:
                if self.stop():
                    for solver in solvers:
                        solver.stop_search()
            return [thread.result() for thread in running]

    def _run(self, variables: Variables, level: Level, solver: cp_model.CpSolver) -> _Outcome:
        """What one solver finds."""
        status = solver.solve(variables.model, _Watcher(level, self.listener))
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return _Outcome(round(solver.objective_value), bound, variables.solution(solver.value))
        return _Outcome(None, bound if status == cp_model.UNKNOWN else level.least, {})

    def _solver(self, work: float) -> cp_model.CpSolver:
        """Solver that gives the same answer on any machine, unless the clock ends it."""
        return solver_for(self.seed, work, self.deadline - time.monotonic())

    def _complete_hint(self, variables: Variables) -> None:
        """Hint every variable of the model, also those that follow from the decisions."""
        variables.hint(self.result.solution)
        solver = self._solver(1.0)
        solver.parameters.fix_variables_to_their_hinted_value = True
        solver.parameters.stop_after_first_solution = True
        status = solved_unless(self.stop, solver, variables.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            variables.hint_all(list(solver.response_proto.solution))
