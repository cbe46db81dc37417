"""What those who think of remedies may ask: the plan, its step, and how serials would lie in another plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.plan import Plan
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.changing import applied
from birlik.planning.contradictions.part import part_of_plan
from birlik.planning.contradictions.result import FieldChange
from birlik.planning.contradictions.telling import place_of
from birlik.planning.contradictions.verdict import plan_verdict
from birlik.planning.frame import USUAL_STEP


@dataclass(frozen=True)
class Asked:
    """A contradiction to be remedied.

    Attributes
    ----------
    plan : Plan
    numbers : tuple of int
        Positions of the serials that are to be held, and of those that they need.
    budget : Budget
    seed : int
    """

    plan: Plan
    numbers: tuple[int, ...]
    budget: Budget
    seed: int = 0

    @property
    def step(self) -> int:
        """Minutes of the exercise's time step."""
        return self.plan.exercise.time_step or USUAL_STEP

    def helps(self, changes: Iterable[FieldChange]) -> bool:
        """Whether all serials concerned can be held after some changes, as if no others were there."""
        return self.starts(changes) is not None

    def starts(self, changes: Iterable[FieldChange]) -> dict[str, datetime] | None:
        """Start of each serial concerned after some changes; None if they cannot all be held."""
        part = part_of_plan(applied(self.plan, changes), self.numbers)
        found = plan_verdict(part, self.budget, self.seed)
        if not found.possible:
            return None
        frame, activities = found.formulation.frame, found.formulation.problem.activities
        return {activities[n].id: frame.instant(slot.start) for n, slot in found.solution.items()}

    def place(self, kind: RecordKind, index: int) -> Place:
        """Place of a record."""
        return place_of(self.plan, kind, index)

    def days(self) -> Sequence[date]:
        """Days of the exercise by its clock."""
        exercise, zone = self.plan.exercise, self.plan.zone
        assert exercise.startex is not None
        assert exercise.endex is not None
        first, last = (
            exercise.startex.astimezone(zone).date(),
            exercise.endex.astimezone(zone).date(),
        )
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
