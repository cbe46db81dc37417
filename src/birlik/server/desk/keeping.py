"""The logs of this process: opened once, from the place that the installation's settings name."""

from __future__ import annotations

import threading

from birlik.server.environment import Environment
from birlik.server.installation import Installation
from birlik.server.store.logs import Logs
from birlik.server.store.opening import opened, place_of

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
            folder = Installation.at().folder
            url = Environment.of(folder).text("DATABASE_URL")
            _logs = Logs(opened(place_of(folder, url)))
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
