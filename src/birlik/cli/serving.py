"""What ``birlik serve`` does: prepare the installation, say where it is, serve until told to stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import typer

from birlik.server.installation import Installation
from birlik.server.processes import checked_number, run_several
from birlik.server.serving import (
    CannotServe,
    Stop,
    address,
    bound,
    first_link,
    prepared,
    run,
    warnings,
)


def serve(folder: Path | None, host: str, port: int, processes: int) -> None:
    """Serve; prints the address once connections are accepted.

    Raises
    ------
    CannotServe
        If the server cannot start.
    """
    # What the server writes is its owner's alone: accounts, secrets, and the exercises.
    os.umask(0o077)
    installation = prepared(folder)
    checked_number(installation, processes)
    # These need Django's settings, which are made of the folder.
    from birlik.server.desk.keeping import kept_open
    from birlik.server.store.interface import StoreError

    try:
        # Of several processes each has its own logs.
        with kept_open(installation) if processes == 1 else nullcontext():
            _serve(installation, host, port, processes)
    except StoreError as reason:
        raise CannotServe(str(reason)) from reason


def _serve(installation: Installation, host: str, port: int, processes: int) -> None:
    """Serve what is open."""
    listening = bound(host, port)
    base = address(host, port)
    ready = _announcing(installation, host, base, first_link(base))
    if processes == 1:
        run(listening, ready)
    else:
        run_several(listening, processes, ready)


def _announcing(
    installation: Installation, host: str, base: str, link: str | None
) -> Callable[[Stop], None]:
    def ready(_: Stop) -> None:
        typer.echo(f"Birlik is at {base}")
        typer.echo(f"Its data is in {installation.folder}")
        for warning in warnings(host):
            typer.secho(warning, fg=typer.colors.YELLOW, err=True)
        if link:
            typer.echo(f"Nobody has an account yet. Make the first one, within a day:\n  {link}")
        typer.echo("Press Ctrl-C to stop.")

    return ready


__all__ = ["CannotServe", "serve"]
