"""Scarce pools filled anew: window after window, CP-SAT chooses what fills it best, the builder places it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from birlik.planning.asked import GREATEST_SEED
from birlik.planning.bounds import Scarcity, tails
from birlik.planning.building.flattening import Clock
from birlik.planning.building.free import free_from
from birlik.planning.building.order import place_in_order
from birlik.planning.building.putting import put, within
from birlik.planning.building.seeking import first_by_order, last_by_order, place
from birlik.planning.building.state import START, State
from birlik.planning.building.tables import (
    DURATION,
    FAR,
    GROUP,
    MODES,
    STARTS,
    STARTS_END,
    Ints,
    Tables,
)
from birlik.planning.compiled import ZERO, entry, part
from birlik.planning.improving.restoring import restored, taken_back
from birlik.planning.improving.window import Filling, Window, WindowModel, free_starts
from birlik.planning.problem import Problem

#: Length of a window, in minutes: people work by the day.
WINDOW = 24 * 60

#: Most activities that one window chooses among.
MOST_CANDIDATES = 150

#: Deterministic seconds of CP-SAT for one window, at least and at most.
LEAST_WORK, MOST_WORK = 0.03, 0.3

#: Part of a budget for all windows of one pool that may go into the work of CP-SAT.
PART_OF_WORK = 0.1

#: Ways to value what fills a window, taken in turn: how much more a scarce minute is worth than any
#: minute, and how much more each quantum that must follow adds, in hundredths.
WAYS = ((10.0, 1.0), (3.0, 1.0), (10.0, 2.0), (5.0, 0.5))

#: Windows that are filled at the same time, each of another pool.
AT_ONCE = 2


def compiled(tables: Tables, state: State) -> None:
    """Compile what filling needs, and change nothing."""
    if not len(tables.activity):
        return
    none = np.empty(0, np.int64)
    taken_back(tables, state, none)
    _settled(tables, state, np.empty((0, 3), np.int64), none)
    free_starts(tables, state, 0, 0, 0, 0, wish=False)


class Filler:
    """Fills the windows of scarce pools, the pool that is busy longest first.

    Parameters
    ----------
    problem, tables, clock
    scarce : list of Scarcity
    seed : int
    """

    def __init__(
        self, problem: Problem, tables: Tables, clock: Clock, scarce: list[Scarcity], seed: int
    ) -> None:
        self.problem, self.tables, self.clock, self.seed = problem, tables, clock, seed
        self.scarce = scarce
        self.users = [np.array(sorted(scarcity.takes), np.int64) for scarcity in scarce]
        self.rounds = [0] * len(scarce)
        many = len(problem.activities)
        behind = tails(problem, list(range(many)))
        self.behind = [clock.least(behind[number]) for number in range(many)]
        self.followers: list[list[int]] = [[] for _ in range(many)]
        for number, activity in enumerate(problem.activities):
            for link in activity.links:
                self.followers[link.before].append(number)

    def fill(
        self, state: State, goal: int, seconds: float, stop: Callable[[], bool]
    ) -> Iterator[float]:
        """Fill all windows of the pools that are busy longest, once.

        Parameters
        ----------
        state : State
            Changed as it goes on.
        goal : int
            Quantum at which the exercise would be over if the bound were reached. Only pools that are busy
            longer are filled anew.
        seconds : float
            Budget, of which the windows get their shares.
        stop : callable
            Asked between windows.

        Yields
        ------
        float
            Deterministic seconds of CP-SAT, after each window.
        """
        sweeps = [self._sweep(state, at) for at in self._latest(state, goal)]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while sweeps and not stop():
                slots, taken = state.slot.copy(), state.taken.copy()
                models = [(sweep, sweep.next_model()) for sweep in sweeps]
                running = [
                    (sweep, threads.submit(model.filled, sweep.seed, sweep.work(seconds)))
                    for sweep, model in models
                    if model is not None
                ]
                fillings = [(sweep, future.result()) for sweep, future in running]
                # What found no place again may have lost it to another window, so that all goes back.
                if not all(sweep.put_back(filling) for sweep, filling in fillings):
                    restored(self.tables, state, slots, taken)
                sweeps = [sweep for sweep in sweeps if not sweep.over]
                yield max((filling.work for _, filling in fillings), default=0.0)

    def _latest(self, state: State, goal: int) -> list[int]:
        """The pools whose last activities are over latest, as far as they are late."""
        late = []
        for at, users in enumerate(self.users):
            starts = state.slot[users, START]
            over = np.where(starts >= 0, starts + self.tables.activity[users, DURATION], 0)
            if over.max(initial=0) > goal:
                late.append((-int(over.max()), self.rounds[at], at))
        return [at for _, _, at in sorted(late)[:AT_ONCE]]

    def _sweep(self, state: State, at: int) -> _Sweep:
        number = self.rounds[at]
        self.rounds[at] += 1
        return _Sweep(self, state, at, self._values(at, *WAYS[number % len(WAYS)]), number)

    def _values(self, at: int, more: float, follow: float) -> dict[int, float]:
        """What it is worth to have each user of a pool in a window.

        The hours that decide the least end are scarce, and what takes much of them should not come last; nor
        should what much must follow.
        """
        scarcity = self.scarce[at]
        whole = max(self.problem.pools[scarcity.pool].quantity, 1)
        values = {}
        for number, take in scarcity.takes.items():
            activity = self.problem.activities[number]
            quanta = int(self.tables.activity[number, DURATION]) + more * take / self.clock.length
            amount = sum(some for pool, some in activity.holds if pool == scarcity.pool)
            values[number] = amount / whole * quanta * (1 + follow * self.behind[number] / 100)
        return values


class _Sweep:
    """One pass over the windows of a pool, from the first on."""

    def __init__(
        self, filler: Filler, state: State, at: int, values: dict[int, float], number: int
    ) -> None:
        self.filler, self.tables, self.state, self.values = filler, filler.tables, state, values
        self.users = filler.users[at]
        self.seed = (filler.seed + number) % (GREATEST_SEED + 1)
        self.chance = np.random.default_rng([filler.seed, at, number])
        self.length = max(1, WINDOW // filler.clock.length)
        starts = state.slot[self.users, START]
        placed = self.users[starts >= 0]
        self.begin = self._first_cut(placed)
        self.windows = -(-(int(starts.max()) + 1 - self.begin) // self.length)
        self.lifted = placed

    @property
    def over(self) -> bool:
        """Whether no window is left."""
        return not (self.state.slot[self.users, START] >= self.begin).any()

    def work(self, seconds: float) -> float:
        """Deterministic seconds of one window, of a budget."""
        return min(max(PART_OF_WORK * seconds / max(self.windows, 1), LEAST_WORK), MOST_WORK)

    def next_model(self) -> WindowModel | None:
        """Model of the next window, all that begins in or behind it taken out; None if nothing does."""
        begin, end = self.begin, self.begin + self.length
        self.begin = end
        start = self.state.slot[self.users, START]
        alone = self.tables.activity[self.users, GROUP] < 0
        behind = self.users[alone & (start >= begin)].tolist()
        if not behind:
            return None
        chosen = self._candidates(alone, begin, end)
        placed = {
            n: int(self.state.slot[n, START])
            for n in chosen
            if self.state.slot[n, START] + self.tables.activity[n, DURATION] <= end
        }
        self.lifted = np.array(self._with_followers(behind), np.int64)
        taken_back(self.tables, self.state, self.lifted)
        window = Window(begin, end, {n: self.values[n] for n in chosen}, placed)
        filler = self.filler
        return WindowModel(filler.problem, filler.tables, filler.clock, self.state, window)

    def put_back(self, filling: Filling) -> bool:
        """Put what was taken out where the model wants it, the rest, by value, where it can be.

        Returns
        -------
        bool
            Whether everything found a place again.
        """
        chosen = np.array(filling.chosen, np.int64).reshape(-1, 3)
        value = np.array([self.values.get(number, 0.0) for number in self.lifted.tolist()])
        order = self.lifted[np.argsort(-value, kind="stable")]
        return bool(_settled(self.tables, self.state, chosen, order))

    def _first_cut(self, placed: Ints) -> int:
        """Quantum at which the first window begins: the moment of the day with the least going on."""
        busy = np.zeros(self.length, np.int64)
        starts = self.state.slot[placed, START].tolist()
        for start, quanta in zip(
            starts, self.tables.activity[placed, DURATION].tolist(), strict=True
        ):
            busy[np.arange(start, start + quanta) % self.length] += 1
        first = min(starts)
        return first - (first - int(busy.argmin())) % self.length

    def _candidates(self, alone: npt.NDArray[np.bool_], begin: int, end: int) -> list[int]:
        """Activities in the window, and some of those behind it: the most valuable, and others by chance."""
        start = self.state.slot[self.users, START]
        inside = self.users[alone & (start >= begin) & (start < end)].tolist()
        later = self.users[alone & (start >= end)]
        room = max(0, MOST_CANDIDATES - len(inside))
        if len(later) > room:
            by_value = later[np.argsort([-self.values[n] for n in later.tolist()], kind="stable")]
            others = self.chance.permutation(by_value[room // 2 :])
            later = np.concatenate([by_value[: room // 2], others[: room - room // 2]])
        return [*inside, *later.tolist()]

    def _with_followers(self, chosen: list[int]) -> list[int]:
        """The chosen and all that waits for them, as far as it is placed and begins alone."""
        found = dict.fromkeys(chosen)
        waiting = list(found)
        while waiting:
            for number in self.filler.followers[waiting.pop()]:
                placed = self.state.slot[number, START] >= 0
                if number not in found and placed and self.tables.activity[number, GROUP] < 0:
                    found[number] = None
                    waiting.append(number)
        return list(found)


@part
def _put_if_free(tables: Tables, state: State, number: int, mode: int, start: int) -> bool:
    """Put an activity at a start in a mode, if nothing speaks against it; whether it was put."""
    row = tables.activity[number, MODES] + mode
    if (
        first_by_order(tables, state, number) > start
        or last_by_order(tables, state, number) < start
        or not within(tables, tables.mode[row, STARTS], tables.mode[row, STARTS_END], start)
        or free_from(tables, state, number, row, start) != start
    ):
        return False
    put(tables, state, number, mode, start)
    return True


@entry
def _settled(tables: Tables, state: State, chosen: Ints, order: Ints) -> bool:
    """Put activities where they are wanted, the rest where they can be; whether all of them could."""
    for at in range(chosen.shape[0]):
        start, number, mode = chosen[at]
        if not _put_if_free(tables, state, number, mode, start):
            place(tables, state, number, start, start)
    waiting = np.zeros(state.slot.shape[0], np.int64)
    for number in order:
        if state.slot[number, START] < 0:
            waiting[number] = 1
    stack = np.empty(state.slot.shape[0] + 1, np.int64)
    return place_in_order(tables, state, order, waiting, stack, ZERO, FAR - 1) == 0
