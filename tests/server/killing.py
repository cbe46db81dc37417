"""Servers killed under load: what they acknowledged before must be there, and the chain intact."""

from __future__ import annotations

import multiprocessing
import os
import random
import threading
from dataclasses import dataclass

from birlik.log.chain import Chain
from birlik.server.store.interface import Store
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.server.store.steps import adding, setting

#: Threads that append in each process.
THREADS = 4

#: Children are forked from a process that has loaded everything, as 600 of them are started.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.server.killing", "birlik.server.store.postgres"])


@dataclass(frozen=True)
class Killed:
    """What one killing showed.

    Attributes
    ----------
    acknowledged : int
        Steps whose authors were told that they are durable.
    lost : tuple of str
        Those of them that are not in the log.
    entries : int
        Length of the log afterwards.
    broken : str
        The first entry that does not fit into the chain; empty if all do.
    """

    acknowledged: int
    lost: tuple[str, ...]
    entries: int
    broken: str


def _work(place: Place, log: str, pipe: int) -> None:
    """Append as fast as can be, and tell of each step when it is acknowledged."""
    logs = Logs(opened(place), every=50)

    def write(number: int) -> None:
        name = f"S-{os.getpid()}-{number}"
        logs.append(log, adding(name))
        length = 1
        while True:
            step = setting(logs.state(log), name, duration=length, notes="x" * (length % 500))
            logs.append(log, step)
            # One write of less than a page is never torn.
            os.write(pipe, f"{step.key}\n".encode())
            length = length % 1_000 + 1

    threads = [threading.Thread(target=write, args=(n,), daemon=True) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def killed(place: Place, log: str, processes: int, chance: random.Random) -> Killed:
    """What is left after processes that append were killed at some moment.

    Parameters
    ----------
    place : Place
    log : str
        A log that is there.
    processes : int
        How many append at once.
    chance : Random
        When they are killed: after how many steps were acknowledged.
    """
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    children = []
    for _ in range(processes):
        child = _CONTEXT.Process(target=_run, args=(place, log, _Pipe(writing)))
        child.start()
        children.append(child)
    os.close(writing)
    enough = chance.randrange(1, 60)
    told = b""
    while told.count(b"\n") < enough:
        part = os.read(reading, 65_536)
        if not part:
            break
        told += part
    for child in children:
        child.kill()
    for child in children:
        child.join()
    # What they told before they died counts as well.
    while part := os.read(reading, 65_536):
        told += part
    os.close(reading)
    return _looked_at(place, log, told.decode().split())


class _Pipe:
    """A file descriptor that a child gets with its arguments."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[object, ...]:
        from multiprocessing.reduction import DupFd

        return _Pipe._rebuilt, (DupFd(self.number),)

    @staticmethod
    def _rebuilt(duplicate: object) -> _Pipe:
        return _Pipe(duplicate.detach())  # type: ignore[attr-defined]


def _run(place: Place, log: str, pipe: _Pipe) -> None:
    _work(place, log, pipe.number)


def _looked_at(place: Place, log: str, told: list[str]) -> Killed:
    store = opened(place)
    try:
        chain, steps = _chain(store, log)
    finally:
        store.close()
    lost = tuple(step for step in told if step not in steps)
    return Killed(len(told), lost, chain.position, chain.broken.text if chain.broken else "")


def _chain(store: Store, log: str) -> tuple[Chain, set[str]]:
    chain = Chain(log)
    steps: set[str] = set()
    while rows := store.rows(log, chain.position):
        for row in rows:
            if not chain.take(row):
                return chain, steps
            steps.add(row.step)
    head = store.head(log)
    assert head is not None
    chain.end(*head)
    return chain, steps
