"""The command that writes documents: the joint plan, notices, the programme for visitors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from birlik.cli.options import AsJson, PlanFile

commands = typer.Typer()


class Kind(StrEnum):
    """What a document is."""

    JOINT_PLAN = "joint-plan"
    NOTICES = "notices"
    VISITORS = "visitors"


@commands.command()
def document(
    file: PlanFile,
    timetable: Annotated[
        Path,
        typer.Option("--timetable", metavar="TIMETABLE.json", help="What birlik plan wrote."),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE", help="A .pdf or a .docx; of notices, a .txt too."),
    ],
    kind: Annotated[
        Kind, typer.Option("--kind", help="What is written; the joint plan unless it is said.")
    ] = Kind.JOINT_PLAN,
    language: Annotated[
        str,
        typer.Option("--language", metavar="CODE", help="en, az, kk, ky, tg, uz, ru or tr."),
    ] = "en",
    zone: Annotated[
        str | None,
        typer.Option("--zone", metavar="ZONE", help="Clock of its times; that of the exercise."),
    ] = None,
    release_to: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="NATION",
            help="For whom it is: only what this nation may read; VISITORS for visitors.",
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role", metavar="ROLE", help="Of that nation: planner, observer, visitor ..."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the joint plan, the notices or the visitors' programme as PDF or Word, in eight languages."""
    from birlik.cli import console, documenting

    source = console.read(file, as_json)
    made = console.read_timetable(timetable, as_json)
    reader = console.reader(source.plan, release_to, role, as_json)
    speech = documenting.speech(source.plan, language, zone, as_json)
    console.refuse_to_replace(out, force, as_json)
    written = documenting.written(source.plan, made, reader, speech, kind.value, out, as_json)
    console.say(f"{out} is written: {written}", as_json)
    console.as_json({"written": str(out), "marking": written}, as_json)
