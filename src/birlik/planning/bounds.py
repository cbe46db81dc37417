"""What no timetable can beat: the least end that pools, units, areas and order together ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

import numpy as np
import numpy.typing as npt

from birlik.planning.problem import Activity, Problem
from birlik.planning.windows import Windows

Ints = npt.NDArray[np.int64]

#: Distinct sets of minutes of one means of which every union is looked at.
MOST_UNIONS = 4


@dataclass(frozen=True)
class _Work:
    """How activities of one sort work at a means: starts, minutes it lasts, minutes before and behind."""

    starts: tuple[Windows, ...]
    length: int
    before: int
    step: int


@dataclass
class _Load:
    """What activities of one sort ask of a means together.

    Attributes
    ----------
    rate : int
        Sum of the amounts that they hold.
    head : int
        Minute before which none of them begins.
    tail : int
        Least minutes that must follow the end of their work there; negative if it may last longer.
    """

    rate: int
    head: int
    tail: int


#: Loads of one means, by the sort of work.
_Loads = dict[int, _Load]


@dataclass(frozen=True)
class Scarcity:
    """How scarce a pool is in the hours that decide how soon it can be done with.

    Attributes
    ----------
    pool : int
    least_end : int
        Minute before which what is asked of it cannot be done.
    takes : dict of int to int
        For each of its activities, the fewest minutes of these hours that it takes, wherever it begins.
    """

    pool: int
    least_end: int
    takes: dict[int, int]


def least_end(problem: Problem, required: Iterable[int] | None = None) -> int:
    """Minute before which no timetable that holds some activities can be over.

    It is proven by counting. Of each pool, unit and set of areas some hours are looked at: those in which
    some of its activities run. Each activity takes a least part of them, wherever it begins; what all of
    them take there must fit into as many of these hours as lie before the end.

    Parameters
    ----------
    problem : Problem
    required : iterable of int, optional
        Activities that are held; every activity if None.
    """
    held = sorted(range(len(problem.activities)) if required is None else set(required))
    if not held:
        return problem.startex
    return _Counting(problem, held).least_end()


def scarcities(problem: Problem, required: Iterable[int] | None = None) -> list[Scarcity]:
    """How scarce each pool is, the scarcest first; those that are used up are not looked at.

    Parameters
    ----------
    problem, required
        As for :func:`least_end`.
    """
    held = sorted(range(len(problem.activities)) if required is None else set(required))
    return sorted(_Counting(problem, held).scarcities(), key=lambda scarcity: -scarcity.least_end)


class _Counting:
    """One pass over the activities that are held."""

    def __init__(self, problem: Problem, held: list[int]) -> None:
        self.problem, self.held = problem, held
        self.numbers: dict[tuple[object, ...], int] = {}
        self.works: list[_Work] = []
        self.rooms: list[Windows] = []
        self.known_rooms: dict[tuple[tuple[int, int], ...], Windows] = {}
        self.shares: dict[tuple[int, ...], dict[int, int]] = {}
        self.unions: dict[tuple[int, ...], tuple[Windows, Ints]] = {}
        self.heads = _heads(problem, held)
        self.tails = tails(problem, held)

    def least_end(self) -> int:
        """The greatest of all bounds."""
        activities = self.problem.activities
        ends = [self.heads[n] + activities[n].duration + self.tails[n] for n in self.held]
        means = chain(self._pools(), self._units(), self._areas())
        by_means = max((self._least_end_of(loads, room) for loads, room in means), default=0)
        return max(*ends, by_means, self.problem.startex)

    def scarcities(self) -> Iterator[Scarcity]:
        """How scarce each pool is."""
        users: dict[int, list[int]] = defaultdict(list)
        for number in self.held:
            for pool, amount in self.problem.activities[number].holds:
                if amount:
                    users[pool].append(number)
        for pool, loads in self._loads_of_pools().items():
            capacity = self.problem.pools[pool].quantity
            end, union = max(
                (self._least_end_by(loads, capacity, union), union)
                for union in self._unions_of(loads)
            )
            takes = {
                number: self.shares[union][self._work(self.problem.activities[number], 0, 0)]
                for number in users[pool]
            }
            yield Scarcity(pool, end, takes)

    def _pools(self) -> Iterator[tuple[_Loads, int]]:
        for pool, loads in self._loads_of_pools().items():
            yield loads, self.problem.pools[pool].quantity

    def _loads_of_pools(self) -> dict[int, _Loads]:
        loads: dict[int, _Loads] = defaultdict(dict)
        for number in self.held:
            for pool, amount in self.problem.activities[number].holds:
                if amount and not self.problem.pools[pool].used_up:
                    self._add(loads[pool], number, amount)
        return loads

    def _units(self) -> Iterator[tuple[_Loads, int]]:
        loads: dict[int, _Loads] = defaultdict(dict)
        for number in self.held:
            for unit in self.problem.activities[number].units:
                self._add(loads[unit], number, 1)
        for some in loads.values():
            yield some, 1

    def _areas(self) -> Iterator[tuple[_Loads, int]]:
        """Sets of areas between which activities choose, each set as one means."""
        root = list(range(len(self.problem.areas)))

        def top(area: int) -> int:
            while root[area] != area:
                root[area] = root[root[area]]
                area = root[area]
            return area

        placed = []
        for number in self.held:
            modes = self.problem.activities[number].modes
            used = {area for mode in modes for area in mode.areas}
            if used and all(mode.areas for mode in modes):
                placed.append((number, min(used)))
                for area in used:
                    root[top(area)] = top(min(used))
        capacity: dict[int, int] = defaultdict(int)
        for area, limit in enumerate(self.problem.areas):
            capacity[top(area)] += limit.serials
        loads: dict[int, _Loads] = defaultdict(dict)
        for number, area in placed:
            activity = self.problem.activities[number]
            fewest = min(len(mode.areas) for mode in activity.modes)
            self._add(loads[top(area)], number, fewest, activity.setup, activity.clearup)
        for area, some in loads.items():
            yield some, capacity[area]

    def _add(
        self, loads: _Loads, number: int, amount: int, before: int = 0, after: int = 0
    ) -> None:
        """Add an activity to what is asked of a means."""
        activity = self.problem.activities[number]
        work = self._work(activity, before, after)
        head, tail = self.heads[number] - before, self.tails[number] - after
        if work in loads:
            load = loads[work]
            load.rate += amount
            load.head, load.tail = min(load.head, head), min(load.tail, tail)
        else:
            loads[work] = _Load(amount, head, tail)

    def _work(self, activity: Activity, before: int, after: int) -> int:
        """Number of a sort of work."""
        starts = tuple(mode.starts for mode in activity.modes)
        ids = tuple(dict.fromkeys(map(id, starts)))
        step = self.problem.step if activity.on_grid else 1
        key = (ids, activity.duration, before, after, step)
        if key not in self.numbers:
            self.numbers[key] = len(self.works)
            length = before + activity.duration + after
            self.works.append(_Work(starts, length, before, step))
            room = Windows.of(
                (begin - before, end - 1 - before + length)
                for some in starts
                for begin, end in some
            )
            self.rooms.append(self.known_rooms.setdefault(room.stretches, room))
        return self.numbers[key]

    def _least_end_of(self, loads: _Loads, capacity: int) -> int:
        """Minute before which what is asked of one means cannot be done."""
        return max(self._least_end_by(loads, capacity, union) for union in self._unions_of(loads))

    def _unions_of(self, loads: _Loads) -> list[tuple[int, ...]]:
        """Unions of the sets of minutes in which what is asked of one means can be done."""
        asked: dict[int, int] = defaultdict(int)
        for work, load in loads.items():
            asked[id(self.rooms[work])] += load.rate * self.works[work].length
        kinds = sorted(asked, key=lambda room: -asked[room])
        if len(kinds) <= MOST_UNIONS:
            unions = [c for size in range(1, len(kinds) + 1) for c in combinations(kinds, size)]
        else:
            unions = [(kind,) for kind in kinds[:MOST_UNIONS]] + [tuple(kinds)]
        return [tuple(sorted(union)) for union in unions]

    def _least_end_by(self, loads: _Loads, capacity: int, union: tuple[int, ...]) -> int:
        """The same, counting only the minutes of some sets: whatever must be done in them."""
        room, passed = self._union(union)
        shares = self.shares[union]
        needed, head, tail = 0, 1 << 40, 1 << 40
        for work, load in loads.items():
            if work not in shares:
                shares[work] = self._least_within(work, passed)
            if shares[work]:
                needed += load.rate * shares[work]
                head, tail = min(head, load.head), min(tail, load.tail)
        if not needed:
            return 0
        return _filled(room, head, -(-needed // max(capacity, 1))) + tail

    def _union(self, union: tuple[int, ...]) -> tuple[Windows, Ints]:
        """Union of some rooms, and how many of its minutes have passed at each minute."""
        if union not in self.unions:
            rooms = [room for room in self.known_rooms.values() if id(room) in union]
            joined = Windows.of(stretch for room in rooms for stretch in room)
            first, last = self._span
            marks = np.zeros(last - first + 1, np.int64)
            for begin, end in joined:
                marks[begin - first] += 1
                marks[end - first] -= 1
            passed = np.zeros(len(marks) + 1, np.int64)
            passed[1:] = np.cumsum(np.cumsum(marks))
            self.unions[union], self.shares[union] = (joined, passed), {}
        return self.unions[union]

    @cached_property
    def _span(self) -> tuple[int, int]:
        """First minute of any work, and the one behind the last."""
        activities = [self.problem.activities[number] for number in self.held]
        first = min(m.starts.first - a.setup for a in activities for m in a.modes)
        last = max(m.starts.last + a.duration + a.clearup for a in activities for m in a.modes)
        return first, last + 1

    def _least_within(self, number: int, passed: Ints) -> int:
        """Fewest minutes of a set that a sort of work takes, wherever it begins."""
        work, first = self.works[number], self._span[0]
        least = work.length
        for starts in dict.fromkeys(work.starts):
            begins = np.array(starts.on_grid(work.step), np.int64) - work.before - first
            if len(begins):
                least = min(least, int((passed[begins + work.length] - passed[begins]).min()))
        return least


def _filled(room: Windows, head: int, needed: int) -> int:
    """Minute at which so many minutes of a set have passed since another minute."""
    last = head
    for begin, end in room:
        first = max(begin, head)
        if first >= end:
            continue
        if end - first >= needed:
            return first + needed
        needed -= end - first
        last = end
    return last + needed


def _heads(problem: Problem, held: list[int]) -> dict[int, int]:
    """Minute before which each activity cannot begin, by its own starts and the order."""
    heads: dict[int, int] = {}
    kept = set(held)
    for number in _in_order(problem, held):
        activity = problem.activities[number]
        first = max(
            (
                heads[link.before] + problem.activities[link.before].duration + link.least
                for link in activity.links
                if link.before in kept and link.before in heads
            ),
            default=-(1 << 40),
        )
        step = problem.step if activity.on_grid else 1
        starts = [mode.starts.next_on_grid(first, step) for mode in activity.modes]
        heads[number] = min((start for start in starts if start is not None), default=first)
    return heads


def tails(problem: Problem, held: list[int]) -> dict[int, int]:
    """Minutes that must follow the end of each of some activities, by the order alone."""
    behind = dict.fromkeys(held, 0)
    for number in reversed(_in_order(problem, held)):
        activity = problem.activities[number]
        for link in activity.links:
            if link.before in behind:
                follows = link.least + activity.duration + behind[number]
                behind[link.before] = max(behind[link.before], follows)
    return behind


def _in_order(problem: Problem, held: list[int]) -> list[int]:
    """Activities, each behind those it waits for; what waits in a circle is left out."""
    kept = set(held)
    waits = {n: sum(link.before in kept for link in problem.activities[n].links) for n in held}
    after: dict[int, list[int]] = defaultdict(list)
    for number in held:
        for link in problem.activities[number].links:
            after[link.before].append(number)
    order = [number for number in held if not waits[number]]
    for number in order:
        for behind in after.get(number, ()):
            waits[behind] -= 1
            if not waits[behind]:
                order.append(behind)
    return order
