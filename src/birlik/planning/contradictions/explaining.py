"""From a plan whose mandatory serials cannot all be placed to why, and what would remedy it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from birlik.exercise.diagnostics import Finding
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.planning.asked import (
    findings_given,
    refuse_absurd,
    refuse_other_than_a_plan,
    refuse_what_cannot_be_called,
)
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.concerned import Concerned, concerned, dependents
from birlik.planning.contradictions.demanding import Core, Demanding
from birlik.planning.contradictions.part import part_of_plan
from birlik.planning.contradictions.placing import MOST, Placing, Quarrel
from birlik.planning.contradictions.remedies.again import Again
from birlik.planning.contradictions.remedies.asked import Asked
from birlik.planning.contradictions.remedies.finding import remedies_for
from birlik.planning.contradictions.result import Contradiction, Explanation
from birlik.planning.contradictions.slots import slots_of
from birlik.planning.contradictions.words import text_of
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.frame import Frame
from birlik.planning.planner import USUAL_SECONDS, Progress, timetable_of
from birlik.planning.repair.placing import in_order
from birlik.planning.timetable import Placement

#: Serials looked at together, first for all that find no place, then for those not decided so.
LOOKS = (12, MOST)

#: Share of the budget that is kept for demands and words, and for remedies.
KEPT_FOR_WORDS, KEPT_FOR_REMEDIES = 0.4, 0.5


@dataclass
class _Found:
    """Serials that contradict: `numbers`, among them the `victim`, which `also` could take the place of."""

    numbers: tuple[int, ...]
    victim: int
    also: list[int] = field(default_factory=list)


def explain(
    plan: Plan,
    findings: Iterable[Finding] = (),
    *,
    seconds: float = USUAL_SECONDS,
    seed: int = 0,
    listener: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> Explanation:
    """Why the mandatory serials of a plan cannot all be placed, and the cheapest remedies.

    Parameters
    ----------
    plan : Plan
    findings : iterable of Finding
        What was found in the plan; without any, it is judged here.
    seconds : float
        Budget. It limits the work done, so that the result is the same on any machine; on a slow one
        the clock ends it after half as long again. With 0 nothing but a first timetable is tried.
    seed : int
        The same plan, seed and budget give the same explanation.
    listener : callable
        Told what is being done.
    stop : callable
        Asked often; when it says yes, what was found so far is the result.

    Returns
    -------
    Explanation
        Without contradictions, faulty and undecided serials if all that is mandatory can be placed.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If the exercise lacks STARTEX, ENDEX or something else without which nothing can be planned, or
        if the budget or the seed makes no sense.
    """
    refuse_other_than_a_plan(plan)
    refuse_absurd(seconds, seed)
    refuse_what_cannot_be_called(listener=listener, stop=stop)
    given = findings_given(findings)
    Frame.of(plan)
    listener(Progress(said("reading the demands")))
    who = concerned(plan, given or judge(plan))
    budget = Budget(seconds, stop)
    explaining = _Explaining(plan, who, budget, seed, listener)
    explaining.find()
    contradictions, undecided = explaining.explained()
    return Explanation(
        exercise=plan.exercise.id,
        plan=plan.fingerprint(),
        seed=seed,
        mandatory=sum(serial.mandatory for serial in plan.serials),
        contradictions=contradictions,
        faulty=who.faulty,
        undecided=tuple(plan.serials[number].id for number in sorted(undecided)),
        reproducible=not budget.by_clock,
        stopped=budget.stopped,
    )


class _Explaining:
    """One search: what was found, what found no place, and where everything else is."""

    def __init__(
        self,
        plan: Plan,
        who: Concerned,
        budget: Budget,
        seed: int,
        listener: Callable[[Progress], None],
    ) -> None:
        self.plan, self.who, self.budget = plan, who, budget
        self.seed, self.listener = seed, listener
        self.demanding = Demanding(plan, budget, seed)
        self.found: list[_Found] = []
        self.lost: set[int] = set()
        self.numbers: list[int] = []
        self.formulation: Formulation
        self.placing: Placing

    def find(self) -> None:
        """Serials that contradict, and a place for all others.

        What needs a serial that contradicts is looked at once more as if it did not: it may have a
        contradiction of its own.
        """
        self.budget.keep(KEPT_FOR_WORDS)
        placements: tuple[Placement, ...] | None = None
        while True:
            self._leave_out_impossible()
            self.listener(Progress(said("placing serials")))
            self._place(placements)
            for most in LOOKS:
                for number in in_order(self.formulation.problem, self.placing.missing()):
                    if number not in self.placing.solution:
                        self._settle(number, most)
            waiting = any(self._needs_lost(number) for number in self.placing.missing())
            if not waiting or self.budget.over:
                break
            placements = self._placements()
        self.budget.keep(0)
        self.lost |= {self.numbers[number] for number in self.placing.missing()}

    def _place(self, placements: tuple[Placement, ...] | None) -> None:
        """Place what can be placed at once, where it was if it has been placed before."""
        problem = self.formulation.problem
        if placements is None:
            self.placing = Placing.of(problem, self.budget, self.seed, self.budget.stop)
        else:
            slots = slots_of(self.formulation, placements)
            self.placing = Placing(problem, slots, self.budget, self.seed)

    def _needs_lost(self, number: int) -> bool:
        """Whether a serial that is not lost itself needs one that was lost since all were formulated."""
        here = self.numbers[number]
        if here in self.lost:
            return False
        needed = {self.numbers[n] for n in self.placing.needed([number])}
        return not self.lost.isdisjoint(needed)

    def _leave_out_impossible(self) -> None:
        """Serials that contradict themselves, so that the others can be looked at without them."""
        while True:
            self.numbers = [n for n in self.who.required if n not in self.lost]
            part = part_of_plan(self.plan, self.numbers)
            self.formulation = formulate(part)
            alone = [
                self.numbers[number]
                for number, left in self.formulation.excluded.items()
                if left.code == "B401"
            ]
            if not alone:
                return
            self.lost |= set(alone)
            for number in alone:
                if self.plan.serials[number].mandatory:
                    self.found.append(_Found((number,), number))
                    continue
                for other in sorted(dependents(number, self.who.needs)):
                    if self.plan.serials[other].mandatory and other not in self.lost:
                        numbers = (other, *self.who.needs[other])
                        self.found.append(_Found(tuple(sorted(numbers)), other))
                    self.lost.add(other)

    def _settle(self, number: int, most: int) -> None:
        """Find a place for a serial, or those with which it contradicts."""
        here = self.numbers[number]
        if self.budget.over or here in self.lost or self._needs_lost(number):
            return
        if any(here in found.numbers for found in self.found):
            return
        self.listener(
            Progress(said("finding what contradicts {serial}", serial=self.plan.serials[here].id))
        )
        for found in self.found:
            if self._in_its_place(found, number):
                found.also.append(here)
                self.lost.add(here)
                return
        settled = self.placing.settle(number, most)
        if isinstance(settled, Quarrel):
            victim = number if number in settled.numbers else settled.numbers[0]
            numbers = tuple(self.numbers[n] for n in settled.numbers)
            self.found.append(_Found(numbers, self.numbers[victim]))
            self.lost.add(self.numbers[victim])

    def _in_its_place(self, found: _Found, number: int) -> bool:
        """Whether a serial contradicts the others of a contradiction as its victim does."""
        there = {here: n for n, here in enumerate(self.numbers)}
        others = [there[n] for n in found.numbers if n != found.victim and n in there]
        if not others or len(others) < len(found.numbers) - 1:
            return False
        if self.placing.needed([number]) != {number} or self.placing.quarrel([number]):
            return False
        return self.placing.quarrel([*others, number])

    def explained(self) -> tuple[tuple[Contradiction, ...], set[int]]:
        """Contradictions in the order of the plan, and mandatory serials that remain undecided."""
        undecided = {n for n in self.lost if self.plan.serials[n].mandatory}
        self.budget.keep(KEPT_FOR_REMEDIES)
        cores: list[tuple[_Found, Core]] = []
        for found in sorted(self.found, key=lambda found: found.numbers):
            self.listener(
                Progress(
                    said(
                        "weighing the demands of {serial}",
                        serial=self.plan.serials[found.victim].id,
                    )
                )
            )
            core = None if self.budget.over else self.demanding.core(found.numbers)
            if core is not None:
                cores.append((found, core))
                undecided -= {*found.numbers, *found.also}
        placements = self._placements()
        contradictions = []
        for number, (found, core) in enumerate(cores):
            self.budget.keep(1 - 1 / (len(cores) - number))
            contradictions.append(self._contradiction(found, core, placements))
        return tuple(contradictions), undecided

    def _placements(self) -> tuple[Placement, ...]:
        """Where everything is that has a place."""
        timetable = timetable_of(
            part_of_plan(self.plan, self.numbers),
            self.formulation,
            self.placing.solution,
            {},
            self.seed,
            reproducible=True,
        )
        return timetable.placements

    def _contradiction(
        self, found: _Found, core: Core, placements: tuple[Placement, ...]
    ) -> Contradiction:
        serials = [self.plan.serials[number] for number in core.numbers]
        self.listener(
            Progress(said("seeking remedies for {serials}", serials=[s.id for s in serials[:3]]))
        )
        own = {*found.numbers, *found.also}
        others = self.lost - own
        again = Again(
            tuple(n for n in self.who.required if n not in others),
            placements,
            self.budget,
            self.seed,
        )
        asked = Asked(self.plan, tuple(sorted(own)), self.budget, self.seed)
        demands = (*core.demands, *core.frame)
        victims = {found.victim, *found.also}
        for victim in tuple(victims):
            victims |= {
                number
                for number in dependents(victim, self.who.needs)
                if self.plan.serials[number].mandatory and number not in others
            }
        remedies = remedies_for(asked, demands, sorted(victims), again)
        return Contradiction(
            text=text_of(self.plan, core),
            serials=tuple(serial.id for serial in serials),
            demands=demands,
            also=tuple(self.plan.serials[number].id for number in sorted(found.also)),
            smallest=core.smallest,
            remedies=remedies.remedies,
            all_tried=remedies.all_tried,
            records=tuple(dict.fromkeys(place for d in demands for place in d.records)),
        )
