"""From serials that cannot all be held to a smallest set of demands that contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.demands import demands_of
from birlik.planning.contradictions.dropping import SMALLEST_STEP, without
from birlik.planning.contradictions.part import part_of_plan
from birlik.planning.contradictions.result import Demand, DemandKind
from birlik.planning.contradictions.smallest import smallest
from birlik.planning.contradictions.telling import Clock, moment_text, place_of
from birlik.planning.contradictions.verdict import PlanVerdict, plan_verdict
from birlik.planning.frame import USUAL_STEP
from birlik.planning.planner import timetable_of
from birlik.planning.verify import verify


@dataclass(frozen=True)
class Core:
    """A smallest set of demands that contradict.

    Attributes
    ----------
    numbers : tuple of int
        Serials concerned, by their positions in the plan.
    demands : tuple of Demand
    frame : tuple of Demand
        STARTEX, ENDEX or the time step, which always hold, where dropping one of them would help too.
    smallest : bool
        Whether it is proven that none of the demands can be spared.
    only : Plan
        These serials alone, with these demands alone.
    """

    numbers: tuple[int, ...]
    demands: tuple[Demand, ...]
    frame: tuple[Demand, ...]
    smallest: bool
    only: Plan


class Demanding:
    """Questions about the demands of a plan.

    Parameters
    ----------
    plan : Plan
    budget : Budget
    seed : int
    """

    def __init__(self, plan: Plan, budget: Budget, seed: int = 0) -> None:
        self.plan, self.budget, self.seed = plan, budget, seed

    def verdict(self, numbers: Sequence[int], dropped: Iterable[Demand] = ()) -> PlanVerdict:
        """Whether some serials can be held, as if no others were there, without some demands."""
        part = part_of_plan(without(self.plan, dropped), numbers)
        return plan_verdict(part, self.budget, self.seed)

    def core(self, numbers: Sequence[int]) -> Core | None:
        """Smallest set of demands of some serials that contradict.

        None if that they do is not proven of their records alone within the budget.
        """
        every = demands_of(self.plan, numbers)
        if self.verdict(numbers).possible is not False:
            return None

        def contradict(some: Sequence[Demand]) -> bool:
            if self.budget.over:
                return False
            kept = set(map(id, some))
            dropped = [demand for demand in every if id(demand) not in kept]
            return self.verdict(numbers, dropped).possible is False

        demands = smallest(every, contradict)
        proven = False
        while not proven:
            spare = self._spare(numbers, every, demands)
            if spare is None or self.budget.over:
                break
            proven = not spare
            demands = [demand for demand in demands if demand not in spare[:1]]
        frame = self._frame(numbers, every, demands)
        left = [demand for demand in every if demand not in demands]
        told = {
            place.index for d in demands for place in d.records if place.kind is RecordKind.SERIAL
        }
        kept = tuple(number for number in numbers if number in told)
        return Core(
            kept, tuple(demands), tuple(frame), proven, part_of_plan(without(self.plan, left), kept)
        )

    def _spare(
        self, numbers: Sequence[int], every: list[Demand], demands: list[Demand]
    ) -> list[Demand] | None:
        """Demands without which the rest still contradict; None if that is not known of one of them."""
        for demand in demands:
            dropped = [other for other in every if other not in demands] + [demand]
            found = self.verdict(numbers, dropped)
            if found.possible is None:
                return None
            if not found.possible:
                return [demand]
            if not agreed(part_of_plan(without(self.plan, dropped), numbers), found, self.seed):
                return None
        return []

    def _frame(
        self, numbers: Sequence[int], every: list[Demand], demands: list[Demand]
    ) -> list[Demand]:
        """STARTEX, ENDEX and the time step, where the demands would not contradict without one."""
        left = [demand for demand in every if demand not in demands]
        return [
            demand
            for demand in frame_demands(self.plan)
            if not self.budget.over and self.verdict(numbers, [*left, demand]).possible
        ]


def frame_demands(plan: Plan) -> list[Demand]:
    """What the frame of the exercise demands of every serial."""
    exercise, place = plan.exercise, place_of(plan, RecordKind.EXERCISE, 0)
    assert exercise.startex is not None
    assert exercise.endex is not None
    found = [
        (
            DemandKind.STARTEX,
            "startex",
            said(
                "STARTEX is on {startex}",
                startex=moment_text(exercise.startex, Clock(plan.zone, None)),
            ),
        ),
        (
            DemandKind.ENDEX,
            "endex",
            said("ENDEX is on {endex}", endex=moment_text(exercise.endex, Clock(plan.zone, None))),
        ),
    ]
    step = exercise.time_step or USUAL_STEP
    if step > SMALLEST_STEP:
        text = said("serials begin at multiples of {step} min after the hour", step=step)
        found.append((DemandKind.STEP, "time_step", text))
    return [
        Demand(
            kind=kind,
            place=place.model_copy(update={"field": field}),
            text=text,
            records=(place,),
        )
        for kind, field, text in found
    ]


def agreed(plan: Plan, found: PlanVerdict, seed: int = 0) -> bool:
    """Whether the verifier finds that a timetable keeps every rule and holds all that is mandatory."""
    timetable = timetable_of(plan, found.formulation, found.solution, {}, seed, reproducible=True)
    return not verify(timetable, plan)
