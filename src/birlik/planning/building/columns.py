"""What every activity has, as columns of numbers, and each mode once, whoever shares it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from birlik.planning.problem import Activity, Mode


class Columns:
    """Columns of a problem's activities, all in minutes.

    Attributes
    ----------
    activities : tuple of Activity
    duration, setup, clearup, priority, people, on_grid : (activities,) array of int64
    many_modes, many_units, many_choices, many_holds, many_links, many_wishes : (activities,) array of int64
        How many each activity has.
    modes : list of Mode
        Each mode once, although many activities may share it.
    mode : array of int64
        Numbers of the modes of each activity in turn.
    """

    def __init__(self, activities: tuple[Activity, ...]) -> None:
        self.activities = activities
        # One pass for all: to look at an activity a second time is to fetch it from afar again.
        rows = [
            (
                *(a.duration, a.setup, a.clearup, a.priority, a.people, a.on_grid),
                *(len(a.modes), len(a.units), len(a.choices)),
                *(len(a.holds), len(a.links), len(a.wishes)),
            )
            for a in activities
        ]
        columns = np.array(rows, np.int64).reshape(len(rows), 12).T.copy()
        self.duration, self.setup, self.clearup, self.priority, self.people = columns[:5]
        self.on_grid, self.many_modes, self.many_units, self.many_choices = columns[5:9]
        self.many_holds, self.many_links, self.many_wishes = columns[9:]
        every = [mode for activity in activities for mode in activity.modes]
        keys = list(map(id, every))
        unlike = dict(zip(keys, every, strict=True))
        self.modes: list[Mode] = list(unlike.values())
        number = {key: n for n, key in enumerate(unlike)}
        self.mode = np.array([number[key] for key in keys], np.int64)

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
