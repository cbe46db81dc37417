"""From a list of activities to a schedule: serial generation, and shifting to either side."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from birlik.planning.projects import Project, faults_of
from birlik.planning.projects.generation import empty_profile, justified, serial, sides_of
from birlik.planning.projects.network import topological
from tests.strategies.projects import plain_projects


@settings(deadline=None)
@given(plain_projects())
def test_a_list_gives_a_schedule_and_shifting_never_makes_it_longer(project: Project) -> None:
    order = topological(project)
    assert order is not None
    forward, backward = sides_of(project)
    free = empty_profile(project)
    start = np.zeros(project.size, np.int64)
    span, _ = serial(forward, np.array(order), start, free)
    assert faults_of(project, tuple(start.tolist())) == []
    assert span == project.makespan(tuple(start.tolist()))
    assert (free == empty_profile(project)).all()
    better, _ = justified(forward, backward, np.array(order), np.array(order), start, free)
    assert faults_of(project, tuple(start.tolist())) == []
    assert better == project.makespan(tuple(start.tolist())) <= span
    assert (free == empty_profile(project)).all()
