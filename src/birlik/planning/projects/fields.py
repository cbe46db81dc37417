"""What activities demand, packed into whole words, so that one subtraction compares all resources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from birlik.planning.projects.project import Project

Words = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Fields:
    """Capacities and demands as words of 64 bits.

    Each resource has a field as wide as its capacity and above it a guard bit. The guard stays set
    in ``free - demand`` exactly if there is as much free as is demanded.

    Attributes
    ----------
    full : (w,) array of uint64
        Everything free, guards set.
    guard : (w,) array of uint64
    demand : (w, n) array of uint64
    """

    full: Words
    guard: Words
    demand: Words


def fields_of(project: Project) -> Fields:
    """Demands and capacities of a project in as few words as they fit in."""
    places: list[tuple[int, int]] = []
    word, bit = 0, 0
    for capacity in project.capacities:
        width = capacity.bit_length() + 1
        if bit + width > 64:
            word, bit = word + 1, 0
        places.append((word, bit))
        bit += width
    full = [0] * (word + 1)
    guard = [0] * (word + 1)
    demand = [[0] * project.size for _ in range(word + 1)]
    for resource, ((at, shift), capacity) in enumerate(
        zip(places, project.capacities, strict=True)
    ):
        mark = 1 << (shift + capacity.bit_length())
        guard[at] |= mark
        full[at] |= mark | capacity << shift
        for number in range(project.size):
            if project.durations[number]:
                demand[at][number] |= project.demands[number][resource] << shift
    return Fields(
        np.array(full, np.uint64), np.array(guard, np.uint64), np.array(demand, np.uint64)
    )
