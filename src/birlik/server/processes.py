"""Several server processes on one port: started, watched, started anew when one dies, and ended together."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from birlik.server.installation import Installation
from birlik.server.serving import BACKLOG, CannotServe, Stop, handled, handled_as, run

#: Seconds that a process must live to count as started; so many that do not, one after another, end all.
STARTED, MOST_FAILED = 5.0, 5

#: Seconds that a process has to end its streams and requests.
ENDING = 15.0

_CONTEXT = multiprocessing.get_context("spawn")


def checked_number(installation: Installation, count: int) -> None:
    """Refuse several processes for one SQLite file.

    Raises
    ------
    CannotServe
    """
    from birlik.server.moving import place_in

    if count > 1 and place_in(installation.folder).file is not None:
        raise CannotServe(
            "Several processes need PostgreSQL, as one SQLite file has one writer: set DATABASE_URL to "
            "postgresql://…, where birlik migrate carries what is here, or leave --processes out."
        )


def run_several(listening: socket.socket, count: int, ready: Callable[[Stop], None]) -> None:
    """Serve with several processes until told to stop.

    Parameters
    ----------
    listening : socket
        As `bound` gives it.
    count : int
    ready : callable
        Called once all of them accept connections, with what stops them.

    Raises
    ------
    CannotServe
        If they die as soon as they are started.
    """
    from django.db import connections

    # Each process has its own.
    connections.close_all()
    listening.listen(BACKLOG)
    with listening:
        Several(listening, count, ready).run()


class _Process:
    """One server process, and the pipe that it is bound to its parent with."""

    def __init__(self, listening: socket.socket) -> None:
        self.pipe, other = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(listening, other))
        self.process.start()
        other.close()
        self.since = time.monotonic()
        self.ready = False

    def end(self) -> None:
        """Ask it to end, if it has not."""
        if self.process.is_alive():
            self.process.terminate()

    def gone(self, patience: float) -> None:
        """Wait until it has ended; whoever does not is killed."""
        self.process.join(patience)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


class Several:
    """Some server processes and who watches them."""

    def __init__(self, listening: socket.socket, count: int, ready: Callable[[Stop], None]) -> None:
        self._listening = listening
        self._count = count
        self._ready: Callable[[Stop], None] | None = ready
        self._failed = 0
        self._reading, self._writing = _CONTEXT.Pipe(duplex=False)
        self._stopping = False

    def stop(self) -> None:
        """Stop all; from any thread, or a signal."""
        if not self._stopping:
            self._stopping = True
            self._writing.send_bytes(b"stop")

    def run(self) -> None:
        """Watch until told to stop."""
        before = handled(self.stop)
        processes = [_Process(self._listening) for _ in range(self._count)]
        try:
            while not self._stopping:
                self._watch(processes)
        finally:
            for each in processes:
                each.end()
            for each in processes:
                each.gone(ENDING)
            handled_as(before)

    def _watch(self, processes: list[_Process]) -> None:
        """Wait until something happens, and do what it asks for."""
        pipes: dict[Any, _Process] = {each.pipe: each for each in processes if not each.ready}
        ends: dict[Any, _Process] = {each.process.sentinel: each for each in processes}
        for happened in wait([*pipes, *ends, self._reading]):
            if happened in ends:
                dead = ends[happened]
                dead.gone(0)
                if not self._stopping:
                    processes[processes.index(dead)] = self._another(dead)
            elif happened in pipes:
                pipes[happened].ready = _said_ready(pipes[happened].pipe)
        if self._ready is not None and all(each.ready for each in processes):
            self._ready(self.stop)
            self._ready = None

    def _another(self, dead: _Process) -> _Process:
        """A process in place of one that died."""
        self._failed = self._failed + 1 if time.monotonic() - dead.since < STARTED else 0
        if self._failed >= MOST_FAILED:
            raise CannotServe(
                "The server's processes end as soon as they are started; what they said is above."
            )
        return _Process(self._listening)


def _said_ready(pipe: Connection[Any, Any]) -> bool:
    try:
        return bool(pipe.recv_bytes())
    except (EOFError, OSError):
        return False


def _serve(listening: socket.socket, pipe: Connection[Any, Any]) -> None:
    """What one process does."""
    os.umask(0o077)
    # Ctrl-C reaches every process of a terminal; the parent says when it is time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def ready(stop: Stop) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

        def attend() -> None:
            try:
                pipe.send_bytes(b"ready")
                pipe.recv_bytes()
            except (EOFError, OSError):
                # Nobody watches over this process any more.
                stop()

        threading.Thread(target=attend, name="birlik-parent", daemon=True).start()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "birlik.server.settings")
    django.setup()
    from birlik.server.desk.keeping import kept_open

    with kept_open(Installation.at()):
        run(listening, ready)
