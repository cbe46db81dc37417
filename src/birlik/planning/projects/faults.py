"""What is wrong with a schedule, by the checker that shares nothing with the search."""

from __future__ import annotations

from birlik.planning.projects.project import Project
from birlik.planning.verify.schedules import faults_of_schedule


def faults_of(project: Project, starts: tuple[int, ...]) -> list[str]:
    """Every fault of a schedule in a sentence; none if it keeps all lags and resources.

    Parameters
    ----------
    project : Project
    starts : tuple of int
        When each activity starts.
    """
    return faults_of_schedule(
        project.durations, project.capacities, project.demands, project.lags, starts
    )
