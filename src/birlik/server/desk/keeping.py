"""The logs of this process: opened once, from the place that the installation's settings name."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from birlik.server.installation import Installation
from birlik.server.moving import place_in
from birlik.server.people import audit
from birlik.server.store.lock import served
from birlik.server.store.logs import Logs
from birlik.server.store.opening import opened
from birlik.server.store.trail import Trail

_lock = threading.Lock()
_logs: Logs | None = None


def logs() -> Logs:
    """The logs of the installation; opened when they are first asked for.

    Raises
    ------
    StoreError
        If the database cannot be opened.
    """
    global _logs  # noqa: PLW0603 - a process has one writer, whoever asks first
    with _lock:
        if _logs is None:
            _logs = Logs(opened(place_in(Installation.at().folder)))
        return _logs


def keep(one: Logs | None) -> Logs | None:
    """Put other logs in their place, or none; gives back those that were there, which are not closed."""
    global _logs
    with _lock:
        before, _logs = _logs, one
        return before


def close() -> None:
    """Write what waits, and let the database go."""
    before = keep(None)
    if before is not None:
        before.close()


@contextmanager
def kept_open(installation: Installation) -> Iterator[Logs]:
    """The logs while a server runs: nobody else serves the file, and the audit trail goes into them.

    Raises
    ------
    StoreError
        If the database cannot be opened, or another server has the file.
    """
    with ExitStack() as held:
        if place_in(installation.folder).file is not None:
            held.enter_context(served(installation.folder))
        running = logs()
        held.callback(close)
        held.callback(audit.write_to, audit.write_to(Trail(running)))
        audit.hand_on()
        yield running
