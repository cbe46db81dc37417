"""How minutes become quanta, the whole numbers in which the compiled builder counts time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from birlik.planning.building.columns import Columns
from birlik.planning.building.tables import Ints
from birlik.planning.problem import Problem

#: A number of minutes, or an array of such numbers.
Minutes = TypeVar("Minutes", int, Ints)


@dataclass(frozen=True)
class Clock:
    """How minutes become quanta: a quantum's length, and the minute of quantum 0.

    Attributes
    ----------
    zero, length : int
        Minutes after the problem's origin, and minutes.
    """

    zero: int
    length: int

    def begin(self, minute: int) -> int:
        """First quantum that is not before a minute."""
        return -(-(minute - self.zero) // self.length)

    def least(self, minutes: Minutes) -> Minutes:
        """Fewest quanta that last at least so long."""
        return -(-minutes // self.length)

    def minute(self, quantum: int) -> int:
        """Minute of a quantum."""
        return self.zero + quantum * self.length


def clock_of(problem: Problem, columns: Columns) -> Clock:
    """Longest quantum in which every length and every start of a problem is whole."""
    lengths = {problem.step}
    for some in (columns.duration, columns.setup, columns.clearup):
        lengths.update(np.unique(some).tolist())
    for activity in problem.activities:
        if not activity.on_grid:
            for mode in activity.modes:
                lengths.update(b for b, e in mode.starts.stretches if e - b == 1)
    first = min(columns.first, problem.startex)
    zero = (first // problem.step - 1) * problem.step
    return Clock(zero, math.gcd(*lengths) or 1)
