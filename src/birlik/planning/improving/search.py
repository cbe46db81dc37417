"""The best timetable of a large problem within a budget: built at once, then improved part by part."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from birlik.planning.bounds import Scarcity, least_end, scarcities, tails
from birlik.planning.building.flattening import tables_of
from birlik.planning.building.order import built
from birlik.planning.building.state import STEPS, State, empty_state, solution_of
from birlik.planning.building.tables import Ints, Tables
from birlik.planning.improving.filling import Filler, compiled
from birlik.planning.improving.means import Means, means_of
from birlik.planning.improving.recreating import Memory, end_of, recreate
from birlik.planning.improving.restoring import restored
from birlik.planning.problem import Problem, Solution
from birlik.planning.score import score_of
from birlik.planning.timetable import Score

#: Steps of the compiled search that one second is taken for.
STEPS_A_SECOND = 500_000

#: The clock ends a search only when it has taken so many times its budget.
CLOCK_MARGIN = 1.5

#: Steps between two looks at what was found, between two passes; a look costs as much as some of them.
PIECES = (50_000, 100_000, 200_000, 400_000)

#: Seconds between two looks whether someone wants the search to end.
LOOK = 0.05

#: Part of the work that may go into building in other orders, before parts are placed anew.
PART_OF_ORDERS = 0.15

#: Steps that one deterministic second of CP-SAT is taken for, with the making of its models.
STEPS_OF_CPSAT = 3 * STEPS_A_SECOND

#: Whether someone wants the search to end.
Stop = Callable[[], bool]


@dataclass(frozen=True)
class Better:
    """A timetable better than all before it.

    Attributes
    ----------
    solution : Solution
    score : Score
    """

    solution: Solution
    score: Score


class _Work:
    """How much work a search has done, and whether it is to end.

    Attributes
    ----------
    allowance : float
        Steps that it may do; infinite if the budget is.
    done : int
        Steps that it has done.
    ended : (1,) array of uint8
        Tells compiled code to end.
    ended_from_outside : bool
        Whether the clock or a person said so, rather than the work limit.
    """

    def __init__(self, seconds: float, stop: Stop) -> None:
        self.seconds, self.stop = seconds, stop
        self.allowance = seconds * STEPS_A_SECOND
        self.done = 0
        self.ended = np.zeros(1, np.uint8)
        self.ended_from_outside = False
        self.begin()

    def begin(self) -> None:
        """Let the clock begin."""
        self.deadline = time.monotonic() + CLOCK_MARGIN * self.seconds

    def look(self) -> None:
        """Look whether the clock or a person wants an end."""
        if self.stop() or time.monotonic() >= self.deadline:
            self.ended[0], self.ended_from_outside = 1, True

    @property
    def over(self) -> bool:
        """Whether the search is to end."""
        self.look()
        return self.ended_from_outside or self.done >= self.allowance


class LargeSearch:
    """The timetable of a large problem, and all that is needed to improve it.

    Parameters
    ----------
    problem : Problem
    seed : int
        The same problem, seed and budget give the same timetable.

    Attributes
    ----------
    solution : Solution
        The best found so far; conflict-free.
    score : Score
    bounds : dict of str to int
        Proven least end, in minutes from STARTEX; empty until :meth:`improve` is asked. Of the other
        numbers no more is proven than that they cannot be below nothing.
    by_clock : bool
        Whether the clock or a person ended the search, rather than its work limit.

    Raises
    ------
    TooLarge
        If the problem does not fit into the tables of the compiled builder.
    """

    def __init__(self, problem: Problem, seed: int = 0) -> None:
        self.problem, self.seed = problem, seed
        self.tables, self.clock = tables_of(problem)
        self.state = _first_state(problem, self.tables)
        self.by_clock = False
        self.bounds: dict[str, int] = {}
        self._keep()

    def improve(self, seconds: float, stop: Stop = lambda: False) -> Iterator[Better]:
        """Every better timetable, as it is found.

        Parameters
        ----------
        seconds : float
            Budget. It limits the work done, so that the result is the same on any machine; on a slow
            one the clock ends it after half as long again.
        stop : callable
            Asked often; when it says yes, the search ends.
        """
        self.bounds = {"the end": self._least_end()}
        work = _Work(seconds, stop)
        # Compiling, which happens once after an installation, does not count.
        means, memory = means_of(self.problem), _memory(self.state, self.seed)
        recreate(self.tables, self.state, means, memory, self._goal, 0, work.ended)
        compiled(self.tables, self.state)
        self._restore()
        work.begin()
        yield from self._by_orders(work)
        filler = Filler(self.problem, self.tables, self.clock, self._scarcities(), self.seed)
        while not self._closed and not work.over:
            yield from self._by_filling(filler, seconds, work)
            self._restore()
            yield from self._by_recreating(means, memory, work)
        self.by_clock = work.ended_from_outside

    def _by_orders(self, work: _Work) -> Iterator[Better]:
        """Timetables built in other orders."""
        one_order = int(self.state.tally[STEPS])
        for order in other_orders(self.problem, self.seed):
            if work.done + one_order > work.allowance * PART_OF_ORDERS or work.over or self._closed:
                return
            state = empty_state(self.tables)
            built(self.tables, state, order)
            work.done += int(state.tally[STEPS])
            if self._is_better(state):
                self.state = state
                yield self._kept()

    def _by_filling(self, filler: Filler, seconds: float, work: _Work) -> Iterator[Better]:
        """One pass over the windows of the scarcest pools; nothing where no pool makes the end late."""
        before = int(self.state.tally[STEPS])
        for solved in filler.fill(self.state, self._goal, seconds, lambda: work.over):
            work.done += int(self.state.tally[STEPS]) - before + int(solved * STEPS_OF_CPSAT)
            before = int(self.state.tally[STEPS])
            # To read a large timetable takes longer than to fill a window.
            if self._ends_sooner() and self._is_better(self.state):
                yield self._kept()

    def _by_recreating(self, means: Means, memory: Memory, work: _Work) -> Iterator[Better]:
        """Parts taken out and placed anew, for a while."""
        with ThreadPoolExecutor(1) as thread:
            for piece in PIECES:
                if self._closed or work.over:
                    return
                before = int(self.state.tally[STEPS])
                allowed = int(min(piece, work.allowance - work.done))
                running = thread.submit(
                    recreate,
                    self.tables,
                    self.state,
                    means,
                    memory,
                    self._goal,
                    allowed,
                    work.ended,
                )
                while wait([running], LOOK).not_done:
                    work.look()
                running.result()
                work.done += int(self.state.tally[STEPS]) - before
                if self._is_better(self.state):
                    yield self._kept()

    @property
    def _goal(self) -> int:
        """Quantum at which the exercise would be over if the bound were reached."""
        return self.clock.begin(self.problem.startex + self.bounds["the end"])

    @property
    def _closed(self) -> bool:
        """Whether nothing is left to find."""
        score, bounds = self.score, self.bounds
        return (
            not any(score.levels[:6])
            and score.wishes == score.unfairness == 0
            and score.end <= bounds["the end"]
            and score.moves == 0
        )

    def _least_end(self) -> int:
        """Least minutes from STARTEX to the end, given how much the best timetable leaves out.

        Where a mandatory activity is left out another timetable might hold it in the place of any
        other, and nothing is said; where an optional one is, the mandatory ones alone are counted.
        """
        if self.score.mandatory_left_out:
            return 0
        return self._end_of_mandatory if any(self.score.optional_left_out) else self._end_of_all

    @cached_property
    def _end_of_all(self) -> int:
        return max(0, least_end(self.problem) - self.problem.startex)

    @cached_property
    def _end_of_mandatory(self) -> int:
        mandatory = [n for n, one in enumerate(self.problem.activities) if one.mandatory]
        return max(0, least_end(self.problem, mandatory) - self.problem.startex)

    def _scarcities(self) -> list[Scarcity]:
        """How scarce the pools are for what must be held, or for all where all is held."""
        activities = self.problem.activities
        everything = not any(self.score.optional_left_out)
        return scarcities(
            self.problem, [n for n, one in enumerate(activities) if everything or one.mandatory]
        )

    def _ends_sooner(self) -> bool:
        """Whether the state holds as much as the best timetable, and is over sooner."""
        as_much = _placed(self.state) >= self.placed
        return as_much and int(end_of(self.tables, self.state)) < self.last

    def _is_better(self, state: State) -> bool:
        """Whether a state holds a better timetable than the best."""
        return self._held(state)[1].levels < self.score.levels

    def _kept(self) -> Better:
        """What the state holds, kept as the best."""
        self._keep()
        self.bounds = {"the end": self._least_end()}
        return Better(self.solution, self.score)

    def _keep(self) -> None:
        state = self.state
        self.solution, self.score = self._held(state)
        self.best = state.slot.copy(), state.taken.copy()
        self.placed, self.last = _placed(state), int(end_of(self.tables, state))

    def _restore(self) -> None:
        """Make the state hold the best timetable again."""
        restored(self.tables, self.state, *self.best)

    def _held(self, state: State) -> tuple[Solution, Score]:
        """What a state holds."""
        solution = solution_of(self.problem, self.tables, self.clock, state.slot, state.taken)
        return solution, score_of(self.problem, solution)


def _first_state(problem: Problem, tables: Tables) -> State:
    """State of a first timetable; of two orders the better one.

    Mandatory activities come first, then by priority; among them those that take most of a pool for
    longest, or those that can begin at the fewest moments.
    """
    best: State | None = None
    for order in orders(problem):
        state = empty_state(tables)
        missing = built(tables, state, order)
        if best is None or _placed(state) > _placed(best):
            best = state
        if not missing:
            break
    assert best is not None
    return best


def _placed(state: State) -> tuple[int, ...]:
    """How much is placed, by priority, to compare two states."""
    return tuple(int(many) for many in state.tally[:6])


def orders(problem: Problem) -> Iterator[Ints]:
    """Orders in which activities are placed, the most promising first."""
    priority = np.array([activity.priority for activity in problem.activities], np.int64)
    yield np.lexsort((-_weights(problem), priority))
    room = np.array(
        [sum(mode.starts.minutes for mode in activity.modes) for activity in problem.activities],
        np.int64,
    )
    yield np.lexsort((room, priority))


def other_orders(problem: Problem, seed: int) -> Iterator[Ints]:
    """Further orders: what much must follow comes earlier, and the first order with noise."""
    priority = np.array([activity.priority for activity in problem.activities], np.int64)
    weight = _weights(problem)
    behind = tails(problem, list(range(len(problem.activities))))
    work = np.array(
        [behind[n] + activity.duration for n, activity in enumerate(problem.activities)], np.float64
    )
    for share in (0.25, 0.05, 1.0):
        yield np.lexsort((-(weight + share * work), priority))
    chance = np.random.default_rng(seed)
    for noise in (0.1, 0.3, 0.1, 0.3):
        noisy = weight * (1 + noise * chance.standard_normal(len(weight)))
        yield np.lexsort((-noisy, priority))


def _weights(problem: Problem) -> npt.NDArray[np.float64]:
    """Minutes for which each activity takes a whole pool, at most."""
    capacity = [max(pool.quantity, 1) for pool in problem.pools]
    return np.array(
        [
            activity.duration * max((a / capacity[p] for p, a in activity.holds), default=0.0)
            for activity in problem.activities
        ],
        np.float64,
    )


def _memory(state: State, seed: int) -> Memory:
    many = len(state.slot)
    chance = np.array([(seed * 2 + 1) * 0x9E3779B97F4A7C15 % (1 << 64)], np.uint64)
    return Memory(chance, np.zeros(many, np.int64), np.zeros(many + 1, np.int64))
