"""From a problem to the tables of the compiled builder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from birlik.planning.building.clock import Clock, clock_of
from birlik.planning.building.columns import Columns
from birlik.planning.building.growing import Growing
from birlik.planning.building.tables import (
    ACTIVITY_COLUMNS,
    AREA_COLUMNS,
    BARRED,
    CHOICES,
    CLEARUP,
    DURATION,
    FAR,
    FOLLOWERS,
    GROUP,
    HOLDS,
    LINKS,
    MODE_COLUMNS,
    MODES,
    NATIONS,
    NEVER,
    PEOPLE,
    POOL_COLUMNS,
    PRIORITY,
    REST,
    ROWS,
    SETUP,
    SHARES,
    SITE,
    STRIDE,
    TAKEN,
    UNIT_COLUMNS,
    UNITS,
    WISHES,
    WORK,
    Ints,
    Tables,
)
from birlik.planning.garbage import garbage_left_alone
from birlik.planning.problem import Activity, AreaLimit, FairShare, Problem, RestRule, WorkRule

__all__ = ["Clock", "TooLarge", "tables_of"]

#: Rules of one sort, and nations, that fit into the sets of the tables.
MOST_OF_A_SET = 62

#: Amounts of pools that a profile of 32 bits holds, in thousandths.
LARGEST_AMOUNT = (1 << 31) - 1

#: Most bytes that the compiled builder's state may take; larger problems are left to others.
MOST_BYTES = 2_000_000_000


class TooLarge(ValueError):
    """A problem that does not fit into the tables."""


@garbage_left_alone()
def tables_of(problem: Problem) -> tuple[Tables, Clock]:
    """Tables of a problem, and how their quanta are minutes.

    Raises
    ------
    TooLarge
        If the problem does not fit.
    """
    return _Flattening(problem).tables()


class _Flattening:
    """One pass over a problem, column by column: a year has a million numbers."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.columns = problem, Columns(problem.activities)
        self.clock = clock_of(problem, self.columns)
        self.grown = Growing(self.clock)
        self.quanta = self.clock.begin(max(self.columns.last, problem.endex)) + 2
        self.bit_rows = self.profile_rows = 0
        if max(len(problem.rest), len(problem.work), len(problem.shares)) > MOST_OF_A_SET:
            raise TooLarge("too many rules of one sort")
        if len(problem.nations) > MOST_OF_A_SET:
            raise TooLarge("too many nations")

    def tables(self) -> tuple[Tables, Clock]:
        """Everything but the activities first, for they name rows of bits."""
        problem, grown = self.problem, self.grown
        self.shut = {a for mode in self.columns.modes for a in mode.shut}
        area = [self._area(n, limit) for n, limit in enumerate(problem.areas)]
        pool = self._pools()
        self.busy = self.bit_rows
        self.bit_rows += len(problem.forces)
        activity = self._activities()
        mode = self._modes(activity[:, MODES])
        unit = self._units()
        days = self._days()
        spent = self._spent(int(days.max(initial=0)) + 1)
        groups = [(*grown.listed(sorted(some)), 0) for some in problem.together]
        size = self._size(spent, grown.rows(groups))
        return (
            Tables(
                activity,
                mode,
                unit,
                _table(area, AREA_COLUMNS),
                _table(pool, POOL_COLUMNS),
                grown.all_lists,
                grown.all_pairs,
                grown.all_triples,
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
        pools = self.problem.pools
        held = [pair for activity in self.problem.activities for pair in activity.holds]
        drawn = sum(amount for _, amount in held)
        if drawn + max((pool.quantity for pool in pools), default=0) > LARGEST_AMOUNT:
            raise TooLarge("too large amounts of a pool")
        self.short = {
            pair: self._bits() for pair in sorted(set(held)) if not pools[pair[0]].used_up
        }
        rows = []
        for number, limit in enumerate(pools):
            asked = [(a, row, 0) for (pool, a), row in self.short.items() if pool == number]
            classes = self.grown.rows(asked)
            rows.append([limit.quantity, int(limit.used_up), self._profile(), *classes])
        return rows

    @cached_property
    def _must(self) -> tuple[Ints, Ints]:
        """How many units must take part in each activity, and these units."""
        units = [unit for activity in self.problem.activities for unit in activity.units]
        return self.columns.many_units, np.array(units, np.int64)

    def _units(self) -> Ints:
        """Rows of units, with room for every activity in which each may take part."""
        problem, forces = self.problem, self.problem.forces
        many, units = self._must
        load = np.zeros(len(forces), np.int64)
        np.add.at(load, units, np.repeat(self.columns.duration, many))
        room = np.bincount(units, minlength=len(forces))
        # Who could meet two demands of an activity has more room than he needs.
        asked = Counter(choice.candidates for a in problem.activities for choice in a.choices)
        for candidates, times in asked.items():
            np.add.at(room, np.array(candidates, np.int64), times)
        ends = np.cumsum(room)
        self.members = int(ends[-1]) if len(ends) else 0
        rest, work = (_rule_sets(rules, len(forces)) for rules in (problem.rest, problem.work))
        rows = np.zeros((len(forces), UNIT_COLUMNS), np.int64)
        for number, force in enumerate(forces):
            nation = 1 << force.nation if force.nation >= 0 else 0
            rows[number] = (
                *(nation, force.people, force.speed_class, self.busy + number),
                *(self.clock.least(int(load[number])), ends[number] - room[number], ends[number]),
                *(rest[number], work[number]),
            )
        return rows

    def _activities(self) -> Ints:
        """Rows of activities, but for the places of their modes in the table of modes."""
        problem, grown, clock, columns = self.problem, self.grown, self.clock, self.columns
        activities = problem.activities
        stride = problem.step // clock.length
        rows = np.zeros((len(activities), ACTIVITY_COLUMNS), np.int64)
        rows[:, DURATION] = clock.least(columns.duration)
        rows[:, SETUP] = clock.least(columns.setup)
        rows[:, CLEARUP] = clock.least(columns.clearup)
        rows[:, PRIORITY] = columns.priority
        rows[:, PEOPLE] = columns.people
        sets = {
            nations: sum(1 << n for n in nations) for nations in {a.nations for a in activities}
        }
        rows[:, NATIONS] = [sets[a.nations] for a in activities]
        rows[:, STRIDE] = np.where(columns.on_grid, stride, 1)
        rows[:, GROUP] = -1
        for number, group in enumerate(problem.together):
            rows[list(group), GROUP] = number
        rows[:, MODES : MODES + 2] = _stretches(columns.many_modes)
        rows[:, UNITS : UNITS + 2] = grown.lists(*self._must)
        rows[:, CHOICES : CHOICES + 2] = self._choices()
        rows[:, NEVER : NEVER + 2] = self._never()
        rows[:, WISHES : WISHES + 2] = grown.blocks(
            columns.many_wishes,
            _table([(c, *grown.stretches(w)) for a in activities for w, c in a.wishes], 3),
        )
        takes = columns.many_units + self._chosen()
        self.taken = int(takes.sum())
        rows[:, TAKEN : TAKEN + 2] = _stretches(takes)
        self._add_holds(rows)
        self._add_links(rows)
        return rows

    def _choices(self) -> Ints:
        """Demands with the fewest candidates choose first, so that others do not take them away."""
        activities = self.problem.activities
        ordered = [
            (choice.count, *self.grown.listed(choice.candidates))
            for activity in activities
            for choice in sorted(activity.choices, key=lambda choice: len(choice.candidates))
        ]
        return self.grown.blocks(self.columns.many_choices, _table(ordered, 3))

    def _chosen(self) -> Ints:
        """How many units are chosen for each activity."""
        many = np.zeros(len(self.problem.activities), np.int64)
        for number in np.flatnonzero(self.columns.many_choices).tolist():
            many[number] = sum(c.count for c in self.problem.activities[number].choices)
        return many

    def _never(self) -> Ints:
        """Whom each activity never runs beside, both ways."""
        pairs = _table(sorted(self.problem.never), 2)
        both = np.stack((pairs, pairs[:, ::-1]), axis=1).reshape(-1, 2)
        both = both[np.argsort(both[:, 0], kind="stable")]
        many = np.bincount(both[:, 0], minlength=len(self.problem.activities))
        return self.grown.lists(many, both[:, 1].copy())

    def _add_holds(self, rows: Ints) -> None:
        """Pools of each activity, and the rows of bits that are clear while it runs."""
        activities, short = self.problem.activities, self.short
        holds = _table([(*held, short.get(held, -1)) for a in activities for held in a.holds], 3)
        many = self.columns.many_holds
        rows[:, HOLDS : HOLDS + 2] = self.grown.blocks(many, holds)
        many_units, units = self._must
        owner = np.repeat(np.arange(len(activities)), many)[holds[:, 2] >= 0]
        owner = np.concatenate((np.repeat(np.arange(len(activities)), many_units), owner))
        needed = np.concatenate((self.busy + units, holds[holds[:, 2] >= 0, 2]))
        rows[:, ROWS : ROWS + 2] = self.grown.lists(
            np.bincount(owner, minlength=len(activities)), needed[np.argsort(owner, kind="stable")]
        )

    def _add_links(self, rows: Ints) -> None:
        """Whom each activity waits for, and who waits for it."""
        activities, length = self.problem.activities, self.clock.length
        links = _table(
            [
                (link.before, link.least, -1 if link.most is None else link.most)
                for activity in activities
                for link in activity.links
            ],
            3,
        )
        many = self.columns.many_links
        links[:, 1] = self.clock.least(links[:, 1])
        links[:, 2] = np.where(links[:, 2] < 0, FAR, links[:, 2] // length)
        rows[:, LINKS : LINKS + 2] = self.grown.blocks(many, links)
        behind = np.argsort(links[:, 0], kind="stable")
        followers = links[behind]
        many_behind = np.bincount(followers[:, 0], minlength=len(activities))
        followers[:, 0] = np.repeat(np.arange(len(activities)), many)[behind]
        rows[:, FOLLOWERS : FOLLOWERS + 2] = self.grown.blocks(many_behind, followers)

    def _modes(self, first: Ints) -> Ints:
        """Rows of modes, those of each activity from its first on."""
        problem, grown = self.problem, self.grown
        unlike = [
            (
                -1 if mode.site is None else mode.site,
                *grown.stretches(mode.starts),
                *grown.listed(mode.areas),
                *grown.listed(sorted(mode.shut)),
            )
            for mode in self.columns.modes
        ]
        rows = np.zeros((len(self.columns.mode), MODE_COLUMNS), np.int64)
        rows[:, SITE:BARRED] = _table(unlike, BARRED - SITE)[self.columns.mode]
        for number, activity in enumerate(problem.activities):
            if activity.barred:
                self._bar(rows, int(first[number]), activity)
        spanning: tuple[tuple[int, Sequence[RestRule | WorkRule | FairShare]], ...] = (
            *((REST, problem.rest), (WORK, problem.work)),
            (SHARES, problem.shares),
        )
        for column, rules in spanning:
            for bit, rule in enumerate(rules):
                counted = _table(sorted(rule.counted), 2)
                rows[first[counted[:, 0]] + counted[:, 1], column] |= 1 << bit
        return rows

    def _bar(self, rows: Ints, first: int, activity: Activity) -> None:
        """Add the units that may not be chosen for the modes of an activity, and when."""
        for mode in sorted({mode for mode, _ in activity.barred}):
            rows[first + mode, BARRED : BARRED + 2] = self.grown.rows(
                [
                    (unit, *self.grown.stretches(windows))
                    for (m, unit), windows in activity.barred.items()
                    if m == mode
                ]
            )

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

    def _size(self, spent: Ints, groups: tuple[int, int]) -> Ints:
        problem = self.problem
        farthest = max(
            [minutes for table in problem.travel for row in table for minutes in row]
            + [rule.least for rule in problem.rest],
            default=0,
        )
        room = (self.bit_rows * (self.quanta // 8 + 32)) + self.profile_rows * self.quanta * 4
        if room + spent.size * 8 > MOST_BYTES:
            raise TooLarge("too many days and means for the compiled builder")
        return np.array(
            [
                *(self.quanta, self.bit_rows, self.profile_rows, self.taken, self.members),
                *(spent.shape[2], len(problem.rest), len(problem.work), len(problem.shares)),
                *(self.clock.least(farthest), len(problem.nations)),
                *groups,
            ],
            np.int64,
        )


def _table(rows: Sequence[Sequence[int]], columns: int) -> Ints:
    """Rows as an array; with none, an empty one of so many columns."""
    return np.array(rows, np.int64).reshape(len(rows), columns)


def _stretches(many: Ints) -> Ints:
    """Where each stretch of so many places begins and ends, one behind another."""
    ends = np.cumsum(many)
    return np.stack((ends - many, ends), axis=1)


def _rule_sets(rules: Sequence[RestRule | WorkRule], units: int) -> list[int]:
    """For each unit, the rules that hold for it, a bit for each."""
    sets = [0] * units
    for number, rule in enumerate(rules):
        for unit in rule.units:
            sets[unit] |= 1 << number
    return sets
