"""A first timetable at once: activities placed one after another, the awkward ones ever earlier."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from birlik.planning.board import Board, Obstacle
from birlik.planning.problem import Problem, Slot, Solution
from birlik.planning.score import score_of

#: Rounds after which the builder leaves the rest to the exact solver.
ROUNDS = 40


def constructed(
    problem: Problem, seed: int = 0, rounds: int = ROUNDS, stop: Callable[[], bool] = lambda: False
) -> Solution:
    """Best timetable of some rounds of placing; conflict-free, perhaps without some activities.

    After each round the activities that found no place go nearer the front ("squeaky wheel"), so a
    few rounds settle most quarrels. The result depends on the seed alone, unless `stop` ends it.
    """
    chance = random.Random(seed)
    ranks = [_first_rank(problem, number) for number in range(len(problem.activities))]
    best: Solution = {}
    best_levels: tuple[int, ...] | None = None
    for turn in range(max(1, rounds)):
        board = Board(problem)
        for number in _order(problem, ranks):
            if number not in board.solution:
                place(board, number)
        levels = score_of(problem, board.solution).levels
        if best_levels is None or levels < best_levels:
            best, best_levels = dict(board.solution), levels
        missing = [n for n in range(len(ranks)) if n not in board.solution]
        if not missing or (turn and stop()):
            break
        for number in missing:
            weight = 1.0 if problem.activities[number].mandatory else 0.2
            for other in _with_ancestors(problem, number):
                ranks[other] -= weight * (200 + chance.random() * 2000)
    return best


def _first_rank(problem: Problem, number: int) -> float:
    """Activities with the least room go first; mandatory before optional, by priority."""
    activity = problem.activities[number]
    room = sum(end - begin for mode in activity.modes for begin, end in mode.starts)
    return room + activity.priority * 20_000 - activity.duration


def _with_ancestors(problem: Problem, number: int) -> set[int]:
    """An activity and all that it waits for."""
    found, queue = {number}, [number]
    while queue:
        for link in problem.activities[queue.pop()].links:
            if link.before not in found:
                found.add(link.before)
                queue.append(link.before)
    return found


def _order(problem: Problem, ranks: list[float]) -> Iterator[int]:
    """Activities by rank, each behind those it waits for."""
    done: set[int] = set()
    for number in sorted(range(len(ranks)), key=lambda n: (ranks[n], n)):
        queue = [number]
        while queue:
            top = queue[-1]
            before = [
                link.before for link in problem.activities[top].links if link.before not in done
            ]
            if top in done or not before or len(queue) > len(ranks):
                queue.pop()
                if top not in done:
                    done.add(top)
                    yield top
            else:
                queue.extend(before)


def place(board: Board, number: int) -> None:
    """Place an activity, and those that begin with it, as early as its wishes and the rest allow."""
    group = next((g for g in board.problem.together if number in g), None)
    if group:
        _place_group(board, sorted(group))
        return
    for wished in (True, False) if board.problem.activities[number].wishes else (False,):
        found = [
            (slot.start, slot.mode, slot)
            for mode in range(len(board.problem.activities[number].modes))
            if (slot := _earliest(board, number, mode, wished))
        ]
        if found:
            board.put(number, min(found, key=lambda entry: entry[:2])[2])
            return


def _earliest(board: Board, number: int, mode: int, wished: bool) -> Slot | None:
    """First slot in a mode; only among the wished starts if `wished`."""
    activity = board.problem.activities[number]
    starts, step = activity.modes[mode].starts, board.problem.step if activity.on_grid else 1
    start = starts.next_on_grid(starts.first, step)
    while start is not None:
        again = start + 1
        if not wished or all(w.holds(start, start + 1) for w, _ in activity.wishes):
            found = board.obstacle(number, mode, start)
            units = found or board.units_for(number, mode, start)
            if not isinstance(units, Obstacle):
                return Slot(start, mode, units)
            again = max(again, units.until)
        start = starts.next_on_grid(again, step)
    return None


def _place_group(board: Board, group: list[int]) -> None:
    """Place activities that begin together at the first minute at which all of them can."""
    problem = board.problem
    common = set.intersection(
        *(
            {
                start
                for mode in range(len(problem.activities[n].modes))
                for start in problem.starts_of(problem.activities[n], mode)
            }
            for n in group
        )
    )
    for start in sorted(common):
        placed: list[int] = []
        for number in group:
            for mode in range(len(problem.activities[number].modes)):
                if not problem.activities[number].modes[mode].starts.holds(start, start + 1):
                    continue
                units = board.obstacle(number, mode, start) or board.units_for(number, mode, start)
                if not isinstance(units, Obstacle):
                    board.put(number, Slot(start, mode, units))
                    placed.append(number)
                    break
        if len(placed) == len(group):
            return
        for number in placed:
            board.take_back(number)
