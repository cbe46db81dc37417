"""The live stream tells nobody of what is not released to him: what changes, or who looks at what."""

from __future__ import annotations

import asyncio
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from birlik.exercise.columns import RecordKind
from birlik.exercise.release import Reader
from birlik.server.desk.sight import Sight
from birlik.server.door import Door
from birlik.server.live.cursors import Cursors
from birlik.server.live.hub import Hub
from birlik.server.live.sealing import Seal
from birlik.server.live.stream import Live
from birlik.server.live.tickets import Ticket, Tickets
from birlik.server.store.opening import Place
from tests.asynchronous import finished
from tests.server.walking.people import Walker, walkers
from tests.server.walking.traces import numbers_in, numbers_of
from tests.server.walking.world import FOREIGN, UNITY, World, marker, world

FOLLOWING = [each for each in walkers() if each.role is not None and each.token is None]

TICKETS = Tickets(Seal("secret", "ticket"))


@dataclass
class Stream:
    """What somebody is told, from when he comes until he goes."""

    walker: Walker
    reader: Reader
    where: tuple[str, str] = ("", "")
    since: str = ""
    told: list[bytes] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def text(self) -> str:
        """All that he was told."""
        return b"".join(self.told).decode()

    @property
    def cursor(self) -> str:
        """Where he was when he was told something first."""
        return next(line[4:] for line in self.text.splitlines() if line.startswith("id: "))

    async def follow(self, server: Door) -> None:
        """Open the stream, and read until the server ends it."""
        ticket = Ticket(
            self.walker.name,
            self.walker.name,
            UNITY,
            self.reader.nation or "",
            str(self.reader.role.value) if self.reader.role else "",
            self.reader.trusted,
            "session",
            "",
            "",
            int(time.time()) + 60,
        )
        query = {"ticket": TICKETS.text(ticket), "kind": self.where[0], "record": self.where[1]}
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/live",
            "query_string": urlencode(query).encode(),
            "headers": [(b"last-event-id", self.since.encode())] if self.since else [],
        }
        await server(scope, self._never, self._hear)

    async def _never(self) -> MutableMapping[str, Any]:
        never: asyncio.Future[MutableMapping[str, Any]] = asyncio.get_running_loop().create_future()
        return await never

    async def _hear(self, message: MutableMapping[str, Any]) -> None:
        if message.get("body"):
            self.told.append(message["body"])
            self.begun.set()


def streams_of(made: World, since: dict[str, str] | None = None) -> list[Stream]:
    """A stream for everybody; each looks at another record, whoever may see it."""
    records = [(kind.value, key) for kind in RecordKind for key in made.keys(kind)]
    found = []
    for number, walker in enumerate(FOLLOWING):
        reader = walker.reader(made)
        assert reader is not None
        where = records[number * 7 % len(records)]
        found.append(Stream(walker, reader, where, (since or {}).get(walker.name, "")))
    return found


async def told(made: World, streams: list[Stream], act: Any = None) -> None:
    """Let all of them follow while something is done."""
    hub = Hub(lambda: made.logs, Cursors(Seal("secret", "cursor")))
    live = Live(hub, TICKETS, lambda tickets: set())
    server = Door(live, live, 1000)
    tasks = [asyncio.create_task(stream.follow(server)) for stream in streams]
    await asyncio.gather(*(stream.begun.wait() for stream in streams))
    if act is not None:
        await asyncio.to_thread(act)
    hub.show(UNITY, tuple(live._people()[UNITY]))
    # What the thread of the streams was asked to do before this, it has done then.
    await asyncio.wrap_future(hub._work.submit(lambda: None))
    await asyncio.sleep(0)
    live.close()
    await asyncio.gather(*tasks)


def change_everything(made: World) -> None:
    """Write a marker into every record, let one come and go, and hide, show and remove some."""
    number = 100
    for kind in RecordKind:
        for key in made.keys(kind):
            held = made.state.of(kind.value)[key].fields
            name = next((n for n in ("notes", "title", "name", "text") if n in held), None)
            if name is not None:
                made.set(200 + number, kind.value, key, {name: marker(number)})
                number += 1
    made.come_and_go(Reader(made.nations[0]), 500)
    serials = made.keys(RecordKind.SERIAL)
    made.set(510, "serials", serials[0], {"releasable_to": ["ALL", "VISITORS"]})
    made.set(511, "serials", serials[1], {"releasable_to": [made.host]})
    made.remove(512, "serials", serials[2])


def visible(made: World, reader: Reader) -> set[int]:
    """Numbers of all markers that stand in what a reader sees now."""
    sight = Sight(made.state, reader)
    return numbers_in(sight.plan.to_json(), repr(sight.view.reserved), repr(reader))


def test_no_stream_holds_what_is_hidden(tmp_path: Path) -> None:
    with world(Place(file=tmp_path / "birlik.sqlite3")) as made:
        before = {walker.name: visible(made, _of(walker, made)) for walker in FOLLOWING}
        every = numbers_of(made.hidden(None)) | {int(marker(n)[1:-1]) for n in range(300)}
        streams = streams_of(made)
        finished(told(made, streams, lambda: change_everything(made)))
        late = streams_of(made, {each.walker.name: each.cursor for each in streams})
        finished(told(made, late))
        between = passing(made)
        for stream in (*streams, *late):
            name = stream.walker.name
            allowed = before[name] | between(stream.reader)
            assert numbers_in(stream.text) & every - allowed == set(), name
            assert FOREIGN not in stream.text
        staff = [each for each in streams if each.reader.staff and each.walker.nation != "foreign"]
        assert all("event: change" in each.text for each in staff)
        assert all("event: presence" in each.text for each in staff)


def passing(made: World) -> Any:
    """What each reader could see at any moment while everything changed."""
    end = made.state.position
    states = [made.logs.state_at(UNITY, position) for position in range(end - 7, end + 1)]
    found: dict[Reader, set[int]] = {}

    def numbers(reader: Reader) -> set[int]:
        if reader.seat not in found:
            found[reader.seat] = {
                number
                for state in states
                for number in numbers_in(Sight(state, reader).plan.to_json(), repr(reader))
            }
        return found[reader.seat]

    return numbers


def _of(walker: Walker, made: World) -> Reader:
    reader = walker.reader(made)
    assert reader is not None
    return reader
