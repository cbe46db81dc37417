"""The rules of a timetable as constraints of the exact model."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from ortools.sat.python import cp_model

from birlik.planning.exact.variables import Variables
from birlik.planning.problem import RestRule


def add_rules(variables: Variables) -> None:
    """Add every rule of the problem to the model, looking often whether that should end."""
    _add_areas(variables)
    _add_dangers(variables)
    _add_pools(variables)
    _add_units(variables)
    _add_ways_and_rest(variables)
    _add_work(variables)
    _add_order(variables)


def _add_areas(v: Variables) -> None:
    """Areas hold so many serials, and so many people, at once."""
    forces = v.problem.forces
    for area, limit in enumerate(v.problem.areas):
        v.look()
        users = [
            (number, literal)
            for number in range(len(v.problem.activities))
            if (literal := v.in_area(number, area)) is not None
        ]
        if limit.serials == 0:
            for _, literal in users:
                v.model.add(literal == 0)
            continue
        occupations = [v.occupation(number, literal) for number, literal in users]
        if limit.serials == 1 and len(users) > 1:
            v.model.add_no_overlap(occupations)
        elif len(users) > limit.serials:
            v.model.add_cumulative(occupations, [1] * len(users), limit.serials)
        if limit.people is None:
            continue
        crowds: list[cp_model.LinearExprT] = []
        for number, _ in users:
            activity = v.problem.activities[number]
            fixed = activity.people + sum(forces[unit].people for unit in activity.units)
            most = fixed + sum(
                choice.count * max((forces[unit].people for unit in choice.candidates), default=0)
                for choice in activity.choices
            )
            if most == fixed:
                crowds.append(fixed)
                continue
            crowd = v.model.new_int_var(0, most, f"people of {activity.id}")
            chosen = sum(
                forces[unit].people * literal
                for unit, literal in v.takes[number].items()
                if unit not in activity.units
            )
            v.model.add(crowd == fixed + chosen)
            crowds.append(crowd)
        v.model.add_cumulative(occupations, crowds, limit.people)


def _add_dangers(v: Variables) -> None:
    """While a serial with a danger zone runs, nothing occupies the areas it shuts."""
    for number, activity in enumerate(v.problem.activities):
        shutting: defaultdict[int, list[int]] = defaultdict(list)
        for mode_number, mode in enumerate(activity.modes):
            for area in mode.shut:
                shutting[area].append(mode_number)
        for area, modes in shutting.items():
            v.look()
            shuts = v.in_modes(number, modes)
            assert shuts is not None
            for other in range(len(v.problem.activities)):
                uses = v.in_area(other, area) if other != number else None
                if uses is not None and _may_meet(v, number, other):
                    v.model.add_no_overlap([v.run(number, shuts), v.occupation(other, uses)])


def _may_meet(v: Variables, one: int, other: int) -> bool:
    """Whether two activities could touch in time, set-up and clear-up included."""
    first, second = v.problem.activities[one], v.problem.activities[other]
    mine, theirs = v.all_starts(one), v.all_starts(other)
    return (
        mine.first - first.setup < theirs.last + second.duration + second.clearup
        and theirs.first - second.setup < mine.last + first.duration + first.clearup
    )


def _add_pools(v: Variables) -> None:
    """Pools hold so much at once, or altogether."""
    for pool, limit in enumerate(v.problem.pools):
        v.look()
        draws = [
            (number, dict(activity.holds)[pool])
            for number, activity in enumerate(v.problem.activities)
            if pool in dict(activity.holds)
        ]
        if limit.used_up:
            v.model.add(
                sum(amount * v.present[number] for number, amount in draws) <= limit.quantity
            )
        elif sum(amount for _, amount in draws) > limit.quantity:
            v.model.add_cumulative(
                [v.running[number] for number, _ in draws],
                [amount for _, amount in draws],
                limit.quantity,
            )


def _add_units(v: Variables) -> None:
    """A unit is in one serial at a time."""
    seen = set()
    for unit in range(len(v.problem.forces)):
        v.look()
        runs = [(number, v.takes[number][unit].index) for number in v.parts_of(unit)]
        if len(runs) > 1 and tuple(runs) not in seen:
            seen.add(tuple(runs))
            v.model.add_no_overlap([v.run(number, v.takes[number][unit]) for number, _ in runs])


def _add_ways_and_rest(v: Variables) -> None:
    """Between two serials of a unit lie its way from site to site, and its rest between days."""
    sharing: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for unit in range(len(v.problem.forces)):
        v.look()
        for one, other in combinations(v.parts_of(unit), 2):
            if one in v.at_rest and other in v.at_rest:
                continue
            sharing[one, other].append(unit)
    rest_of = [
        [rule for rule in v.problem.rest if unit in rule.units]
        for unit in range(len(v.problem.forces))
    ]
    for (one, other), units in sorted(sharing.items()):
        v.look()
        _separate(v, one, other, units, rest_of)


#: What a gap between two serials depends on: literals that all hold, and whether only between days.
_Case = tuple[tuple[int, ...], bool]


def _separate(
    v: Variables, one: int, other: int, units: list[int], rest_of: list[list[RestRule]]
) -> None:
    """Keep the gaps between two activities that units share, in the order that the model chooses."""
    gaps: dict[_Case, tuple[int, list[cp_model.IntVar]]] = {}
    first, second = v.problem.activities[one], v.problem.activities[other]
    for unit in units:
        together = [lit for lit in (v.takes[one][unit], v.takes[other][unit]) if lit is not v.one]
        for m, mine in enumerate(first.modes):
            for n, theirs in enumerate(second.modes):
                literals = together + [
                    lit for lit in (v.mode[one][m], v.mode[other][n]) if lit is not v.one
                ]
                key = tuple(sorted({lit.index for lit in literals}))
                kept = [next(lit for lit in literals if lit.index == index) for index in key]
                way = v.problem.way(unit, mine.site, theirs.site)
                rest = max(
                    (
                        rule.least
                        for rule in rest_of[unit]
                        if (one, m) in rule.counted and (other, n) in rule.counted
                    ),
                    default=0,
                )
                for between_days, gap in ((False, way), (True, rest)):
                    if gap > gaps.get((key, between_days), (0, kept))[0]:
                        gaps[key, between_days] = (gap, kept)
    widest = max((gap for gap, _ in gaps.values()), default=0)
    if not widest or not _near(v, one, other, widest):
        return
    before = _before(v, one, other)
    same_day = _same_day(v, one, other) if any(days for _, days in gaps) else None
    for (_, between_days), (gap, literals) in gaps.items():
        conditions: list[cp_model.LiteralT] = list(literals)
        if between_days:
            if same_day is v.one:
                continue
            if same_day is not None:
                conditions.append(same_day.negated())
        v.model.add(v.start[other] >= v.start[one] + first.duration + gap).only_enforce_if(
            [*conditions, before]
        )
        v.model.add(v.start[one] >= v.start[other] + second.duration + gap).only_enforce_if(
            [*conditions, before.negated()]
        )


def _near(v: Variables, one: int, other: int, gap: int) -> bool:
    """Whether two activities could come closer than `gap`."""
    mine, theirs = v.all_starts(one), v.all_starts(other)
    return (
        mine.last + v.problem.activities[one].duration + gap > theirs.first
        and theirs.last + v.problem.activities[other].duration + gap > mine.first
    )


def _before(v: Variables, one: int, other: int) -> cp_model.IntVar:
    """Literal that one activity comes before another."""
    return v.model.new_bool_var(
        f"{v.problem.activities[one].id} before {v.problem.activities[other].id}"
    )


def _same_day(v: Variables, one: int, other: int) -> cp_model.IntVar | None:
    """Literal that may hold only if two activities begin on one working day; None if they cannot."""
    mine, theirs = v.days(one), v.days(other)
    common = mine.keys() & theirs.keys()
    if not common:
        return None
    if len(mine) == len(theirs) == 1:
        return v.one
    if len(theirs) == 1:
        return mine[next(iter(theirs))]
    if len(mine) == 1:
        return theirs[next(iter(mine))]
    same = v.model.new_bool_var("same day")
    for day, literal in mine.items():
        follows = [theirs[day]] if day in theirs else []
        v.model.add_bool_or([same.negated(), literal.negated(), *follows])
    return same


def _add_work(v: Variables) -> None:
    """A unit works no more than so long a day."""
    seen = set()
    for rule in v.problem.work:
        for unit in sorted(rule.units):
            v.look()
            parts = []
            for number in v.parts_of(unit):
                modes = [m for m in range(len(v.mode[number])) if (number, m) in rule.counted]
                if modes:
                    parts.append((number, v.takes[number][unit], tuple(modes)))
            spent = {day: worked for (who, day), worked in rule.spent.items() if who == unit}
            key = (
                rule.rule,
                tuple((number, literal.index) for number, literal, _ in parts),
                tuple(sorted(spent.items())),
            )
            if key not in seen:
                seen.add(key)
                _limit_work(v, rule.limit, spent, parts)


def _limit_work(
    v: Variables,
    most: int,
    spent: dict[int, int],
    parts: list[tuple[int, cp_model.IntVar, tuple[int, ...]]],
) -> None:
    """Sum of durations a day, over the activities of a unit."""
    by_day: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for part, (number, _, _) in enumerate(parts):
        for day in v.days(number):
            by_day[day].append((part, v.problem.activities[number].duration))
    for day, work in sorted(by_day.items()):
        limit = max(0, most - spent.get(day, 0))
        if sum(minutes for _, minutes in work) <= limit:
            continue
        terms: list[cp_model.LinearExprT] = []
        for part, minutes in work:
            number, takes, modes = parts[part]
            counted = v.in_modes(number, modes)
            conditions = [
                lit
                for lit in (takes, counted, v.days(number)[day])
                if lit is not None and lit is not v.one
            ]
            if len({lit.index for lit in conditions}) <= 1:
                terms.append(minutes * (conditions[0] if conditions else 1))
            else:
                works = v.model.new_bool_var("works that day")
                v.model.add_bool_or([works, *(lit.negated() for lit in conditions)])
                terms.append(minutes * works)
        v.model.add(sum(terms) <= limit)


def _add_order(v: Variables) -> None:
    """Serials that wait for others, begin together, or never run together."""
    for number, activity in enumerate(v.problem.activities):
        v.look()
        for link in activity.links:
            end = v.start[link.before] + v.problem.activities[link.before].duration
            v.model.add_implication(v.present[number], v.present[link.before])
            conditions = [] if v.present[number] is v.one else [v.present[number]]
            v.model.add(v.start[number] >= end + link.least).only_enforce_if(conditions)
            if link.most is not None:
                v.model.add(v.start[number] <= end + link.most).only_enforce_if(conditions)
    for group in v.problem.together:
        leader, *others = sorted(group)
        for other in others:
            # Where they are left out they may have no start in common.
            conditions = [] if v.present[leader] is v.one else [v.present[leader]]
            v.model.add(v.start[other] == v.start[leader]).only_enforce_if(conditions)
            v.model.add(v.present[other] == v.present[leader])
    for one, other in sorted(v.problem.never):
        v.model.add_no_overlap([v.running[one], v.running[other]])
