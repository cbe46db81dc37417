"""What ``birlik serve`` does: prepare the installation, say where it is, serve until told to stop."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from birlik.server.installation import Installation
from birlik.server.serving import CannotServe, address, bound, first_link, prepared, run, warnings


def serve(folder: Path | None, host: str, port: int) -> None:
    """Serve; prints the address once connections are accepted.

    Raises
    ------
    CannotServe
        If the server cannot start.
    """
    # What the server writes is its owner's alone: accounts, secrets, and the exercises.
    os.umask(0o077)
    installation = prepared(folder)
    # These need Django's settings, which are made of the folder.
    from birlik.server.desk.keeping import kept_open
    from birlik.server.store.interface import StoreError

    try:
        with kept_open(installation):
            _serve(installation, host, port)
    except StoreError as reason:
        raise CannotServe(str(reason)) from reason


def _serve(installation: Installation, host: str, port: int) -> None:
    """Serve what is open."""
    listening = bound(host, port)
    base = address(host, port)
    link = first_link(base)

    def ready() -> None:
        typer.echo(f"Birlik is at {base}")
        typer.echo(f"Its data is in {installation.folder}")
        for warning in warnings(host):
            typer.secho(warning, fg=typer.colors.YELLOW, err=True)
        if link:
            typer.echo(f"Nobody has an account yet. Make the first one, within a day:\n  {link}")
        typer.echo("Press Ctrl-C to stop.")

    run(listening, ready)


__all__ = ["CannotServe", "serve"]
