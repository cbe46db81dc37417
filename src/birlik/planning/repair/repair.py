"""From a changed plan and the timetable of before to a timetable with the fewest moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.reserved import Reserved
from birlik.exercise.sentences import said
from birlik.planning.asked import (
    findings_given,
    refuse_absurd,
    refuse_other_than_a_plan,
    refuse_other_than_a_timetable,
    refuse_other_than_an_instant,
    refuse_what_cannot_be_called,
)
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.planner import USUAL_SECONDS, Progress, timetable_of
from birlik.planning.problem import Problem, Solution
from birlik.planning.repair.changes import Cause, Change, ChangeKind, Repair
from birlik.planning.repair.clashes import clashes_of
from birlik.planning.repair.cost import change_cost, cost_of
from birlik.planning.repair.finishing import finished
from birlik.planning.repair.giving_up import least_given_up
from birlik.planning.repair.kept import Kept, frozen_of, kept_in, refuse_unfit
from birlik.planning.repair.neighbourhood import Neighbourhood
from birlik.planning.repair.placing import first_repair
from birlik.planning.repair.reasons import causes_of
from birlik.planning.timetable import Placement, Timetable
from birlik.planning.verify import score_of, verify

#: Work for the least that must be given up; it is far less than this unless a plan is turned over.
WORK_OF_GIVING_UP = 2.0


def replan(
    plan: Plan,
    kept: Timetable,
    findings: Iterable[Finding] = (),
    *,
    frozen_until: datetime | None = None,
    seconds: float = USUAL_SECONDS,
    seed: int = 0,
    listener: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
    reserved: Iterable[Reserved] = (),
) -> Repair:
    """Timetable of a changed plan that moves as little as can be of the timetable of before.

    Parameters
    ----------
    plan : Plan
        The plan as it is now.
    kept : Timetable
        A timetable of an older version of the plan.
    findings : iterable of Finding
        What was found in the plan; serials with errors are left out.
    frozen_until : datetime or None
        What begins before is not touched, and nothing new is placed before. None if nothing has
        begun.
    seconds : float
        Budget for fewer moves and their proof; 0 takes the first conflict-free repair.
    seed : int
        The same plan, timetable, seed and budget give the same repair.
    listener : callable
        Told what is being done.
    stop : callable
        Asked often; when it says yes, the best repair found so far is the result.
    reserved : iterable of Reserved
        Times at which areas and units are taken by what the plan does not hold.

    Returns
    -------
    Repair
        The timetable, what changed and why, its cost and what no repair can cost less than.

    Raises
    ------
    TypeError
        If an argument is of another type.
    Unfit
        If the timetable is one of another exercise, or damaged.
    ValueError
        If the exercise lacks STARTEX, ENDEX or something else without which nothing can be planned, or
        the budget, the seed or the time makes no sense.
    """
    refuse_other_than_a_plan(plan)
    refuse_other_than_a_timetable(kept)
    refuse_absurd(seconds, seed)
    refuse_what_cannot_be_called(listener=listener, stop=stop)
    if frozen_until is not None:
        refuse_other_than_an_instant(frozen_until)
    refuse_unfit(plan, kept)
    listener(Progress(said("reading the demands")))
    frozen = frozen_of(kept, frozen_until)
    formulation = formulate(plan, findings_given(findings), frozen, reserved)
    problem = formulation.problem
    standing = kept_in(plan, formulation, kept, frozen)
    listener(Progress(said("comparing with the timetable of before")))
    given_up = least_given_up(
        problem, standing, clashes_of(problem, standing), WORK_OF_GIVING_UP, seed, stop
    )
    listener(Progress(said("placing what cannot stay")))
    solution = _first(problem, standing, given_up.numbers, seed, stop)
    bound, by_clock = (0, given_up.least), stop()
    if seconds > 0 and not stop() and cost_of(problem, standing, solution) > bound:
        from birlik.planning.repair.search import least_repair

        found = least_repair(
            problem,
            standing,
            given_up,
            solution,
            seconds,
            seed,
            lambda cost, least: listener(
                Progress(said("moving less: {cost}, proven {least}", cost=cost, least=least))
            ),
            stop,
        )
        solution, bound, by_clock = found.solution, found.bound, found.by_clock
    solution = finished(problem, standing, solution)
    return _repair(
        plan, formulation, standing, kept, solution, bound=bound, seed=seed, by_clock=by_clock
    )


def _first(
    problem: Problem,
    standing: Kept,
    given_up: frozenset[int],
    seed: int,
    stop: Callable[[], bool],
) -> Solution:
    """A first repair; where what is given up finds no place, what waits for it may move too."""
    best: Solution = {}
    followers = Neighbourhood(problem, standing).closed(given_up)
    for freed in (given_up, followers):
        fixed = {**standing.frozen} | {
            number: slot for number, slot in standing.slots.items() if number not in freed
        }
        free = [number for number in range(len(problem.activities)) if number not in fixed]
        found = first_repair(problem, standing, fixed, free, seed, stop)
        if not best or cost_of(problem, standing, found) < cost_of(problem, standing, best):
            best = found
        if all(number in best for number in given_up):
            break
    return best


def _repair(
    plan: Plan,
    formulation: Formulation,
    standing: Kept,
    kept: Timetable,
    solution: Solution,
    *,
    bound: tuple[int, int],
    seed: int,
    by_clock: bool,
) -> Repair:
    """What was found, in the words of the plan."""
    timetable = timetable_of(plan, formulation, solution, {}, seed, reproducible=not by_clock)
    names = {formulation.problem.activities[n].id for n in standing.frozen}
    contradictions: tuple[Finding, ...] = ()
    if names:
        timetable = _with_frozen(plan, timetable, kept, names)
        contradictions = tuple(found for found in verify(timetable, plan) if found.code != "B521")
    missing, cost = cost_of(formulation.problem, standing, solution)
    return Repair(
        timetable=timetable,
        changes=_changes(plan, formulation, standing, kept, timetable, solution),
        frozen=tuple(p.serial for p in kept.placements if p.serial in names),
        contradictions=contradictions,
        cost=cost,
        # Where more mandatory serials are left out than is proven, nothing is known of the rest.
        bound=min(bound[1], cost) if missing == bound[0] else 0,
        proven=(missing, cost) <= bound,
    )


def _with_frozen(plan: Plan, timetable: Timetable, kept: Timetable, names: set[str]) -> Timetable:
    """Timetable in which what is frozen stands to the letter as it was."""
    was = {placement.serial: placement for placement in kept.placements}
    same = timetable.model_copy(
        update={
            "placements": tuple(
                was[placement.serial] if placement.serial in names else placement
                for placement in timetable.placements
            )
        }
    )
    return same.model_copy(update={"score": score_of(same, plan)})


def _changes(
    plan: Plan,
    formulation: Formulation,
    standing: Kept,
    kept: Timetable,
    timetable: Timetable,
    solution: Solution,
) -> tuple[Change, ...]:
    problem = formulation.problem
    before = {placement.serial: placement for placement in kept.placements}
    after = {placement.serial: placement for placement in timetable.placements}
    reasons = {left.serial: left for left in timetable.left_out}
    number_of = {activity.id: number for number, activity in enumerate(problem.activities)}
    in_plan = {serial.id for serial in plan.serials}
    moved = {
        number: _as_long(placement, problem.activities[number].duration)
        for number, placement in standing.placements.items()
        if change_cost(standing, number, solution.get(number)) and number in solution
    }
    causes = causes_of(plan, formulation, standing, solution, moved)
    changes = []
    for name in before | after:
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        number = number_of.get(name, -1)
        why: tuple[Cause, ...] = ()
        if was is None:
            kind = ChangeKind.ADDED
        elif name not in in_plan:
            kind, why = (
                ChangeKind.REMOVED,
                (Cause(code="B552", text=said("it is no longer in the plan")),),
            )
        elif now is None:
            left = reasons[name]
            kind = ChangeKind.FELL_OUT if number >= 0 else ChangeKind.IMPOSSIBLE
            why = (Cause(code=left.code, text=left.reason),)
        else:
            kind, why = _kind(was, now), causes.get(number, ())
            if kind is ChangeKind.FIRST_AREA:
                why = (
                    Cause(
                        code="B502", text=said("the plan names {area} first now", area=now.areas[0])
                    ),
                )
        cost = change_cost(standing, number, solution.get(number))
        changes.append(Change(serial=name, kind=kind, was=was, now=now, cost=cost, causes=why))
    return tuple(sorted(changes, key=_when))


def _kind(was: Placement, now: Placement) -> ChangeKind:
    """What changed of a serial that stands in both timetables."""
    if was.begins != now.begins or sorted(was.areas) != sorted(now.areas):
        return ChangeKind.MOVED
    if set(was.units) != set(now.units):
        return ChangeKind.UNITS
    return ChangeKind.FIRST_AREA if was.areas != now.areas else ChangeKind.LENGTH


def _as_long(placement: Placement, minutes: int) -> Placement:
    """A placement with another length."""
    return placement.model_copy(update={"ends": placement.begins + timedelta(minutes=minutes)})


def _when(change: Change) -> tuple[datetime, str]:
    return min(p.begins for p in (change.was, change.now) if p), change.serial
