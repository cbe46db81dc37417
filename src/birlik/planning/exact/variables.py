"""The decisions of the exact model: whether, when, where and by whom each activity is held."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce

from ortools.sat.python import cp_model

from birlik.planning.problem import Activity, Problem, Slot, Solution
from birlik.planning.windows import NEVER, Windows

Literal = cp_model.LiteralT
Linear = cp_model.LinearExprT

#: Seconds between two questions whether someone wants the work on a model to end.
LOOK = 0.05


class EndedError(Exception):
    """Someone wanted the work on a model to end before it was done."""


class Variables:
    """Variables of every activity.

    Attributes
    ----------
    model : cp_model.CpModel
    present : list
        Whether each activity is placed; the constant 1 where that is settled.
    start : list
        Start of each, in minutes: an affine expression of one variable.
    mode : list of list
        Whether each uses each of its modes.
    takes : list of dict
        For each activity, the literal of every unit that takes or may take part.
    at_rest : frozenset of int
        Activities with a single place, in which they get on with one another.

    Raises
    ------
    EndedError
        As soon as `stop`, asked often while the model grows, says yes.
    """

    def __init__(
        self,
        problem: Problem,
        settled: frozenset[int],
        at_rest: frozenset[int] = frozenset(),
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.problem, self.settled, self.at_rest = problem, settled, at_rest
        self.stop, self._next_look = stop, 0.0
        self.model = cp_model.CpModel()
        self.one = self.model.new_constant(1)
        self.present: list[cp_model.IntVar] = []
        self.ticks: list[cp_model.IntVar] = []
        self.start: list[Linear] = []
        self.mode: list[list[cp_model.IntVar]] = []
        self.takes: list[dict[int, cp_model.IntVar]] = []
        self.chosen: list[dict[tuple[int, int], cp_model.IntVar]] = []
        self.running: list[cp_model.IntervalVar] = []
        self._days: dict[int, dict[int, cp_model.IntVar]] = {}
        self._in_area: dict[tuple[int, int], cp_model.IntVar] = {}
        self._parts: defaultdict[int, list[int]] = defaultdict(list)
        for number, activity in enumerate(problem.activities):
            self.look()
            self._add(number, activity)
            for unit in self.takes[number]:
                self._parts[unit].append(number)

    def look(self) -> None:
        """Look whether someone wants the work to end, unless that was done a moment ago."""
        now = time.monotonic()
        if now >= self._next_look:
            if self.stop():
                raise EndedError
            self._next_look = now + LOOK

    def _add(self, number: int, activity: Activity) -> None:
        model, problem = self.model, self.problem
        present = (
            self.one if number in self.settled else model.new_bool_var(f"present {activity.id}")
        )
        step = problem.step if activity.on_grid else 1
        by_mode = [
            [s // step for s in problem.starts_of(activity, m)] for m in range(len(activity.modes))
        ]
        every = sorted(set().union(*by_mode))
        tick = model.new_int_var_from_domain(
            cp_model.Domain.from_values(every), f"start {activity.id}"
        )
        if len(activity.modes) == 1:
            modes = [present]
        else:
            modes = [model.new_bool_var(f"{activity.id} mode {m}") for m in range(len(by_mode))]
            model.add(sum(modes) == present)
            for literal, ticks in zip(modes, by_mode, strict=True):
                if len(ticks) < len(every):
                    model.add_linear_expression_in_domain(
                        tick, cp_model.Domain.from_values(ticks)
                    ).only_enforce_if(literal)
        start = tick * step
        self.present.append(present)
        self.ticks.append(tick)
        self.start.append(start)
        self.mode.append(modes)
        self._choose(number, activity, present)
        self.running.append(self._interval(number, 0, 0, present, "runs"))

    def _choose(self, number: int, activity: Activity, present: cp_model.IntVar) -> None:
        """Literals of the units that take part."""
        model = self.model
        takes = dict.fromkeys(activity.units, present)
        chosen: dict[tuple[int, int], cp_model.IntVar] = {}
        demands: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for index, choice in enumerate(activity.choices):
            literals = []
            for unit in choice.candidates:
                literal = model.new_bool_var(
                    f"{activity.id} takes {self.problem.forces[unit].id} {index}"
                )
                chosen[index, unit] = literal
                demands[unit].append(literal)
                literals.append(literal)
            model.add(sum(literals) == choice.count * present)
        for unit, literals in demands.items():
            if len(literals) == 1:
                takes[unit] = literals[0]
            else:
                takes[unit] = model.new_bool_var(
                    f"{activity.id} takes {self.problem.forces[unit].id}"
                )
                model.add(sum(literals) == takes[unit])
        for (mode, unit), barred in activity.barred.items():
            if unit not in takes:
                continue
            left = self.ticks_within(number, mode, barred)
            conditions = [takes[unit]]
            if len(activity.modes) > 1:
                conditions.append(self.mode[number][mode])
            if left:
                model.add_linear_expression_in_domain(
                    self.ticks[number], cp_model.Domain.from_values(left)
                ).only_enforce_if(conditions)
            else:
                model.add_bool_or([condition.negated() for condition in conditions])
        self.takes.append(takes)
        self.chosen.append(chosen)

    def ticks_within(self, number: int, mode: int, barred: Windows) -> list[int]:
        """Ticks of a mode that lie outside some minutes."""
        activity = self.problem.activities[number]
        step = self.problem.step if activity.on_grid else 1
        return [
            s // step for s in self.problem.starts_of(activity, mode) if not barred.holds(s, s + 1)
        ]

    def _interval(
        self, number: int, before: int, after: int, literal: cp_model.IntVar, name: str
    ) -> cp_model.IntervalVar:
        activity = self.problem.activities[number]
        begin = self.start[number] - before
        size = activity.duration + before + after
        if literal is self.one:
            return self.model.new_fixed_size_interval_var(begin, size, f"{activity.id} {name}")
        return self.model.new_optional_fixed_size_interval_var(
            begin, size, literal, f"{activity.id} {name}"
        )

    def parts_of(self, unit: int) -> list[int]:
        """Activities in which a unit takes or may take part."""
        return self._parts[unit]

    def occupation(self, number: int, literal: cp_model.IntVar) -> cp_model.IntervalVar:
        """Interval in which an activity occupies its areas, while `literal` holds."""
        activity = self.problem.activities[number]
        return self._interval(number, activity.setup, activity.clearup, literal, "occupies")

    def run(self, number: int, literal: cp_model.IntVar) -> cp_model.IntervalVar:
        """Interval in which an activity runs, while `literal` holds."""
        if literal is self.present[number]:
            return self.running[number]
        return self._interval(number, 0, 0, literal, "runs while")

    def either(
        self, literals: list[cp_model.IntVar], present: cp_model.IntVar, of: int
    ) -> cp_model.IntVar:
        """One literal for some of the exclusive modes of an activity; `of` is how many it has."""
        if len(literals) == of:
            return present
        if len(literals) == 1:
            return literals[0]
        joint = self.model.new_bool_var("one of several modes")
        self.model.add(sum(literals) == joint)
        return joint

    def in_modes(self, number: int, modes: Iterable[int]) -> cp_model.IntVar | None:
        """Literal that an activity uses one of some modes; None if there are none."""
        literals = [self.mode[number][mode] for mode in modes]
        if not literals:
            return None
        return self.either(literals, self.present[number], len(self.mode[number]))

    def in_area(self, number: int, area: int) -> cp_model.IntVar | None:
        """Literal that an activity uses an area; None if it never does."""
        modes = [
            m for m, mode in enumerate(self.problem.activities[number].modes) if area in mode.areas
        ]
        if not modes:
            return None
        if (number, area) not in self._in_area:
            literal = self.in_modes(number, modes)
            assert literal is not None
            self._in_area[number, area] = literal
        return self._in_area[number, area]

    def all_starts(self, number: int) -> Windows:
        """Minutes at which an activity may begin in any mode."""
        modes = self.problem.activities[number].modes
        return reduce(Windows.__or__, (mode.starts for mode in modes), NEVER)

    def days(self, number: int) -> dict[int, cp_model.IntVar]:
        """Literal of each working day on which an activity may begin; exactly one holds."""
        if number not in self._days:
            activity, problem = self.problem.activities[number], self.problem
            step = problem.step if activity.on_grid else 1
            ticks: defaultdict[int, list[int]] = defaultdict(list)
            for start in self.all_starts(number).on_grid(step):
                ticks[problem.day_of(start)].append(start // step)
            if len(ticks) == 1:
                self._days[number] = dict.fromkeys(ticks, self.one)
            else:
                literals = {
                    day: self.model.new_bool_var(f"{activity.id} on day {day}") for day in ticks
                }
                self.model.add_exactly_one(literals.values())
                for day, literal in literals.items():
                    self.model.add_linear_expression_in_domain(
                        self.ticks[number], cp_model.Domain.from_values(ticks[day])
                    ).only_enforce_if(literal)
                self._days[number] = literals
        return self._days[number]

    def hint(self, solution: Solution) -> None:
        """Begin the search at a solution."""
        self.model.clear_hints()
        hinted: dict[int, tuple[cp_model.IntVar, int]] = {}

        def set_hint(variable: cp_model.IntVar, value: int) -> None:
            if variable.index not in hinted and variable is not self.one:
                hinted[variable.index] = (variable, value)

        for number, activity in enumerate(self.problem.activities):
            self.look()
            slot = solution.get(number)
            set_hint(self.present[number], int(slot is not None))
            step = self.problem.step if activity.on_grid else 1
            if slot is not None:
                set_hint(self.ticks[number], slot.start // step)
                day = self.problem.day_of(slot.start)
                for other, literal in self._days.get(number, {}).items():
                    set_hint(literal, int(other == day))
            for mode, literal in enumerate(self.mode[number]):
                set_hint(literal, int(slot is not None and slot.mode == mode))
            for unit, literal in self.takes[number].items():
                set_hint(literal, int(slot is not None and unit in slot.units))
        for variable, value in hinted.values():
            self.model.add_hint(variable, value)

    def hint_all(self, values: list[int]) -> None:
        """Begin the search at a value for every variable of the model."""
        self.model.clear_hints()
        for index, value in enumerate(values):
            self.look()
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def solution(self, read: Callable[[cp_model.LinearExprT], int]) -> Solution:
        """Solution that a solver holds; `read` gives its value of an expression."""
        found: Solution = {}
        for number, activity in enumerate(self.problem.activities):
            if not read(self.present[number]):
                continue
            mode = next(m for m, literal in enumerate(self.mode[number]) if read(literal))
            units = [unit for unit, literal in self.takes[number].items() if read(literal)]
            ordered = sorted(units, key=lambda unit: (unit not in activity.units, unit))
            found[number] = Slot(int(read(self.start[number])), mode, tuple(ordered))
        return found
