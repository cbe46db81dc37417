"""CP-SAT is made in one place, so that no part of the planner takes Ctrl-C for itself."""

from __future__ import annotations

import math
from pathlib import Path

import birlik
from birlik.planning.solving import MOST_WORK, solver_for


def test_a_solver_leaves_ctrl_c_to_whoever_asked() -> None:
    parameters = solver_for(7, 2.5, clock=3.0).parameters
    assert not parameters.catch_sigint_signal
    assert (parameters.random_seed, parameters.num_workers) == (7, 1)
    assert (parameters.max_deterministic_time, parameters.max_time_in_seconds) == (2.5, 3.0)


def test_work_without_a_limit_is_understood() -> None:
    assert solver_for(0, math.inf).parameters.max_deterministic_time == MOST_WORK


def test_no_other_module_makes_a_solver() -> None:
    root = Path(birlik.__file__).parent
    makers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "CpSolver()" in path.read_text(encoding="utf-8")
    }
    assert makers == {"planning/solving.py"}
