"""From a plan to the best timetable found in a given time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from queue import SimpleQueue
from threading import Event

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.reserved import Reserved
from birlik.exercise.sentences import said, term
from birlik.planning.asked import (
    findings_given,
    refuse_absurd,
    refuse_other_than_a_plan,
    refuse_what_cannot_be_called,
)
from birlik.planning.construct import constructed
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.garbage import garbage_left_alone
from birlik.planning.problem import Problem, Solution
from birlik.planning.reasons import reasons_for
from birlik.planning.score import score_of
from birlik.planning.timetable import LeftOut, Placement, Proof, Score, Timetable

#: Serials from which on the compiled builder and its search plan, rather than the exact model.
LARGE = 1000

#: Seconds a planner waits when he names no other budget.
USUAL_SECONDS = 10.0


@dataclass(frozen=True)
class Progress:
    """How far planning is.

    Attributes
    ----------
    stage : str
        What is being done, in words.
    score : Score or None
        Of the best timetable so far.
    """

    stage: str
    score: Score | None = None


def plan_timetable(
    plan: Plan,
    findings: Iterable[Finding] = (),
    *,
    seconds: float = USUAL_SECONDS,
    seed: int = 0,
    listener: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
    reserved: Iterable[Reserved] = (),
) -> Timetable:
    """Best timetable of a plan that can be found within a budget.

    Parameters
    ----------
    plan : Plan
    findings : iterable of Finding
        What was found in the plan; serials with errors are left out.
    seconds : float
        Budget for improving and proving; 0 takes the first conflict-free timetable.
    seed : int
        The same plan, seed and budget give the same timetable.
    listener : callable
        Told what is being done.
    stop : callable
        Asked often; when it says yes, the best timetable found so far is the result.
    reserved : iterable of Reserved
        Times at which areas and units are taken by what the plan does not hold.

    Raises
    ------
    TypeError
        If an argument is of another type.
    ValueError
        If the exercise lacks STARTEX, ENDEX or something else without which nothing can be planned, or
        the budget or the seed makes no sense.
    """
    refuse_other_than_a_plan(plan)
    refuse_absurd(seconds, seed)
    refuse_what_cannot_be_called(listener=listener, stop=stop)
    given = findings_given(findings)
    return _Planning(plan, given, seed, listener, stop, reserved=reserved).timetable(seconds)


def better_timetables(
    plan: Plan,
    findings: Iterable[Finding] = (),
    *,
    seconds: float = USUAL_SECONDS,
    seed: int = 0,
    listener: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
    reserved: Iterable[Reserved] = (),
) -> Iterator[Timetable]:
    """Every better timetable of a plan while it is planned, each with its proof and its gap.

    Planning goes on in a thread of its own while the caller looks at what he has; leaving the loop, or
    closing the iterator, ends it. The last timetable is the one :func:`plan_timetable` would return.

    Parameters
    ----------
    plan, findings, seconds, seed, listener, stop, reserved
        As for :func:`plan_timetable`.

    Yields
    ------
    Timetable
        Conflict-free; each better than the one before, or the same with more proven.

    Raises
    ------
    TypeError, ValueError
        As for :func:`plan_timetable`; what is wrong with an argument is said before the first step.
    """
    refuse_other_than_a_plan(plan)
    refuse_absurd(seconds, seed)
    refuse_what_cannot_be_called(listener=listener, stop=stop)
    return _better_timetables(
        *(plan, findings_given(findings), seconds, seed, listener, stop, tuple(reserved))
    )


def _better_timetables(
    plan: Plan,
    findings: tuple[Finding, ...],
    seconds: float,
    seed: int,
    listener: Callable[[Progress], None],
    stop: Callable[[], bool],
    reserved: tuple[Reserved, ...],
) -> Iterator[Timetable]:
    """The same, of arguments that make sense."""
    found: SimpleQueue[Timetable | None] = SimpleQueue()
    ended = Event()
    with ThreadPoolExecutor(1) as thread:
        planning = _Planning(
            *(plan, findings, seed, listener, lambda: ended.is_set() or stop(), found.put),
            reserved=reserved,
        )
        running = thread.submit(planning.timetable, seconds)
        running.add_done_callback(lambda _: found.put(None))
        last: Timetable | None = None
        try:
            while (better := found.get()) is not None:
                last = better
                yield better
            final = running.result()
            if final != last:
                yield final
        finally:
            ended.set()


class _Planning:
    """One plan on its way to a timetable."""

    def __init__(
        self,
        plan: Plan,
        findings: Iterable[Finding],
        seed: int,
        listener: Callable[[Progress], None],
        stop: Callable[[], bool],
        better: Callable[[Timetable], None] | None = None,
        reserved: Iterable[Reserved] = (),
    ) -> None:
        self.plan, self.seed, self.listener, self.stop = plan, seed, listener, stop
        self.better = better
        listener(Progress(said("reading the demands")))
        self.formulation = formulate(plan, findings, reserved=reserved)

    def timetable(self, seconds: float) -> Timetable:
        """Best timetable within a budget, by whatever suits the size of the problem."""
        if len(self.formulation.problem.activities) >= LARGE:
            found = self._of_many(seconds)
            if found is not None:
                return found
        return self._of_few(seconds)

    def _of_few(self, seconds: float) -> Timetable:
        """The exact search, from a first timetable."""
        problem, listener, stop = self.formulation.problem, self.listener, self.stop
        listener(Progress(said("placing serials")))
        solution = constructed(problem, self.seed, stop=stop)
        self._tell(said("improving"), solution, {})
        bounds: dict[str, int] = {}
        reproducible = not stop()
        if seconds > 0 and problem.activities and not stop():
            from birlik.planning.exact.search import improved

            result = improved(
                problem,
                solution,
                seconds,
                self.seed,
                lambda news: listener(
                    Progress(
                        said(
                            "improving {level}: {value}, proven {bound}",
                            level=term(news.level),
                            value=news.value,
                            bound=news.bound,
                        )
                    )
                ),
                stop,
                lambda better, bounds: self._tell(said("improving"), better, bounds),
            )
            solution, bounds, reproducible = result.solution, result.bounds, not result.by_clock
        return timetable_of(self.plan, self.formulation, solution, bounds, self.seed, reproducible)

    def _of_many(self, seconds: float) -> Timetable | None:
        """The compiled builder and its search; None if the problem does not fit into their tables."""
        from birlik.planning.building.flattening import TooLarge
        from birlik.planning.improving.search import LargeSearch

        stage = said("placing serials; the first time after an installation this compiles, once")
        self.listener(Progress(stage))
        try:
            search = LargeSearch(self.formulation.problem, self.seed)
        except TooLarge:
            return None
        self._tell(said("improving"), search.solution, {}, search.score)
        if seconds > 0 and not self.stop():
            for better in search.improve(seconds, self.stop):
                end, least = better.score.end, search.bounds["the end"]
                words = said("improving")
                if least:
                    percent = round(100 * (end - least) / least, 1)
                    words = said(
                        "improving, the end within {percent} % of its bound", percent=percent
                    )
                self._tell(words, better.solution, search.bounds, better.score)
        reproducible = not search.by_clock and not self.stop()
        return timetable_of(
            *(self.plan, self.formulation, search.solution, search.bounds),
            *(self.seed, reproducible, search.score),
        )

    def _tell(
        self, stage: str, solution: Solution, bounds: dict[str, int], score: Score | None = None
    ) -> None:
        """Tell whoever listens of a better solution, whose score may be known already."""
        score = score or score_of(self.formulation.problem, solution)
        self.listener(Progress(stage, _with_excluded(self.plan, self.formulation, score)))
        if self.better is not None:
            self.better(
                timetable_of(self.plan, self.formulation, solution, bounds, self.seed, True, score)
            )


def _with_excluded(plan: Plan, formulation: Formulation, score: Score) -> Score:
    """Score of a solution, with the serials that were no part of the problem."""
    optional = list(score.optional_left_out)
    mandatory = score.mandatory_left_out
    for number in formulation.excluded:
        priority = plan.serials[number].priority
        if priority is None:
            mandatory += 1
        else:
            optional[priority - 1] += 1
    return score.model_copy(
        update={"mandatory_left_out": mandatory, "optional_left_out": tuple(optional)}
    )


@garbage_left_alone()
def timetable_of(
    plan: Plan,
    formulation: Formulation,
    solution: Solution,
    bounds: dict[str, int],
    seed: int,
    reproducible: bool,
    solved: Score | None = None,
) -> Timetable:
    """Timetable of a solution, with its score, its proof and why each serial is left out.

    `solved` is the score of the solution, without what is no part of the problem, if it is known.
    """
    problem = formulation.problem
    left_out = dict(formulation.excluded)
    reasons = reasons_for(problem, solution)
    for number, reason in reasons.items():
        activity = problem.activities[number]
        left_out[activity.serial] = LeftOut(
            serial=activity.id,
            mandatory=activity.mandatory,
            code=reason.code,
            reason=reason.text,
        )
    solved = solved or score_of(problem, solution)
    score = _with_excluded(plan, formulation, solved)
    return Timetable(
        exercise=plan.exercise.id,
        plan=plan.fingerprint(),
        seed=seed,
        placements=_placements(formulation, solution),
        left_out=tuple(entry for _, entry in sorted(left_out.items())),
        score=score,
        proof=_proof(problem, score, solved, bounds) if bounds else None,
        reproducible=reproducible,
    )


def _placements(formulation: Formulation, solution: Solution) -> tuple[Placement, ...]:
    """Placements of a solution by their beginning, then by the id of the serial."""
    problem, instant = formulation.problem, cache(formulation.frame.instant)
    areas = [area.id for area in problem.areas]
    units = [force.id for force in problem.forces]
    placed = []
    for number, slot in solution.items():
        activity = problem.activities[number]
        placement = Placement(
            serial=activity.id,
            begins=instant(slot.start),
            ends=instant(slot.start + activity.duration),
            areas=tuple([areas[area] for area in activity.modes[slot.mode].areas]),
            units=tuple([units[unit] for unit in slot.units]),
        )
        placed.append((slot.start, activity.id, placement))
    # Minutes are compared sooner than instants.
    placed.sort(key=itemgetter(0, 1))
    return tuple([placement for _, _, placement in placed])


def _proof(problem: Problem, score: Score, solved: Score, bounds: dict[str, int]) -> Proof:
    """Proven least of each number of the score; what was never part of the problem stays left out."""
    optional = score.optional_left_out
    if bounds.get("optional serials", 0) < _weighted(problem, solved):
        excluded = (
            s - p for s, p in zip(score.optional_left_out, solved.optional_left_out, strict=True)
        )
        first, second, third, fourth, fifth = excluded
        optional = (first, second, third, fourth, fifth)
    bound = Score(
        mandatory_left_out=score.mandatory_left_out
        - solved.mandatory_left_out
        + bounds.get("mandatory serials", 0),
        optional_left_out=optional,
        wishes=bounds.get("wishes", 0),
        unfairness=bounds.get("fair shares", 0),
        end=bounds.get("the end", 0),
        moves=bounds.get("moves", 0),
    )
    return Proof(bound=bound, optimal=bound == score)


def _weighted(problem: Problem, score: Score) -> int:
    """Optional serials left out as the exact model weighs them."""
    from birlik.planning.exact.levels import optional_weights

    weights = optional_weights(problem)
    return sum(w * left for w, left in zip(weights, score.optional_left_out, strict=True))
