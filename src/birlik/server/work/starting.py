"""Processes that do what waits: started by the server that was asked, and gone when it is."""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading

from birlik.server.work.places import is_wanted

#: Seconds that a process has to say that it ends.
ENDING = 5.0

_lock = threading.Lock()
_processes: list[subprocess.Popen[bytes]] = []


def see_to_it() -> None:
    """Start a process if something waits, a place is free, and none of ours is about to take it."""
    with _lock:
        for each in [each for each in _processes if each.poll() is not None]:
            _processes.remove(each)
            _let_go(each)
        if not is_wanted() or any(_is_young(each) for each in _processes):
            return
        # Its input is a pipe that nobody writes to: it ends with this process, however that ends.
        _processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "birlik.server.work"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        )


@atexit.register
def end_all() -> None:
    """End all processes of this one; what they were doing says so."""
    with _lock:
        for each in _processes:
            _let_go(each)
        for each in _processes:
            try:
                each.wait(ENDING)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
        _processes.clear()


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe by which a process knows that we are there."""
    if process.stdin is not None:
        process.stdin.close()


def _is_young(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process has not taken anything yet, so that it takes what waits."""
    from birlik.server.work.models import Piece

    return not Piece.objects.filter(process=name_of(process.pid)).exists()


def name_of(pid: int) -> str:
    """What a process is called in the table."""
    import socket

    return f"{socket.gethostname()[:28]}:{pid}"
