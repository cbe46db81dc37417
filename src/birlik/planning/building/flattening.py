"""From a problem to the tables of the compiled builder."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from birlik.planning.building.tables import (
    ACTIVITY_COLUMNS,
    AREA_COLUMNS,
    FAR,
    MODE_COLUMNS,
    POOL_COLUMNS,
    UNIT_COLUMNS,
    Ints,
    Tables,
)
from birlik.planning.problem import Activity, AreaLimit, Mode, Problem
from birlik.planning.windows import Windows

#: Rules of one sort, and nations, that fit into the sets of the tables.
MOST_OF_A_SET = 62

#: Amounts of pools that a profile of 32 bits holds, in thousandths.
LARGEST_AMOUNT = (1 << 31) - 1

#: Most bytes that the compiled builder's state may take; larger problems are left to others.
MOST_BYTES = 2_000_000_000


class TooLarge(ValueError):
    """A problem that does not fit into the tables."""


@dataclass(frozen=True)
class Clock:
    """How minutes become quanta: a quantum's length, and the minute of quantum 0.

    Attributes
    ----------
    zero, length : int
        Minutes after the problem's origin, and minutes.
    """

    zero: int
    length: int

    def begin(self, minute: int) -> int:
        """First quantum that is not before a minute."""
        return -(-(minute - self.zero) // self.length)

    def least(self, minutes: int) -> int:
        """Fewest quanta that last at least so long."""
        return -(-minutes // self.length)

    def minute(self, quantum: int) -> int:
        """Minute of a quantum."""
        return self.zero + quantum * self.length


def clock_of(problem: Problem) -> Clock:
    """Longest quantum in which every length and every start of a problem is whole."""
    lengths = {problem.step}
    first = problem.startex
    for activity in problem.activities:
        lengths.update((activity.duration, activity.setup, activity.clearup))
        for mode in activity.modes:
            first = min(first, mode.starts.first - activity.setup)
            if not activity.on_grid:
                lengths.update(b for b, e in mode.starts.stretches if e - b == 1)
    zero = (first // problem.step - 1) * problem.step
    return Clock(zero, math.gcd(*lengths) or 1)


@dataclass
class _Growing:
    """The tables while rows are added."""

    lists: list[int] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    triples: list[tuple[int, int, int]] = field(default_factory=list)
    known: dict[object, tuple[int, int]] = field(default_factory=dict)

    def listed(self, some: Sequence[int]) -> tuple[int, int]:
        """Place of a list, which is kept once."""
        key = tuple(some)
        if key not in self.known:
            self.known[key] = (len(self.lists), len(self.lists) + len(key))
            self.lists.extend(key)
        return self.known[key]

    def rows(self, some: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
        """Place of some triples."""
        first = len(self.triples)
        if some:
            self.triples.extend(some)
        return first, len(self.triples)

    def stretches(self, windows: Windows, clock: Clock) -> tuple[int, int]:
        """Place of a set of minutes; one object has one place."""
        key = ("windows", id(windows))
        if key not in self.known:
            first = len(self.pairs)
            for begin, end in windows:
                within = max(clock.begin(begin), 0), min(clock.begin(end), FAR)
                if within[0] < within[1]:
                    self.pairs.append(within)
            self.known[key] = (first, len(self.pairs))
        return self.known[key]


def tables_of(problem: Problem) -> tuple[Tables, Clock]:
    """Tables of a problem, and how their quanta are minutes.

    Raises
    ------
    TooLarge
        If the problem does not fit.
    """
    return _Flattening(problem).tables()


class _Flattening:
    """One pass over a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.clock, self.grown = problem, clock_of(problem), _Growing()
        last = max(
            (m.starts.last + a.duration + a.clearup for a in problem.activities for m in a.modes),
            default=problem.endex,
        )
        self.quanta = self.clock.begin(max(last, problem.endex)) + 2
        self.bit_rows = self.profile_rows = 0
        if max(len(problem.rest), len(problem.work), len(problem.shares)) > MOST_OF_A_SET:
            raise TooLarge("too many rules of one sort")
        if len(problem.nations) > MOST_OF_A_SET:
            raise TooLarge("too many nations")

    def tables(self) -> tuple[Tables, Clock]:
        """Everything but the activities first, for they name rows of bits."""
        problem, grown = self.problem, self.grown
        self.shut = {a for act in problem.activities for mode in act.modes for a in mode.shut}
        area = [self._area(n, limit) for n, limit in enumerate(problem.areas)]
        pool = self._pools()
        busy = [self._bits() for _ in problem.forces]
        mode: list[list[int]] = []
        activity = self._activities(mode)
        unit = self._units(busy)
        days = self._days()
        spent = self._spent(int(days.max(initial=0)) + 1)
        size = self._size(spent)
        return (
            Tables(
                _table(activity, ACTIVITY_COLUMNS),
                _table(mode, MODE_COLUMNS),
                _table(unit, UNIT_COLUMNS),
                _table(area, AREA_COLUMNS),
                _table(pool, POOL_COLUMNS),
                np.array(grown.lists or [0], np.int64),
                _table(grown.pairs, 2),
                _table(grown.triples, 3),
                self._ways(),
                self._rules(),
                spent,
                days,
                size,
            ),
            self.clock,
        )

    def _bits(self) -> int:
        self.bit_rows += 1
        return self.bit_rows - 1

    def _profile(self) -> int:
        self.profile_rows += 1
        return self.profile_rows - 1

    def _area(self, number: int, limit: AreaLimit) -> list[int]:
        full = self._bits()
        several = limit.serials > 1
        shut = number in self.shut
        return [
            limit.serials,
            full,
            self._bits() if several else full,
            self._bits() if shut else -1,
            self._profile() if several else -1,
            self._profile() if shut else -1,
            -1 if limit.people is None else limit.people,
            -1 if limit.people is None else self._profile(),
        ]

    def _pools(self) -> list[list[int]]:
        """Rows of pools; one row of bits for each amount that is ever asked for."""
        amounts: dict[int, set[int]] = defaultdict(set)
        for activity in self.problem.activities:
            for pool, amount in activity.holds:
                amounts[pool].add(amount)
        self.short: dict[tuple[int, int], int] = {}
        rows = []
        for number, limit in enumerate(self.problem.pools):
            asked = [] if limit.used_up else sorted(amounts[number])
            self.short.update({(number, amount): self._bits() for amount in asked})
            classes = self.grown.rows([(a, self.short[number, a], 0) for a in asked])
            rows.append([limit.quantity, int(limit.used_up), self._profile(), *classes])
        drawn = sum(amount for activity in self.problem.activities for _, amount in activity.holds)
        if drawn + max((pool.quantity for pool in self.problem.pools), default=0) > LARGEST_AMOUNT:
            raise TooLarge("too large amounts of a pool")
        return rows

    def _units(self, busy: list[int]) -> list[list[int]]:
        """Rows of units, with room for every activity in which each may take part."""
        problem = self.problem
        room = [0] * len(problem.forces)
        load = [0] * len(problem.forces)
        for activity in problem.activities:
            for unit in activity.units:
                room[unit] += 1
                load[unit] += activity.duration
            for unit in activity.candidates:
                room[unit] += 1
        rest, work = (_rule_sets(rules, len(room)) for rules in (problem.rest, problem.work))
        rows, first = [], 0
        for number, force in enumerate(problem.forces):
            members = (first, first + room[number])
            first += room[number]
            nation = 1 << force.nation if force.nation >= 0 else 0
            load_now = self.clock.least(load[number])
            row = [nation, force.people, force.speed_class, busy[number], load_now, *members]
            rows.append([*row, rest[number], work[number]])
        self.members = first
        return rows

    def _activities(self, modes: list[list[int]]) -> list[list[int]]:
        """Rows of activities; adds their modes' rows."""
        problem, grown, clock = self.problem, self.grown, self.clock
        rest = _counting(problem.rest)
        work = _counting(problem.work)
        shares = _counting(problem.shares)
        group = {member: n for n, some in enumerate(problem.together) for member in some}
        self.groups = [grown.listed(sorted(some)) for some in problem.together]
        followers: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        never: dict[int, list[int]] = defaultdict(list)
        for one, other in sorted(problem.never):
            never[one].append(other)
            never[other].append(one)
        links = []
        for number, activity in enumerate(problem.activities):
            some = [
                (
                    link.before,
                    clock.least(link.least),
                    FAR if link.most is None else link.most // clock.length,
                )
                for link in activity.links
            ]
            links.append(some)
            for before, least, most in some:
                followers[before].append((number, least, most))
        taken, rows, stride = 0, [], problem.step // clock.length
        self.most_taken = 0
        for number, activity in enumerate(problem.activities):
            first_mode = len(modes)
            for m, mode in enumerate(activity.modes):
                key = (number, m)
                sets = (rest.get(key, 0), work.get(key, 0), shares.get(key, 0))
                modes.append(self._mode(activity, m, mode, sets))
            takes = len(activity.units) + sum(choice.count for choice in activity.choices)
            rows.append(
                [
                    clock.least(activity.duration),
                    clock.least(activity.setup),
                    clock.least(activity.clearup),
                    activity.priority,
                    activity.people,
                    sum(1 << nation for nation in activity.nations),
                    stride if activity.on_grid else 1,
                    group.get(number, -1),
                    first_mode,
                    len(modes),
                    *grown.listed(activity.units),
                    *self._choices(activity),
                    *grown.rows([(p, a, self.short.get((p, a), -1)) for p, a in activity.holds]),
                    *grown.rows(links[number]),
                    *grown.rows(followers[number]),
                    *grown.listed(never[number]),
                    *grown.rows([(c, *grown.stretches(w, clock)) for w, c in activity.wishes]),
                    taken,
                    taken + takes,
                ]
            )
            taken += takes
        self.taken = taken
        self.group_rows = grown.rows([(first, end, 0) for first, end in self.groups])
        return rows

    def _choices(self, activity: Activity) -> tuple[int, int]:
        """Demands with the fewest candidates choose first, so that others do not take them away."""
        ordered = sorted(activity.choices, key=lambda choice: len(choice.candidates))
        return self.grown.rows([(c.count, *self.grown.listed(c.candidates)) for c in ordered])

    def _mode(
        self, activity: Activity, number: int, mode: Mode, sets: tuple[int, int, int]
    ) -> list[int]:
        grown, clock = self.grown, self.clock
        barred = [
            (unit, *grown.stretches(windows, clock))
            for (m, unit), windows in (activity.barred.items() if activity.barred else ())
            if m == number
        ]
        return [
            -1 if mode.site is None else mode.site,
            *grown.stretches(mode.starts, clock),
            *grown.listed(mode.areas),
            *grown.listed(sorted(mode.shut)),
            *grown.rows(barred),
            *sets,
        ]

    def _ways(self) -> Ints:
        minutes = np.array(self.problem.travel, np.int64)
        sites = max(len(self.problem.sites), 1)
        if minutes.size == 0:
            return np.zeros((1, sites, sites), np.int64)
        ways: Ints = -(-minutes // self.clock.length)
        return ways

    def _rules(self) -> Ints:
        """Limits in quanta; for a share, what is accepted and the nations, a bit for each."""
        problem, clock = self.problem, self.clock
        rows = [[clock.least(rule.least), 0] for rule in problem.rest]
        rows += [[rule.limit // clock.length, 0] for rule in problem.work]
        rows += [
            [rule.accepted // clock.length, sum(1 << n for n in rule.nations)]
            for rule in problem.shares
        ]
        return _table(rows, 2)

    def _days(self) -> Ints:
        """Working day of every quantum."""
        minutes = self.clock.zero + np.arange(self.quanta) * self.clock.length
        return np.searchsorted(np.array(self.problem.day_edges), minutes, side="right") - 1

    def _spent(self, days: int) -> Ints:
        """Quanta of each limit that are taken by work outside the problem."""
        problem, length = self.problem, self.clock.length
        units = len(problem.forces) if problem.work else 0
        spent = np.zeros((len(problem.work), units, days if problem.work else 0), np.int64)
        for number, rule in enumerate(problem.work):
            for (unit, day), minutes in rule.spent.items():
                if 0 <= day < days:
                    left = (rule.limit - minutes) // length
                    spent[number, unit, day] = rule.limit // length - left
        return spent

    def _size(self, spent: Ints) -> Ints:
        problem = self.problem
        farthest = max(
            [minutes for table in problem.travel for row in table for minutes in row]
            + [rule.least for rule in problem.rest],
            default=0,
        )
        room = (self.bit_rows * (self.quanta // 8 + 8)) + self.profile_rows * self.quanta * 4
        if room + spent.size * 8 > MOST_BYTES:
            raise TooLarge("too many days and means for the compiled builder")
        return np.array(
            [
                *(self.quanta, self.bit_rows, self.profile_rows, self.taken, self.members),
                *(spent.shape[2], len(problem.rest), len(problem.work), len(problem.shares)),
                *(self.clock.least(farthest), len(problem.nations)),
                *self.group_rows,
            ],
            np.int64,
        )


def _table(rows: Sequence[Sequence[int]], columns: int) -> Ints:
    """Rows as an array; with none, an empty one of so many columns."""
    return np.array(rows, np.int64).reshape(len(rows), columns)


def _rule_sets(rules: Sequence[object], units: int) -> list[int]:
    """For each unit, the rules that hold for it, a bit for each."""
    sets = [0] * units
    for number, rule in enumerate(rules):
        for unit in rule.units:  # type: ignore[attr-defined]
            sets[unit] |= 1 << number
    return sets


def _counting(rules: Sequence[object]) -> dict[tuple[int, int], int]:
    """For each activity and mode, the rules that count it, a bit for each."""
    sets: dict[tuple[int, int], int] = defaultdict(int)
    for number, rule in enumerate(rules):
        for key in rule.counted:  # type: ignore[attr-defined]
            sets[key] |= 1 << number
    return sets
