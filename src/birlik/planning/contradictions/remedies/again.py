"""Planning again: whether everything mandatory can be placed in a changed plan, and the verifier agrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from birlik.exercise.plan import Plan
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.part import part_of_plan
from birlik.planning.contradictions.placing import Placing
from birlik.planning.contradictions.slots import slots_of
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.planner import timetable_of
from birlik.planning.problem import Solution
from birlik.planning.timetable import Placement
from birlik.planning.verify import verify

#: Seconds that formulating and verifying take for each serial.
EACH = 0.0003


@dataclass(frozen=True)
class Again:
    """All serials that must be held, and where those are that have a place.

    Attributes
    ----------
    numbers : tuple of int
        Positions in the plan of all that must be held, but for what other contradictions leave out.
    placements : tuple of Placement
        Where those that can be placed are, in the plan as it stands.
    budget : Budget
    seed : int
    """

    numbers: tuple[int, ...]
    placements: tuple[Placement, ...]
    budget: Budget
    seed: int = 0

    def held(self, plan: Plan, wanted: Iterable[str]) -> frozenset[str] | None:
        """Mandatory serials that are still left out when a changed plan is planned again.

        Parameters
        ----------
        plan : Plan
            The changed plan; it allows all that the plan as it stands does.
        wanted : iterable of str
            Serials that must be held now, unless they are optional in it.

        Returns
        -------
        frozenset of str or None
            None if one of the wanted is among them, if that was not decided within the budget, or if
            the verifier finds a rule broken.
        """
        part = part_of_plan(plan, self.numbers)
        self.budget.spend(EACH * len(part.serials))
        formulation = formulate(part)
        slots = slots_of(formulation, self.placements)
        placing = Placing(formulation.problem, slots, self.budget, self.seed)
        asked = set(wanted)
        activities = formulation.problem.activities
        missing = placing.missing()
        for number in sorted(missing, key=lambda n: activities[n].id not in asked):
            if number not in placing.solution:
                settled = placing.settle(number) is True
                if activities[number].id in asked and not settled:
                    return None
        excluded = [left.serial for left in formulation.excluded.values() if left.mandatory]
        left = {activities[number].id for number in placing.missing()} | set(excluded)
        if left & asked or not self._agreed(part, formulation, placing.solution):
            return None
        return frozenset(left)

    def _agreed(self, part: Plan, formulation: Formulation, solution: Solution) -> bool:
        timetable = timetable_of(part, formulation, solution, {}, self.seed, reproducible=True)
        return all(found.code == "B521" for found in verify(timetable, part))
