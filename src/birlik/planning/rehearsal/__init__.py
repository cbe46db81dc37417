"""The rehearsal: a timetable carried out many times under disturbances, and what comes of it."""

from birlik.planning.rehearsal.conduct import AnotherPlan, BrokenTimetable
from birlik.planning.rehearsal.outcome import Rehearsal
from birlik.planning.rehearsal.running import rehearse

__all__ = ["AnotherPlan", "BrokenTimetable", "Rehearsal", "rehearse"]
