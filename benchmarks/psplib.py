"""Projects of the PSPLIB beside peers: ``python -m benchmarks.psplib FOLDER --against cpsat,pyjobshop``.

The folder holds one folder for each set, and ``best_known.csv`` with file, lower bound (may be empty)
and best known makespan (or ``unsat``). Best known is an upper bound: where the lower bound is less, a
schedule may be shorter, and the gap negative. Every schedule passes the independent checker before it counts.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.figure import Figure
from benchmarks.projects import (
    Instance,
    Run,
    birlik_run,
    checked,
    compile_search,
    cpsat_run,
    has_pyjobshop,
    instances,
    pyjobshop_run,
)
from birlik.planning.projects import Project

SOLVERS: dict[str, Callable[[Project, float], Run]] = {
    "birlik": birlik_run,
    "cpsat": cpsat_run,
    "pyjobshop": pyjobshop_run,
}

#: What is promised of each set, and within how many seconds.
PROMISES = {
    "j30": ("all proven", 10.0),
    "j60": ("mean gap 0.3 %", 10.0),
    "j120": ("mean gap 1.0 %", 10.0),
    "ubo100": ("as many decided as the best peer, smaller gap", 30.0),
}


def gap(instance: Instance, run: Run) -> float | None:
    """By what part a schedule is longer than the best known; None if there is none to compare."""
    if run.starts is None or not instance.best_known:
        return None
    return instance.project.makespan(run.starts) / instance.best_known - 1


def decided(run: Run) -> bool:
    """Whether it is known if there is a schedule."""
    return run.starts is not None or run.infeasible


def row_of(name: str, solver: str, some: list[Instance], runs: list[Run]) -> list[str]:
    """One solver on one set, as cells."""
    gaps = [part for i, run in zip(some, runs, strict=True) if (part := gap(i, run)) is not None]
    firsts = [run.first for run in runs if run.first is not None]
    return [
        name,
        solver,
        str(len(runs)),
        str(sum(map(decided, runs))),
        str(sum(run.proven(i.project) for i, run in zip(some, runs, strict=True))),
        f"{statistics.mean(gaps):.2%}" if gaps else "-",
        f"{statistics.mean(firsts):.2f} s" if firsts else "-",
        f"{statistics.mean(run.seconds for run in runs):.2f} s" if runs else "-",
    ]


def common_gaps(some: list[Instance], runs: dict[str, list[Run]]) -> str:
    """Mean gap of each solver, over the projects for which all have found a schedule."""
    by_solver = {
        solver: [gap(i, run) for i, run in zip(some, of, strict=True)]
        for solver, of in runs.items()
    }
    rows = [row for row in zip(*by_solver.values(), strict=True) if None not in row]
    means = [
        f"{solver} {statistics.mean(part for part in column if part is not None):.2%}"
        for solver, column in zip(by_solver, zip(*rows, strict=True), strict=False)
    ]
    return f"mean gap on the {len(rows)} for which all found a schedule: {', '.join(means) or '-'}"


def details(instance: Instance, solver: str, run: Run) -> str:
    """One run in a line."""
    span = "-" if run.starts is None else instance.project.makespan(run.starts)
    return (
        f"{instance.project.name} {solver}: {span}, bound {run.bound}, best known "
        f"{instance.best_known or 'unsat'}, {run.seconds:.2f} s"
        f"{', proven infeasible' if run.infeasible else ''}"
    )


def figures(folder: Path) -> Iterator[Figure]:
    """Birlik on each set beside CP-SAT alone."""
    compile_search()
    for name, some in instances(folder, list(PROMISES), None).items():
        promise, seconds = PROMISES[name]
        told = {}
        for solver in ("birlik", "cpsat"):
            runs = [checked(i, SOLVERS[solver](i.project, seconds)) for i in some]
            _, _, _, known, proven, mean, first, _ = row_of(name, solver, some, runs)
            told[solver] = f"{known} decided, {proven} proven, mean gap {mean}, first {first}"
        yield Figure(
            f"PSPLIB {name}, {len(some)} projects, {seconds:g} s each",
            told["birlik"],
            promise,
            "CP-SAT, 2 workers",
            told["cpsat"],
        )


def main(arguments: list[str] | None = None) -> None:
    """Run what the arguments ask for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--sets", default=",".join(PROMISES))
    parser.add_argument("--against", default="", help="peers: cpsat,pyjobshop")
    parser.add_argument("--limit", type=int, help="projects of each set")
    parser.add_argument("--details", action="store_true", help="a line for each project")
    wanted = parser.parse_args(arguments)
    solvers = ["birlik", *(peer for peer in wanted.against.split(",") if peer)]
    if unknown := set(solvers) - set(SOLVERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are cpsat and pyjobshop")
    if "pyjobshop" in solvers and not has_pyjobshop():
        parser.error("pyjobshop is not installed: run tools/make-venv bench, or leave it out")
    console = Console(width=100)
    sets = instances(wanted.folder, wanted.sets.split(","), wanted.limit)
    compile_search()
    table = Table("set", "solver", "projects", "decided", "proven", "gap", "first", "mean time")
    notes = []
    for name, some in sets.items():
        runs: dict[str, list[Run]] = {solver: [] for solver in solvers}
        for instance in track(some, name, console=Console(stderr=True)):
            for solver in solvers:
                run = checked(instance, SOLVERS[solver](instance.project, wanted.seconds))
                runs[solver].append(run)
                if wanted.details:
                    console.print(details(instance, solver, run))
        for solver in solvers:
            table.add_row(*row_of(name, solver, some, runs[solver]))
        if len(solvers) > 1:
            notes.append(f"{name}: {common_gaps(some, runs)}")
    console.print(table)
    for note in notes:
        console.print(note)


if __name__ == "__main__":
    main()
