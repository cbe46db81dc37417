"""The commands of an installation: its server, its logs, its backups; each is one thin function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from birlik.cli.options import FINDINGS, FINE, UNREADABLE, AsJson, PlanFile

commands = typer.Typer()

DataFolder = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Data folder; else BIRLIK_DATA, or your own."),
]


@commands.command()
def audit(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A backup to look into, instead of the installation."
        ),
    ] = None,
    data: DataFolder = None,
    log: Annotated[
        str | None, typer.Option("--log", metavar="NAME", help="One log; else all of them.")
    ] = None,
    known: Annotated[
        list[str] | None,
        typer.Option(
            "--known", metavar="HASH", help="A hash written down earlier that must be among them."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify that nothing in the logs was changed afterwards, and name the first entry that does not fit."""
    from birlik.cli import keeping

    found = keeping.audited(data, file, log, known or [], as_json)
    fine = keeping.show_audit(found, known or [], as_json)
    raise typer.Exit(FINE if fine else FINDINGS)


@commands.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    data: DataFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Back an installation up to one file, also while it is served."""
    from birlik.cli import console, keeping

    console.refuse_to_replace(file, force, as_json)
    keeping.backed_up(data, file, as_json)


@commands.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What birlik backup wrote.")],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup in place of an installation, also while it is served; what was there is kept beside."""
    from birlik.cli import keeping

    keeping.restored(data, file, as_json)


@commands.command()
def migrate(
    to: Annotated[
        str,
        typer.Option("--to", metavar="URL", help="postgresql://… or sqlite:///…"),
    ],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Carry an installation from SQLite to PostgreSQL, or back; run again, it carries what is new."""
    from birlik.cli import keeping

    keeping.migrated(data, to, as_json)


@commands.command()
def remind(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Remind people by e-mail of action items that are due; birlik serve does so by itself once a day."""
    from birlik.cli.reminding import remind as send
    from birlik.server.serving import CannotServe

    try:
        failed = send(data, as_json)
    except CannotServe as reason:
        typer.echo(f"birlik: {reason}", err=True)
        raise typer.Exit(UNREADABLE) from reason
    raise typer.Exit(FINDINGS if failed else FINE)


@commands.command()
def serve(
    data: DataFolder = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 127.0.0.1 is this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")
    ] = 8321,
    processes: Annotated[
        int,
        typer.Option("--processes", min=1, max=64, help="Server processes; with PostgreSQL alone."),
    ] = 1,
) -> None:
    """Serve exercises to browsers, from one data folder."""
    from birlik.cli.serving import CannotServe
    from birlik.cli.serving import serve as run

    try:
        run(data, host, port, processes)
    except CannotServe as reason:
        typer.echo(f"birlik: {reason}", err=True)
        raise typer.Exit(UNREADABLE) from reason


@commands.command()
def demo(
    file: PlanFile,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="Data folder of the demonstration alone.")
    ],
    timetable: Annotated[
        Path | None,
        typer.Option("--timetable", metavar="TIMETABLE.json", help="Publish it; else one is made."),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Port, unless it is taken.")
    ] = 8321,
    once: Annotated[
        bool, typer.Option("--once", help="End as soon as the server was seen to answer.")
    ] = False,
) -> None:
    """Serve an exercise on this machine alone, with a way in for each nation and role."""
    from birlik.cli.demonstrating import demonstrate
    from birlik.server.serving import CannotServe
    from birlik.server.store.interface import StoreError

    try:
        demonstrate(file, timetable, data, port, once)
    except (CannotServe, StoreError) as reason:
        typer.echo(f"birlik: {reason}", err=True)
        raise typer.Exit(UNREADABLE) from reason
