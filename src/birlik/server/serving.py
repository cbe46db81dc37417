"""Prepares the data folder and the database, and runs the server: what ``birlik serve`` does."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from birlik.server.environment import WrongSetting
from birlik.server.installation import Installation, UnusableFolder
from birlik.server.settling import settle

#: Connections that may wait to be accepted: after a break all come back at once.
BACKLOG = 4096

#: Stops a server.
Stop = Callable[[], None]

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class CannotServe(Exception):
    """The server cannot start; the message says why, and what to do."""


def prepared(folder: Path | None) -> Installation:
    """The installation, with its database and its static files ready, and Django set up.

    Raises
    ------
    CannotServe
        If the folder, a setting or the database does not allow it.
    """
    installation = Installation.at(folder)
    os.environ["BIRLIK_DATA"] = str(installation.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "birlik.server.settings"
    try:
        installation.prepare()
        import django

        django.setup()
        _migrated()
    except (WrongSetting, UnusableFolder) as reason:
        raise CannotServe(str(reason)) from reason
    from birlik.server.web.assets import gather

    gather(installation.static)
    return installation


def _migrated() -> None:
    """Bring the tables up to date; nothing is done if they are.

    Raises
    ------
    CannotServe
        If the database does not answer, or a newer version of the program made it.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from birlik.server.routing import cache_alias

    try:
        executor = MigrationExecutor(connection)
        known = set(executor.loader.disk_migrations)
        mine = {app for app, _ in known}
        newer = {name for name in executor.loader.applied_migrations if name[0] in mine} - known
        if newer:
            first = ".".join(sorted(newer)[0])
            raise CannotServe(
                f"The database was made by a newer version of Birlik ({first}). Install that version, "
                "or restore a backup made by this one. Nothing was changed."
            )
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", database=cache_alias(), verbosity=0)
        call_command("clearsessions", verbosity=0)
    except DatabaseError as error:
        raise CannotServe(f"The database cannot be used: {error}".strip()) from error


def address(host: str, port: int) -> str:
    """Address to be opened in a browser; passkeys need a name, so this machine is ``localhost``."""
    from django.conf import settings

    if settings.ADDRESS:
        return str(settings.ADDRESS.origin)
    name = "localhost" if host in LOOPBACK else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def warnings(host: str) -> list[str]:
    """What an administrator should know about how the server is reached."""
    from django.conf import settings

    if host in LOOPBACK:
        return []
    told = []
    if not settings.ADDRESS:
        told.append(
            "Others cannot use it yet: set BIRLIK_ADDRESS to the address at which they reach it."
        )
    if not settings.BEHIND_TLS:
        told.append(
            "It is open to the network without TLS, so that passwords can be read on the way. Put a "
            "proxy with TLS in front, and set BIRLIK_ADDRESS to https://…"
        )
    return told


def first_link(base: str) -> str | None:
    """Link on which the first administrator is made; None if there are accounts."""
    from django.urls import reverse

    from birlik.server.people.invitations import founding

    secret = founding()
    return base + reverse("invitation", args=[secret]) if secret else None


def bound(host: str, port: int) -> socket.socket:
    """Socket of the server, so that nothing is announced by one that could not listen.

    Raises
    ------
    CannotServe
        If the port is taken, or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # An answer's head and body are written apart; without this the second waits 40 ms for the
        # client to acknowledge the first. Accepted sockets inherit it.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CannotServe(
            f"Port {port} on {host} cannot be used: {error.strerror}. Perhaps a server runs there. "
            "Name another with --port."
        ) from error
    return listening


def run(listening: socket.socket, ready: Callable[[Stop], None]) -> None:
    """Serve until told to stop; streams are ended first, so that nobody waits for them.

    Parameters
    ----------
    listening : socket
        As `bound` gives it.
    ready : callable
        Called once connections are accepted, with what stops the server, from any thread.
    """
    import uvicorn

    from birlik.server.asgi import application, live, pages
    from birlik.server.reminding.daily import reminding

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(self.stop)
                settle()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            live.close()
            await super().shutdown(sockets)
            pages.threads.close()

        def stop(self) -> None:
            self.should_exit = True

    config = uvicorn.Config(
        application,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=5,
    )
    server = Server(config)
    _allow_files()
    # Ctrl-C and the system's word to end are not errors; uvicorn hands on what it took of them.
    before = handled(server.stop)
    try:
        with reminding():
            server.run(sockets=[listening])
    finally:
        handled_as(before)


def _allow_files() -> None:
    """Take as many open files as the system allows: each stream is one, and many systems begin with 1,024."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft != hard:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def handled(stop: Stop) -> dict[signal.Signals, Any]:
    """Let Ctrl-C, and the system's word to end, stop a server; gives back what they did before."""
    signals = (signal.SIGINT, signal.SIGTERM)
    return {each: signal.signal(each, lambda *_: stop()) for each in signals}


def handled_as(before: Mapping[signal.Signals, Any]) -> None:
    """Let signals do what they did before."""
    for each, handler in before.items():
        signal.signal(each, handler)
