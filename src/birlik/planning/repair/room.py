"""What placed activities leave to others, reckoned with whole stretches of time at once.

:class:`~birlik.planning.board.Board` says what stands in the way at one minute; this says at which
minutes nothing does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from birlik.planning.problem import Activity, Mode, Problem, Slot, Solution
from birlik.planning.windows import ALWAYS, FOREVER, NEVER, Windows, just

#: From, until, and an amount.
Load = tuple[int, int, int]


def stretches_above(loads: Iterable[Load], limit: int) -> list[tuple[int, int]]:
    """Stretches of time in which the sum of some loads is above a limit."""
    changes: defaultdict[int, int] = defaultdict(int)
    for begin, end, amount in loads:
        changes[begin] += amount
        changes[end] -= amount
    found, total, since = [], 0, None
    for minute in sorted(changes):
        total += changes[minute]
        if total > limit and since is None:
            since = minute
        elif total <= limit and since is not None:
            found.append((since, minute))
            since = None
    return found


class Room:
    """Activities that are placed, and the starts that they leave to one more."""

    def __init__(self, problem: Problem, solution: Solution | None = None) -> None:
        self.problem = problem
        self.solution: Solution = {}
        self.in_area: defaultdict[int, dict[int, Load]] = defaultdict(dict)
        self.shut: defaultdict[int, dict[int, Load]] = defaultdict(dict)
        self.of_pool: defaultdict[int, dict[int, Load]] = defaultdict(dict)
        self.of_unit: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
        self.never: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in problem.never:
            self.never[one].add(other)
            self.never[other].add(one)
        self.companions = {member: group for group in problem.together for member in group}
        self.followers: defaultdict[int, list[int]] = defaultdict(list)
        for number, activity in enumerate(problem.activities):
            for link in activity.links:
                self.followers[link.before].append(number)
        for number, slot in (solution or {}).items():
            self.put(number, slot)

    def put(self, number: int, slot: Slot) -> None:
        """Place an activity."""
        activity, mode = self._parts(number, slot)
        self.solution[number] = slot
        begin, end = self._occupation(activity, slot.start)
        people = self.people(activity, slot.units)
        for area in mode.areas:
            self.in_area[area][number] = (begin, end, people)
        for area in mode.shut:
            self.shut[area][number] = (slot.start, slot.start + activity.duration, 1)
        for pool, amount in activity.holds:
            self.of_pool[pool][number] = (slot.start, slot.start + activity.duration, amount)
        for unit in slot.units:
            self.of_unit[unit][number] = mode.site

    def take_back(self, number: int) -> None:
        """Remove an activity."""
        slot = self.solution.pop(number)
        activity, mode = self._parts(number, slot)
        for area in mode.areas:
            del self.in_area[area][number]
        for area in mode.shut:
            del self.shut[area][number]
        for pool, _ in activity.holds:
            del self.of_pool[pool][number]
        for unit in slot.units:
            del self.of_unit[unit][number]

    def people(self, activity: Activity, units: Iterable[int]) -> int:
        """People whom an activity brings with some units."""
        return activity.people + sum(self.problem.forces[unit].people for unit in units)

    def starts(
        self, number: int, mode_number: int, still_open: frozenset[int] = frozenset()
    ) -> Windows:
        """Starts left to an activity in a mode, whatever units are chosen.

        It cannot begin before what it waits for is placed, unless that is `still_open`.
        """
        activity = self.problem.activities[number]
        mode = activity.modes[mode_number]
        left = mode.starts & self._in_order(number, activity, still_open)
        if left:
            left -= Windows.of(
                [
                    *self._areas_taken(activity, mode),
                    *self._pools_taken(activity),
                    *self._beside(number, activity),
                ]
            )
        for unit in activity.units:
            if left:
                left -= self.unit_busy(number, mode_number, unit)
        return left

    def crowded(self, activity: Activity, mode: Mode, people: int) -> Windows:
        """Starts at which so many people more would be too many in one of the areas."""
        found: list[tuple[int, int]] = []
        for area in mode.areas:
            limit = self.problem.areas[area].people
            if limit is not None:
                if people > limit:
                    return ALWAYS
                over = stretches_above(self.in_area[area].values(), limit - people)
                found += [self._occupying(activity, begin, end) for begin, end in over]
        return Windows.of(found)

    def unit_busy(self, number: int, mode_number: int, unit: int) -> Windows:
        """Starts at which a unit cannot take part in an activity."""
        problem = self.problem
        activity = problem.activities[number]
        mode, length = activity.modes[mode_number], activity.duration
        found: list[tuple[int, int]] = []
        rests = [rule for rule in problem.rest if unit in rule.units]
        for other, site in self.of_unit[unit].items():
            slot = self.solution[other]
            end = slot.start + problem.activities[other].duration
            way = problem.way(unit, mode.site, site)
            found.append((slot.start - length - way + 1, end + way))
            rest = max(
                (
                    rule.least
                    for rule in rests
                    if (number, mode_number) in rule.counted and (other, slot.mode) in rule.counted
                ),
                default=0,
            )
            if rest > way:
                first, last = self._day(problem.day_of(slot.start))
                found.append((slot.start - length - rest + 1, first))
                found.append((last, end + rest))
        for rule in problem.work:
            if unit in rule.units and (number, mode_number) in rule.counted:
                for day, minutes in self.worked(unit, rule.counted).items():
                    if minutes + length > rule.limit:
                        found.append(self._day(day))
                if length > rule.limit:
                    return ALWAYS
        return Windows.of(found)

    def worked(self, unit: int, counted: frozenset[tuple[int, int]]) -> dict[int, int]:
        """Minutes that a unit works on each day, in the activities and modes that count."""
        minutes: defaultdict[int, int] = defaultdict(int)
        for other in self.of_unit[unit]:
            slot = self.solution[other]
            if (other, slot.mode) in counted:
                day = self.problem.day_of(slot.start)
                minutes[day] += self.problem.activities[other].duration
        return minutes

    def _parts(self, number: int, slot: Slot) -> tuple[Activity, Mode]:
        activity = self.problem.activities[number]
        return activity, activity.modes[slot.mode]

    def _occupation(self, activity: Activity, start: int) -> tuple[int, int]:
        return start - activity.setup, start + activity.duration + activity.clearup

    def _occupying(self, activity: Activity, begin: int, end: int) -> tuple[int, int]:
        """Starts at which an activity would occupy its areas at some time of a stretch."""
        return begin - activity.duration - activity.clearup + 1, end + activity.setup

    def _day(self, day: int) -> tuple[int, int]:
        edges = self.problem.day_edges
        first = edges[day] if day >= 0 else -FOREVER
        return first, edges[day + 1] if day + 1 < len(edges) else FOREVER

    def _in_order(self, number: int, activity: Activity, still_open: frozenset[int]) -> Windows:
        """Starts that keep the order with what is placed before, after and together."""
        left = ALWAYS
        for link in activity.links:
            slot = self.solution.get(link.before)
            if slot is None:
                if link.before in still_open:
                    continue
                return NEVER
            end = slot.start + self.problem.activities[link.before].duration
            last = FOREVER if link.most is None else end + link.most + 1
            left &= Windows.of([(end + link.least, last)])
        for follower in self.followers[number]:
            slot = self.solution.get(follower)
            if slot is None:
                continue
            for link in self.problem.activities[follower].links:
                if link.before == number:
                    last = slot.start - link.least - activity.duration
                    first = (
                        -FOREVER
                        if link.most is None
                        else slot.start - link.most - activity.duration
                    )
                    left &= Windows.of([(first, last + 1)])
        for other in self.companions.get(number, ()):
            if other != number and other in self.solution:
                left &= just(self.solution[other].start)
        return left

    def _areas_taken(self, activity: Activity, mode: Mode) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for area in mode.areas:
            limit = self.problem.areas[area].serials
            if limit < 1:
                return [(-FOREVER, FOREVER)]
            here = self.in_area[area].values()
            over = stretches_above(((b, e, 1) for b, e, _ in here), limit - 1)
            found += [self._occupying(activity, begin, end) for begin, end in over]
            found += [
                self._occupying(activity, begin, end) for begin, end, _ in self.shut[area].values()
            ]
        for area in mode.shut:
            found += [
                (begin - activity.duration + 1, end)
                for begin, end, _ in self.in_area[area].values()
            ]
        return found

    def _pools_taken(self, activity: Activity) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for pool, amount in activity.holds:
            limit = self.problem.pools[pool]
            loads = self.of_pool[pool].values()
            if limit.used_up:
                if amount + sum(held for _, _, held in loads) > limit.quantity:
                    return [(-FOREVER, FOREVER)]
                continue
            if amount > limit.quantity:
                return [(-FOREVER, FOREVER)]
            found += [
                (begin - activity.duration + 1, end)
                for begin, end in stretches_above(loads, limit.quantity - amount)
            ]
        return found

    def _beside(self, number: int, activity: Activity) -> list[tuple[int, int]]:
        """Starts at which it would run beside something that it must not run beside."""
        found = []
        for other in self.never[number]:
            if other in self.solution:
                begin = self.solution[other].start
                end = begin + self.problem.activities[other].duration
                found.append((begin - activity.duration + 1, end))
        return found
