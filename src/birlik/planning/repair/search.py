"""The exact repair: a few activities free, ever more as they need room, until nothing is in the way.

What the free activities cost as if they were alone is a bound for every repair. What a better repair
than the best one found can spend on others is the little between that bound and its cost: others
that cost more to move stay. Each model leaves a few activities free and lets the cheap others that
share anything with them stay or be given up at a price, without asking where those go. So its best
value is a bound again; and once it gives nothing up, what it found is a repair, and the best. What
it gives up is free in the next model.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from birlik.planning.problem import Problem, Solution
from birlik.planning.repair.cost import cost_of
from birlik.planning.repair.giving_up import GivenUp
from birlik.planning.repair.kept import Kept
from birlik.planning.repair.model import Outcome, least_change, solved, weight_of_mandatory
from birlik.planning.repair.neighbourhood import Neighbourhood
from birlik.planning.repair.placing import drop_orphans
from birlik.planning.repair.reduced import reduced
from birlik.planning.repair.room import Room

#: Units of CP-SAT's deterministic work that one second is taken for.
WORK_A_SECOND = 0.3

#: The clock ends a search only when it has taken so many times its budget.
CLOCK_MARGIN = 1.5


@dataclass(frozen=True)
class Searched:
    """What the exact repair found.

    Attributes
    ----------
    solution : Solution
    bound : tuple of (int, int)
        Mandatory activities left out, and cost of changes: no repair is below, in this order.
    by_clock : bool
        Whether the clock or a person ended the search.
    """

    solution: Solution
    bound: tuple[int, int]
    by_clock: bool


def least_repair(
    problem: Problem,
    kept: Kept,
    given_up: GivenUp,
    first: Solution,
    seconds: float,
    seed: int,
    listener: Callable[[int, int], None] = lambda cost, bound: None,
    stop: Callable[[], bool] = lambda: False,
) -> Searched:
    """Repair with the least value that can be found within a budget, and its bound.

    Parameters
    ----------
    problem, kept, given_up
    first : Solution
        A repair to begin with.
    seconds : float
        Limits the work, so that the result is the same on any machine; on a slow one the clock
        ends it after half as long again.
    seed : int
    listener : callable
        Told the cost of the best repair and its bound.
    stop : callable
        Asked often; when it says yes, the best repair found so far is the result.
    """
    return _Search(problem, kept, given_up, first, seconds, seed, listener, stop).result()


class _Search:
    def __init__(
        self,
        problem: Problem,
        kept: Kept,
        given_up: GivenUp,
        first: Solution,
        seconds: float,
        seed: int,
        listener: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> None:
        self.problem, self.kept, self.seed = problem, kept, seed
        self.listener, self.stop = listener, stop
        self.mandatory = weight_of_mandatory(kept)
        self.near = Neighbourhood(problem, kept)
        self.best, self.value = first, self._value(first)
        self.bound = given_up.least
        self.work_left = seconds * WORK_A_SECOND
        self.deadline = time.monotonic() + CLOCK_MARGIN * seconds
        self.by_clock = False
        self.free = self.near.closed(
            given_up.numbers
            | {n for n in range(len(problem.activities)) if self._needs_a_place(n)}
            | self.near.needed()
        )

    def result(self) -> Searched:
        """Repair and bound when nothing is given up any more, or the budget is spent."""
        self._beside_the_others()
        while not self._over():
            alone = self._solved(self.kept.frozen, {}, ignored=frozenset(self.kept.slots))
            self._raise_bound(alone.bound)
            if self._over():
                break
            outcome = self._with_others_to_give_up(self.value - 1 - alone.bound)
            self._raise_bound(outcome.bound)
            if outcome.solution is None:
                break
            self.free = self.near.closed(self.free | outcome.given_up)
            if outcome.given_up:
                self._beside_the_others()
            else:
                self._take({**self._others(), **outcome.solution})
                if outcome.optimal:
                    break
        missing, cost = divmod(self.bound, self.mandatory)
        return Searched(self.best, (missing, cost), self.by_clock)

    def _over(self) -> bool:
        """Whether the best repair is proven, or the budget is spent."""
        return self.value <= self.bound or self.work_left <= 0 or self.by_clock

    def _raise_bound(self, bound: int) -> None:
        """Take a bound of the repairs that are better than the best one found."""
        self.bound = max(self.bound, min(bound, self.value))
        self.listener(self.value, self.bound)

    def _needs_a_place(self, number: int) -> bool:
        return (
            self.problem.activities[number].mandatory and number not in self.kept.placements
        ) or (number in self.kept.weights and number not in self.kept.slots)

    def _value(self, solution: Solution) -> int:
        missing, cost = cost_of(self.problem, self.kept, solution)
        return self.mandatory * missing + cost

    def _others(self) -> Solution:
        """What stands where it was while some activities are free."""
        slots = {
            number: slot
            for number, slot in self.kept.slots.items()
            if number not in self.free and number in self.kept.same_units
        }
        return {**self.kept.frozen, **slots}

    def _beside_the_others(self) -> None:
        """Seek a repair in which none but the free activities moves."""
        if self._over():
            return
        others = self._others()
        outcome = self._solved(others, {}, self.work_left / 4)
        if outcome.solution is not None:
            self._take({**others, **outcome.solution})
            self.listener(self.value, self.bound)

    def _with_others_to_give_up(self, slack: int) -> Outcome:
        """The best of a model in which others can be given up that cost no more than `slack`."""
        near = self.near.in_the_way(self.free)
        loose = {
            n: slot for n, slot in near.items() if least_change(self.problem, self.kept, n) <= slack
        }
        fixed = {n: slot for n, slot in self._others().items() if n not in loose}
        return self._solved(fixed, loose, slack=slack)

    def _solved(
        self,
        fixed: Solution,
        loose: Solution,
        work: float | None = None,
        ignored: frozenset[int] = frozenset(),
        slack: int | None = None,
    ) -> Outcome:
        """What the model of the free activities gives beside what is fixed and what is loose."""
        outcome = solved(
            self.problem,
            self.kept,
            reduced(self.problem, fixed, self.free, loose, ignored),
            self.best,
            work=self.work_left if work is None else work,
            clock=self.deadline - time.monotonic(),
            seed=self.seed,
            slack=slack,
            stop=self.stop,
        )
        self._spend(outcome)
        return outcome

    def _spend(self, outcome: Outcome) -> None:
        self.work_left -= max(outcome.work, 1e-4)
        late = outcome.late or time.monotonic() >= self.deadline or self.stop()
        self.by_clock = self.by_clock or late

    def _take(self, solution: Solution) -> None:
        """Keep a repair if it is better; what lacks something that it needs is left out."""
        room = Room(self.problem, solution)
        drop_orphans(room, self.kept)
        value = self._value(room.solution)
        if value < self.value:
            self.best, self.value = dict(room.solution), value
