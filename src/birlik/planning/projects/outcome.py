"""What is known of a project: its best schedule so far, and how good any can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What is known of a project.

    Attributes
    ----------
    starts : tuple of int or None
        The best schedule found: when each activity starts.
    makespan : int or None
        When it ends.
    bound : int
        Proven least makespan.
    infeasible : bool
        Whether it is proven that there is no schedule.
    by_clock : bool
        Whether the clock or a person ended the search, so that another run may find another schedule.
    """

    starts: tuple[int, ...] | None
    makespan: int | None
    bound: int
    infeasible: bool = False
    by_clock: bool = False

    @property
    def decided(self) -> bool:
        """Whether nothing is left to find: the best schedule is proven, or that there is none."""
        return self.infeasible or (self.makespan is not None and self.makespan <= self.bound)

    @property
    def gap(self) -> float | None:
        """By what part the makespan exceeds the bound; 0 if it is proven, None without a schedule."""
        if self.makespan is None:
            return None
        return 0.0 if self.decided else (self.makespan - self.bound) / max(1, self.bound)


#: Told every better schedule and every higher bound.
Listener = Callable[[Outcome], None]
