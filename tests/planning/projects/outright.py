"""The least makespan of a project, by the plainest model there is."""

from __future__ import annotations

from ortools.sat.python import cp_model

from birlik.planning.projects import Project


def least_makespan(project: Project) -> int | None:
    """Least makespan of a small project; None if it has no schedule."""
    model = cp_model.CpModel()
    longest = sum(project.durations) + sum(abs(lag.least) for lag in project.lags)
    starts = [model.new_int_var(0, longest, "") for _ in project.durations]
    runs = [
        model.new_fixed_size_interval_var(start, duration, "")
        for start, duration in zip(starts, project.durations, strict=True)
    ]
    for before, after, least in project.lags:
        model.add(starts[after] - starts[before] >= least)
    for resource, capacity in enumerate(project.capacities):
        model.add_cumulative(runs, [demands[resource] for demands in project.demands], capacity)
    makespan = model.new_int_var(0, longest, "")
    for start, duration in zip(starts, project.durations, strict=True):
        model.add(makespan >= start + duration)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None
