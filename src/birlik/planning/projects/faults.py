"""What is wrong with a schedule, by the checker that shares nothing with the search."""

from __future__ import annotations

from collections.abc import Sequence

from birlik.exercise.sentences import said
from birlik.planning.asked import shown
from birlik.planning.projects.project import Project
from birlik.planning.verify.schedules import faults_of_schedule


def faults_of(project: Project, starts: Sequence[int]) -> list[str]:
    """Every fault of a schedule in a sentence; none if it keeps all lags and resources.

    Parameters
    ----------
    project : Project
    starts : tuple of int
        When each activity starts.

    Raises
    ------
    TypeError
        If they are not whole numbers, as where there is no schedule.
    """
    if not isinstance(starts, list | tuple) or not all(isinstance(start, int) for start in starts):
        raise TypeError(
            said("the starts are {value}; they must be whole numbers", value=shown(starts))
        )
    return faults_of_schedule(
        project.durations, project.capacities, project.demands, project.lags, starts
    )
