"""The rehearsal: a timetable carried out many times under disturbances, and what comes of it."""

from birlik.planning.rehearse.conduct import AnotherPlan, BrokenTimetable
from birlik.planning.rehearse.outcome import Rehearsal
from birlik.planning.rehearse.rehearsal import rehearse

__all__ = ["AnotherPlan", "BrokenTimetable", "Rehearsal", "rehearse"]
