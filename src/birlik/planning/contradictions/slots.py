"""Placements of a timetable as slots of a problem."""

from __future__ import annotations

from collections.abc import Iterable

from birlik.planning.formulate import Formulation
from birlik.planning.problem import Slot, Solution
from birlik.planning.timetable import Placement


def slots_of(formulation: Formulation, placements: Iterable[Placement]) -> Solution:
    """Slot of each placement whose serial, areas and start the problem has."""
    problem, frame = formulation.problem, formulation.frame
    number_of = {activity.id: number for number, activity in enumerate(problem.activities)}
    unit_of = {force.id: number for number, force in enumerate(problem.forces)}
    slots: Solution = {}
    for placed in placements:
        number = number_of.get(placed.serial, -1)
        if number < 0:
            continue
        start = frame.minute(placed.begins)
        for mode_number, mode in enumerate(problem.activities[number].modes):
            areas = tuple(problem.areas[area].id for area in mode.areas)
            if areas == placed.areas and mode.starts.holds(start, start + 1):
                units = tuple(unit_of[unit] for unit in placed.units)
                slots[number] = Slot(start, mode_number, units)
    return slots
