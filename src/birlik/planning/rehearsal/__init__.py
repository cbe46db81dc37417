"""The rehearsal: a timetable carried out many times under disturbances, and what comes of it."""

from birlik.planning.rehearsal.outcome import Rehearsal
from birlik.planning.rehearsal.running import rehearse
from birlik.planning.rehearsal.soundness import AnotherPlan, BrokenTimetable

__all__ = ["AnotherPlan", "BrokenTimetable", "Rehearsal", "rehearse"]
