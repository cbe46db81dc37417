"""What no timetable can beat: the least end that pools, units, areas and order together ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from birlik.planning.problem import Activity, Problem
from birlik.planning.windows import Windows

#: Distinct sets of minutes of one means of which every union is looked at.
MOST_UNIONS = 6


@dataclass(frozen=True)
class _Load:
    """What an activity asks of a means: minutes times amount, and when it can be done.

    Attributes
    ----------
    room : Windows
        Minutes in which it can run, whatever it starts at.
    amount : int
    head : int
        Minute before which it cannot begin.
    tail : int
        Minutes that must follow the end of its work there.
    """

    room: Windows
    amount: int
    head: int
    tail: int


def least_end(problem: Problem, required: Iterable[int] | None = None) -> int:
    """Minute before which no timetable that holds some activities can be over.

    It is proven by counting: what the activities ask of each pool, unit and set of areas must fit into
    the minutes in which they can run. Activities may be cut and run at any time of their own for that.

    Parameters
    ----------
    problem : Problem
    required : iterable of int, optional
        Activities that are held, with all that they wait for; every activity if None.
    """
    held = sorted(range(len(problem.activities)) if required is None else set(required))
    if not held:
        return problem.startex
    return _Counting(problem, held).least_end()


class _Counting:
    """One pass over the activities that are held."""

    def __init__(self, problem: Problem, held: list[int]) -> None:
        self.problem, self.held = problem, held
        self.rooms: dict[tuple[tuple[int, ...], int, int, int], Windows] = {}
        self.heads = _heads(problem, held)
        self.tails = _tails(problem, held)

    def least_end(self) -> int:
        """The greatest of all bounds."""
        activities = self.problem.activities
        ends = [self.heads[n] + activities[n].duration + self.tails[n] for n in self.held]
        return max(*ends, self._by_pools(), self._by_units(), self._by_areas(), self.problem.startex)

    def _by_pools(self) -> int:
        loads: dict[int, list[_Load]] = defaultdict(list)
        for number in self.held:
            activity = self.problem.activities[number]
            for pool, amount in activity.holds:
                if amount and not self.problem.pools[pool].used_up:
                    loads[pool].append(self._load(number, activity, amount * activity.duration))
        return self._greatest((some, self.problem.pools[p].quantity) for p, some in loads.items())

    def _by_units(self) -> int:
        loads: dict[int, list[_Load]] = defaultdict(list)
        for number in self.held:
            activity = self.problem.activities[number]
            for unit in activity.units:
                loads[unit].append(self._load(number, activity, activity.duration))
        return self._greatest((some, 1) for some in loads.values())

    def _by_areas(self) -> int:
        """Sets of areas between which activities choose, each set as one means."""
        root = list(range(len(self.problem.areas)))

        def top(area: int) -> int:
            while root[area] != area:
                root[area] = root[root[area]]
                area = root[area]
            return area

        placed = []
        for number in self.held:
            activity = self.problem.activities[number]
            used = {area for mode in activity.modes for area in mode.areas}
            if not used or any(not mode.areas for mode in activity.modes):
                continue
            placed.append((number, min(used)))
            for area in used:
                root[top(area)] = top(min(used))
        loads: dict[int, list[_Load]] = defaultdict(list)
        capacity: dict[int, int] = defaultdict(int)
        for area, limit in enumerate(self.problem.areas):
            capacity[top(area)] += limit.serials
        for number, area in placed:
            activity = self.problem.activities[number]
            length = activity.setup + activity.duration + activity.clearup
            fewest = min(len(mode.areas) for mode in activity.modes)
            loads[top(area)].append(
                self._load(
                    number, activity, fewest * length, activity.setup, activity.clearup
                )
            )
        return self._greatest((some, capacity[area]) for area, some in loads.items())

    def _load(
        self, number: int, activity: Activity, amount: int, before: int = 0, after: int = 0
    ) -> _Load:
        key = (
            *(tuple(dict.fromkeys(id(mode.starts) for mode in activity.modes)),),
            *(activity.duration, before, after),
        )
        if key not in self.rooms:
            self.rooms[key] = Windows.of(
                (begin - before, end - 1 + activity.duration + after)
                for mode in activity.modes
                for begin, end in mode.starts
            )
        # Clear-up may last beyond the end of the timetable.
        return _Load(
            self.rooms[key], amount, self.heads[number] - before, self.tails[number] - after
        )

    def _greatest(self, means: Iterable[tuple[list[_Load], int]]) -> int:
        return max((_least_end_of(some, capacity) for some, capacity in means if some), default=0)


def _least_end_of(loads: list[_Load], capacity: int) -> int:
    """Minute before which what is asked of one means cannot be done."""
    by_room: dict[tuple[tuple[int, int], ...], list[_Load]] = defaultdict(list)
    for load in loads:
        by_room[load.room.stretches].append(load)
    kinds = sorted(by_room.values(), key=lambda some: -sum(load.amount for load in some))
    some = range(len(kinds))
    if len(kinds) <= MOST_UNIONS:
        unions = [c for size in range(1, len(kinds) + 1) for c in combinations(some, size)]
    else:
        unions = [tuple(range(last)) for last in range(1, len(kinds) + 1)]
        unions = [*unions[: MOST_UNIONS], tuple(some)]
    greatest = 0
    for union in unions:
        joined = [load for kind in union for load in kinds[kind]]
        room = Windows.of(
            stretch for kind in union for stretch in kinds[kind][0].room
        )
        needed = -(-sum(load.amount for load in joined) // max(capacity, 1))
        head = min(load.head for load in joined)
        tail = min(load.tail for load in joined)
        greatest = max(greatest, _filled(room, head, needed) + tail)
    return greatest


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
    for number in in_order(problem, held):
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


def _tails(problem: Problem, held: list[int]) -> dict[int, int]:
    """Minutes that must follow the end of each activity, by the order alone."""
    tails = dict.fromkeys(held, 0)
    for number in reversed(in_order(problem, held)):
        activity = problem.activities[number]
        for link in activity.links:
            if link.before in tails:
                behind = link.least + activity.duration + tails[number]
                tails[link.before] = max(tails[link.before], behind)
    return tails


def in_order(problem: Problem, held: list[int]) -> list[int]:
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
