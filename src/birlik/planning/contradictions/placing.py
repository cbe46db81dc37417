"""All that must be held, placed as far as can be; where something cannot, the serials it quarrels with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from birlik.planning.board import Board, Obstacle
from birlik.planning.construct import constructed, place
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.displacing import Displaced, fewest_displaced
from birlik.planning.contradictions.smallest import smallest
from birlik.planning.contradictions.verdict import part_of, verdict
from birlik.planning.problem import Problem, Slot, Solution
from birlik.planning.repair.placing import in_order

#: Rounds of placing one after another before it is asked what stands in the way.
ROUNDS = 3

#: Activities of which it is asked at once whether they can be placed; with more, nobody would decide.
MOST = 80

#: Seconds that laying out a solution anew takes for each activity.
EACH = 0.00006


@dataclass(frozen=True)
class Quarrel:
    """Activities that cannot all be placed, whatever becomes of the others; without any one they can."""

    numbers: tuple[int, ...]


class Placing:
    """Activities of a problem placed so far; each may still move so that another finds room.

    Parameters
    ----------
    problem : Problem
    solution : Solution
        Slots without a conflict, perhaps not of all activities.
    budget : Budget
    seed : int
    """

    def __init__(self, problem: Problem, solution: Solution, budget: Budget, seed: int = 0) -> None:
        self.problem, self.solution = problem, solution
        self.budget, self.seed = budget, seed
        self.companions = {member: group for group in problem.together for member in group}

    @classmethod
    def of(
        cls,
        problem: Problem,
        budget: Budget,
        seed: int = 0,
        stop: Callable[[], bool] = lambda: False,
    ) -> Placing:
        """First solution of a problem."""
        solution = constructed(problem, seed, rounds=ROUNDS, stop=stop)
        budget.spend(EACH * ROUNDS * len(problem.activities))
        return cls(problem, solution, budget, seed)

    def take(self, slots: Solution) -> None:
        """Place activities at some slots, as far as the rules of the problem allow it."""
        self.budget.spend(EACH * len(slots))
        board = Board(self.problem)
        for number in sorted(slots, key=lambda n: (slots[n].start, n)):
            _put_back(board, number, slots[number])
        orphans = [-1]
        while orphans:
            orphans = [
                number
                for number in board.solution
                if not self.needed([number]) <= board.solution.keys()
            ]
            for number in orphans:
                board.take_back(number)
        self.solution = dict(board.solution)

    def missing(self) -> list[int]:
        """Mandatory activities without a place."""
        return [
            number
            for number, activity in enumerate(self.problem.activities)
            if activity.mandatory and number not in self.solution
        ]

    def needed(self, numbers: Iterable[int]) -> set[int]:
        """Activities, all that they wait for, and all that begin with one of them."""
        found, queue = set(numbers), list(numbers)
        while queue:
            number = queue.pop()
            others = {link.before for link in self.problem.activities[number].links}
            others |= self.companions.get(number, frozenset())
            queue += others - found
            found |= others
        return found

    def settle(self, number: int, most: int = MOST) -> Quarrel | bool:
        """Place an activity if that can be; what is placed already stays placed, if elsewhere.

        Only the activities that stand in the way are looked at, as if the others were not there: first
        alone, then with those that find no other place, and so on.

        Parameters
        ----------
        number : int
        most : int
            Activities looked at together, beyond which it is left undecided.

        Returns
        -------
        Quarrel or bool
            True if it is placed now; False if that was not decided within the budget.
        """
        chosen = self.needed([number])
        most = max(most, len(chosen))
        while not self.budget.over and len(chosen) <= most:
            found = fewest_displaced(
                self.problem, frozenset(chosen), self.solution, self.budget, self.seed
            )
            if found is False:
                return Quarrel(tuple(self._smallest(sorted(chosen), number)))
            if not isinstance(found, Displaced):
                return False
            homeless = self._with(found.slots, found.moved)
            if not homeless:
                return True
            chosen |= self.needed(homeless)
        return False

    def quarrel(self, numbers: Iterable[int]) -> bool:
        """Whether it is proven that some activities cannot all be placed, whatever becomes of the others."""
        small, _ = part_of(self.problem, numbers)
        return verdict(small, self.budget, self.seed).possible is False

    def _smallest(self, numbers: list[int], number: int) -> list[int]:
        """Fewest of some activities that cannot all be placed; `number` is one of them, asked last."""
        others = [other for other in numbers if other != number]
        return sorted(smallest([*others, number], lambda some: bool(some) and self.quarrel(some)))

    def _with(self, slots: Solution, first: Iterable[int]) -> set[int]:
        """Lay out the solution anew around some slots; take it if everything finds a place.

        Parameters
        ----------
        slots : Solution
            Of what is placed before all others.
        first : iterable of int
            What is placed next, wherever there is room.

        Returns
        -------
        set of int
            Activities that were placed before and find no place now.
        """
        self.budget.spend(EACH * len(self.solution))
        board = Board(self.problem)
        for number in sorted(slots, key=lambda n: slots[n].start):
            board.put(number, slots[number])
        homeless = [n for n in in_order(self.problem, sorted(first)) if n not in slots]
        moving = set(homeless)
        for number in homeless:
            if number not in board.solution:
                place(board, number)
        for number in sorted(self.solution.keys() - slots.keys() - moving, key=self._start):
            _put_back(board, number, self.solution[number])
        left = sorted(self.solution.keys() - board.solution.keys())
        self._release_groups(board, left, slots)
        left = sorted(self.solution.keys() - board.solution.keys())
        for number in in_order(self.problem, left):
            if number not in board.solution:
                place(board, number)
        lost = self.solution.keys() - board.solution.keys()
        if not lost:
            self.solution = dict(board.solution)
        return lost

    def _start(self, number: int) -> tuple[int, int]:
        return self.solution[number].start, number

    def _release_groups(self, board: Board, left: Iterable[int], slots: Solution) -> None:
        """Take up what begins together with something that could not go back, so that all move."""
        for number in left:
            for member in self.companions.get(number, ()):
                if member in board.solution and member not in slots:
                    board.take_back(member)


def _put_back(board: Board, number: int, slot: Slot) -> None:
    """Place an activity where it was, if nothing is in the way now."""
    if board.obstacle(number, slot.mode, slot.start):
        return
    units = board.units_for(number, slot.mode, slot.start)
    if not isinstance(units, Obstacle):
        board.put(number, Slot(slot.start, slot.mode, units))
