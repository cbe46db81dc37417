"""CP-SAT as everybody here uses it: one worker, limited by work, and deaf to Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

from ortools.sat.python import cp_model

#: Stands for work without a limit, which CP-SAT does not know.
MOST_WORK = 1e9

#: Seconds between two looks whether someone wants the search to end.
LOOK = 0.05


def solver_for(seed: int, work: float, clock: float | None = None) -> cp_model.CpSolver:
    """A solver that goes on for so much deterministic work, and no longer than so many seconds."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = min(max(work, 1e-3), MOST_WORK)
    if clock is not None:
        solver.parameters.max_time_in_seconds = max(clock, 0.01)
    # Ctrl-C is for whoever asked; CP-SAT would take it, and end the process at the second solver.
    solver.parameters.catch_sigint_signal = False
    return solver


def solved_unless(
    stop: Callable[[], bool], solver: cp_model.CpSolver, model: cp_model.CpModel
) -> cp_model.CpSolverStatus:
    """Status of a solver that goes on until it is done, or until `stop` says yes."""
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(solver.solve, model)
        while wait([running], timeout=LOOK).not_done:
            if stop():
                solver.stop_search()
        return running.result()
