"""What ``birlik replan`` does: repair the timetable, say what moved and why, write it if asked to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import typer

from birlik.cli import console, making
from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import counted, said
from birlik.exercise.time import parse_instant
from birlik.planning.repair import Change, ChangeKind, Repair
from birlik.planning.timetable import Placement, Timetable
from birlik.planning.verify.wording import Wording, shown


def moment(text: str | None, plan: Plan, quiet: bool) -> datetime | None:
    """Instant that a person typed, by the exercise's clock; ends the command if it is none."""
    if text is None:
        return None
    try:
        return parse_instant(text, plan.zone)[0]
    except ValueError as error:
        console.fail(f"--frozen-until: {error}", quiet)
        raise AssertionError from error


def repaired(
    plan: Plan,
    kept: Timetable,
    findings: Sequence[Finding],
    frozen_until: datetime | None,
    seconds: float,
    seed: int,
    quiet: bool,
) -> Repair:
    """Repair of a timetable, made with a progress bar; ends the command if nothing can be planned."""
    from birlik.planning.repair import Unfit, replan

    with console.bar("repairing", quiet) as show_done:
        tell = console.against_time(show_done, seconds)
        try:
            with making.interruption("the best repair found so far is kept") as asked:
                return replan(
                    plan,
                    kept,
                    findings,
                    frozen_until=frozen_until,
                    seconds=seconds,
                    seed=seed,
                    listener=lambda progress: tell(progress.stage),
                    stop=asked,
                )
        except Unfit as error:
            console.fail(str(error), quiet)
            raise AssertionError from error
        except ValueError as error:
            console.cannot_be_planned(error, quiet)


def written(plan: Plan, repair: Repair, out: Path | None, quiet: bool) -> list[Path]:
    """Files written for a repair: every form of its timetable, and what changed."""
    from birlik.formats.timetable.changesfile import write_changes

    if out is None:
        return []
    files = making.written(plan, repair.timetable, out, quiet)
    with console.writing(out, quiet):
        write_changes(repair, out / "changes.json")
    return [*files, out / "changes.json"]


def show(
    plan: Plan,
    repair: Repair,
    findings: Sequence[Finding],
    until: datetime | None,
    files: list[Path],
    quiet: bool,
) -> None:
    """What changed and why, what is proven, what contradicts the plan, and where it lies."""
    from birlik.formats.timetable.changesfile import changes_document

    timetable = repair.timetable
    if quiet:
        summary = timetable.model_dump(mode="json", exclude={"exercise", "plan", "format"})
        content = {
            "files": [str(path) for path in files],
            "complete": timetable.complete,
            "serials": len(plan.serials),
            "errors_in_plan": sum(found.severity.value == "error" for found in findings),
        }
        console.as_json(changes_document(repair) | content | {"timetable": summary}, True)
        return
    colour = typer.colors.GREEN if timetable.complete else typer.colors.RED
    typer.secho(headline(repair), fg=colour)
    typer.echo(making.score_text(timetable.score))
    console.say_errors(findings)
    if until is not None and (warning := _outside(until, plan)):
        typer.secho(console.spoken(warning), fg=typer.colors.YELLOW)
    if any(change.kind is ChangeKind.IMPOSSIBLE for change in repair.changes):
        typer.echo(
            said(
                "What is no longer possible falls out of every repair; it is not counted in the cost."
            )
        )
    for change in repair.changes:
        typer.echo(f"  {change_text(change, plan)}")
        for cause in change.causes:
            typer.echo(
                f"      {cause.code} {console.spoken(cause.text)}"
                if cause.code
                else f"      {console.spoken(cause.text)}"
            )
    changed = {change.serial for change in repair.changes}
    for entry in timetable.left_out:
        if entry.serial not in changed:
            which = "mandatory" if entry.mandatory else "optional"
            typer.echo(
                f"  still left out: {shown(entry.serial)} ({which}): {entry.code} "
                f"{console.spoken(entry.reason)}"
            )
    for found in repair.contradictions:
        typer.secho(f"  frozen, and yet: {console.spoken(found.text)}", fg=typer.colors.YELLOW)
    for path in files:
        typer.echo(f"  {path}{'/' if path.is_dir() else ''}")


def _outside(until: datetime, plan: Plan) -> str:
    """That nothing or everything is frozen by a time outside of the exercise; empty if it is within."""
    startex, endex = plan.exercise.startex, plan.exercise.endex
    when = Wording(plan.zone, None).moment(until)
    if startex and until <= startex:
        return said("Nothing is frozen: --frozen-until {when} lies before STARTEX.", when=when)
    if endex and until >= endex:
        return said("Everything is frozen: --frozen-until {when} lies after ENDEX.", when=when)
    return ""


def headline(repair: Repair) -> str:
    """How much changed, and how far it is proven that it could not be less."""
    counts = [
        (sum(change.kind is kind for change in repair.changes), kind.value) for kind in ChangeKind
    ]
    words = ", ".join(f"{count:,} {word}" for count, word in counts if count) or "nothing changed"
    frozen = f"{len(repair.frozen):,} frozen; " if repair.frozen else ""
    placed = counted(
        "{number} serial placed", "{number} serials placed", len(repair.timetable.placements)
    )
    if repair.proven:
        proof = f"the changes cost {repair.cost:,}, proven least"
    else:
        proof = f"the changes cost {repair.cost:,}, no less than {repair.bound:,} was possible"
    return f"{placed}; {frozen}{words}; {proof}."


def change_text(change: Change, plan: Plan) -> str:
    """One change in a line: from when, where and whom, to when, where and whom."""
    words, text = Wording(plan.zone, plan.exercise.startex), f"{change.serial} {change.kind.value}"
    if change.was is not None and change.now is not None:
        return f"{text}: {_place(change.was, words)} -> {_place(change.now, words)}"
    if change.was is not None:
        return f"{text}: was {_place(change.was, words)}"
    assert change.now is not None
    return f"{text}: {_place(change.now, words)}"


def _place(placement: Placement, words: Wording) -> str:
    """When, where and whom: ``9 July 08:00-09:30 A-1 + A-2 (U-1, U-2)``."""
    ends = placement.ends.astimezone(words.zone)
    where = f" {' + '.join(placement.areas)}" if placement.areas else ""
    who = f" ({', '.join(placement.units)})" if placement.units else ""
    return f"{words.moment(placement.begins)}-{ends:%H:%M}{where}{who}"
