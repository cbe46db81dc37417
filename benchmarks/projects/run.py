"""What one solver made of one project."""

from __future__ import annotations

from dataclasses import dataclass

from birlik.planning.projects.project import Project


@dataclass(frozen=True)
class Run:
    """What one solver made of one project.

    Attributes
    ----------
    starts : tuple of int or None
    bound : int
        Proven least makespan.
    infeasible : bool
        Whether it is proven that there is no schedule.
    first : float or None
        Seconds to the first schedule, if the solver tells.
    seconds : float
    """

    starts: tuple[int, ...] | None
    bound: int
    infeasible: bool
    first: float | None
    seconds: float

    def proven(self, project: Project) -> bool:
        """Whether nothing is left to find."""
        return self.infeasible or (
            self.starts is not None and project.makespan(self.starts) <= self.bound
        )
