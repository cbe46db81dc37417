"""The room that placed activities leave: the same as the board finds, minute by minute."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from birlik.exercise.plan import Plan
from birlik.planning.board import Board
from birlik.planning.construct import constructed
from birlik.planning.formulate import formulate
from birlik.planning.repair.room import Room, stretches_above
from tests.planning.repair.changing import changed_exercises


def test_stretches_above_a_limit_are_those_in_which_too_much_adds_up() -> None:
    loads = [(0, 10, 2), (5, 15, 2), (10, 20, 1), (30, 40, 4)]
    assert stretches_above(loads, 3) == [(5, 10), (30, 40)]
    assert stretches_above(loads, 4) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changed_exercises())
def test_room_is_where_the_board_finds_no_obstacle(plans: tuple[Plan, Plan]) -> None:
    problem = formulate(plans[0]).problem
    solution = constructed(problem)
    for number in solution:
        others = {n: slot for n, slot in solution.items() if n != number}
        board, room = Board(problem), Room(problem, others)
        for other, slot in others.items():
            board.put(other, slot)
        activity = problem.activities[number]
        for mode in range(len(activity.modes)):
            left = set(room.starts(number, mode).on_grid(problem.step if activity.on_grid else 1))
            for start in problem.starts_of(activity, mode):
                assert (start in left) == (board.obstacle(number, mode, start) is None)
            for unit in activity.candidates:
                busy = room.unit_busy(number, mode, unit) | activity.barred_starts(mode, unit)
                for start in problem.starts_of(activity, mode):
                    found = board.unit_obstacle(number, unit, mode, start)
                    assert busy.holds(start, start + 1) == (found is not None)
