"""Why a serial could not stay where it was: the rules of the new plan, or who stands there now."""

from __future__ import annotations

from collections.abc import Mapping

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.planning.board import Board
from birlik.planning.formulate import Formulation
from birlik.planning.problem import Solution
from birlik.planning.repair.changes import Cause
from birlik.planning.repair.kept import Kept
from birlik.planning.timetable import Placement, Score, Timetable
from birlik.planning.verify import verify

#: Causes named for one serial.
MOST = 4

#: Findings about a timetable as a whole, or about what stands beside its placements.
_STATEMENTS = frozenset({"B551", "B554", "B555", "B521", "B516", "B518"})


def broken_rules(plan: Plan, placements: Mapping[str, Placement]) -> dict[str, list[Finding]]:
    """Rules of a plan that placements break, each judged with nothing beside it."""
    nothing = Score(
        mandatory_left_out=0,
        optional_left_out=(0, 0, 0, 0, 0),
        wishes=0,
        unfairness=0,
        end=0,
        moves=0,
    )
    names = placements.keys()
    small = plan.model_copy(
        update={"serials": tuple(serial for serial in plan.serials if serial.id in names)}
    )
    found: dict[str, list[Finding]] = {}
    for name, placement in placements.items():
        alone = Timetable(
            exercise=plan.exercise.id, plan="", placements=(placement,), score=nothing
        )
        here = small.model_copy(update={"serials": tuple(s for s in small.serials if s.id == name)})
        found[name] = [each for each in verify(alone, here) if each.code not in _STATEMENTS]
    return found


def causes_of(
    plan: Plan,
    formulation: Formulation,
    kept: Kept,
    solution: Solution,
    moved: Mapping[int, Placement],
) -> dict[int, tuple[Cause, ...]]:
    """Why each moved activity could not stay.

    Parameters
    ----------
    plan : Plan
    formulation : Formulation
    kept : Kept
    solution : Solution
        Where everything is now.
    moved : dict of int to Placement
        Old placement of each activity asked about, with the length it has now.
    """
    problem = formulation.problem
    broken = broken_rules(plan, {problem.activities[n].id: p for n, p in moved.items()})
    board = Board(problem)
    for number, slot in solution.items():
        board.put(number, slot)
    found = {}
    for number in moved:
        name = problem.activities[number].id
        causes = [Cause(code=each.code, text=each.message) for each in broken[name]]
        if not causes and number in kept.slots:
            causes = _in_the_way(board, kept, number)
        if not causes:
            causes = [Cause(text=said("room was needed, and this cost least"))]
        found[number] = tuple(dict.fromkeys(causes))[:MOST]
    return found


def _in_the_way(board: Board, kept: Kept, number: int) -> list[Cause]:
    """What stands in the way of an activity at its old place."""
    old = kept.slots[number]
    slot = board.solution.get(number)
    if slot is not None:
        board.take_back(number)
    words = [found.what for found in board.obstacles(number, old.mode, old.start)]
    for unit in old.units:
        if unit not in board.problem.activities[number].units:
            busy = board.unit_obstacle(number, unit, old.mode, old.start)
            words += [busy.what] if busy else []
    if slot is not None:
        board.put(number, slot)
    return [Cause(text=word) for word in dict.fromkeys(words)]
