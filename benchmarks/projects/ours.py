"""What Birlik makes of a project."""

from __future__ import annotations

import time

from benchmarks.projects.run import Run
from birlik.planning.projects import Lag, Outcome, Project, solve_project


def birlik_run(project: Project, seconds: float) -> Run:
    """What Birlik finds."""
    begun = time.perf_counter()
    first: list[float] = []

    def listen(outcome: Outcome) -> None:
        if outcome.starts is not None and not first:
            first.append(time.perf_counter() - begun)

    outcome = solve_project(project, seconds, listener=listen)
    return Run(
        outcome.starts,
        outcome.bound,
        outcome.infeasible,
        first[0] if first else None,
        time.perf_counter() - begun,
    )


def compile_search() -> None:
    """Compile, which happens once after an installation and is no part of a figure."""
    solve_project(Project("compiles", (1, 1), (1,), ((1,), (1,)), (Lag(0, 1, 1),)), 0)
