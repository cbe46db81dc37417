"""Projects as CP-SAT models: proofs, and better schedules in the neighbourhood of a good one."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

from birlik.planning.projects.distances import contradiction_free
from birlik.planning.projects.project import Lag, Project
from birlik.planning.solving import solver_for

#: Work that one search of a neighbourhood may take, and what building its model is taken for.
NEIGHBOURHOOD_WORK, MODEL_WORK = 0.08, 0.004

#: Activities that are set free at first, the least and the most.
FREED, LEAST_FREED, MOST_FREED = 30.0, 12.0, 90.0

Starts = tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """What the solver found.

    Attributes
    ----------
    starts : tuple of int or None
        A schedule better than the one asked about.
    bound : int
        Proven least makespan.
    closed : bool
        Whether there is no better schedule than `starts`, or than the one asked about.
    """

    starts: Starts | None
    bound: int
    closed: bool


Manner = Callable[[Any], None]
News = Callable[[Starts], None]


def plain(parameters: Any) -> None:
    """Branch and learn without a linear relaxation, which rarely helps with resources."""
    parameters.linearization_level = 0


def rising(parameters: Any) -> None:
    """The same, but try makespans from the bound upwards, so that the bound rises."""
    plain(parameters)
    parameters.use_objective_lb_search = True


def deciding(parameters: Any) -> None:
    """Spend everything on the one question whether there is a better schedule."""
    plain(parameters)
    parameters.inprocessing_dtime_ratio = 0


class _Teller(cp_model.CpSolverSolutionCallback):
    """Tells every schedule that the solver finds."""

    def __init__(self, starts: list[cp_model.IntVar], news: News) -> None:
        super().__init__()
        self.starts, self.news = starts, news

    def on_solution_callback(self) -> None:
        self.news(tuple(self.value(start) for start in self.starts))


class Exact:
    """The exact side of the search, which another thread may end.

    Parameters
    ----------
    project : Project
    seed : int
    deadline : float
        Moment of the monotonic clock at which it gives up.
    """

    def __init__(self, project: Project, seed: int, deadline: float) -> None:
        self.project, self.seed, self.deadline = project, seed, deadline
        self.chance = random.Random(seed)
        self.freed = FREED
        self._ended = False
        self._solvers: dict[int, cp_model.CpSolver] = {}

    def end(self) -> None:
        """End what is going on in other threads, and all that follows."""
        self._ended = True
        for solver in list(self._solvers.values()):
            solver.stop_search()

    def better(
        self,
        upper: int,
        bound: int,
        work: float,
        manner: Manner = plain,
        hint: Starts | None = None,
        also: tuple[Lag, ...] = (),
        news: News | None = None,
        *,
        any_will_do: bool = False,
    ) -> Answer:
        """Schedule with a makespan of at most `upper`, or the proof that there is none.

        Parameters
        ----------
        upper, bound : int
            The makespan lies between them.
        work : float
            In CP-SAT's deterministic units.
        manner : callable
        hint : tuple of int, optional
        also : tuple of Lag
            Lags that it has to keep besides those of the project; the bound holds with them only.
        news : callable, optional
            Told every schedule found, in a thread of the solver.
        any_will_do : bool
            Whether to be content with the first schedule found.
        """
        if bound > upper:
            return Answer(None, upper + 1, closed=True)
        lags = contradiction_free(replace(self.project, lags=(*self.project.lags, *also)), upper)
        if lags is None:
            return Answer(None, upper + 1, closed=True)
        model, starts, makespan = self._model(lags, bound, upper)
        if not any_will_do:
            model.minimize(makespan)
        for variable, value in zip(starts, hint or (), strict=False):
            model.add_hint(variable, value)
        teller = None if news is None else _Teller(starts, news)
        solver, status = self._solve(model, work, manner, teller)
        if status == cp_model.INFEASIBLE:
            return Answer(None, upper + 1, closed=True)
        least = bound
        if not any_will_do and math.isfinite(solver.best_objective_bound):
            least = max(bound, math.ceil(solver.best_objective_bound - 1e-6))
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found = tuple(solver.value(variable) for variable in starts)
            return Answer(found, least, closed=self.project.makespan(found) <= least)
        return Answer(None, least, closed=False)

    def polished(self, starts: Starts, bound: int, work: float, news: News) -> Starts:
        """Schedule made better by setting some activities free, again and again.

        The order in time of all that is not free, and shares a resource, stays as it is.
        """
        makespan = self.project.makespan(starts)
        while work > 0 and makespan > bound and not self.is_over():
            size = min(self.project.size, round(self.freed))
            kept = self._order_without(starts, self._window(starts, size))
            lags = [*self.project.lags, *kept]
            model, variables, span = self._model(lags, bound, makespan - 1)
            model.minimize(span)
            for variable, value in zip(variables, starts, strict=True):
                model.add_hint(variable, value)
            solver, status = self._solve(model, min(work, NEIGHBOURHOOD_WORK), plain)
            work -= solver.response_proto.deterministic_time + MODEL_WORK
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                starts = tuple(solver.value(variable) for variable in variables)
                makespan = self.project.makespan(starts)
                news(starts)
            elif status == cp_model.INFEASIBLE:
                self.freed = min(MOST_FREED, self.freed * 1.05)
            else:
                self.freed = max(LEAST_FREED, self.freed * 0.9)
        return starts

    def is_over(self) -> bool:
        """Whether it was ended, or the time is over."""
        return self._ended or time.monotonic() >= self.deadline

    def _window(self, starts: Starts, size: int) -> frozenset[int]:
        """Activities about a moment drawn at random."""
        project = self.project
        moment = self.chance.uniform(0, project.makespan(starts))
        middles = [
            (abs(start + duration / 2 - moment), self.chance.random(), number)
            for number, (start, duration) in enumerate(zip(starts, project.durations, strict=True))
        ]
        return frozenset(number for _, _, number in sorted(middles)[:size])

    def _order_without(self, starts: Starts, free: frozenset[int]) -> list[Lag]:
        """Who comes directly behind whom on a resource, where neither is free."""
        project = self.project
        kept: list[Lag] = []
        users = [
            [
                number
                for number in sorted(range(project.size), key=starts.__getitem__)
                if project.demands[number][resource]
                and project.durations[number]
                and number not in free
            ]
            for resource in range(len(project.capacities))
        ]
        seen: set[tuple[int, int]] = set()
        for some in users:
            for place, one in enumerate(some):
                ended = starts[one] + project.durations[one]
                # Whoever begins after the first successor has ended follows by way of that.
                until = math.inf
                for other in some[place + 1 :]:
                    if starts[other] >= until:
                        break
                    if starts[other] >= ended:
                        until = min(until, starts[other] + project.durations[other])
                        if (one, other) not in seen:
                            seen.add((one, other))
                            kept.append(Lag(one, other, project.durations[one]))
        return kept

    def _model(
        self, lags: list[Lag], bound: int, upper: int
    ) -> tuple[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar]:
        """Model of the project; a lag from or to one number too many is one from or to time 0."""
        project = self.project
        n = project.size
        first = [0] * n
        last = [upper - duration for duration in project.durations]
        for before, after, least in lags:
            if before == n:
                first[after] = max(first[after], least)
            elif after == n:
                last[before] = min(last[before], -least)
        model = cp_model.CpModel()
        starts = [
            model.new_int_var_from_domain(cp_model.Domain(first[i], last[i]), f"start {i + 1}")
            for i in range(n)
        ]
        makespan = model.new_int_var_from_domain(cp_model.Domain(bound, upper), "makespan")
        runs = [
            model.new_fixed_size_interval_var(starts[i], project.durations[i], f"run {i + 1}")
            for i in range(n)
        ]
        leading = {
            lag.before
            for lag in project.lags
            if lag.before != lag.after and lag.least >= project.durations[lag.before]
        }
        for before, after, least in lags:
            if n not in (before, after):
                model.add(starts[after] >= starts[before] + least)
        for i in range(n):
            if i not in leading or project.durations[i] == 0:
                model.add(makespan >= starts[i] + project.durations[i])
        for resource, capacity in enumerate(project.capacities):
            users = [i for i in range(n) if project.demands[i][resource] and project.durations[i]]
            model.add_cumulative(
                [runs[i] for i in users], [project.demands[i][resource] for i in users], capacity
            )
        return model, starts, makespan

    def _solve(
        self, model: cp_model.CpModel, work: float, manner: Manner, teller: _Teller | None = None
    ) -> tuple[Any, Any]:
        """The solver after so much work, and its status."""
        solver = solver_for(self.seed, work, self.deadline - time.monotonic())
        manner(solver.parameters)
        if self._ended:
            solver.parameters.max_time_in_seconds = 1e-3
        self._solvers[id(solver)] = solver
        try:
            status = solver.solve(model, teller)
            # A mistake in the model must never pass for a proof.
            assert status != cp_model.MODEL_INVALID, model.validate()
            return solver, status
        finally:
            del self._solvers[id(solver)]
