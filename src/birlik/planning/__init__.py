"""The planning engine: ``plan``, ``explain``, ``replan`` and ``rehearse``, for programs and notebooks.

Each name is loaded when it is first used, so that the command line's help stays instant and whoever needs the
verifier alone never loads a solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from birlik.planning.contradictions import explain
    from birlik.planning.planner import better_timetables
    from birlik.planning.planner import plan_timetable as plan
    from birlik.planning.rehearsal import rehearse
    from birlik.planning.repair import replan

__all__ = ["better_timetables", "explain", "plan", "rehearse", "replan"]

#: Where each name lives, and what it is called there.
_HOMES = {
    "better_timetables": ("birlik.planning.planner", "better_timetables"),
    "explain": ("birlik.planning.contradictions", "explain"),
    "plan": ("birlik.planning.planner", "plan_timetable"),
    "rehearse": ("birlik.planning.rehearsal", "rehearse"),
    "replan": ("birlik.planning.repair", "replan"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, inner = _HOMES[name]
    found = getattr(import_module(home), inner)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
