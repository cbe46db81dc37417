"""Ways to spoil a right timetable, each with the code of the rule that it must break.

A damage knows from the plan alone, by arithmetic of its own, that it breaks the rule; what the damaged
timetable says of its score and of what it leaves out stays true, so that nothing else gives it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations

from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.planning.timetable import Placement, Timetable
from tests.building import instant, timetable_with

#: A code, and a timetable in which the verifier must find it.
Damaged = tuple[str, Timetable]
Damage = Callable[[Plan, Timetable], Iterator[Damaged]]

MINUTE = timedelta(minutes=1)
STEP = 15 * MINUTE
DAYS = ("2024-07-08", "2024-07-09", "2024-07-10")


def damages(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """All damages that can be done to a timetable."""
    for damage in DAMAGES:
        yield from damage(plan, timetable)


def _serial(plan: Plan, placement: Placement) -> Serial:
    return next(serial for serial in plan.serials if serial.id == placement.serial)


def _each(plan: Plan, timetable: Timetable) -> Iterator[tuple[Serial, Placement]]:
    return ((_serial(plan, placement), placement) for placement in timetable.placements)


def _pairs(
    plan: Plan, timetable: Timetable
) -> Iterator[tuple[Serial, Placement, Serial, Placement]]:
    for one, other in permutations(timetable.placements, 2):
        yield _serial(plan, one), one, _serial(plan, other), other


def _at(placement: Placement, begins: datetime) -> Placement:
    begins = begins.astimezone(UTC)
    ends = begins + (placement.ends - placement.begins)
    return placement.model_copy(update={"begins": begins, "ends": ends})


def _with(plan: Plan, timetable: Timetable, *changed: Placement) -> Timetable:
    """Timetable in which some serials are placed otherwise."""
    new = {placement.serial: placement for placement in changed}
    kept = (new.get(placement.serial, placement) for placement in timetable.placements)
    return timetable_with(plan, *kept)


def _changed(
    code: str, plan: Plan, timetable: Timetable, placement: Placement, **fields: object
) -> Damaged:
    return code, _with(plan, timetable, placement.model_copy(update=fields))


def _moved(
    code: str, plan: Plan, timetable: Timetable, placement: Placement, begins: datetime
) -> Damaged:
    return code, _with(plan, timetable, _at(placement, begins))


def lasts_otherwise(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial ends early or late."""
    for placement in timetable.placements:
        for by in (-MINUTE, MINUTE):
            yield _changed("B501", plan, timetable, placement, ends=placement.ends + by)


def elsewhere(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial uses areas that it does not ask for together."""
    for serial, placement in _each(plan, timetable):
        asked = {frozenset(option.areas) for option in serial.areas}
        names = [area.id for area in plan.areas]
        for areas in ((), *((name,) for name in names), tuple(names)):
            if (frozenset(areas) not in asked) if areas else asked:
                yield _changed("B502", plan, timetable, placement, areas=areas)


def too_few_units(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A unit that must take part does not, or one of those to be chosen is missing."""
    for serial, placement in _each(plan, timetable):
        for name in placement.units:
            code = "B505" if name in serial.units else "B506"
            rest = tuple(unit for unit in placement.units if unit != name)
            yield _changed(code, plan, timetable, placement, units=rest)


def too_many_units(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A unit takes part that nobody asked for."""
    for placement in timetable.placements:
        for unit in plan.units:
            if unit.id not in placement.units:
                units = (*placement.units, unit.id)
                yield _changed("B506", plan, timetable, placement, units=units)


def at_once(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """Two serials begin together that may not overlap: a unit, an area, a prohibition stands between."""
    narrow = {area.id for area in plan.areas if (area.serials_at_once or 1) == 1}
    for serial, placement, other, there in _pairs(plan, timetable):
        damaged = _with(plan, timetable, _at(placement, there.begins))
        if set(placement.units) & set(there.units):
            yield "B507", damaged
        if narrow & set(placement.areas) & set(there.areas):
            yield "B503", damaged
        if other.id in serial.never_with or serial.id in other.never_with:
            yield "B519", damaged


def all_at_once(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """Everything begins at one moment: the pools and the areas cannot hold it."""
    if not timetable.placements:
        return
    begins = timetable.placements[0].begins
    damaged = _with(plan, timetable, *(_at(each, begins) for each in timetable.placements))
    held: dict[str, float] = {}
    people: dict[str, int] = {}
    personnel = {unit.id: unit.personnel or 0 for unit in plan.units}
    for serial, placement in _each(plan, timetable):
        for amount in serial.resources:
            held[amount.resource] = held.get(amount.resource, 0) + amount.quantity
        crowd = sum(personnel[name] for name in placement.units) + (serial.people or 0)
        for name in placement.areas:
            people[name] = people.get(name, 0) + crowd
    for pool in plan.resources:
        if not pool.used_up and held.get(pool.id, 0) > float(pool.quantity or 0):
            yield "B508", damaged
    for area in plan.areas:
        if area.people_at_once is not None and people.get(area.id, 0) > area.people_at_once:
            yield "B504", damaged


def out_of_its_time(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial is held before or after the times that it, its phase or the exercise allow."""
    startex, endex = plan.exercise.startex, plan.exercise.endex
    assert startex is not None
    assert endex is not None
    phases = {phase.id: phase for phase in plan.phases}
    for serial, placement in _each(plan, timetable):
        length = placement.ends - placement.begins
        too_early = [("B531", startex), ("B510", serial.earliest)]
        too_late = [("B531", endex), ("B511", serial.latest)]
        if serial.phase:
            too_early.append(("B532", phases[serial.phase].begins))
            too_late.append(("B532", phases[serial.phase].ends))
        for code, limit in too_early:
            if limit is not None:
                yield _moved(code, plan, timetable, placement, limit - STEP)
        for code, limit in too_late:
            if limit is not None:
                yield _moved(code, plan, timetable, placement, limit - length + STEP)
        if serial.fixed is not None:
            yield _moved("B512", plan, timetable, placement, serial.fixed + STEP)
        elif not serial.together_with and not _is_needed_together(plan, serial):
            yield _moved("B556", plan, timetable, placement, placement.begins + MINUTE)


def _is_needed_together(plan: Plan, serial: Serial) -> bool:
    return any(serial.id in other.together_with for other in plan.serials)


def without_its_units(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial is held before a unit has come, or when it has left."""
    units = {unit.id: unit for unit in plan.units}
    for placement in timetable.placements:
        for unit in (units[name] for name in placement.units):
            if unit.arrives is not None:
                yield _moved("B533", plan, timetable, placement, unit.arrives - STEP)
            if unit.departs is not None:
                yield _moved("B533", plan, timetable, placement, unit.departs)


def _cell(values: Iterable[object]) -> str:
    """Text that a planner writes for these values in one cell."""
    return "; ".join(str(value) for value in values)


#: A time of day that lies outside each of the windows of tests.planning.drafts.
OUTSIDE = {
    "06:00-12:00": "12:00",
    "08:00-20:00": "20:00",
    "22:00-05:00": "12:00",
}
DARK, BRIGHT = "00:00", "12:00"


def at_a_wrong_hour(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial is held outside its hours, in a wrong light, or while its area is shut."""
    areas = {area.id: area for area in plan.areas}
    for serial, placement in _each(plan, timetable):
        for day in DAYS:
            if wrong := OUTSIDE.get(_cell(serial.hours)):
                yield _moved("B513", plan, timetable, placement, instant(f"{day} {wrong}"))
            if serial.light:
                wrong = DARK if "day" in serial.light else BRIGHT
                yield _moved("B515", plan, timetable, placement, instant(f"{day} {wrong}"))
            for area in (areas[name] for name in placement.areas):
                if wrong := OUTSIDE.get(_cell(area.open_hours)):
                    yield _moved("B534", plan, timetable, placement, instant(f"{day} {wrong}"))
        for area in (areas[name] for name in placement.areas):
            for closure in area.closures:
                yield _moved("B535", plan, timetable, placement, closure.begins)


#: The days that each choice of days of tests.planning.drafts leaves out.
OTHER_DAYS = {
    "2024-07-08": ("2024-07-09", "2024-07-10"),
    "2024-07-09..2024-07-10": ("2024-07-08",),
    "Mon; Tue": ("2024-07-10",),
    "Wed": ("2024-07-08", "2024-07-09"),
}


def on_a_wrong_day(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial begins on a day that it does not name, or on which its area is shut."""
    areas = {area.id: area for area in plan.areas}
    for serial, placement in _each(plan, timetable):
        for area in (areas[name] for name in placement.areas):
            for day in OTHER_DAYS.get(_cell(area.open_days), ()):
                yield _moved("B534", plan, timetable, placement, instant(f"{day} 10:00"))
        for day in OTHER_DAYS.get(_cell(serial.days), ()):
            yield _moved("B514", plan, timetable, placement, instant(f"{day} 10:00"))


def in_a_wrong_order(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial comes too soon or too long after another, or without the one it must begin with."""
    for serial, placement, other, there in _pairs(plan, timetable):
        for order in serial.after:
            if order.serial != other.id:
                continue
            soon = there.ends + (order.min_gap) * MINUTE - STEP
            yield _moved("B516", plan, timetable, placement, soon)
            yield "B516", _without(plan, timetable, there)
            if order.max_gap is not None:
                late = there.ends + order.max_gap * MINUTE + STEP
                yield _moved("B517", plan, timetable, placement, late)
        if other.id in serial.together_with:
            yield _moved("B518", plan, timetable, placement, placement.begins + STEP)
            yield "B518", _without(plan, timetable, there)


def _without(plan: Plan, timetable: Timetable, gone: Placement) -> Timetable:
    return timetable_with(plan, *(each for each in timetable.placements if each != gone))


def in_a_danger_zone(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial is held in an area whose centre lies in the danger radius of another."""
    areas = {area.id: area for area in plan.areas}
    for serial, placement, _, there in _pairs(plan, timetable):
        if not serial.danger_radius or not placement.areas:
            continue
        middle = areas[placement.areas[0]].position
        for name in set(there.areas) - set(placement.areas):
            centre = areas[name].position
            assert middle is not None
            assert centre is not None
            # At this latitude a degree is at most 111.2 km north and 81.5 km east.
            north = (middle.lat - centre.lat) * 111_200
            east = (middle.lon - centre.lon) * 81_500
            if (north**2 + east**2) ** 0.5 < serial.danger_radius - 50:
                yield _moved("B520", plan, timetable, there, placement.begins)


def without_a_way(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A unit begins at another site at the moment it ends at one."""
    sites = {area.id: area.site for area in plan.areas}
    for _, placement, _, there in _pairs(plan, timetable):
        if set(placement.units) & set(there.units) and placement.areas and there.areas:
            ways = {sites[placement.areas[0]], sites[there.areas[0]]}
            if ways == {"NORTH", "SOUTH"}:
                yield _moved("B536", plan, timetable, placement, there.ends)


def against_the_rules(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A serial is held in quiet hours, in the noon heat, on a holiday or at a prayer time."""
    rules = {rule.id for rule in plan.rules}
    nations = {unit.id: unit.nation for unit in plan.units}
    for serial, placement in _each(plan, timetable):
        taking_part = {nations[name] for name in placement.units} | set(serial.nations)
        holds = {
            "R-QUIET": ("B539", "2024-07-08 23:00", True),
            "R-NOON": ("B540", "2024-07-09 12:00", serial.kind == "live fire"),
            "R-HOLIDAY": ("B541", "2024-07-09 10:00", "AZE" in taking_part),
            "R-PRAYER": ("B542", "2024-07-10 13:00", "U0" in placement.units),
        }
        for rule, (code, when, holds_here) in holds.items():
            if rule in rules and holds_here:
                yield _moved(code, plan, timetable, placement, instant(when))


def without_rest(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A unit works to the end of a working day and begins the next at once."""
    if "R-REST" not in {rule.id for rule in plan.rules}:
        return
    morning = instant(f"2024-07-10 {plan.exercise.day_begins or '00:00'}")
    for _, placement, _, there in _pairs(plan, timetable):
        if set(placement.units) & set(there.units):
            evening = morning - (placement.ends - placement.begins)
            changed = _at(placement, evening), _at(there, morning)
            yield "B538", _with(plan, timetable, *changed)


def too_much_work(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """A unit holds all its serials on one working day."""
    if "R-WORK" not in {rule.id for rule in plan.rules}:
        return
    for unit in plan.units:
        own = [each for each in timetable.placements if unit.id in each.units]
        lengths = [each.ends - each.begins for each in own]
        if sum(lengths, timedelta()) > timedelta(hours=6):
            begins = [
                instant("2024-07-09 05:00") + sum(lengths[:n], timedelta()) for n in range(len(own))
            ]
            yield "B537", _with(plan, timetable, *map(_at, own, begins))


def says_what_is_not(plan: Plan, timetable: Timetable) -> Iterator[Damaged]:
    """The timetable is of another plan, names serials wrongly, or states a wrong score."""
    score = timetable.score
    yield "B551", timetable.model_copy(update={"plan": "0" * 64})
    wrong = score.model_copy(update={"wishes": score.wishes + 1})
    yield "B554", timetable.model_copy(update={"score": wrong})
    for placement in timetable.placements:
        if _serial(plan, placement).mandatory:
            yield "B521", _without(plan, timetable, placement)
        kept = tuple(each for each in timetable.placements if each != placement)
        yield "B555", timetable.model_copy(update={"placements": kept})
        twice = (*timetable.placements, placement)
        yield "B553", timetable.model_copy(update={"placements": twice})
        foreign = placement.model_copy(update={"serial": "S-UNKNOWN"})
        yield "B552", timetable.model_copy(update={"placements": (*kept, foreign)})
    for entry in timetable.left_out:
        others = tuple(each for each in timetable.left_out if each != entry)
        yield "B555", timetable.model_copy(update={"left_out": others})


DAMAGES: Iterable[Damage] = (
    lasts_otherwise,
    elsewhere,
    too_few_units,
    too_many_units,
    at_once,
    all_at_once,
    out_of_its_time,
    without_its_units,
    at_a_wrong_hour,
    on_a_wrong_day,
    in_a_wrong_order,
    in_a_danger_zone,
    without_a_way,
    against_the_rules,
    without_rest,
    too_much_work,
    says_what_is_not,
)
