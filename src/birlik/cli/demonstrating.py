"""What ``birlik demo`` does: lay the example out, print a way in for each nation and role, and serve it."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from birlik.cli import console, making
from birlik.exercise.plan import Plan
from birlik.planning.timetable import Timetable
from birlik.server.environment import BY_NAME

#: A demonstration is for this machine alone.
HOST = "127.0.0.1"


def demonstrate(file: Path, timetable: Path | None, folder: Path, port: int, once: bool) -> None:
    """Serve the example until Ctrl-C; with `once`, end as soon as it was seen to answer.

    Raises
    ------
    CannotServe
        If the server cannot start, or does not answer.
    """
    # An administrator's own settings lead to an installation that is no demonstration; languages do not.
    for name in BY_NAME.keys() - {"BIRLIK_LANGUAGES"}:
        os.environ.pop(name, None)
    os.umask(0o077)
    from birlik.server.serving import Stop, address, prepared, run

    installation = prepared(folder)
    from birlik.server.demonstration import laid_out, there_already
    from birlik.server.desk.keeping import kept_open
    from birlik.server.people.sign_in_links import demonstration_links

    with kept_open(installation) as logs:
        source = console.read(file, False)
        log = there_already(logs, source.plan)
        if log is None:
            log = laid_out(logs, source.plan, _planned(file, source.plan, timetable))
        listening, port = _listening(port)
        base = address(HOST, port)
        nations = [nation.id for nation in source.plan.nations]
        ways = [
            (nation, role.value, base + path)
            for nation, role, path in demonstration_links(log, nations)
        ]
        answered: list[bool] = []

        def ready(stop: Stop) -> None:
            _announce(source.plan, base, folder, ways, once)
            if once:
                answers = (f"{base}/health", ways[0][2])
                threading.Thread(target=_check, args=(answers, answered, stop)).start()
            else:
                _open(source.plan, ways)

        run(listening, ready)
    if once:
        _judge(answered)


def _planned(file: Path, plan: Plan, timetable: Path | None) -> Timetable:
    """Timetable to publish: the one that was made already, or a new one; verified either way."""
    from birlik.exercise.judge import judge
    from birlik.planning.verify import verify
    from birlik.server.serving import CannotServe

    if timetable is not None:
        made = console.read_timetable(timetable, False)
    else:
        made = making.made(plan, judge(plan), 10.0, 0, False)
    if console.errors_in(verify(made, plan)):
        raise CannotServe(
            f"{timetable or 'The timetable'} breaks rules of {file.name}; birlik verify says which. "
            "Nothing was published."
        )
    return made


def _listening(port: int) -> tuple[socket.socket, int]:
    """Socket on a port, or on another if that one is taken."""
    from birlik.server.serving import CannotServe, bound

    try:
        return bound(HOST, port), port
    except CannotServe:
        listening = bound(HOST, 0)
        free: int = listening.getsockname()[1]
        return listening, free


def _check(addresses: Sequence[str], answered: list[bool], stop: Callable[[], None]) -> None:
    """Ask for some addresses, note what came of it, and stop the server."""
    import httpx

    try:
        with httpx.Client(timeout=30, trust_env=False) as client:
            answered.extend(client.get(address).status_code == 200 for address in addresses)
    except httpx.HTTPError:
        answered.append(False)
    finally:
        stop()


def _judge(answered: Sequence[bool]) -> None:
    from birlik.server.serving import CannotServe

    if not answered or not all(answered):
        raise CannotServe("The demonstration started, and did not answer as it should.")
    typer.echo("It answers.")


def _announce(
    plan: Plan, base: str, folder: Path, ways: Sequence[tuple[str, str, str]], once: bool
) -> None:
    """Print the address, and the ways in by nation."""
    typer.echo(f"\n{plan.exercise.title or plan.exercise.id} is served at {base}")
    typer.echo("Sign in as one of these. Each link counts once, on this machine, for twelve hours.")
    before = ""
    for nation, role, link in ways:
        if nation != before:
            typer.secho(f"\n{nation}", bold=True)
        before = nation
        typer.echo(f"  {role:<18} {link}")
    typer.echo(f"\nIts data is in {folder}; remove that folder to begin anew.")
    if not once:
        typer.echo("Press Ctrl-C to stop.")
    sys.stdout.flush()


def _open(plan: Plan, ways: Sequence[tuple[str, str, str]]) -> None:
    """Open the way in of the host's chief planner, where there is a screen."""
    if sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    ):
        host = (plan.exercise.host, "chief planner")
        link = next((link for *who, link in ways if tuple(who) == host), ways[0][2])
        threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
