"""PyJobShop, with two workers."""

from __future__ import annotations

import math
import time
from importlib.util import find_spec

from benchmarks.projects.run import Run
from birlik.planning.projects.project import Project


def has_pyjobshop() -> bool:
    """Whether PyJobShop is installed, which only the benchmarks need."""
    return find_spec("pyjobshop") is not None


def pyjobshop_run(project: Project, seconds: float) -> Run:
    """What PyJobShop finds; it does not tell when it finds its first schedule."""
    from pyjobshop import Model, SolveStatus

    begun = time.perf_counter()
    model = Model()
    resources = [model.add_renewable(capacity) for capacity in project.capacities]
    tasks = [model.add_task() for _ in project.durations]
    for task, duration, demands in zip(tasks, project.durations, project.demands, strict=True):
        model.add_mode(task, resources, duration, list(demands))
    for before, after, least in project.lags:
        model.add_start_before_start(tasks[before], tasks[after], least)
    result = model.solve(time_limit=seconds, display=False, num_workers=2)
    infeasible = result.status == SolveStatus.INFEASIBLE
    found = None
    if result.status in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE):
        found = tuple(task.start for task in result.best.tasks)
    bound = 0 if infeasible else math.ceil(result.lower_bound - 1e-6)
    return Run(found, bound, infeasible, None, time.perf_counter() - begun)
