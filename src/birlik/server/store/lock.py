"""One server for one data folder: the lock that refuses a second one, and says which is the first."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from birlik.server.store.interface import StoreError

FILE = "birlik.lock"


class ServedAlready(StoreError):
    """Another server has this data folder."""


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Hold a data folder while a server with a SQLite file runs.

    The lock goes when the process does, however it ends; the file stays.

    Raises
    ------
    ServedAlready
        With the process that holds it, where it can be told.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(handle):
            holder = os.pread(handle, 200, 1).decode(errors="replace").strip() or "another process"
            raise ServedAlready(
                f"{folder} is served already, by {holder}; end that one, or name another folder with "
                "--data"
            )
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        words = f" process {os.getpid()} on {socket.gethostname()}, since {since}\n"
        os.ftruncate(handle, 0)
        os.pwrite(handle, words.encode(), 0)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Whether the first byte of the file could be locked."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
