"""A timetable under construction: what is placed, and what stands in the way of one activity more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from birlik.exercise.sentences import said
from birlik.planning.occupancy import Occupancy
from birlik.planning.problem import Activity, Mode, Problem, Slot, Solution


@dataclass(frozen=True)
class Obstacle:
    """Why an activity cannot begin at a minute.

    Attributes
    ----------
    what : str
        In a planner's words, such as ``TOKMAK-SEA is taken by S-204``.
    until : int
        First later minute at which this obstacle may be gone.
    """

    what: str
    until: int


NEVER_GONE = 1 << 40


class Board:
    """Activities placed so far, with every rule judged as each new one is tried."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.solution: Solution = {}
        self.in_area: defaultdict[int, Occupancy] = defaultdict(Occupancy)
        self.of_unit: defaultdict[int, Occupancy] = defaultdict(Occupancy)
        self.of_pool: defaultdict[int, Occupancy] = defaultdict(Occupancy)
        self.shutting: defaultdict[int, Occupancy] = defaultdict(Occupancy)
        self.used_up: defaultdict[int, int] = defaultdict(int)
        # No two serials of a unit farther apart than this can disturb each other.
        self.farthest = max(
            [minutes for table in problem.travel for row in table for minutes in row]
            + [rule.least for rule in problem.rest],
            default=0,
        )
        self.never: defaultdict[int, set[int]] = defaultdict(set)
        for first, second in problem.never:
            self.never[first].add(second)
            self.never[second].add(first)
        self.companions = {member: group for group in problem.together for member in group}
        self.followers: defaultdict[int, list[int]] = defaultdict(list)
        for number, activity in enumerate(problem.activities):
            for link in activity.links:
                self.followers[link.before].append(number)
        self.rest_of = [
            [rule for rule in problem.rest if unit in rule.units]
            for unit in range(len(problem.forces))
        ]
        self.work_of = [
            [rule for rule in problem.work if unit in rule.units]
            for unit in range(len(problem.forces))
        ]

    def put(self, number: int, slot: Slot) -> None:
        """Place an activity; its slot must have been tried."""
        self.solution[number] = slot
        for occupancy, stretch in self._taken(number, slot):
            occupancy.take(*stretch, number)
        for pool, amount in self.problem.activities[number].holds:
            self.used_up[pool] += amount

    def take_back(self, number: int) -> None:
        """Remove an activity."""
        for occupancy, stretch in self._taken(number, self.solution.pop(number)):
            occupancy.give_back(*stretch, number)
        for pool, amount in self.problem.activities[number].holds:
            self.used_up[pool] -= amount

    def _taken(self, number: int, slot: Slot) -> Iterator[tuple[Occupancy, tuple[int, int]]]:
        """What an activity takes, and from when to when."""
        activity, mode = self._parts(number, slot)
        running = slot.start, slot.start + activity.duration
        occupied = running[0] - activity.setup, running[1] + activity.clearup
        yield from ((self.in_area[area], occupied) for area in mode.areas)
        yield from ((self.of_unit[unit], running) for unit in slot.units)
        yield from ((self.of_pool[pool], running) for pool, _ in activity.holds)
        yield from ((self.shutting[area], running) for area in mode.shut)

    def obstacle(self, number: int, mode_number: int, start: int) -> Obstacle | None:
        """First thing that keeps an activity from beginning at `start`; None if it can.

        Units that the planner may choose are judged by :meth:`units_for`.
        """
        return next(self.obstacles(number, mode_number, start), None)

    def obstacles(self, number: int, mode_number: int, start: int) -> Iterator[Obstacle]:
        """Everything that keeps an activity from beginning at `start`."""
        activity = self.problem.activities[number]
        mode = activity.modes[mode_number]
        busy = (
            found
            for unit in activity.units
            if (found := self.unit_obstacle(number, unit, mode_number, start))
        )
        return chain(
            self._order(number, activity, start),
            self._areas(activity, mode, start),
            self._danger(activity, mode, start),
            self._pools(activity, start),
            self._never(number, activity, start),
            busy,
        )

    def units_for(self, number: int, mode_number: int, start: int) -> tuple[int, ...] | Obstacle:
        """All units for an activity that can begin at `start`: the free ones among those to choose."""
        activity = self.problem.activities[number]
        chosen = list(activity.units)
        until = NEVER_GONE
        # Demands with the fewest candidates choose first, so that others do not take them away.
        for choice in sorted(activity.choices, key=lambda choice: len(choice.candidates)):
            free = []
            for unit in choice.candidates:
                if unit in chosen:
                    continue
                found = self.unit_obstacle(number, unit, mode_number, start)
                if found is None:
                    free.append(unit)
                    if len(free) == choice.count:
                        break
                else:
                    until = min(until, found.until)
            if len(free) < choice.count:
                busy = [self.problem.forces[unit].id for unit in choice.candidates[:4]]
                return Obstacle(
                    said("not enough units are free ({busy})", busy=busy), max(until, start + 1)
                )
            chosen += free
        if crowd := self._crowd(activity, activity.modes[mode_number], start, chosen):
            return crowd
        return tuple(sorted(chosen, key=lambda unit: (unit not in activity.units, unit)))

    def fits(self, number: int, slot: Slot) -> bool:
        """Whether an activity can be placed exactly so, with these units."""
        activity = self.problem.activities[number]
        if self.obstacle(number, slot.mode, slot.start):
            return False
        chosen = (unit for unit in slot.units if unit not in activity.units)
        if any(self.unit_obstacle(number, unit, slot.mode, slot.start) for unit in chosen):
            return False
        mode = activity.modes[slot.mode]
        return self._crowd(activity, mode, slot.start, list(slot.units)) is None

    def unit_obstacle(
        self, number: int, unit: int, mode_number: int, start: int
    ) -> Obstacle | None:
        """What keeps a unit from taking part in an activity at `start`."""
        problem = self.problem
        activity = problem.activities[number]
        mode, name = activity.modes[mode_number], problem.forces[unit].id
        if unit not in activity.units:
            for begin, end in activity.barred_starts(mode_number, unit):
                if begin <= start < end:
                    return Obstacle(said("{unit} is not available", unit=name), end)
        end = start + activity.duration
        day = problem.day_of(start)
        near = self.of_unit[unit].during(start - self.farthest, end + self.farthest)
        for _, other_end, other_number in near:
            slot = self.solution[other_number]
            other = problem.activities[other_number]
            gap = problem.way(unit, mode.site, other.modes[slot.mode].site)
            if problem.day_of(slot.start) != day:
                gap = max(gap, self._rest(unit, (number, mode_number), (other_number, slot.mode)))
            if start < other_end + gap and slot.start < end + gap:
                words = said(
                    "{unit} needs time between this and {other}", unit=name, other=other.id
                )
                if gap == 0:
                    words = said("{unit} is busy with {other}", unit=name, other=other.id)
                return Obstacle(words, other_end + gap)
        return self._work(unit, number, mode_number, day)

    def _rest(self, unit: int, one: tuple[int, int], other: tuple[int, int]) -> int:
        """Least minutes that a unit rests between two serials of different days."""
        return max(
            (
                rule.least
                for rule in self.rest_of[unit]
                if one in rule.counted and other in rule.counted
            ),
            default=0,
        )

    def _work(self, unit: int, number: int, mode: int, day: int) -> Obstacle | None:
        """Whether one serial more would be too much work for a unit on a day."""
        problem, edges = self.problem, self.problem.day_edges
        for rule in self.work_of[unit]:
            if (number, mode) not in rule.counted:
                continue
            until = edges[day + 1] if day + 1 < len(edges) else NEVER_GONE
            worked = problem.activities[number].duration + sum(
                end - begin
                for begin, end, other in self.of_unit[unit].during(edges[day], until)
                if begin >= edges[day] and (other, self.solution[other].mode) in rule.counted
            )
            if worked > rule.limit:
                name = problem.forces[unit].id
                return Obstacle(said("{unit} has worked enough that day", unit=name), until)
        return None

    def _parts(self, number: int, slot: Slot) -> tuple[Activity, Mode]:
        activity = self.problem.activities[number]
        return activity, activity.modes[slot.mode]

    def _order(self, number: int, activity: Activity, start: int) -> Iterator[Obstacle]:
        """Serials before and after it, and those that begin with it."""
        for link in activity.links:
            slot, other = self.solution.get(link.before), self.problem.activities[link.before]
            if slot is None:
                yield Obstacle(said("{other} must be placed first", other=other.id), NEVER_GONE)
                continue
            gap = start - slot.start - other.duration
            if gap < link.least:
                yield Obstacle(
                    said("{other} must be over first", other=other.id), start + link.least - gap
                )
            elif link.most is not None and gap > link.most:
                yield Obstacle(
                    said("{other} would be over too long before", other=other.id), NEVER_GONE
                )
        for follower in self.followers[number]:
            if follower in self.solution:
                slot, other = self.solution[follower], self.problem.activities[follower]
                for link in other.links:
                    gap = slot.start - start - activity.duration
                    if link.before == number and gap < link.least:
                        yield Obstacle(said("{other} must follow it", other=other.id), NEVER_GONE)
                    elif link.before == number and link.most is not None and gap > link.most:
                        yield Obstacle(
                            said("{other} must follow it sooner", other=other.id),
                            start + gap - link.most,
                        )
        for other_number in self.companions.get(number, ()):
            if other_number in self.solution and self.solution[other_number].start != start:
                began = self.solution[other_number].start
                name = self.problem.activities[other_number].id
                yield Obstacle(
                    said("{name} begins at another time", name=name),
                    began if began > start else NEVER_GONE,
                )

    def _areas(self, activity: Activity, mode: Mode, start: int) -> Iterator[Obstacle]:
        """Areas that are taken, or shut by another's danger zone, while it would occupy them."""
        begin, end = start - activity.setup, start + activity.duration + activity.clearup
        for area in mode.areas:
            limit = self.problem.areas[area]
            here = self.in_area[area].during(begin, end)
            if limit.serials < 1:
                yield Obstacle(said("{area} holds no serial", area=limit.id), NEVER_GONE)
            elif len(here) >= limit.serials:
                crowded = most_at_once([(b, e, 1) for b, e, _ in here], begin, end)
                if crowded + 1 > limit.serials:
                    names = [self.problem.activities[n].id for _, _, n in here[:3]]
                    until = min(e for _, e, _ in here) + activity.setup
                    yield Obstacle(
                        said("{area} is taken by {names}", area=limit.id, names=names),
                        max(until, start + 1),
                    )
            for _, over, number in self.shutting[area].during(begin, end):
                name = self.problem.activities[number].id
                yield Obstacle(
                    said("{area} is shut by the danger zone of {name}", area=limit.id, name=name),
                    over + activity.setup,
                )

    def _danger(self, activity: Activity, mode: Mode, start: int) -> Iterator[Obstacle]:
        """Areas that its own danger zone would shut while others occupy them."""
        end = start + activity.duration
        for area in mode.shut:
            for _, over, number in self.in_area[area].during(start, end):
                name, other = self.problem.areas[area].id, self.problem.activities[number].id
                yield Obstacle(
                    said("its danger zone would shut {area} under {other}", area=name, other=other),
                    over,
                )

    def _pools(self, activity: Activity, start: int) -> Iterator[Obstacle]:
        """Pools that do not hold enough."""
        end = start + activity.duration
        for pool, amount in activity.holds:
            limit = self.problem.pools[pool]
            if limit.used_up:
                if amount + self.used_up[pool] > limit.quantity:
                    yield Obstacle(said("{pool} is used up", pool=limit.id), NEVER_GONE)
                continue
            drawn = [
                (b, e, dict(self.problem.activities[number].holds)[pool])
                for b, e, number in self.of_pool[pool].during(start, end)
            ]
            if amount + most_at_once(drawn, start, end) > limit.quantity:
                until = min((e for _, e, _ in drawn), default=NEVER_GONE)
                yield Obstacle(said("{pool} is all in use", pool=limit.id), max(until, start + 1))

    def _never(self, number: int, activity: Activity, start: int) -> Iterator[Obstacle]:
        """Serials that must not run beside it."""
        for other_number in self.never[number]:
            if other_number in self.solution:
                other, slot = self.problem.activities[other_number], self.solution[other_number]
                other_end = slot.start + other.duration
                if start < other_end and slot.start < start + activity.duration:
                    yield Obstacle(said("it never runs beside {other}", other=other.id), other_end)

    def _crowd(
        self, activity: Activity, mode: Mode, start: int, units: list[int]
    ) -> Obstacle | None:
        """Area that would hold too many people."""
        forces = self.problem.forces
        people = activity.people + sum(forces[unit].people for unit in units)
        begin, end = start - activity.setup, start + activity.duration + activity.clearup
        for area in mode.areas:
            limit = self.problem.areas[area]
            if limit.people is None:
                continue
            here = [
                (b, e, self._people(number))
                for b, e, number in self.in_area[area].during(begin, end)
            ]
            if people + most_at_once(here, begin, end) > limit.people:
                until = min((e for _, e, _ in here), default=NEVER_GONE) + activity.setup
                return Obstacle(
                    said("{area} holds no more people", area=limit.id), max(until, start + 1)
                )
        return None

    def _people(self, number: int) -> int:
        """People whom a placed activity brings into its areas."""
        forces = self.problem.forces
        return self.problem.activities[number].people + sum(
            forces[unit].people for unit in self.solution[number].units
        )


def most_at_once(stretches: list[tuple[int, int, int]], begin: int, end: int) -> int:
    """Greatest sum of amounts at one moment of ``[begin, end)``; stretches are (begin, end, amount)."""
    most = 0
    for moment in {begin, *(b for b, _, _ in stretches if begin < b < end)}:
        most = max(most, sum(amount for b, e, amount in stretches if b <= moment < e))
    return most
