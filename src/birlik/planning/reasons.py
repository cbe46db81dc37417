"""Why an activity found no place: what stands in its way at each start it could have had."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from birlik.exercise.sentences import clauses, said
from birlik.planning.board import Board, Obstacle
from birlik.planning.problem import Problem, Solution

#: Obstacles named in a reason, the most frequent first.
NAMED = 3


@dataclass(frozen=True)
class Reason:
    """Code and sentence of an activity that is left out."""

    code: str
    text: str


def reasons_for(problem: Problem, solution: Solution) -> dict[int, Reason]:
    """Reason of every activity that a solution leaves out."""
    missing = [n for n in range(len(problem.activities)) if n not in solution]
    if not missing:
        return {}
    board = Board(problem)
    for number, slot in solution.items():
        board.put(number, slot)
    return {number: _reason(board, number) for number in missing}


def _reason(board: Board, number: int) -> Reason:
    """What keeps one activity from each of its possible starts."""
    activity = board.problem.activities[number]
    needed = [link.before for link in activity.links] + [
        other for other in board.companions.get(number, ()) if other != number
    ]
    for other in needed:
        if other not in board.solution:
            name = board.problem.activities[other].id
            return Reason("B405", said("it needs {name}, which is left out", name=name))
    met: Counter[str] = Counter()
    starts = 0
    for mode in range(len(activity.modes)):
        for start in board.problem.starts_of(activity, mode):
            starts += 1
            found = board.obstacle(number, mode, start) or board.units_for(number, mode, start)
            if isinstance(found, Obstacle):
                met[found.what] += 1
    words = (
        clauses(
            *(
                said(
                    "at {times} of {starts} possible starts {what}",
                    times=times,
                    starts=starts,
                    what=what,
                )
                for what, times in met.most_common(NAMED)
            )
        )
        if met
        else ""
    )
    code = "B402" if activity.mandatory else "B403"
    return Reason(code, words or said("the search ended before a place was found for it"))
