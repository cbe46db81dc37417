"""What commands share on the screen: reading with a progress bar, findings, verdicts and JSON."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from birlik.exercise.diagnostics import Finding, Severity, finding, has_errors
from birlik.exercise.sentences import counted, said

if TYPE_CHECKING:
    from birlik.exercise.plan import Plan
    from birlik.exercise.release import Reader
    from birlik.formats.planfile import ReadPlan
    from birlik.planning.timetable import Timetable

COLOURS = {
    Severity.ERROR: typer.colors.RED,
    Severity.WARNING: typer.colors.YELLOW,
    Severity.NOTE: None,
}

UNREADABLE = 2


#: Language in which findings and reasons are told.
_language = ["en"]


def speak(language: str) -> None:
    """Tell findings and reasons in a language from now on."""
    _language[0] = language


def language() -> str:
    """Language in which findings and reasons are told."""
    return _language[0]


def spoken(text: str) -> str:
    """A sentence in that language."""
    from birlik.languages import told

    return told(text, language())


def say(text: str, as_json: bool) -> None:
    """Print a line for people."""
    if not as_json:
        typer.echo(text)


def as_json(content: object, wanted: bool) -> None:
    """Print a result for programs."""
    if wanted:
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


@contextmanager
def bar(text: str, quiet: bool) -> Iterator[Callable[[float, str], None]]:
    """Progress bar that shows itself to a person at a terminal, and vanishes when done.

    Yields
    ------
    callable
        Told the fraction done (0 to 1; below 0 if unknown) and what is being done.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda done, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(text, total=None)

        def show(done: float, words: str) -> None:
            known = {"total": 1.0, "completed": done} if done >= 0 else {}
            progress.update(task, description=words, **known)  # type: ignore[arg-type]

        yield show


def against_time(show: Callable[[float, str], None], seconds: float) -> Callable[[str], None]:
    """What tells a progress bar what is being done, and how much of a budget in seconds has passed."""
    begun = time.monotonic()

    def tell(words: str) -> None:
        show(min((time.monotonic() - begun) / seconds, 1.0) if seconds else -1.0, words)

    return tell


def refuse_to_replace(file: Path, force: bool, quiet: bool) -> None:
    """End the command if a file would be overwritten that nobody asked to replace."""
    if file.is_dir():
        fail(said("{file} is a folder; name a file in it", file=str(file)), quiet)
    if file.exists() and not force:
        fail(f"{file} is there already; choose another name, or replace it with --force", quiet)


def refuse_file_as_folder(out: Path | None, quiet: bool) -> None:
    """End the command before it begins if a file is where a folder is to be."""
    if out is None:
        return
    there = next((path for path in (out, *out.parents) if path.exists()), None)
    if there is not None and not there.is_dir():
        fail(
            said(
                "{file} cannot be written to: it is a file, not a folder; name another folder with --out",
                file=str(there),
            ),
            quiet,
        )


def fail(message: str, quiet: bool, code: str = "") -> None:
    """End the command because a file cannot be used."""
    if quiet:
        as_json({"error": {"code": code or None, "message": message}}, True)
    else:
        typer.secho(spoken(message), err=True, fg=typer.colors.RED)
    raise typer.Exit(UNREADABLE)


def cannot_be_planned(why: ValueError | str, quiet: bool, code: str = "B406") -> NoReturn:
    """End the command because the plan lacks something without which nothing can be planned."""
    found = finding(code, str(why))
    if quiet:
        as_json({"error": {"code": found.code, "message": found.message}}, True)
    else:
        typer.secho(spoken(found.text), err=True, fg=typer.colors.RED)
    raise typer.Exit(1) from None


@contextmanager
def writing(file: Path, quiet: bool) -> Iterator[None]:
    """Turn an error of the file system into a sentence."""
    try:
        yield
    except OSError as error:
        fail(f"{error.filename or file} cannot be written: {error.strerror or error}", quiet)
    except ValueError as error:
        fail(str(error), quiet)


def read(file: Path, quiet: bool) -> ReadPlan:
    """Plan of a file with what was found while reading; ends the command if it cannot be read."""
    from birlik.formats.planfile import UnreadableFile
    from birlik.formats.planfile import read as read_file

    try:
        with bar(f"reading {file.name}", quiet) as show:
            return read_file(file, lambda done: show(done, f"reading {file.name}"))
    except UnreadableFile as error:
        found = error.finding
        fail(f"{file.name}: {spoken(found.text)}", quiet, found.code)
        raise AssertionError from error


def reader(plan: Plan, release_to: str | None, role: str | None, quiet: bool) -> Reader:
    """Reader for whom something is written; ends the command if there is no such nation or role."""
    from birlik.exercise.release import AUTHOR, Reader, Role
    from birlik.exercise.values.demands import VISITORS

    if release_to is None:
        if role is not None:
            fail("--role says what somebody of a nation is; name it with --release-to", quiet)
        return AUTHOR
    if release_to.upper() == VISITORS:
        if role is not None:
            fail(f"{VISITORS} belong to no nation's staff; leave out --role", quiet)
        return Reader(None, Role.VISITOR)
    nations = [nation.id for nation in plan.nations]
    if release_to not in nations:
        names = ", ".join(filter(None, nations)) or "none"
        fail(f'no nation is called "{release_to}"; there are: {names}', quiet)
    wanted = (role or Role.PLANNER).casefold().replace("-", " ").replace("_", " ")
    if wanted not in [one.value for one in Role]:
        fail(f'no role is called "{role}"; there are: {", ".join(Role)}', quiet)
    return Reader(release_to, Role(wanted))


def read_timetable(file: Path, quiet: bool) -> Timetable:
    """Timetable of a file; ends the command if it cannot be read."""
    from birlik.formats.timetable.jsonfile import UnreadableTimetable
    from birlik.formats.timetable.jsonfile import read_timetable as read_file

    try:
        return read_file(file)
    except UnreadableTimetable as error:
        fail(str(error), quiet)
        raise AssertionError from error


def judged(source: ReadPlan, file: Path, quiet: bool) -> tuple[Finding, ...]:
    """What reading found, and what the records themselves show."""
    from birlik.exercise.judge import judge

    with bar(f"judging {file.name}", quiet):
        return (*source.findings, *judge(source.plan))


def say_errors(findings: Sequence[Finding]) -> None:
    """How many errors a plan has that was planned all the same, if any."""
    if errors := sum(found.severity is Severity.ERROR for found in findings):
        words = counted(
            "The plan has {number} error; birlik check lists it.",
            "The plan has {number} errors; birlik check lists them.",
            errors,
        )
        typer.echo(spoken(words))


def errors_in(findings: Sequence[Finding]) -> bool:
    """Whether any finding is an error."""
    return has_errors(findings)


def _count(findings: Sequence[Finding]) -> str:
    """``3 errors, 1 warning`` of some findings."""
    counts = Counter(found.severity for found in findings)
    errors, warnings, notes = (counts[severity] for severity in Severity)
    parts = [
        words
        for number, words in (
            (errors, counted("{number} error", "{number} errors", errors)),
            (warnings, counted("{number} warning", "{number} warnings", warnings)),
            (notes, counted("{number} note", "{number} notes", notes)),
        )
        if number
    ]
    return ", ".join(spoken(part) for part in parts) or spoken(said("nothing found"))


def print_findings(
    file: Path, source: ReadPlan, findings: Sequence[Finding], *, err: bool = False
) -> None:
    """One line for each finding, in the manner of a compiler."""
    from birlik.formats.planfile import finding_line

    for found in findings:
        line = finding_line(file.name, found, source, language())
        typer.secho(line, fg=COLOURS[found.severity], err=err)


def findings_json(source: ReadPlan, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings for programs, with the cell each lies in."""
    return [
        found.model_dump(mode="json", exclude_none=True) | {"cell": source.cell_of(found.place)}
        for found in findings
    ]


def show_findings(file: Path, source: ReadPlan, findings: Sequence[Finding], quiet: bool) -> None:
    """All findings of a plan, and how many there are."""
    if quiet:
        content = {
            "file": str(file),
            "errors": sum(found.severity is Severity.ERROR for found in findings),
            "findings": findings_json(source, findings),
        }
        as_json(content, True)
        return
    print_findings(file, source, findings)
    serials = len(source.plan.serials)
    words = counted(
        "{file}: {number} serial read; {findings}.",
        "{file}: {number} serials read; {findings}.",
        serials,
        file=file.name,
        findings=_count(findings),
    )
    typer.echo(spoken(words))


def show_verdict(
    file: Path,
    plan_file: Path,
    source: ReadPlan,
    timetable: Timetable,
    findings: Sequence[Finding],
    quiet: bool,
) -> None:
    """What the verifier found in a timetable."""
    if quiet:
        content = {
            "timetable": str(file),
            "plan": str(plan_file),
            "placed": len(timetable.placements),
            "verified": not has_errors(findings),
            "findings": findings_json(source, findings),
        }
        as_json(content, True)
        return
    print_findings(plan_file, source, findings)
    placed = counted("{number} serial placed", "{number} serials placed", len(timetable.placements))
    if has_errors(findings):
        typer.secho(f"{file.name}: {placed}; {_count(findings)}.", fg=typer.colors.RED)
    else:
        typer.secho(f"{file.name}: {placed}; every rule is kept.", fg=typer.colors.GREEN)
