"""Sorting for compiled code: numpy's own takes seconds to compile."""

from __future__ import annotations

import numpy as np

from birlik.planning.building.tables import Ints
from birlik.planning.compiled import entry, part

#: Stretches of so many keys are sorted by insertion, then merged.
SHORT = 16


@entry
def ranked(keys: Ints) -> Ints:
    """Places of the keys, that of the smallest first; of equal ones in their order."""
    many = keys.shape[0]
    here, there = np.empty(many, np.int64), np.empty(many, np.int64)
    for at in range(many):
        to = at
        while to % SHORT and keys[here[to - 1]] > keys[at]:
            here[to] = here[to - 1]
            to -= 1
        here[to] = at
    width = SHORT
    while width < many:
        for first in range(0, many, 2 * width):
            middle, end = min(first + width, many), min(first + 2 * width, many)
            one, other = first, middle
            for at in range(first, end):
                if one < middle and (other >= end or keys[here[one]] <= keys[here[other]]):
                    there[at] = here[one]
                    one += 1
                else:
                    there[at] = here[other]
                    other += 1
        here, there = there, here
        width *= 2
    return here


@part
def by_key(members: Ints, keys: Ints) -> Ints:
    """The members, that with the smallest key first; those with equal ones in their order."""
    order = ranked(keys)
    for at in range(order.shape[0]):
        order[at] = members[order[at]]
    return order
