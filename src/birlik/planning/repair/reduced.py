"""A problem of a few activities: what the others take is taken away from their windows and limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from birlik.planning.problem import (
    Activity,
    Choice,
    Link,
    Mode,
    Pool,
    Problem,
    Slot,
    Solution,
    WorkRule,
)
from birlik.planning.repair.room import Load, Room, stretches_above
from birlik.planning.windows import Windows, just


@dataclass(frozen=True)
class Reduced:
    """A problem of some activities of another one.

    Attributes
    ----------
    problem : Problem
        The free activities, then the loose ones, then loads that stand for what is fixed.
    free : dict of int to int
        Number here of each activity that can be placed anywhere.
    loose : dict of int to int
        Number here of each activity that can only stay where it is, or be given up.
    modes : dict of int to tuple of int
        Which modes of a free activity are left here, by its number in the other problem.
    impossible : frozenset of int
        Activities that were to be free and have no start left.
    loads : frozenset of int
        Numbers here of what stands for fixed activities.
    """

    problem: Problem
    free: dict[int, int]
    loose: dict[int, int]
    modes: dict[int, tuple[int, ...]]
    impossible: frozenset[int]
    loads: frozenset[int]

    def restored(self, solution: Solution) -> Solution:
        """Slots of the free activities, as the other problem counts them."""
        return {
            number: replace(solution[here], mode=self.modes[number][solution[here].mode])
            for number, here in self.free.items()
            if here in solution
        }


def reduced(
    problem: Problem,
    fixed: Solution,
    free: Iterable[int],
    loose: Solution,
    ignored: frozenset[int] = frozenset(),
) -> Reduced:
    """The problem of placing `free` beside `fixed`, where `loose` may be given up.

    Parameters
    ----------
    problem : Problem
    fixed : Solution
    free : iterable of int
    loose : Solution
        Slots of activities that may make room, but not move. What they have to do with one another
        is left out: where they stand they get on, unless one of `free` is concerned.
    ignored : frozenset of int
        Activities as if they were placed, wherever that suits.
    """
    return _Reducing(problem, fixed, sorted(set(free)), loose, ignored).result()


class _Reducing:
    def __init__(
        self,
        problem: Problem,
        fixed: Solution,
        free: list[int],
        loose: Solution,
        ignored: frozenset[int],
    ) -> None:
        self.problem, self.loose = problem, loose
        self.room = Room(problem, fixed)
        self.windows: dict[int, list[tuple[int, Windows]]] = {}
        self.impossible: set[int] = set()
        open_ = ignored.union(free, loose)
        for number in free:
            left = [
                (mode, windows)
                for mode in range(len(problem.activities[number].modes))
                if (windows := self._windows(number, mode, open_))
            ]
            if left:
                self.windows[number] = left
            else:
                self.impossible.add(number)
        self._drop_dependent()
        self.free = {number: here for here, number in enumerate(self.windows)}
        self.here = dict(self.free)
        for number in sorted(loose):
            self.here[number] = len(self.here)
        activities = [problem.activities[number] for number in self.free]
        self.units = {u for a in activities for u in (*a.units, *a.candidates)}
        modes = [
            problem.activities[n].modes[m] for n, left in self.windows.items() for m, _ in left
        ]
        self.areas = {area for mode in modes for area in mode.areas}
        self.shut = {area for mode in modes for area in mode.shut}
        self.pools = {pool for a in activities for pool, _ in a.holds}

    def result(self) -> Reduced:
        problem = self.problem
        activities = [self._free(number) for number in self.free]
        activities += [self._loose(number) for number in sorted(self.loose)]
        loads = [*self._area_loads(), *self._pool_loads()]
        first = len(activities)
        small = replace(
            problem,
            activities=(*activities, *loads),
            pools=tuple(self._pool(number, pool) for number, pool in enumerate(problem.pools)),
            together=tuple(
                frozenset(self.free[n] for n in group)
                for group in problem.together
                if group <= self.free.keys()
            ),
            never=frozenset(
                (min(self.here[a], self.here[b]), max(self.here[a], self.here[b]))
                for a, b in problem.never
                if a in self.here and b in self.here and (a in self.free or b in self.free)
            ),
            work=tuple(
                replace(rule, counted=self._counted(rule.counted), spent=self._spent(rule))
                for rule in problem.work
            ),
            rest=tuple(replace(rule, counted=self._counted(rule.counted)) for rule in problem.rest),
            shares=(),
        )
        return Reduced(
            small,
            self.free,
            {number: self.here[number] for number in self.loose},
            {number: tuple(mode for mode, _ in left) for number, left in self.windows.items()},
            frozenset(self.impossible),
            frozenset(range(first, first + len(loads))),
        )

    def _windows(self, number: int, mode: int, still_open: frozenset[int]) -> Windows:
        """Starts of a free activity that the fixed ones leave, if one of them is on its grid."""
        activity = self.problem.activities[number]
        windows = self.room.starts(number, mode, still_open)
        people = self.room.people(activity, activity.units)
        windows -= self.room.crowded(activity, activity.modes[mode], people)
        return (
            windows if windows.on_grid(self.problem.step if activity.on_grid else 1) else Windows()
        )

    def _drop_dependent(self) -> None:
        """What needs something impossible is impossible too."""
        again = True
        while again:
            again = False
            for number in tuple(self.windows):
                needed = {link.before for link in self.problem.activities[number].links}
                needed |= self.room.companions.get(number, frozenset())
                if needed & self.impossible:
                    del self.windows[number]
                    self.impossible.add(number)
                    again = True

    def _free(self, number: int) -> Activity:
        activity = self.problem.activities[number]
        modes, barred = [], {}
        for here, (mode, windows) in enumerate(self.windows[number]):
            modes.append(replace(activity.modes[mode], starts=windows))
            for unit in activity.candidates:
                lost = activity.barred_starts(mode, unit) | self.room.unit_busy(number, mode, unit)
                if windows & lost:
                    barred[here, unit] = lost
        return replace(
            activity,
            modes=tuple(modes),
            choices=tuple(Choice(c.count, c.candidates) for c in activity.choices),
            barred=barred,
            links=self._links(activity),
        )

    def _loose(self, number: int) -> Activity:
        """A kept activity with no more than concerns the free ones."""
        activity, slot = self.problem.activities[number], self.loose[number]
        mode = activity.modes[slot.mode]
        return replace(
            activity,
            modes=(
                Mode(
                    tuple(a for a in mode.areas if a in self.areas or a in self.shut),
                    mode.site,
                    just(slot.start),
                    frozenset(mode.shut & self.areas),
                ),
            ),
            units=tuple(unit for unit in slot.units if unit in self.units),
            people=self.room.people(activity, (u for u in slot.units if u not in self.units)),
            choices=(),
            barred={},
            holds=tuple((pool, amount) for pool, amount in activity.holds if pool in self.pools),
            wishes=(),
            links=self._links(activity),
            on_grid=False,
        )

    def _links(self, activity: Activity) -> tuple[Link, ...]:
        """Links to free activities; those to fixed ones are windows, to loose ones conditions."""
        return tuple(
            replace(link, before=self.free[link.before])
            for link in activity.links
            if link.before in self.free
        )

    def _counted(self, counted: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        found = {
            (self.free[number], here)
            for number, left in self.windows.items()
            for here, (mode, _) in enumerate(left)
            if (number, mode) in counted
        }
        found |= {
            (self.here[number], 0)
            for number, slot in self.loose.items()
            if (number, slot.mode) in counted
        }
        return frozenset(found)

    def _spent(self, rule: WorkRule) -> dict[tuple[int, int], int]:
        return {
            (unit, day): minutes
            for unit in sorted(self.units & rule.units)
            for day, minutes in self.room.worked(unit, rule.counted).items()
        }

    def _pool(self, number: int, pool: Pool) -> Pool:
        if not pool.used_up:
            return pool
        used = sum(amount for _, _, amount in self.room.of_pool[number].values())
        return replace(pool, quantity=max(0, pool.quantity - used))

    def _area_loads(self) -> Iterator[Activity]:
        """Fixed occupations of areas that hold several serials, or so many people."""
        for area in sorted(self.areas):
            limit = self.problem.areas[area]
            if limit.serials < 2 and limit.people is None:
                continue
            here = list(self.room.in_area[area].values())
            over = Windows.of(stretches_above(((b, e, 1) for b, e, _ in here), limit.serials))
            if limit.people is not None:
                over |= Windows.of(stretches_above(here, limit.people))
            for begin, end, people in self._cut(here, over):
                yield _load(begin, end, areas=(area,), people=people)

    def _pool_loads(self) -> Iterator[Activity]:
        """Fixed draws on pools that several of the others draw on."""
        for pool in sorted(self.pools):
            limit = self.problem.pools[pool]
            if not limit.used_up:
                loads = list(self.room.of_pool[pool].values())
                over = Windows.of(stretches_above(loads, limit.quantity))
                for begin, end, amount in self._cut(loads, over):
                    yield _load(begin, end, holds=((pool, amount),))

    def _cut(self, loads: list[Load], over: Windows) -> Iterator[Load]:
        """Loads without the stretches in which they alone are too much, where nothing more fits."""
        for begin, end, amount in loads:
            for first, last in Windows.of([(begin, end)]) - over:
                yield first, last, amount


def _load(
    begin: int,
    end: int,
    areas: tuple[int, ...] = (),
    people: int = 0,
    holds: tuple[tuple[int, int], ...] = (),
) -> Activity:
    """An activity that stands for what something fixed takes."""
    return Activity(
        serial=-1,
        id="load",
        duration=end - begin,
        setup=0,
        clearup=0,
        priority=0,
        modes=(Mode(areas, None, just(begin)),),
        people=people,
        holds=holds,
        on_grid=False,
    )


def hint_for(small: Reduced, solution: Solution) -> Solution:
    """A solution of the other problem as this one counts it, as far as it fits."""
    found: Solution = {
        here: Slot(small.problem.activities[here].modes[0].starts.first, 0, ())
        for here in small.loads
    }
    for number, here in small.free.items():
        slot = solution.get(number)
        if slot is not None and slot.mode in small.modes[number]:
            found[here] = replace(slot, mode=small.modes[number].index(slot.mode))
    for number, here in small.loose.items():
        activity = small.problem.activities[here]
        if number in solution:
            found[here] = Slot(activity.modes[0].starts.first, 0, activity.units)
    return found
