"""The live stream: how fast a change reaches thousands, what each of them takes; and a server's start."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

from benchmarks.figure import Figure

READERS, CHANGES, CLIENTS = 5_000, 20, 2

#: Connections that a client process opens at once.
OPENING = 100

EXAMPLE = Path("examples/unity-2024/unity-2024.xlsx")

_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Reached:
    """What was measured.

    Attributes
    ----------
    seconds : list of float
        From the moment that a change was submitted until a reader had it, for each change and reader.
    bytes_each : float
        Memory of the server for each reader: what it has more with all of them than with none.
    seats : int
        How many different views were told of each change.
    """

    seconds: list[float]
    bytes_each: float
    seats: int


def figures() -> Iterator[Figure]:
    """What the live stream and the server's start promise."""
    with tempfile.TemporaryDirectory() as folder:
        yield started(Path(folder) / "birlik")
    more_files()
    with tempfile.TemporaryDirectory() as folder:
        found = reached(Path(folder), READERS, CHANGES, CLIENTS)
    ordered = sorted(found.seconds)
    yield Figure(
        f"a change of Unity-2024 reaches {READERS:,} readers in {found.seats} seats on one process, 99 %",
        f"within {1e3 * ordered[int(0.99 * len(ordered))]:.0f} ms "
        f"(half within {1e3 * statistics.median(ordered):.0f} ms)",
        "250 ms",
        f"a bare ASGI stream of the same size to {READERS:,}, 99 %",
        f"{1e3 * bare(READERS, CHANGES, CLIENTS):.0f} ms",
    )
    yield Figure(
        "memory of the server for each of them", f"{found.bytes_each / 1024:.1f} KiB", "50 KiB"
    )


def more_files() -> None:
    """Allow this process, and those it starts, as many open files as the system lets it have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def started(folder: Path, times: int = 4) -> Figure:
    """Seconds until a server answers that is started anew, the first time of so many and the others."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        command = [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder)]
        with _server([*command, "--port", str(_free_port())]) as server:
            assert server.stdout is not None
            while b"Ctrl-C" not in server.stdout.readline():
                pass
            taken.append(time.perf_counter() - begun)
    return Figure(
        "birlik serve until it answers",
        f"{statistics.median(taken[1:]):.1f} s; {taken[0]:.1f} s the first time, when it makes its database",
        "3 s",
    )


def reached(folder: Path, readers: int, changes: int, clients: int) -> Reached:
    """How fast changes reach readers of the example exercise, on a server in a process of its own.

    Parameters
    ----------
    folder : Path
        An empty one.
    readers, changes, clients : int
        How many there are; the readers are spread over so many client processes.
    """
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.live_server", str(folder), str(port)]
    with _server([*command, str(readers)]) as server:
        prepared = _line(server.stdout)
        tickets: list[str] = prepared["tickets"]
        before = _resident(server.pid)
        paths = [f"/live?ticket={ticket}" for ticket in tickets]
        with _clients(port, paths, clients) as pipes:
            after = _resident(server.pid)
            submitted = [_change(server) for _ in range(changes)]
            arrived = _arrived(pipes, changes)
    seconds = [
        at - begun
        for of_client in arrived
        for of_reader in of_client
        for begun, at in zip(submitted, of_reader, strict=True)
    ]
    return Reached(seconds, (after - before) / readers, prepared["seats"])


def bare(readers: int, changes: int, clients: int) -> float:
    """Seconds within which 99 % of events of a bare ASGI application reach as many readers."""
    port = _free_port()
    with _server([sys.executable, "-m", "benchmarks.live_server", "bare", str(port)]) as server:
        _line(server.stdout)
        with _clients(port, ["/live"] * readers, clients) as pipes:
            submitted = [_change(server) for _ in range(changes)]
            arrived = _arrived(pipes, changes)
    seconds = sorted(
        at - begun
        for of_client in arrived
        for of_reader in of_client
        for begun, at in zip(submitted, of_reader, strict=True)
    )
    return seconds[int(0.99 * len(seconds))]


def _arrived(pipes: Sequence[Connection[Any, Any]], changes: int) -> list[list[list[float]]]:
    """When each change arrived, for each reader of each client process."""
    for pipe in pipes:
        pipe.send(changes)
    return [pipe.recv() for pipe in pipes]


def _change(server: subprocess.Popen[bytes]) -> float:
    """Let the server's own process change something; gives back when it was submitted."""
    assert server.stdin is not None
    # All have what came before, and nobody loads anything: a change comes now and then.
    time.sleep(0.5)
    server.stdin.write(b"change\n")
    server.stdin.flush()
    at: float = _line(server.stdout)["submitted"]
    return at


@contextmanager
def _server(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "BIRLIK_REQUESTS_A_MINUTE": "0"},
    )
    try:
        yield server
    finally:
        server.terminate()
        server.communicate(timeout=60)


@contextmanager
def _clients(port: int, paths: Sequence[str], count: int) -> Iterator[list[Connection[Any, Any]]]:
    """Processes of readers, all of whom are connected, and have heard something."""
    pipes, processes = [], []
    for number in range(count):
        mine, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_client, args=(port, paths[number::count], theirs))
        process.start()
        pipes.append(mine)
        processes.append(process)
    try:
        for pipe in pipes:
            assert pipe.recv() == "connected"
        yield pipes
    finally:
        for process in processes:
            process.kill()
            process.join()


def _client(port: int, paths: Sequence[str], pipe: Connection[Any, Any]) -> None:
    more_files()
    asyncio.run(_read_all(port, paths, pipe))


class _Reader(asyncio.Protocol):
    """A reader, who notes when each change arrives."""

    __slots__ = ("arrived", "heard", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.arrived: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        # On a busy machine two come at once.
        self.arrived += [time.monotonic()] * data.count(b"event: change")
        if not self.heard.done() and b"event: ready" in data:
            self.heard.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.heard.done():
            self.heard.set_exception(exc or ConnectionError("refused"))


async def _read_all(port: int, paths: Sequence[str], pipe: Connection[Any, Any]) -> None:
    loop = asyncio.get_running_loop()
    opening = asyncio.Semaphore(OPENING)

    async def connected(path: str) -> _Reader:
        async with opening:
            _, reader = await loop.create_connection(lambda: _Reader(path), "127.0.0.1", port)
            await reader.heard
            return reader

    readers = await asyncio.gather(*map(connected, paths))
    pipe.send("connected")
    changes: int = await loop.run_in_executor(None, pipe.recv)
    async with asyncio.timeout(60):
        while any(len(reader.arrived) < changes for reader in readers):
            await asyncio.sleep(0.1)
    pipe.send([reader.arrived for reader in readers])


def _line(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    return json.loads(stream.readline())


def _resident(process: int) -> int:
    """Bytes of memory that a process holds."""
    time.sleep(1)
    with Path(f"/proc/{process}/status").open(encoding="utf-8") as status:
        line = next(line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
