"""Projects of the PSPLIB beside peers: ``python -m benchmarks.psplib FOLDER --against cpsat,pyjobshop``.

The folder holds one folder for each set, and ``best_known.csv`` with file, lower bound (may be empty)
and best known makespan (or ``unsat``). Best known is an upper bound: where the lower bound is less, a
schedule may be shorter, and the gap negative. Every schedule passes the independent checker before it counts.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.projects import cpsat_run, pyjobshop_run
from benchmarks.projects.run import Run
from birlik.formats.psplib import read
from birlik.planning.projects import Lag, Outcome, Project
from birlik.planning.projects.solve import solve_project
from birlik.planning.verify.schedules import faults_of_schedule

Solver = Callable[[Project, float], Run]


def birlik_run(project: Project, seconds: float) -> Run:
    """What Birlik finds."""
    begun = time.perf_counter()
    first: list[float] = []

    def listen(outcome: Outcome) -> None:
        if outcome.starts is not None and not first:
            first.append(time.perf_counter() - begun)

    outcome = solve_project(project, seconds, listener=listen)
    return Run(
        outcome.starts,
        outcome.bound,
        outcome.infeasible,
        first[0] if first else None,
        time.perf_counter() - begun,
    )


SOLVERS: dict[str, Solver] = {"birlik": birlik_run, "cpsat": cpsat_run, "pyjobshop": pyjobshop_run}


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
        faults = faults_of_schedule(
            project.durations, project.capacities, project.demands, project.lags, run.starts
        )
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


def row_of(name: str, solver: str, some: list[Instance], runs: list[Run]) -> list[str]:
    """One solver on one set, as cells."""
    gaps = [
        instance.project.makespan(run.starts) / instance.best_known - 1
        for instance, run in zip(some, runs, strict=True)
        if run.starts is not None and instance.best_known
    ]
    firsts = [run.first for run in runs if run.first is not None]
    return [
        name,
        solver,
        str(len(runs)),
        str(sum(run.starts is not None or run.infeasible for run in runs)),
        str(sum(run.proven(i.project) for i, run in zip(some, runs, strict=True))),
        f"{statistics.mean(gaps):.2%}" if gaps else "-",
        f"{statistics.mean(firsts):.2f} s" if firsts else "-",
        f"{statistics.mean(run.seconds for run in runs):.2f} s",
    ]


def common_gaps(some: list[Instance], runs: dict[str, list[Run]]) -> str:
    """Mean gap of each solver, over the projects for which all have found a schedule."""
    shared = [
        place
        for place, instance in enumerate(some)
        if instance.best_known and all(of[place].starts is not None for of in runs.values())
    ]
    means = []
    for solver, of in runs.items():
        gaps = []
        for place in shared:
            starts, best = of[place].starts, some[place].best_known
            assert starts is not None
            assert best is not None
            gaps.append(some[place].project.makespan(starts) / best - 1)
        means.append(f"{solver} {statistics.mean(gaps):.2%}" if gaps else f"{solver} -")
    return f"mean gap on the {len(shared)} for which all found a schedule: {', '.join(means)}"


def main() -> None:
    """Run what the arguments ask for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--sets", default="j30,j60,j120,ubo100")
    parser.add_argument("--against", default="", help="peers: cpsat,pyjobshop")
    parser.add_argument("--limit", type=int, help="projects of each set")
    parser.add_argument("--details", action="store_true", help="a line for each project")
    wanted = parser.parse_args()
    console = Console()
    solvers = ["birlik", *(peer for peer in wanted.against.split(",") if peer)]
    sets = instances(wanted.folder, wanted.sets.split(","), wanted.limit)
    tiny = Project("compiles", (1, 1), (1,), ((1,), (1,)), (Lag(0, 1, 1),))
    solve_project(tiny, 0)
    table = Table("set", "solver", "projects", "decided", "proven", "gap", "first", "mean time")
    notes = []
    for name, some in sets.items():
        runs: dict[str, list[Run]] = {solver: [] for solver in solvers}
        for instance in track(some, name, console=Console(stderr=True)):
            for solver in solvers:
                run = checked(instance, SOLVERS[solver](instance.project, wanted.seconds))
                runs[solver].append(run)
                if wanted.details:
                    span = "-" if run.starts is None else instance.project.makespan(run.starts)
                    console.print(
                        f"{instance.project.name} {solver}: {span}, bound {run.bound}, best known "
                        f"{instance.best_known or 'unsat'}, {run.seconds:.2f} s"
                        f"{', proven infeasible' if run.infeasible else ''}"
                    )
        for solver in solvers:
            table.add_row(*row_of(name, solver, some, runs[solver]))
        if len(solvers) > 1:
            notes.append(f"{name}: {common_gaps(some, runs)}")
    console.print(table)
    for note in notes:
        console.print(note)


if __name__ == "__main__":
    main()
