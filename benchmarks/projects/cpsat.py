"""CP-SAT alone, with the model that its manual suggests and two workers."""

from __future__ import annotations

import math
import time

from ortools.sat.python import cp_model

from benchmarks.projects.run import Run
from birlik.planning.projects.project import Project


class _First(cp_model.CpSolverSolutionCallback):
    """Keeps the moment of the first solution."""

    def __init__(self, begun: float) -> None:
        super().__init__()
        self.begun = begun
        self.seconds: float | None = None

    def on_solution_callback(self) -> None:
        if self.seconds is None:
            self.seconds = time.perf_counter() - self.begun


def cpsat_run(project: Project, seconds: float) -> Run:
    """What CP-SAT finds."""
    begun = time.perf_counter()
    model = cp_model.CpModel()
    longest = project.longest
    starts = [model.new_int_var(0, longest, f"s{i}") for i in range(project.size)]
    runs = [
        model.new_fixed_size_interval_var(start, duration, f"i{i}")
        for i, (start, duration) in enumerate(zip(starts, project.durations, strict=True))
    ]
    makespan = model.new_int_var(0, longest, "makespan")
    for before, after, least in project.lags:
        model.add(starts[after] >= starts[before] + least)
    for start, duration in zip(starts, project.durations, strict=True):
        model.add(makespan >= start + duration)
    for resource, capacity in enumerate(project.capacities):
        model.add_cumulative(runs, [demands[resource] for demands in project.demands], capacity)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    first = _First(begun)
    status = solver.solve(model, first)
    found = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = tuple(solver.value(start) for start in starts)
    return Run(
        found,
        0 if status == cp_model.INFEASIBLE else math.ceil(solver.best_objective_bound - 1e-6),
        status == cp_model.INFEASIBLE,
        first.seconds,
        time.perf_counter() - begun,
    )
