"""Who uses which means: pools, units and areas, and the activities that compete for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from birlik.planning.building.tables import Ints
from birlik.planning.problem import Problem


class Means(NamedTuple):
    """Activities of each means, and the means of each activity.

    Attributes
    ----------
    first : (means + 1) array of int64
        Where the users of each means begin.
    users : array of int64
        Activities.
    first_of : (activities + 1) array of int64
        Where the means of each activity begin.
    used : array of int64
        Means.
    """

    first: Ints
    users: Ints
    first_of: Ints
    used: Ints


def means_of(problem: Problem) -> Means:
    """Pools, then units that must take part, then areas that may be used, of every activity.

    A means of which there is always enough is no reason to look at two activities together, but
    leaving it out would save little.
    """
    pools, units = len(problem.pools), len(problem.forces)
    used = [
        [
            *(pool for pool, _ in activity.holds),
            *(pools + unit for unit in activity.units),
            *sorted({pools + units + a for mode in activity.modes for a in mode.areas}),
        ]
        for activity in problem.activities
    ]
    users: list[list[int]] = [[] for _ in range(pools + units + len(problem.areas))]
    for number, some in enumerate(used):
        for one in some:
            users[one].append(number)
    return Means(*_ragged(users), *_ragged(used))


def _ragged(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Where each list begins, and all of them one behind another."""
    first = np.zeros(len(lists) + 1, np.int64)
    first[1:] = np.cumsum([len(some) for some in lists])
    return first, np.array([n for some in lists for n in some] or [0], np.int64)
