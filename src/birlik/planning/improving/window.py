"""A window of a scarce pool as an exact model: which activities fill it best, where, and from when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numba import njit
from ortools.sat.python import cp_model

from birlik.planning.building.flattening import Clock
from birlik.planning.building.free import free_from
from birlik.planning.building.putting import within
from birlik.planning.building.seeking import first_by_order, last_by_order, wished
from birlik.planning.building.state import State
from birlik.planning.building.tables import (
    CLEARUP,
    DURATION,
    FAR,
    MODES,
    PROFILE,
    SETUP,
    STARTS,
    STARTS_END,
    STRIDE,
    Ints,
    Tables,
)
from birlik.planning.problem import Problem
from birlik.planning.solving import solver_for

#: A value is whole; so many make up one of the scarce quanta.
PER_QUANTUM = 100

#: The search of a window ends when no better filling can be better by more than this part.
NEAR_ENOUGH = 0.002


@dataclass(frozen=True)
class Window:
    """Quanta to be filled, and what may be put there.

    Attributes
    ----------
    begin, end : int
        Quanta; what is put there begins and ends within.
    values : dict of int to float
        What it is worth to have each activity in it; none of them is placed.
    placed : dict of int to int
        Those that were in it before, and where each began.
    """

    begin: int
    end: int
    values: Mapping[int, float]
    placed: Mapping[int, int]


@dataclass(frozen=True)
class Filling:
    """What to put into a window, and the work it took to find that.

    Attributes
    ----------
    chosen : list of (int, int, int)
        Start in quanta, activity, and mode; by start.
    value : float
    work : float
        Deterministic seconds of the solver.
    """

    chosen: list[tuple[int, int, int]]
    value: float
    work: float


@njit(cache=True, nogil=True)
def free_starts(
    tables: Tables, state: State, number: int, mode_row: int, begin: int, end: int, wish: bool
) -> Ints:
    """Starts of an activity in one mode, so that it lies in ``[begin, end)`` and disturbs nothing placed."""
    first = max(begin, first_by_order(tables, state, number))
    last = min(end - tables.activity[number, DURATION], last_by_order(tables, state, number))
    stride = tables.activity[number, STRIDE]
    found = np.empty(max(last - first + 1, 0), np.int64)
    many = 0
    start = -(-first // stride) * stride if first < FAR else FAR
    while start <= last:
        if (
            within(tables, tables.mode[mode_row, STARTS], tables.mode[mode_row, STARTS_END], start)
            and (not wish or wished(tables, number, start))
            and free_from(tables, state, number, mode_row, start) == start
        ):
            found[many] = start
            many += 1
        start += stride
    return found[:many]


class WindowModel:
    """The exact model of one window.

    It knows pools, the units that must take part, areas and the order of serials. Danger zones, people, ways
    and rest between what is chosen are left to whoever puts the result into the timetable.

    Parameters
    ----------
    problem, tables, clock, state
        The timetable without what may be put there.
    window : Window
    """

    def __init__(
        self, problem: Problem, tables: Tables, clock: Clock, state: State, window: Window
    ) -> None:
        self.problem, self.tables, self.clock = problem, tables, clock
        self.state, self.window = state, window
        self.model = cp_model.CpModel()
        self.start: dict[int, cp_model.IntVar] = {}
        self.present: dict[int, cp_model.IntVar] = {}
        self.running: dict[int, cp_model.IntervalVar] = {}
        self.modes: dict[int, list[tuple[int, cp_model.IntVar]]] = {}
        self.in_area: defaultdict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        self.of_unit: defaultdict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        for number in window.values:
            self._add(number)
        self._add_order()
        self._add_pools()
        self._add_units_and_areas()
        self.model.maximize(
            sum(
                round(PER_QUANTUM * window.values[number]) * present
                for number, present in self.present.items()
            )
        )

    def filled(self, seed: int, work: float) -> Filling:
        """The best filling found within so much deterministic work."""
        solver = solver_for(seed, work)
        solver.parameters.relative_gap_limit = NEAR_ENOUGH
        status = solver.solve(self.model)
        done = solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Filling([], 0.0, done)
        chosen = [
            (
                solver.value(self.start[number]),
                number,
                next(mode for mode, taken in self.modes[number] if solver.boolean_value(taken)),
            )
            for number, present in self.present.items()
            if solver.boolean_value(present)
        ]
        return Filling(sorted(chosen), solver.objective_value, done)

    def _add(self, number: int) -> None:
        """Variables of one activity, if it can be in the window at all."""
        activity, row = self.problem.activities[number], self.tables.activity[number]
        free: list[list[int]] = []
        for wish in (True, False):
            free = [
                free_starts(
                    self.tables,
                    self.state,
                    number,
                    int(row[MODES]) + mode,
                    self.window.begin,
                    self.window.end,
                    wish,
                ).tolist()
                for mode in range(len(activity.modes))
            ]
            if any(free) or not activity.wishes:
                break
        every = sorted(set().union(*free))
        if not every:
            return
        start = self.model.new_int_var_from_domain(cp_model.Domain.from_values(every), "")
        present = self.model.new_bool_var("")
        duration = int(row[DURATION])
        self.start[number], self.present[number] = start, present
        self.running[number] = self.model.new_optional_interval_var(
            start, duration, start + duration, present, ""
        )
        usable = [mode for mode, starts in enumerate(free) if starts]
        if len(usable) == 1:
            self.modes[number] = [(usable[0], present)]
        else:
            self.modes[number] = [(mode, self.model.new_bool_var("")) for mode in usable]
            self.model.add(sum(taken for _, taken in self.modes[number]) == present)
        for mode, taken in self.modes[number]:
            if len(free[mode]) < len(every):
                domain = cp_model.Domain.from_values(free[mode])
                self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(taken)
            before, behind = int(row[SETUP]), int(row[CLEARUP])
            for area in activity.modes[mode].areas:
                self.in_area[area].append(
                    self.model.new_optional_interval_var(
                        start - before,
                        before + duration + behind,
                        start + duration + behind,
                        taken,
                        "",
                    )
                )
        for unit in activity.units:
            self.of_unit[unit].append(self.running[number])
        placed = self.window.placed.get(number)
        self.model.add_hint(present, placed is not None)
        if placed is not None:
            self.model.add_hint(start, placed)

    def _add_order(self) -> None:
        """One that waits for another that is not placed is there only if the other is."""
        for number, present in self.present.items():
            for link in self.problem.activities[number].links:
                before = link.before
                if before not in self.present:
                    continue
                self.model.add_implication(present, self.present[before])
                over = self.start[before] + int(self.tables.activity[before, DURATION])
                gap = self.start[number] - over
                self.model.add(gap >= self.clock.least(link.least)).only_enforce_if(present)
                if link.most is not None:
                    most = link.most // self.clock.length
                    self.model.add(gap <= most).only_enforce_if(present)

    def _add_pools(self) -> None:
        """What is held of each pool, beside what others hold already."""
        users: defaultdict[int, list[tuple[cp_model.IntervalVar, int]]] = defaultdict(list)
        for number, running in self.running.items():
            for pool, amount in self.problem.activities[number].holds:
                if not self.problem.pools[pool].used_up:
                    users[pool].append((running, amount))
        for pool, some in users.items():
            some.extend(self._held(pool))
            unit = int(np.gcd.reduce([amount for _, amount in some]))
            self.model.add_cumulative(
                [running for running, _ in some],
                [amount // unit for _, amount in some],
                self.problem.pools[pool].quantity // unit,
            )

    def _held(self, pool: int) -> Iterable[tuple[cp_model.IntervalVar, int]]:
        """What others hold of a pool in the window, as fixed intervals."""
        begin, end = self.window.begin, self.window.end
        profile = self.state.profile[self.tables.pool[pool, PROFILE], begin:end]
        changes = np.flatnonzero(np.diff(profile)) + 1
        bounds = [0, *changes.tolist(), len(profile)]
        for first, last in pairwise(bounds):
            if last > first and profile[first]:
                fixed = self.model.new_fixed_size_interval_var(begin + first, last - first, "")
                yield fixed, int(profile[first])

    def _add_units_and_areas(self) -> None:
        for some in self.of_unit.values():
            if len(some) > 1:
                self.model.add_no_overlap(some)
        for area, some in self.in_area.items():
            limit = self.problem.areas[area].serials
            if len(some) > limit:
                self.model.add_cumulative(some, [1] * len(some), limit)
