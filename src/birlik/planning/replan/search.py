"""The exact repair: a few activities free, ever more as they need room, until nothing is in the way.

Each model leaves a few activities free and lets all others that share anything with them stay or be
given up at a price, without asking where those go. So its best value is a bound for every repair;
and once it gives nothing up, what it found is a repair, and the best. What it gives up is free in
the next model.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from birlik.planning.problem import Problem, Solution
from birlik.planning.replan.cost import cost_of
from birlik.planning.replan.giving_up import GivenUp
from birlik.planning.replan.kept import Kept
from birlik.planning.replan.model import Outcome, solved, weight_of_mandatory
from birlik.planning.replan.neighbourhood import Neighbourhood
from birlik.planning.replan.placing import drop_orphans
from birlik.planning.replan.reduced import reduced
from birlik.planning.replan.room import Room

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
        Whether the clock ended the search.
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
    """
    return _Search(problem, kept, given_up, first, seconds, seed, listener).result()


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
    ) -> None:
        self.problem, self.kept, self.seed, self.listener = problem, kept, seed, listener
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
            | self.near.needed(),
            followers=False,
        )

    def result(self) -> Searched:
        """Repair and bound when nothing is given up any more, or the budget is spent."""
        self._beside_the_others()
        while self.value > self.bound and self.work_left > 0 and not self.by_clock:
            outcome = self._with_others_to_give_up()
            self.bound = max(self.bound, min(outcome.bound, self.value))
            self.listener(self.value, self.bound)
            if outcome.solution is None:
                break
            self.free = self.near.closed(self.free | outcome.given_up, followers=False)
            if outcome.given_up:
                self._beside_the_others()
            else:
                self._take({**self._others(self.free), **outcome.solution})
                if outcome.optimal:
                    break
        missing, cost = divmod(self.bound, self.mandatory)
        return Searched(self.best, (missing, cost), self.by_clock)

    def _needs_a_place(self, number: int) -> bool:
        return (
            self.problem.activities[number].mandatory and number not in self.kept.placements
        ) or (number in self.kept.weights and number not in self.kept.slots)

    def _value(self, solution: Solution) -> int:
        missing, cost = cost_of(self.problem, self.kept, solution)
        return self.mandatory * missing + cost

    def _others(self, free: frozenset[int]) -> Solution:
        """What stands where it was while some activities are free."""
        slots = {
            number: slot
            for number, slot in self.kept.slots.items()
            if number not in free and number in self.kept.same_units
        }
        return {**self.kept.frozen, **slots}

    def _beside_the_others(self) -> None:
        """Seek a repair in which none but the free activities moves."""
        if self.value <= self.bound or self.work_left <= 0:
            return
        free = self.near.closed(self.free, followers=True)
        others = self._others(free)
        small = reduced(self.problem, others, free, {})
        outcome = solved(
            self.problem,
            self.kept,
            small,
            self.best,
            work=self.work_left / 4,
            clock=self.deadline - time.monotonic(),
            seed=self.seed,
        )
        self._spend(outcome)
        if outcome.solution is not None:
            self._take({**others, **outcome.solution})
            self.listener(self.value, self.bound)

    def _with_others_to_give_up(self) -> Outcome:
        """The best of a model in which others can be given up without another place."""
        while True:
            loose = self.near.in_the_way(self.free)
            small = reduced(self.problem, self.kept.frozen, self.free, loose)
            lost = frozenset(
                number
                for number in loose
                if any(
                    link.before in small.impossible
                    for link in self.problem.activities[number].links
                )
            )
            if not lost:
                break
            self.free = self.near.closed(self.free | lost, followers=False)
        outcome = solved(
            self.problem,
            self.kept,
            small,
            self.best,
            work=self.work_left,
            clock=self.deadline - time.monotonic(),
            seed=self.seed,
        )
        self._spend(outcome)
        return outcome

    def _spend(self, outcome: Outcome) -> None:
        self.work_left -= max(outcome.work, 1e-4)
        self.by_clock = self.by_clock or outcome.late or time.monotonic() >= self.deadline

    def _take(self, solution: Solution) -> None:
        """Keep a repair if it is better; what lacks something that it needs is left out."""
        room = Room(self.problem, solution)
        drop_orphans(room, self.kept)
        value = self._value(room.solution)
        if value < self.value:
            self.best, self.value = dict(room.solution), value
