"""What ``birlik project`` does: read a research project, solve it with a progress bar, check, show."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from birlik.cli import console
from birlik.cli.making import interruption

if TYPE_CHECKING:
    from birlik.planning.projects import Outcome, Project


@dataclass(frozen=True)
class Budget:
    """Most seconds, most work if it is limited, and the seed."""

    seconds: float
    work: float | None
    seed: int


#: What a person is told who presses Ctrl-C.
KEPT = "the best schedule found so far is kept"


@dataclass(frozen=True)
class Solved:
    """A project, what is known of it, and how long that took, in seconds."""

    project: Project
    outcome: Outcome
    seconds: float


def solved(file: Path, budget: Budget, quiet: bool) -> Solved:
    """What is found of a project; ends the command if it cannot be read.

    Raises
    ------
    AssertionError
        If the independent checker finds a fault in the schedule.
    """
    from birlik.planning.projects import faults_of, solve_project

    project = _read(file, quiet)
    if not all(math.isfinite(most) for most in (budget.seconds, budget.work or 0.0)):
        console.fail("--seconds and --work must be numbers", quiet)
    with console.bar("searching", quiet) as show, interruption(KEPT) as asked:
        begun = time.monotonic()
        words = ""

        def stage(now: str) -> None:
            nonlocal begun, words
            begun, words = time.monotonic(), now
            show(-1.0, now)

        def listen(outcome: Outcome) -> None:
            nonlocal words
            words = _in_words(outcome)

        def stop() -> bool:
            spent = time.monotonic() - begun
            show(min(1.0, spent / budget.seconds) if budget.seconds else -1.0, words)
            return asked()

        outcome = solve_project(
            project, budget.seconds, budget.seed, listen, stop, stage, budget.work
        )
        taken = time.monotonic() - begun
    if outcome.starts is not None:
        faults = faults_of(project, outcome.starts)
        assert not faults, f"{project.name}: {faults[0]}"
    return Solved(project, outcome, taken)


def _read(file: Path, quiet: bool) -> Project:
    from birlik.formats.psplib import read

    try:
        return read(file)
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror or error}"
    except ValueError as error:
        message = str(error)
    console.fail(message, quiet)
    raise AssertionError


def _in_words(outcome: Outcome) -> str:
    """Makespan, bound and gap in a few words."""
    if outcome.infeasible:
        return "no schedule keeps all lags and resources: proven"
    if outcome.makespan is None:
        return f"no schedule found; none can be shorter than {outcome.bound:,}"
    if outcome.decided:
        return f"makespan {outcome.makespan:,}, proven: no schedule is shorter"
    return f"makespan {outcome.makespan:,}, none shorter than {outcome.bound:,} ({outcome.gap:.1%})"


def show(found: Solved, quiet: bool) -> None:
    """The schedule, how good it is, and whether another run would find the same."""
    project, outcome = found.project, found.outcome
    if quiet:
        content = {
            "project": project.name,
            "activities": project.size,
            "makespan": outcome.makespan,
            "bound": outcome.bound,
            "gap": outcome.gap,
            "proven": outcome.decided,
            "infeasible": outcome.infeasible,
            "reproducible": not outcome.by_clock,
            "seconds": round(found.seconds, 3),
            "starts": outcome.starts,
        }
        console.as_json(content, True)
        return
    colour = typer.colors.RED if outcome.starts is None else typer.colors.GREEN
    typer.secho(
        f"{project.name}, {project.size:,} activities: {_in_words(outcome)}. {found.seconds:.1f} s.",
        fg=colour,
    )
    if outcome.by_clock:
        typer.echo("The clock or Ctrl-C ended the search; another run may find another schedule.")
    if outcome.starts is not None:
        typer.echo("The schedule was checked: it keeps every lag and every resource. Starts:")
        typer.echo(" ".join(str(start) for start in outcome.starts))
