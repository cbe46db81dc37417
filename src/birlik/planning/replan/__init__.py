"""Repairing a timetable after a change of its plan: as few moves as can be, and proven."""

from birlik.planning.replan.changes import Cause, Change, ChangeKind, Repair
from birlik.planning.replan.kept import Unfit
from birlik.planning.replan.repair import replan

__all__ = ["Cause", "Change", "ChangeKind", "Repair", "Unfit", "replan"]
