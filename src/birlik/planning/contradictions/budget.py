"""How much work may still be done: counted, so that the answer does not depend on the machine."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

#: Seconds of work that one unit of CP-SAT's deterministic work is taken for.
SECONDS_OF_WORK = 3.0

#: The clock ends the work only when it has taken so many times the budget.
CLOCK_MARGIN = 1.5

#: Least of CP-SAT's deterministic work that is worth a beginning.
LEAST_WORK = 1e-3


class Budget:
    """Seconds of work, counted by what is done rather than by the clock.

    Parameters
    ----------
    seconds : float
    stop : callable
        Asked often; when it says yes, nothing more is begun.
    """

    def __init__(self, seconds: float, stop: Callable[[], bool] = lambda: False) -> None:
        self.left = max(seconds, 0.0)
        self.kept = 0.0
        self.stop = stop
        self.deadline = time.monotonic() + CLOCK_MARGIN * seconds
        self.by_clock = False
        self.stopped = False

    @property
    def over(self) -> bool:
        """Whether nothing more should be begun."""
        if self.left <= self.kept:
            return True
        self.stopped = self.stopped or self.stop()
        if self.stopped or time.monotonic() >= self.deadline:
            self.by_clock = True
        return self.by_clock

    def keep(self, share: float) -> None:
        """Keep a share (0 to 1) of what is left for later: the work at hand ends before that."""
        self.kept = 0.0 if math.isinf(self.left) else self.left * share

    def spend(self, seconds: float) -> None:
        """Count work of about so many seconds."""
        self.left -= seconds

    def work(self, most: float) -> float:
        """CP-SAT's deterministic work that one question may take; `most` if there is so much left."""
        return max(LEAST_WORK, min(most, (self.left - self.kept) / SECONDS_OF_WORK))

    @property
    def clock(self) -> float:
        """Seconds until the clock ends the work."""
        return max(0.01, self.deadline - time.monotonic())
