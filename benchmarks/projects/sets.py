"""Sets of projects with their best known makespans, and the check of what a solver made of one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.projects.run import Run
from birlik.formats.psplib import read
from birlik.planning.projects import Project, faults_of


@dataclass(frozen=True)
class Instance:
    """A project with its best known makespan, None if it has no schedule, and a bound for any."""

    project: Project
    best_known: int | None
    least: int


def instances(folder: Path, sets: list[str], limit: int | None) -> dict[str, list[Instance]]:
    """Projects of each set; with a limit, so many spread over the set."""
    found: dict[str, list[Instance]] = {name: [] for name in sets}
    with (folder / "best_known.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            name = row["file"].split("/")[0]
            if name in found:
                solvable = row["best_known"] != "unsat"
                best = int(row["best_known"]) if solvable else None
                least = int(row["lower_bound"] or 0) if solvable else 0
                found[name].append(Instance(read(folder / row["file"]), best, least))
    for name, some in found.items():
        if limit is not None and len(some) > limit:
            found[name] = [some[i * len(some) // limit] for i in range(limit)]
    return found


def checked(instance: Instance, run: Run) -> Run:
    """The same run, after the checker has agreed with its schedule and its bound."""
    project = instance.project
    if run.starts is not None:
        faults = faults_of(project, run.starts)
        assert not faults, f"{project.name}: {faults[0]}"
        assert run.bound <= project.makespan(run.starts), project.name
        assert instance.best_known is not None, f"{project.name} has no schedule"
        # A shorter schedule than can be was made of something else than the file says.
        assert instance.least <= project.makespan(run.starts), project.name
    if run.infeasible:
        assert instance.best_known is None, f"{project.name} has a schedule"
    elif instance.best_known is not None:
        assert run.bound <= instance.best_known, f"{project.name}: bound {run.bound} is wrong"
    return run
