"""Whatever is asked for: what the compiled builder places, and its search improves, is right."""

from __future__ import annotations

from hypothesis import given

from birlik.exercise.plan import Plan
from birlik.planning.board import Board
from birlik.planning.formulate import Formulation, formulate
from birlik.planning.improving.search import LargeSearch
from birlik.planning.planner import timetable_of
from birlik.planning.problem import Solution
from birlik.planning.verify import verify
from tests.planning.drafts import exercises
from tests.planning.test_any_timetable import RARE


def broken(plan: Plan, formulation: Formulation, solution: Solution) -> list[str]:
    """What the verifier finds wrong with a solution."""
    timetable = timetable_of(plan, formulation, solution, {}, 0, reproducible=True)
    return [found.text for found in verify(timetable, plan) if found.code != "B521"]


@RARE
@given(exercises())
def test_any_timetable_that_is_built_passes_the_verifier(plan: Plan) -> None:
    formulation = formulate(plan)
    assert broken(plan, formulation, LargeSearch(formulation.problem).solution) == []


@RARE
@given(exercises())
def test_any_timetable_that_is_improved_passes_the_verifier_and_is_better(plan: Plan) -> None:
    formulation = formulate(plan)
    search = LargeSearch(formulation.problem)
    scores = [search.score.levels]
    for better in search.improve(0.1):
        assert broken(plan, formulation, better.solution) == []
        scores.append(better.score.levels)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    if scores[-1][0] == 0:
        assert search.bounds["the end"] <= search.score.end


@RARE
@given(exercises())
def test_what_the_builder_leaves_out_has_no_place_left(plan: Plan) -> None:
    # The board is the builder's second reading of the rules, slow and in words.
    problem = formulate(plan).problem
    solution = LargeSearch(problem).solution
    board = Board(problem)
    for number, slot in solution.items():
        board.put(number, slot)
    grouped = {number for group in problem.together for number in group}
    for number, activity in enumerate(problem.activities):
        if number in solution or number in grouped:
            continue
        if any(link.before not in solution for link in activity.links):
            continue
        waiting = [n for n, other in enumerate(problem.activities) if n not in solution]
        if any(link.most is not None for link in activity.links) or len(waiting) > 1:
            continue
        for mode in range(len(activity.modes)):
            for start in problem.starts_of(activity, mode):
                free = board.obstacle(number, mode, start) is None
                assert not (free and isinstance(board.units_for(number, mode, start), tuple))
