"""Repairing a timetable after a change of its plan: as few moves as can be, and proven."""

from birlik.planning.repair.changes import Cause, Change, ChangeKind, Repair
from birlik.planning.repair.kept import Unfit
from birlik.planning.repair.repair import replan

__all__ = ["Cause", "Change", "ChangeKind", "Repair", "Unfit", "replan"]
