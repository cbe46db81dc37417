"""200 people who edit one exercise at once in the grid, with live streams, against a real ``birlik serve``.

Each is a person with a session of his own, at a seat of one of the nations. He opens the grid, follows the
stream, and then types: a cell, a thought, a cell; findings are asked for as the page does; now and then he
looks at another page. The clients run in a process of their own, on the same two cores.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from birlik.exercise.plan import Plan

#: People; seconds that they come in, and that they edit; of each, seconds between two edits and two pages.
PEOPLE, COMING, EDITING = 200, 20, 60
THINKING, LOOKING = 12, 40

#: What nobody waits for longer than, in seconds.
PATIENCE = 60

EXAMPLE = Path("examples/unity-2024/unity-2024.xlsx")

#: Roles of those who edit, as often as they are in a staff.
ROLES = ("planner", "planner", "planner", "chief planner")


@dataclass
class Taken:
    """What was measured.

    Attributes
    ----------
    seconds : dict of str to list of float
        From asking to the last byte, by what was asked for.
    errors : list of str
        Answers that were none.
    stored, stale : int
        Cells.
    told : list of float
        Seconds from sending a cell until another person's stream told of it.
    worked : float
        Seconds that the server had a core.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    stored: int = 0
    stale: int = 0
    told: list[float] = field(default_factory=list)
    worked: float = 0.0


def figures() -> Iterator[Figure]:
    """What 200 people see who edit at once."""
    with (
        tempfile.TemporaryDirectory(prefix="birlik-editing-") as folder,
        served(Path(folder), PEOPLE) as (port, prepared),
    ):
        taken = asyncio.run(edited(port, prepared))
    what = f"{PEOPLE} people edit"
    rate = taken.stored / EDITING
    yield Figure(
        f"{what} for {EDITING} s, {rate:.0f} cells a second: errors", f"{len(taken.errors)}", "0"
    )
    pages = [s for name, found in taken.seconds.items() if name != "live" for s in found]
    yield Figure(f"{what}: any answer, 95 %", _milliseconds(_percentile(pages, 95)), "300 ms")
    for name, found in sorted(taken.seconds.items()):
        yield Figure(
            f"{what}: {name} ({len(found):,}), 95 %",
            _milliseconds(_percentile(found, 95)),
            "300 ms",
        )
    yield Figure(
        f"{what}: a cell is on another's screen, 95 %",
        _milliseconds(_percentile(taken.told, 95)),
        "1,000 ms",
    )
    yield Figure(f"{what}: cores that the server had", f"{taken.worked / EDITING:.2f}", "-")
    for error in taken.errors[:3]:
        yield Figure("error", error, "-")


def _percentile(taken: list[float], percent: int) -> float:
    if len(taken) < 2:
        return float("nan")
    return statistics.quantiles(taken, n=100)[percent - 1]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


class Line:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: bytes | None = None, token: str = "") -> tuple[int, bytes]:
        """Status and content of an answer; asked once more if the server had let the line go."""
        kept = self._streams is not None and not self._streams[0].at_eof()
        try:
            return await self._ask(path, body, token)
        except (EOFError, ConnectionError):
            self._streams = None
            if not kept:
                raise
            return await self._ask(path, body, token)

    async def _ask(self, path: str, body: bytes | None, token: str) -> tuple[int, bytes]:
        if self._streams is None or self._streams[0].at_eof():
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        head = (
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Cookie: {self._cookie}\r\nAccept: application/json\r\n"
        )
        if body is not None:
            head += f"Content-Type: application/json\r\nX-CSRFToken: {token}\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        writer.write(f"{head}\r\n".encode() + (body or b""))
        status, length, closes = 0, -1, False
        while line := (await reader.readuntil(b"\r\n")).strip():
            low = line.lower()
            if not status:
                status = int(line.split()[1])
            elif low.startswith(b"content-length:"):
                length = int(low.split(b":")[1])
            elif low == b"connection: close":
                closes = True
        content = await (reader.readexactly(length) if length >= 0 else _chunks(reader))
        if closes:
            writer.close()
            self._streams = None
        return status, content

    def close(self) -> None:
        """Let it go."""
        if self._streams:
            self._streams[1].close()


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        found += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return found


class Person:
    """Somebody who edits."""

    def __init__(self, port: int, about: dict[str, Any], exercise: str, crowd: Crowd) -> None:
        self._port, self._about, self._crowd = port, about, crowd
        self._base = f"/exercises/{exercise}/"
        self._cookie = f"birlik_session={about['session']}; birlik_csrf={about['token']}"
        self._line = Line(port, self._cookie)
        self._draw = random.Random(about["session"])
        self._rows: list[list[Any]] = []
        self._names: list[str] = []
        self._record = ""
        self._judging: asyncio.Task[None] | None = None
        self._due = 0.0

    async def _asked(
        self, name: str, path: str, body: bytes | None = None, side: bool = False
    ) -> bytes:
        """What is answered; on a connection of its own where a browser would open another."""
        line = Line(self._port, self._cookie) if side else self._line
        begun = time.perf_counter()
        try:
            status, content = await asyncio.wait_for(
                line.ask(path, body, self._about["token"]), PATIENCE
            )
        except (OSError, EOFError, TimeoutError) as error:
            self._crowd.taken.errors.append(f"{name}: {error!r}")
            self._line = Line(self._port, self._cookie)
            return b""
        if side:
            line.close()
        if self._crowd.measuring:
            self._crowd.taken.seconds[name].append(time.perf_counter() - begun)
        if status != 200:
            self._crowd.taken.errors.append(f"{name}: {status} {content[:200]!r}")
            return b""
        return content

    async def work(self) -> None:
        """Come in, and edit until all end."""
        await asyncio.sleep(self._draw.random() * COMING)
        await self._asked("the page of the grid", f"{self._base}serials/grid/")
        table = json.loads(await self._asked("all rows", f"{self._base}serials/grid/rows/"))
        self._names = table["columns"]
        mine = {n for n, right in enumerate(table["rights"]) if "notes" in right["edit"]}
        self._rows = [row for row in table["rows"] if row[1] in mine]
        self._record = table["rows"][0][0]
        following = asyncio.create_task(self._follow())
        looking = asyncio.create_task(self._look())
        while not self._crowd.ended:
            await asyncio.sleep(self._draw.expovariate(1 / THINKING))
            if self._rows and not self._crowd.ended:
                await self._edit()
        following.cancel()
        looking.cancel()
        if self._judging:
            self._judging.cancel()

    async def _edit(self) -> None:
        row = self._draw.choice(self._rows)
        place = 2 + self._names.index("notes") if "notes" in self._names else None
        seen = self._crowd.notes.get(row[0], row[place] if place else "")
        typed = f"Note {secrets.token_hex(4)}"
        cell = {"record": row[0], "field": "notes", "typed": typed, "seen": seen}
        body = {"nonce": secrets.token_hex(16), "cells": [cell]}
        self._crowd.sent[typed] = time.perf_counter()
        content = await self._asked(
            "a cell", f"{self._base}serials/grid/change/", json.dumps(body).encode()
        )
        if not content:
            return
        told = json.loads(content)["cells"][0]
        if told["outcome"] == "stored":
            self._crowd.taken.stored += self._crowd.measuring
        elif told["outcome"] == "stale":
            self._crowd.taken.stale += 1
            self._crowd.notes[row[0]] = told["holds"]
        else:
            self._crowd.taken.errors.append(f"a cell: {told}")
        self._judge(0.8)

    def _judge(self, wait: float) -> None:
        """Ask for findings, as the page does: soon after an own cell, later after those of others."""
        due = time.perf_counter() + wait
        if self._judging is not None:
            if self._due <= due:
                return
            self._judging.cancel()
        self._due = due

        async def soon() -> None:
            await asyncio.sleep(wait)
            # What happens from now on is asked for anew.
            self._judging = None
            await self._asked("findings", f"{self._base}serials/grid/findings/", side=True)

        self._judging = asyncio.create_task(soon())

    async def _look(self) -> None:
        pages = {
            "the overview": self._base,
            "the list": f"{self._base}serials/?page=2",
            "the history": f"{self._base}history/",
            "a record": f"{self._base}serials/{self._record}/",
            "the page of the grid": f"{self._base}units/grid/",
        }
        while True:
            await asyncio.sleep(self._draw.expovariate(1 / LOOKING))
            name = self._draw.choice(list(pages))
            await self._asked(name, pages[name], side=True)

    async def _follow(self) -> None:
        """Read the stream, and note when what others typed arrives."""
        ticket = json.loads(await self._asked("a ticket", f"{self._base}live-ticket/", side=True))
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        address = f"{ticket['stream']}&kind=serials"
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"data: ") and b'"changed"' in line:
                    now = time.perf_counter()
                    for each in json.loads(line[6:]).get("changed", ()):
                        typed = each["fields"].get("notes")
                        self._crowd.notes[each["key"]] = typed or ""
                        if self._crowd.measuring and typed in self._crowd.sent:
                            self._crowd.taken.told.append(now - self._crowd.sent[typed])
                    self._judge(20 + 20 * self._draw.random())
            if not self._crowd.ended:
                self._crowd.taken.errors.append("live: a stream ended")
        finally:
            writer.close()


@dataclass
class Crowd:
    """All who edit."""

    taken: Taken = field(default_factory=Taken)
    notes: dict[str, str] = field(default_factory=dict)
    sent: dict[str, float] = field(default_factory=dict)
    measuring: bool = False
    ended: bool = False


async def edited(port: int, prepared: dict[str, Any]) -> Taken:
    """What all of them measured."""
    crowd = Crowd()
    people = [
        asyncio.create_task(Person(port, about, prepared["exercise"], crowd).work())
        for about in prepared["people"]
    ]
    await asyncio.sleep(COMING)
    crowd.measuring, before = True, _worked(prepared["pid"])
    await asyncio.sleep(EDITING)
    crowd.taken.worked = _worked(prepared["pid"]) - before
    crowd.measuring, crowd.ended = False, True
    await asyncio.gather(*people)
    return crowd.taken


def _worked(pid: int) -> float:
    """Seconds that a process has had a core."""
    parts = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path, people: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """A server of a folder with Unity-2024, released to all, and so many people: port, and who they are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.editing", str(folder), str(people)],
        check=True,
        capture_output=True,
        text=True,
    )
    command = [sys.executable, "-m", "birlik.cli", "serve", "--data", str(folder)]
    running = subprocess.Popen(
        [*command, "--port", str(port)],
        env=os.environ | {"BIRLIK_REQUESTS_A_MINUTE": "0", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    try:
        if not any("Ctrl-C" in line for line in running.stdout):
            raise RuntimeError("the server did not start")
        yield port, json.loads(made.stdout) | {"pid": running.pid}
    finally:
        running.terminate()
        running.wait(PATIENCE)


def shared(plan: Plan) -> Plan:
    """The plan with serials that all nations own in turn and read, so that everybody has some to edit."""
    nations = [nation.id for nation in plan.nations]
    serials = tuple(
        serial.model_copy(
            update={"owner": nations[number % len(nations)], "releasable_to": ("ALL",)}
        )
        for number, serial in enumerate(plan.serials)
    )
    return plan.model_copy(update={"serials": serials})


def prepare(folder: Path, people: int) -> dict[str, Any]:
    """Make the installation; gives back the exercise and everybody's session and token against forgery."""
    from birlik.server.serving import prepared

    prepared(folder)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.middleware.csrf import _get_new_csrf_string

    from birlik.formats.planfile import read
    from birlik.server.desk.beginning import begin
    from birlik.server.desk.keeping import close, logs
    from birlik.server.people.models import Account, Membership

    plan = shared(read(EXAMPLE).plan)
    accounts = Account.objects.bulk_create(
        Account(email=f"p{n}@example.org", name=f"Person {n}") for n in range(people)
    )
    exercise = begin(logs(), plan, accounts[0].key, plan.exercise.host or "")
    nations = [nation.id for nation in plan.nations]
    Membership.objects.bulk_create(
        Membership(
            account=account,
            exercise=exercise,
            nation=nations[number % len(nations)],
            role=ROLES[number // len(nations) % len(ROLES)],
        )
        for number, account in enumerate(accounts)
    )
    found = []
    for account in accounts:
        session = SessionStore()
        session[SESSION_KEY] = account.pk
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        found.append({"session": session.session_key, "token": _get_new_csrf_string()})
    close()
    return {"exercise": exercise, "people": found}


if __name__ == "__main__":
    print(json.dumps(prepare(Path(sys.argv[1]), int(sys.argv[2]))))
