"""Unity-2024: seconds to the first timetable and to the proven optimum, beside one weighted solve."""

from __future__ import annotations

import time
from collections.abc import Iterator

from ortools.sat.python import cp_model

from benchmarks.commands import EXAMPLE
from benchmarks.figure import Figure, seconds
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.formats.planfile import read
from birlik.planning.construct import constructed
from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.levels import levels_of, optional_weights
from birlik.planning.exact.variables import Variables
from birlik.planning.formulate import formulate
from birlik.planning.planner import plan_timetable
from birlik.planning.problem import Problem
from birlik.planning.score import score_of
from birlik.planning.timetable import Score
from birlik.planning.verify import verify

BUDGET = 10.0


def figures() -> Iterator[Figure]:
    """First conflict-free timetable, proven optimum, and what one weighted sum reaches."""
    plan = read(EXAMPLE).plan
    findings = judge(plan)
    first = plan_timetable(plan, findings, seconds=0)
    assert not [found for found in verify(first, plan) if found.code != "B521"]
    yield Figure(
        f"Unity-2024, {len(plan.serials)} serials: first conflict-free timetable",
        f"{seconds(lambda: plan_timetable(plan, findings, seconds=0), 3):.2f} s, "
        f"{first.score.mandatory_left_out} mandatory left out",
        "2 s",
    )
    begun = time.perf_counter()
    timetable = plan_timetable(plan, findings, seconds=BUDGET)
    taken = time.perf_counter() - begun
    assert not [found for found in verify(timetable, plan) if found.code != "B521"]
    assert timetable.proof is not None
    weighted, peer_seconds, proven = _weighted(plan)
    yield Figure(
        "Unity-2024: best timetable",
        f"{taken:.1f} s, {_proven(timetable.score, timetable.proof.bound)}",
        "proven, or within 1 %, in 10 s",
        "CP-SAT, one sum with weights that keep the order, 2 workers",
        f"{peer_seconds:.1f} s, {'proven' if proven else 'not proven'}, score {_short(weighted)} "
        f"against {_short(timetable.score)}",
    )


def _proven(score: Score, bound: Score) -> str:
    """How far each number of a score is proven."""
    if score == bound:
        return "proven optimal"
    worst = max(
        (found - least) / max(found, 1)
        for found, least in zip(score.levels, bound.levels, strict=True)
    )
    return f"largest gap to the bound {worst:.1%}"


def _short(score: Score) -> str:
    """Score as its numbers, optional serials as one."""
    parts = (
        score.mandatory_left_out,
        sum(score.optional_left_out),
        score.wishes,
        score.unfairness,
        score.end,
        score.moves,
    )
    return "/".join(str(part) for part in parts)


def _weights(problem: Problem) -> dict[str, int]:
    """Least weights that keep the order of the levels: one of a level outweighs all below it."""
    activities = problem.activities
    priorities = optional_weights(problem)
    most = {
        "moves": sum(len(a.units) + sum(c.count for c in a.choices) for a in activities),
        "the end": problem.endex - problem.startex,
        "fair shares": sum(a.duration for a in activities) * len(problem.shares),
        "wishes": sum(cost for a in activities for _, cost in a.wishes),
        "optional serials": sum(priorities[a.priority - 1] for a in activities if not a.mandatory),
        "mandatory serials": sum(a.mandatory for a in activities),
    }
    weights, below = {}, 0
    for name, greatest in most.items():
        weights[name] = below + 1
        below += weights[name] * greatest
    return weights


def _weighted(plan: Plan) -> tuple[Score, float, bool]:
    """Score, seconds and proof of CP-SAT with all levels in one sum, from the same first timetable."""
    problem: Problem = formulate(plan, judge(plan)).problem
    begun = time.perf_counter()
    solution = constructed(problem)
    variables = Variables(problem, frozenset())
    add_rules(variables)
    weights = _weights(problem)
    levels = levels_of(variables)
    variables.model.minimize(sum(weights[level.name] * level.expression() for level in levels))
    variables.hint(solution)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = BUDGET
    status = solver.solve(variables.model)
    taken = time.perf_counter() - begun
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        solution = variables.solution(solver.value)
    return score_of(problem, solution), taken, status == cp_model.OPTIMAL
