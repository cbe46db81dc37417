"""What every activity has, as columns of numbers, and each mode once, whoever shares it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from birlik.planning.building.tables import Ints
from birlik.planning.problem import Activity, Mode


class Columns:
    """Columns of a problem's activities, all in minutes.

    Attributes
    ----------
    activities : tuple of Activity
    duration, setup, clearup : (activities,) array of int64
    modes : list of Mode
        Each mode once, although many activities may share it.
    many_modes : (activities,) array of int64
    mode : array of int64
        Numbers of the modes of each activity in turn.
    """

    def __init__(self, activities: tuple[Activity, ...]) -> None:
        self.activities = activities
        self.duration = self.of(a.duration for a in activities)
        self.setup = self.of(a.setup for a in activities)
        self.clearup = self.of(a.clearup for a in activities)
        self.many_modes = self.of(len(a.modes) for a in activities)
        every = [mode for activity in activities for mode in activity.modes]
        unlike = {id(mode): mode for mode in every}
        self.modes: list[Mode] = list(unlike.values())
        number = {key: n for n, key in enumerate(unlike)}
        self.mode = np.array([number[id(mode)] for mode in every], np.int64)

    def of(self, values: Iterable[int]) -> Ints:
        """Column of one value for each activity."""
        return np.fromiter(values, np.int64, len(self.activities))

    @cached_property
    def first(self) -> int:
        """First minute at which anything can be set up; far in the future without activities."""
        starts = np.array([mode.starts.first for mode in self.modes], np.int64)[self.mode]
        begins = starts - np.repeat(self.setup, self.many_modes)
        return int(begins.min(initial=np.iinfo(np.int64).max))

    @cached_property
    def last(self) -> int:
        """Minute at which everything must be cleared up; far in the past without activities."""
        starts = np.array([mode.starts.last for mode in self.modes], np.int64)[self.mode]
        ends = starts + np.repeat(self.duration + self.clearup, self.many_modes)
        return int(ends.max(initial=np.iinfo(np.int64).min))
