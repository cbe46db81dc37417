"""The kept timetable against the new plan: which of its placements are frozen, which could stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.planning.formulate import Formulation
from birlik.planning.frozen import Frozen
from birlik.planning.problem import Activity, Problem, Slot, Solution
from birlik.planning.repair.weights import Weight, weight_of
from birlik.planning.timetable import Placement, Timetable, damage_of
from birlik.planning.windows import just


class Unfit(ValueError):
    """A kept timetable that cannot be repaired, with a sentence that says why."""


@dataclass(frozen=True)
class Kept:
    """What a timetable that is kept means to the problem of the new plan.

    Attributes
    ----------
    placements : dict of int to Placement
        Kept placement of each activity that has one.
    frozen : Solution
        Slots that nobody can change.
    slots : Solution
        Slots of all others whose time and areas the new plan still offers. Their units are those
        kept, as far as the plan knows them.
    same_units : frozenset of int
        Activities of `slots` that can keep their units too.
    weights : dict of int to Weight
        Of every activity that has a placement and is not frozen.
    """

    placements: dict[int, Placement]
    frozen: Solution
    slots: Solution
    same_units: frozenset[int]
    weights: dict[int, Weight]


def refuse_unfit(plan: Plan, kept: Timetable) -> None:
    """Make sure that a timetable is one of this exercise, and whole.

    Raises
    ------
    Unfit
        If it belongs to another exercise, holds a serial twice, or something impossible.
    """
    if kept.exercise != plan.exercise.id:
        raise Unfit(
            said(
                "the timetable to keep is one of {kept}, the plan is one of {plan}",
                kept=kept.exercise or said("an exercise without an id"),
                plan=plan.exercise.id or said("an exercise without an id"),
            )
        )
    if damage := damage_of(kept):
        raise Unfit(said("the timetable to keep is damaged: {damage}", damage=damage))


def frozen_of(kept: Timetable, until: datetime | None) -> Frozen | None:
    """Placements that have begun before a moment, and the others; None if nothing is frozen."""
    if until is None:
        return None
    begun = {p.serial: p for p in kept.placements if p.begins < until}
    later = {p.serial: p for p in kept.placements if p.begins >= until}
    return Frozen(until, begun, later)


def kept_in(plan: Plan, formulation: Formulation, kept: Timetable, frozen: Frozen | None) -> Kept:
    """What a kept timetable means to the problem of a plan."""
    problem, frame = formulation.problem, formulation.frame
    reference = frozen.until if frozen else frame.startex
    by_id = {placement.serial: placement for placement in kept.placements}
    begun = frozen.placements if frozen else {}
    units = {force.id: number for number, force in enumerate(problem.forces)}
    placements: dict[int, Placement] = {}
    standing: Solution = {}
    slots: Solution = {}
    same_units: set[int] = set()
    weights: dict[int, Weight] = {}
    for number, activity in enumerate(problem.activities):
        placement = by_id.get(activity.id)
        if placement is None:
            continue
        placements[number] = placement
        if activity.id in begun:
            start = activity.modes[0].starts.first
            standing[number] = Slot(start, 0, activity.units)
            continue
        serial = plan.serials[activity.serial]
        weights[number] = weight_of(plan, serial, placement.begins, reference)
        start = frame.minute(placement.begins)
        for mode_number in _modes_in(problem, activity, placement.areas):
            if _may_begin(formulation, activity, mode_number, placement.begins):
                who = tuple(units[name] for name in placement.units if name in units)
                slots[number] = Slot(start, mode_number, who)
                if len(who) == len(placement.units) and can_take_part(
                    activity, mode_number, start, who
                ):
                    same_units.add(number)
                break
    return Kept(placements, standing, slots, frozenset(same_units), weights)


def _modes_in(problem: Problem, activity: Activity, areas: tuple[str, ...]) -> list[int]:
    """Modes of an activity that use some areas: in this order, or else with another area first."""
    names = [tuple(problem.areas[area].id for area in mode.areas) for mode in activity.modes]
    alike = [number for number, mode in enumerate(names) if sorted(mode) == sorted(areas)]
    return sorted(alike, key=lambda number: names[number] != areas)


def _may_begin(formulation: Formulation, activity: Activity, mode: int, begins: datetime) -> bool:
    """Whether an activity alone may begin at an instant in a mode."""
    frame, step = formulation.frame, formulation.problem.step
    start = frame.minute(begins)
    return (
        frame.instant(start) == begins
        and activity.modes[mode].starts.holds(start, start + 1)
        and not (activity.on_grid and start % step)
    )


def can_take_part(activity: Activity, mode: int, start: int, units: Iterable[int]) -> bool:
    """Whether exactly these units can take part in an activity, as far as it alone can tell."""
    there = set(units)
    if not there.issuperset(activity.units):
        return False
    chosen = sorted(there.difference(activity.units))
    if len(chosen) != sum(choice.count for choice in activity.choices):
        return False
    minute = just(start)
    if any(activity.barred_starts(mode, unit) & minute for unit in chosen):
        return False
    return _shared_out(
        chosen,
        [list(choice.candidates) for choice in activity.choices for _ in range(choice.count)],
    )


def _shared_out(chosen: list[int], places: list[list[int]]) -> bool:
    """Whether every unit chosen finds a place of its own among the demands."""
    holder: dict[int, int] = {}

    def seat(unit: int, tried: set[int]) -> bool:
        for place, candidates in enumerate(places):
            if unit in candidates and place not in tried:
                tried.add(place)
                if place not in holder or seat(holder[place], tried):
                    holder[place] = unit
                    return True
        return False

    return all(seat(unit, set()) for unit in chosen)
