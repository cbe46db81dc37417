"""The lags of a project as arrays: distances, a way through, and whether they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from birlik.planning.projects.project import Lag, Project

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Arcs:
    """Lags that end at each activity, one activity after another.

    Attributes
    ----------
    first : (n + 1) array of int
        Where the lags of each activity begin.
    origin, least : array of int
        Where each lag comes from, and how long it is.
    """

    first: Ints
    origin: Ints
    least: Ints


def arcs_of(size: int, lags: list[Lag]) -> Arcs:
    """Lags by the activity at which they end."""
    ending: list[list[Lag]] = [[] for _ in range(size)]
    for lag in lags:
        ending[lag.after].append(lag)
    first = np.zeros(size + 1, np.int64)
    first[1:] = np.cumsum([len(some) for some in ending])
    ordered = [lag for some in ending for lag in some]
    return Arcs(
        first,
        np.array([lag.before for lag in ordered], np.int64),
        np.array([lag.least for lag in ordered], np.int64),
    )


def mirrored(project: Project) -> list[Lag]:
    """Lags of the project that runs backward in time."""
    return [
        Lag(
            lag.after,
            lag.before,
            lag.least - project.durations[lag.before] + project.durations[lag.after],
        )
        for lag in project.lags
    ]


def topological(project: Project) -> list[int] | None:
    """Activities, each behind all those it waits for; None if lags go in a circle."""
    order = _one_behind_another(project.size, project.lags)
    return order if len(order) == project.size else None


def _one_behind_another(size: int, lags: Iterable[Lag]) -> list[int]:
    """Activities, each behind all those it waits for, without those that a circle of lags keeps waiting."""
    waits = [0] * size
    after: list[list[int]] = [[] for _ in range(size)]
    for lag in lags:
        waits[lag.after] += 1
        after[lag.before].append(lag.after)
    order = [number for number in range(size) if not waits[number]]
    for number in order:
        for later in after[number]:
            waits[later] -= 1
            if not waits[later]:
                order.append(later)
    return order


def is_plain(project: Project) -> bool:
    """Whether the lags have no circle and order both the starts and the ends of what they join.

    Such a project can be planned forward and backward by taking one activity after another.
    """
    return topological(project) is not None and all(
        lag.least >= 0 and reverse.least >= 0
        for lag, reverse in zip(project.lags, mirrored(project), strict=True)
    )


def heads_of(project: Project) -> list[int] | None:
    """Earliest start of each activity by the lags alone; None if they contradict each other."""
    return _longest(project.size, [0] * project.size, project.lags)


def tails_of(project: Project) -> list[int] | None:
    """Least time from the start of each activity to the end of the project, by the lags alone."""
    turned = [Lag(lag.after, lag.before, lag.least) for lag in project.lags]
    return _longest(project.size, list(project.durations), turned)


def _longest(size: int, begin: list[int], lags: tuple[Lag, ...] | list[Lag]) -> list[int] | None:
    """Longest ways, by Bellman and Ford; None if a circle of lags has a positive length.

    Lags are gone through in the order of the activities they begin at, so that one time is enough where they
    have no circle. A circle that grows shows as one of the last steps of the ways.
    """
    found, step = list(begin), [-1] * size
    place = [size] * size
    for position, number in enumerate(_one_behind_another(size, lags)):
        place[number] = position
    ordered = sorted(lags, key=lambda lag: place[lag.before])
    while True:
        moved = False
        for before, after, least in ordered:
            if found[before] + least > found[after]:
                found[after], step[after] = found[before] + least, before
                moved = True
        if not moved:
            return found
        if _has_circle(step):
            return None


def _has_circle(step: list[int]) -> bool:
    """Whether whoever follows the last steps of ways backward comes back to where he was."""
    seen = [0] * len(step)
    for begin in range(len(step)):
        number = begin
        while number >= 0 and not seen[number]:
            seen[number] = begin + 1
            number = step[number]
        if number >= 0 and seen[number] == begin + 1:
            return True
    return False
