"""The least cost of a repair, asked of one model of the whole problem; nothing of the search is used."""

from __future__ import annotations

from ortools.sat.python import cp_model

from birlik.exercise.plan import Plan
from birlik.planning.exact.constraints import add_rules
from birlik.planning.exact.variables import Variables
from birlik.planning.formulate import formulate
from birlik.planning.repair.weights import weight_of
from birlik.planning.timetable import Timetable


def least_outright(plan: Plan, kept: Timetable) -> tuple[int, int]:
    """Mandatory serials left out of those with a possible start, and the cost of changes."""
    formulation = formulate(plan)
    problem, frame = formulation.problem, formulation.frame
    was = {placement.serial: placement for placement in kept.placements}
    v = Variables(problem, frozenset())
    add_rules(v)
    missing, cost = [], []
    for number, activity in enumerate(problem.activities):
        present = v.present[number]
        if activity.mandatory:
            missing.append(1 - present)
        if activity.id not in was:
            continue
        old = was[activity.id]
        weight = weight_of(plan, plan.serials[activity.serial], old.begins, frame.startex)
        cost.append(weight.lost * (1 - present) + weight.moved * present)
        ways = [tuple(problem.areas[area].id for area in way.areas) for way in activity.modes]
        alike = [mode for mode, way in enumerate(ways) if set(way) == set(old.areas)]
        there = sorted(alike, key=lambda mode: ways[mode] != old.areas)
        if not there:
            continue
        stays = v.model.new_bool_var("stays")
        v.model.add(v.start[number] == frame.minute(old.begins)).only_enforce_if(stays)
        v.model.add_implication(stays, v.mode[number][there[0]])
        cost.append((weight.units - weight.moved) * stays)
        takes = {problem.forces[unit].id: literal for unit, literal in v.takes[number].items()}
        if takes.keys() >= set(old.units):
            same = v.model.new_bool_var("same")
            v.model.add_implication(same, stays)
            for name, literal in takes.items():
                v.model.add(literal == int(name in old.units)).only_enforce_if(same)
            cost.append(-weight.units * same)
    v.model.minimize(1_000_000 * sum(missing) + sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(v.model) == cp_model.OPTIMAL
    return divmod(round(solver.objective_value), 1_000_000)


def excluded_mandatory(plan: Plan) -> int:
    """Mandatory serials that are no part of the problem."""
    return sum(entry.mandatory for entry in formulate(plan).excluded.values())
