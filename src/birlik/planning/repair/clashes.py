"""Kept placements that cannot all stay: what the new plan makes of them, pair by pair and load by load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from birlik.planning.problem import Problem, Slot, Solution
from birlik.planning.repair.kept import Kept


@dataclass(frozen=True)
class Stake:
    """What one kept placement has in a clash.

    Attributes
    ----------
    number : int
        Activity.
    amount : int
        What it takes.
    by_units : bool
        Whether it has nothing to do with the clash as soon as others take part in its place.
    """

    number: int
    amount: int = 1
    by_units: bool = False


@dataclass(frozen=True)
class Clash:
    """Placements that together take too much: those that stay may take no more than `most`."""

    stakes: tuple[Stake, ...]
    most: int


@dataclass(frozen=True)
class _Standing:
    """A kept placement, frozen or not, with its time."""

    number: int
    slot: Slot
    begin: int
    end: int
    frozen: bool


def clashes_of(problem: Problem, kept: Kept) -> tuple[Clash, ...]:
    """Every clash among kept placements, each rule of several serials for itself."""
    found = _Clashes(problem, kept)
    every = (
        *found.areas(),
        *found.pools(),
        *found.dangers(),
        *found.units(),
        *found.work(),
        *found.order(),
    )
    return tuple(dict.fromkeys(every))


class _Clashes:
    """One pass over the kept placements."""

    def __init__(self, problem: Problem, kept: Kept) -> None:
        self.problem, self.kept = problem, kept
        self.slots: Solution = {**kept.frozen, **kept.slots}
        self.standing: dict[int, _Standing] = {}
        self.in_area: defaultdict[int, list[int]] = defaultdict(list)
        self.shut: defaultdict[int, list[int]] = defaultdict(list)
        self.of_unit: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
        for number, slot in self.slots.items():
            activity = problem.activities[number]
            end = slot.start + activity.duration
            self.standing[number] = _Standing(number, slot, slot.start, end, number in kept.frozen)
            mode = activity.modes[slot.mode]
            for area in mode.areas:
                self.in_area[area].append(number)
            for area in mode.shut:
                self.shut[area].append(number)
            for unit in activity.units:
                self.of_unit[unit].append((number, False))
            if number in kept.same_units:
                for unit in slot.units:
                    if unit not in activity.units:
                        self.of_unit[unit].append((number, True))

    def areas(self) -> Iterator[Clash]:
        """Serials and people in an area at once."""
        for area, numbers in self.in_area.items():
            limit = self.problem.areas[area]
            yield from self._overloads(numbers, self._occupation, Stake, limit.serials)
            if limit.people is not None:
                yield from self._overloads(numbers, self._occupation, self._people, limit.people)

    def pools(self) -> Iterator[Clash]:
        """Amounts held at once, and used up."""
        drawing: defaultdict[int, list[int]] = defaultdict(list)
        for number in self.standing:
            for pool in dict(self.problem.activities[number].holds):
                drawing[pool].append(number)
        for pool, numbers in drawing.items():
            limit = self.problem.pools[pool]
            amounts = {n: dict(self.problem.activities[n].holds)[pool] for n in numbers}
            if limit.used_up:
                yield from self._clash(
                    (Stake(number, amounts[number]) for number in numbers), limit.quantity
                )
            else:
                yield from self._overloads(
                    numbers,
                    self._run,
                    lambda number, amounts=amounts: Stake(number, amounts[number]),  # type: ignore[misc]
                    limit.quantity,
                )

    def dangers(self) -> Iterator[Clash]:
        """Areas occupied while a danger zone shuts them."""
        for area, shutting in self.shut.items():
            for one in shutting:
                begin, end = self._run(one)
                for other in self.in_area[area]:
                    first, last = self._occupation(other)
                    if begin < last and first < end:
                        yield from self._pair(one, other)

    def units(self) -> Iterator[Clash]:
        """Units in two serials at once, or with too little time between two."""
        for unit, parts in self.of_unit.items():
            rests = [rule for rule in self.problem.rest if unit in rule.units]
            speed = self.problem.travel[self.problem.forces[unit].speed_class]
            widest = max(
                max((minutes for row in speed for minutes in row), default=0),
                max((rule.least for rule in rests), default=0),
            )
            ordered = sorted(parts, key=lambda part: self.standing[part[0]].begin)
            for place, (one, one_by_units) in enumerate(ordered):
                mine = self.standing[one]
                for other, other_by_units in ordered[place + 1 :]:
                    theirs = self.standing[other]
                    if theirs.begin >= mine.end + widest:
                        break
                    if theirs.begin < mine.end + self._gap(unit, mine, theirs):
                        yield from self._clash(
                            (Stake(one, 1, one_by_units), Stake(other, 1, other_by_units)), 1
                        )

    def _gap(self, unit: int, one: _Standing, other: _Standing) -> int:
        """Least minutes between two serials of a unit."""
        problem = self.problem
        sites = (
            problem.activities[part.number].modes[part.slot.mode].site for part in (one, other)
        )
        way = problem.way(unit, *sites)
        if problem.day_of(one.begin) == problem.day_of(other.begin):
            return way
        return max(
            way,
            max(
                (
                    rule.least
                    for rule in problem.rest
                    if unit in rule.units
                    and (one.number, one.slot.mode) in rule.counted
                    and (other.number, other.slot.mode) in rule.counted
                ),
                default=0,
            ),
        )

    def work(self) -> Iterator[Clash]:
        """More work a day than is allowed."""
        for rule in self.problem.work:
            for unit in sorted(rule.units):
                by_day: defaultdict[int, list[Stake]] = defaultdict(list)
                for number, by_units in self.of_unit[unit]:
                    standing = self.standing[number]
                    if (number, standing.slot.mode) in rule.counted:
                        length = self.problem.activities[number].duration
                        day = self.problem.day_of(standing.begin)
                        by_day[day].append(Stake(number, length, by_units))
                for stakes in by_day.values():
                    yield from self._clash(stakes, rule.limit)

    def order(self) -> Iterator[Clash]:
        """Serials that follow, begin with or never run beside one another."""
        for number, standing in self.standing.items():
            for link in self.problem.activities[number].links:
                before = self.standing.get(link.before)
                if before is not None:
                    gap = standing.begin - before.end
                    if gap < link.least or (link.most is not None and gap > link.most):
                        yield from self._pair(link.before, number)
        for group in self.problem.together:
            there = sorted(group & self.standing.keys())
            for one, other in combinations(there, 2):
                if self.standing[one].begin != self.standing[other].begin:
                    yield from self._pair(one, other)
        for one, other in sorted(self.problem.never):
            if one in self.standing and other in self.standing:
                mine, theirs = self.standing[one], self.standing[other]
                if mine.begin < theirs.end and theirs.begin < mine.end:
                    yield from self._pair(one, other)

    def _occupation(self, number: int) -> tuple[int, int]:
        activity, standing = self.problem.activities[number], self.standing[number]
        return standing.begin - activity.setup, standing.end + activity.clearup

    def _run(self, number: int) -> tuple[int, int]:
        return self.standing[number].begin, self.standing[number].end

    def _people(self, number: int) -> Stake:
        """People of a placement; with other units it may bring fewer."""
        activity, slot = self.problem.activities[number], self.slots[number]
        units = slot.units if number in self.kept.same_units else activity.units
        people = activity.people + sum(self.problem.forces[unit].people for unit in units)
        return Stake(number, people, bool(activity.choices) and number in self.kept.same_units)

    def _overloads(
        self,
        numbers: Iterable[int],
        stretch: Callable[[int], tuple[int, int]],
        stake: Callable[[int], Stake],
        limit: int,
    ) -> Iterator[Clash]:
        """One clash for each moment at which one more makes it too much."""
        running: list[tuple[int, Stake]] = []
        total = 0
        for number in sorted(numbers, key=lambda n: (stretch(n)[0], n)):
            begin, end = stretch(number)
            for over in [entry for entry in running if entry[0] <= begin]:
                running.remove(over)
                total -= over[1].amount
            added = stake(number)
            running.append((end, added))
            total += added.amount
            if total > limit:
                yield from self._clash((entry for _, entry in running), limit)

    def _pair(self, one: int, other: int) -> Iterator[Clash]:
        if one != other:
            yield from self._clash((Stake(one), Stake(other)), 1)

    def _clash(self, stakes: Iterable[Stake], most: int) -> Iterator[Clash]:
        """The clash of some placements, if they take too much; what is frozen takes its part first."""
        every = list(stakes)
        if sum(stake.amount for stake in every) <= most:
            return
        frozen = sum(stake.amount for stake in every if self.standing[stake.number].frozen)
        free = tuple(
            stake for stake in every if stake.amount and not self.standing[stake.number].frozen
        )
        if free:
            yield Clash(free, max(0, most - frozen))
