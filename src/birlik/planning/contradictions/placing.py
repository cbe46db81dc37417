"""All that must be held, placed as far as can be; where something cannot, the serials it quarrels with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from birlik.planning.board import Board
from birlik.planning.construct import constructed, place
from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.displacing import Displaced, fewest_displaced
from birlik.planning.contradictions.smallest import smallest
from birlik.planning.contradictions.verdict import part_of, verdict
from birlik.planning.problem import Problem, Solution
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
    slots : Solution
        Where activities are, as far as the rules of the problem allow it.
    budget : Budget
    seed : int
    """

    def __init__(self, problem: Problem, slots: Solution, budget: Budget, seed: int = 0) -> None:
        self.problem, self.budget, self.seed = problem, budget, seed
        self.companions = {member: group for group in problem.together for member in group}
        budget.spend(EACH * len(slots))
        self.board = Board(problem)
        for number in sorted(slots, key=lambda n: (slots[n].start, n)):
            if self.board.fits(number, slots[number]):
                self.board.put(number, slots[number])
        orphans = [-1]
        while orphans:
            placed = self.board.solution.keys()
            orphans = [number for number in placed if not self.needed([number]) <= placed]
            for number in orphans:
                self.board.take_back(number)

    @classmethod
    def of(
        cls,
        problem: Problem,
        budget: Budget,
        seed: int = 0,
        stop: Callable[[], bool] = lambda: False,
    ) -> Placing:
        """First solution of a problem."""
        budget.spend(EACH * ROUNDS * len(problem.activities))
        return cls(problem, constructed(problem, seed, rounds=ROUNDS, stop=stop), budget, seed)

    @property
    def solution(self) -> Solution:
        """Slots of what is placed."""
        return self.board.solution

    def missing(self) -> list[int]:
        """Mandatory activities without a place."""
        return [
            number
            for number, activity in enumerate(self.problem.activities)
            if activity.mandatory and number not in self.solution
        ]

    def needed(self, numbers: Iterable[int]) -> set[int]:
        """Activities, all that they wait for, and all that begin with one of them."""
        found = set(numbers)
        queue = list(found)
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
        if self._beside_others(chosen):
            return True
        most = max(most, len(chosen))
        while not self.budget.over and len(chosen) <= most:
            found = fewest_displaced(
                self.problem, frozenset(chosen), self.solution, self.budget, self.seed
            )
            if found is False:
                return Quarrel(tuple(self._smallest(sorted(chosen), number)))
            if not isinstance(found, Displaced):
                return False
            if self._exchanged(found.slots, found.moved):
                return True
            homeless = self._around(found.slots, found.moved)
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

    def _beside_others(self, numbers: Iterable[int]) -> bool:
        """Place activities where the others leave room, if they do."""
        wanted = [n for n in in_order(self.problem, sorted(numbers)) if n not in self.solution]
        self._place(self.board, wanted)
        if all(number in self.solution for number in wanted):
            return True
        for number in wanted:
            if number in self.solution:
                self.board.take_back(number)
        return False

    def _place(self, board: Board, numbers: Iterable[int]) -> None:
        """Place activities wherever there is room, each after those it waits for."""
        for number in numbers:
            needed = {link.before for link in self.problem.activities[number].links}
            if number not in board.solution and needed <= board.solution.keys():
                place(board, number)

    def _exchanged(self, slots: Solution, moved: frozenset[int]) -> bool:
        """Put activities at some slots and what must move for them elsewhere, if all others can stay."""
        concerned = {m for n in moved for m in self.companions.get(n, {n})} | slots.keys()
        before = {n: self.solution[n] for n in concerned if n in self.solution}
        for number in before:
            self.board.take_back(number)
        for number in sorted(slots, key=lambda n: (slots[n].start, n)):
            if self.board.fits(number, slots[number]):
                self.board.put(number, slots[number])
        self._place(self.board, in_order(self.problem, sorted(concerned - self.solution.keys())))
        if concerned <= self.solution.keys():
            return True
        for number in concerned & self.solution.keys():
            self.board.take_back(number)
        for number, slot in before.items():
            self.board.put(number, slot)
        return False

    def _around(self, slots: Solution, first: Iterable[int]) -> set[int]:
        """Lay out the solution anew around some slots; take it if everything finds a place.

        Parameters
        ----------
        slots : Solution
            Of what is placed before all others.
        first : iterable of int
            What cannot stay where it is: once it comes last, and once right after `slots`.

        Returns
        -------
        set of int
            Activities that were placed before and find no place now.
        """
        moved = set(first)
        lost: set[int] = set()
        for turn in range(3):
            early = (set[int](), moved, lost)[turn]
            board = Board(self.problem)
            for number in sorted(slots, key=lambda n: slots[n].start):
                board.put(number, slots[number])
            self._place(board, in_order(self.problem, sorted(early - slots.keys())))
            staying = self.solution.keys() - slots.keys() - moved - early
            lost = self._laid_out(board, staying, slots)
            if not lost:
                self.board = board
                return lost
        return lost

    def _laid_out(self, board: Board, staying: set[int], slots: Solution) -> set[int]:
        """Put back what stays, then everything else; those that were placed before and are not now."""
        self.budget.spend(EACH * len(self.solution))
        for number in sorted(staying, key=lambda n: (self.solution[n].start, n)):
            if board.fits(number, self.solution[number]):
                board.put(number, self.solution[number])
        for number in self.solution.keys() - board.solution.keys():
            # What begins together moves together.
            for member in self.companions.get(number, ()):
                if member in board.solution and member not in slots:
                    board.take_back(member)
        self._place(
            board, in_order(self.problem, sorted(self.solution.keys() - board.solution.keys()))
        )
        return self.solution.keys() - board.solution.keys()
