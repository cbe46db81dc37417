"""One serial of a timetable as its conduct sees it, and for whom it waits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from birlik.exercise.records.serials import Serial
from birlik.planning.timetable import Placement
from birlik.planning.windows import Windows

Minutes = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Need:
    """A serial that must be over first; `most` minutes between at most, None for no limit."""

    party: int
    most: int | None


@dataclass(frozen=True)
class Waits:
    """For whom a party waits: it begins no earlier than the end of each giver plus the lag.

    Attributes
    ----------
    givers, lines : array of int
        Party waited for, and the number of the line by which.
    lags : array of float
        Minutes.
    """

    givers: Places
    lags: Minutes
    lines: Places


@dataclass(frozen=True)
class Party:
    """One serial of the timetable.

    Attributes
    ----------
    serial : Serial
    placement : Placement
    begins, duration, setup, clearup : int
        As planned, in minutes of the frame.
    starts : Windows
        Minutes at which it may begin, whatever else goes on.
    """

    serial: Serial
    placement: Placement
    begins: int
    duration: int
    setup: int
    clearup: int
    starts: Windows
