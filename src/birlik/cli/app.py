"""One thin function per command; what they need is loaded when they run, so that help is instant."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from birlik import __version__
from birlik.cli import documents, installation
from birlik.cli.options import BROKEN, FINDINGS, FINE, INCOMPLETE, INTERRUPTED, AsJson, PlanFile

app = typer.Typer(
    name="birlik",
    help="Plans a multinational exercise: from the nations' workbook to a timetable without conflicts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ReleaseTo = Annotated[
    str | None,
    typer.Option(
        "--release-to",
        metavar="NATION",
        help="Write only what this nation may read; VISITORS for what is released to visitors.",
    ),
]
InRole = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="ROLE",
        help=(
            "Of that nation: director, chief planner, planner (unless another is named), controller, "
            "observer, training audience or visitor."
        ),
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        as_json = "--json" in sys.argv[1:]
        typer.echo(json.dumps({"version": __version__}) if as_json else f"birlik {__version__}")
        raise typer.Exit


def _language(code: str) -> str:
    if code == "en":
        return code
    from birlik.cli import console
    from birlik.languages import LANGUAGES

    if code not in LANGUAGES:
        raise typer.BadParameter(f"there are {', '.join(LANGUAGES)}")
    console.speak(code)
    return code


@app.callback()
def birlik(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", hidden=True)] = False,
    language: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            callback=_language,
            help="Language of findings, reasons and timetables: en, az, kk, ky, tg, uz, ru or tr.",
        ),
    ] = "en",
) -> None:
    """Take the options that stand before any command."""


@app.command()
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write an empty workbook with instructions, drop-downs and comments, to be filled in."""
    from birlik.cli import console
    from birlik.formats.workbook.template import write_template

    console.refuse_to_replace(file, force, as_json)
    with console.writing(file, as_json):
        write_template(file)
    console.say(
        f"{file} is ready. Fill in the sheet Exercise first; then: birlik check {file}", as_json
    )
    console.as_json({"written": str(file)}, as_json)


@app.command()
def check(file: PlanFile, as_json: AsJson = False) -> None:
    """Report everything that is wrong with a plan, all at once, each thing with its place."""
    from birlik.cli import console

    source = console.read(file, as_json)
    findings = console.judged(source, file, as_json)
    console.show_findings(file, source, findings, as_json)
    raise typer.Exit(FINDINGS if console.errors_in(findings) else FINE)


@app.command()
def plan(
    file: PlanFile,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for all that is written.")
    ],
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", min=0, help="How long to improve and prove; 0 for the first timetable."
        ),
    ] = 10.0,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", min=0, max=2**31 - 1, help="The same seed gives the same timetable."
        ),
    ] = 0,
    release_to: ReleaseTo = None,
    role: InRole = None,
    as_json: AsJson = False,
) -> None:
    """Make a timetable without conflicts, and write it as JSON, workbook, calendars, maps and a page."""
    from birlik.cli import console, making

    console.refuse_file_as_folder(out, as_json)
    source = console.read(file, as_json)
    reader = console.reader(source.plan, release_to, role, as_json)
    findings = console.judged(source, file, as_json)
    timetable = making.made(source.plan, findings, seconds, seed, as_json)
    written = making.written(source.plan, timetable, out, as_json, reader)
    making.show(source.plan, timetable, findings, out, written, as_json)
    raise typer.Exit(FINE if timetable.complete else INCOMPLETE)


@app.command()
def explain(
    file: PlanFile,
    seconds: Annotated[
        float,
        typer.Option("--seconds", min=0, help="How long to seek contradictions and remedies."),
    ] = 10.0,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", min=0, max=2**31 - 1, help="The same seed gives the same explanation."
        ),
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Say why the mandatory serials cannot all be placed: which demands contradict, and what would help."""
    from birlik.cli import console, explaining

    source = console.read(file, as_json)
    findings = console.judged(source, file, as_json)
    found = explaining.explained(source.plan, findings, seconds, seed, as_json)
    explaining.show(source, found, as_json)
    raise typer.Exit(FINE if found.possible else FINDINGS)


@app.command()
def replan(
    file: PlanFile,
    keep: Annotated[
        Path, typer.Option("--keep", metavar="TIMETABLE", help="The timetable to keep to.")
    ],
    frozen_until: Annotated[
        str | None,
        typer.Option(
            "--frozen-until",
            metavar="TIME",
            help="What begins before is not touched, and nothing is newly placed before.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for all that is written.")
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", min=0, help="How long to seek fewer moves; 0 for the first repair."
        ),
    ] = 10.0,
    seed: Annotated[
        int,
        typer.Option("--seed", min=0, max=2**31 - 1, help="The same seed gives the same repair."),
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Repair a timetable after a change of the plan: move as little as can be, and say why."""
    from birlik.cli import console, repairing

    console.refuse_file_as_folder(out, as_json)
    source = console.read(file, as_json)
    kept = console.read_timetable(keep, as_json)
    until = repairing.moment(frozen_until, source.plan, as_json)
    findings = console.judged(source, file, as_json)
    repair = repairing.repaired(source.plan, kept, findings, until, seconds, seed, as_json)
    files = repairing.written(source.plan, repair, out, as_json)
    repairing.show(source.plan, repair, findings, until, files, as_json)
    raise typer.Exit(FINE if repair.timetable.complete else INCOMPLETE)


@app.command()
def verify(
    timetable: Annotated[
        Path, typer.Argument(metavar="TIMETABLE.json", help="What birlik plan wrote.")
    ],
    plan: Annotated[
        Path, typer.Option("--plan", metavar="FILE", help="The plan it was made from.")
    ],
    as_json: AsJson = False,
) -> None:
    """Check every rule of a timetable again, with code that shares nothing with the planner."""
    from birlik.cli import console
    from birlik.planning.verify import verify as verified

    source = console.read(plan, as_json)
    made = console.read_timetable(timetable, as_json)
    findings = verified(made, source.plan)
    console.show_verdict(timetable, plan, source, made, findings, as_json)
    raise typer.Exit(FINDINGS if console.errors_in(findings) else FINE)


@app.command()
def rehearse(
    file: PlanFile,
    timetable: Annotated[
        Path, typer.Option("--timetable", metavar="TIMETABLE.json", help="What birlik plan wrote.")
    ],
    runs: Annotated[
        int, typer.Option("--runs", min=1, max=1_000_000, help="How often it is carried out.")
    ] = 2000,
    seed: Annotated[
        int,
        typer.Option("--seed", min=0, max=2**31 - 1, help="The same seed gives the same result."),
    ] = 0,
    tolerance: Annotated[
        int,
        typer.Option(
            "--tolerance", min=0, max=100_000, help="Minutes late that still count as on time."
        ),
    ] = 15,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", min=0, max=100_000, help="Minutes late beyond which a serial is cancelled."
        ),
    ] = 240,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder for rehearsal.html and .json."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Carry a timetable out many times under disturbances: what holds, what is late, what would help."""
    from birlik.cli import console, rehearsing

    console.refuse_file_as_folder(out, as_json)
    source = console.read(file, as_json)
    made = console.read_timetable(timetable, as_json)
    settings = rehearsing.Settings(runs=runs, seed=seed, tolerance=tolerance, limit=limit)
    found = rehearsing.rehearsed(source.plan, made, settings, as_json)
    written = rehearsing.written(source.plan, found, out, as_json) if out else []
    rehearsing.show(source.plan, found, written, as_json)


@app.command()
def project(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A project of the PSPLIB (.sm), Patterson's (.rcp) or RCPSP/max' (.sch).",
        ),
    ],
    seconds: Annotated[
        float, typer.Option("--seconds", min=0, help="How long to improve and prove.")
    ] = 10.0,
    work: Annotated[
        float | None,
        typer.Option(
            "--work",
            min=0,
            help="End after so much work, about a second each, so that the result is always the same.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**31 - 1, help="Where the search begins.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Find the best schedule of a research project, prove how good it is, and check it."""
    from birlik.cli import projecting

    found = projecting.solved(file, projecting.Budget(seconds, work, seed), as_json)
    projecting.show(found, as_json)
    raise typer.Exit(FINE if found.outcome.starts is not None else INCOMPLETE)


@app.command()
def export(
    file: PlanFile,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="plan.json or workbook.xlsx.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    release_to: ReleaseTo = None,
    role: InRole = None,
    as_json: AsJson = False,
) -> None:
    """Turn a workbook into plan.json, or back, without loss; or write what one nation may read of it."""
    from birlik.cli import console
    from birlik.exercise.view import view_of
    from birlik.formats.planfile import write

    source = console.read(file, as_json)
    reader = console.reader(source.plan, release_to, role, as_json)
    console.refuse_to_replace(to, force, as_json)
    with console.writing(to, as_json):
        write(view_of(source.plan, reader).plan, to)
    whose = "the plan" if reader.whole else f"what {release_to} may read of the plan"
    console.say(f"{to} holds {whose} of {file}.", as_json)
    console.as_json({"read": str(file), "written": str(to)}, as_json)


app.add_typer(documents.commands)
app.add_typer(installation.commands)


@app.command()
def schema(as_json: AsJson = False) -> None:
    """Print the JSON Schema of plan.json."""
    from birlik.exercise.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=None if as_json else 2))


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; an error that nobody foresaw is one sentence, not a traceback."""
    try:
        return app(arguments)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if os.environ.get("BIRLIK_DEBUG"):
            raise
        typer.echo(
            f"birlik: an error that should not happen: {type(error).__name__}: {error}. Nothing was "
            "overwritten. Set BIRLIK_DEBUG=1 to see where, and please report it.",
            err=True,
        )
        sys.exit(BROKEN)
    finally:
        if arguments is None:
            # All is told and written: Ctrl-C while Python tidies up does not change how the command ended.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
