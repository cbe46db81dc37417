"""Resource-constrained projects: the best schedule of one, and a proof of how good it is.

Each name is loaded when it is first used, so that whoever only describes projects loads no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from birlik.planning.projects.project import Lag, Project

if TYPE_CHECKING:
    from birlik.planning.projects.faults import faults_of
    from birlik.planning.projects.outcome import Outcome
    from birlik.planning.projects.solve import solve_project
    from birlik.planning.projects.stream import outcomes

__all__ = ["Lag", "Outcome", "Project", "faults_of", "outcomes", "solve_project"]

#: Where each name lives that is loaded when it is first used.
_HOMES = {
    "Outcome": "birlik.planning.projects.outcome",
    "faults_of": "birlik.planning.projects.faults",
    "outcomes": "birlik.planning.projects.stream",
    "solve_project": "birlik.planning.projects.solve",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
