"""An exercise of 500 serials in which five things cannot be, explained."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks.contradicting import PLANTED, contradicting_exercise
from benchmarks.figure import Figure
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.formats.planfile import read, write
from birlik.planning.contradictions import Explanation, applied, explain
from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.variables import Variables
from birlik.planning.formulate import formulate
from birlik.planning.planner import plan_timetable
from birlik.planning.verify import verify

SERIALS = 500
BUDGET = 30.0

#: Seconds after which the peer is given up.
PATIENCE = 60.0


def checked(plan: Plan, found: Explanation) -> Explanation:
    """Explanation that is complete: with the cheapest remedy of each contradiction all can be placed."""
    assert len(found.contradictions) == PLANTED
    assert not found.undecided
    assert not found.faulty
    for contradiction in found.contradictions:
        assert contradiction.smallest
        assert contradiction.remedies
        plan = applied(plan, contradiction.remedies[0].changes)
    timetable = plan_timetable(plan, judge(plan), seconds=0)
    assert timetable.complete
    assert not verify(timetable, plan)
    return found


def figures() -> Iterator[Figure]:
    """Seconds from the file to all contradictions, smallest sets and verified remedies."""
    plan = contradicting_exercise(SERIALS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        write(plan, file)
        begun = time.perf_counter()
        source = read(file)
        findings = (*source.findings, *judge(source.plan))
        read_in = time.perf_counter() - begun
        found = explain(source.plan, findings, seconds=BUDGET)
        taken = time.perf_counter() - begun
    checked(source.plan, found)
    remedies = sum(len(contradiction.remedies) for contradiction in found.contradictions)
    yield Figure(
        f"{SERIALS} serials with {PLANTED} contradictions: explained",
        f"{taken:.1f} s ({read_in:.1f} s of it reading and judging), {len(found.contradictions)} "
        f"smallest sets, {remedies} remedies verified",
        "5 s",
        "CP-SAT, whole model, one core by assumptions, not made smaller",
        core_by_assumptions(source.plan),
    )


def core_by_assumptions(plan: Plan) -> str:
    """What CP-SAT finds by itself: assumptions, one for each mandatory serial, that contradict."""
    begun = time.perf_counter()
    problem = formulate(plan).problem
    variables = Variables(problem, frozenset())
    add_rules(variables)
    mandatory = [n for n, activity in enumerate(problem.activities) if activity.mandatory]
    variables.model.add_assumptions([variables.present[n] for n in mandatory])
    built = time.perf_counter() - begun
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = PATIENCE
    status = solver.solve(variables.model)
    taken = time.perf_counter() - begun
    if status != cp_model.INFEASIBLE:
        return f"none in {taken:.0f} s ({built:.1f} s of it building the model)"
    core = solver.sufficient_assumptions_for_infeasibility()
    return f"{taken:.1f} s, one set of {len(core)} serials of {len(mandatory)}"
