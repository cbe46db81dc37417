"""The live stream tells nobody of what is not released to him: what changes, who looks at what, or how much.

Everybody follows while everything changes, and no marker of what is hidden from him is in what he is told.
Each seat follows the exercise and its twin, in which more is hidden and changes beside what he sees: he is
told the same, in as many pieces, at the same moments, ids and all, but for what is random.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

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
from tests.server.walking.traces import difference_of, numbers_in, numbers_of
from tests.server.walking.world import FOREIGN, UNITY, World, marker, world

#: Of each seat one.
FIRST = [*{each.seat: each for each in walkers() if each.seat}.values()]

FOLLOWING = [each for each in walkers() if each.role is not None and each.token is None]

#: Turns of the event loop after which everything that waits to be sent has been sent.
SETTLING = 10

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
        # Quick changes are told together, a moment after the last.
        while hub._feeds[UNITY].state.position < made.state.position:
            await asyncio.wrap_future(hub._work.submit(lambda: None))
    hub.show(UNITY, tuple(live._people()[UNITY]))
    # What the thread of the streams was asked to do before this, it has done then.
    await asyncio.wrap_future(hub._work.submit(lambda: None))
    await asyncio.sleep(0)
    live.close()
    await asyncio.gather(*tasks)


#: What of a stream is random: when to try again, and ids, of which the length stays.
_RANDOM = re.compile(rb"(?m)(?<=^retry: )[0-9]+$|(?<=^id: ).+$")


def plain(told: list[bytes]) -> list[bytes]:
    """What was told, piece by piece, without what is random."""
    return [_RANDOM.sub(lambda found: _length(found[0]), each) for each in told]


def _length(random: bytes) -> bytes:
    """Length of an id; of a number anything, as it is drawn."""
    return b"..." if random.isdigit() else b"%d letters" % len(random)


async def told_of(made: World, streams: list[Stream], hidden: Reader | None) -> None:
    """Let some follow while the same happens in each exercise, and beside it what is hidden, if anything."""
    hub = Hub(lambda: made.logs, Cursors(Seal("secret", "cursor")))
    live = Live(hub, TICKETS, lambda tickets: set())
    # Who is here, and signs of life, are told below and not by the clock.
    live._begin_chores = lambda: None  # type: ignore[method-assign]
    server = Door(live, live, 1000)
    tasks = [asyncio.create_task(stream.follow(server)) for stream in streams]
    await asyncio.gather(*(stream.begun.wait() for stream in streams))

    async def done(act: Callable[[], object]) -> None:
        """Do something, and wait until all who follow have been told of it."""
        await asyncio.to_thread(act)
        while hub._feeds[UNITY].state.position < made.state.position:
            await asyncio.wrap_future(hub._work.submit(lambda: None))
        hub.show(UNITY, tuple(live._people()[UNITY]))
        await asyncio.wrap_future(hub._work.submit(lambda: None))
        for _ in range(SETTLING):
            await asyncio.sleep(0)

    await done(lambda: None)
    for number, act in enumerate(happening(made)):
        if hidden is not None:
            await done(lambda turn=300 + number: made.come_and_go(hidden, turn))  # type: ignore[misc]
        await done(act)
        if hidden is not None:
            await done(lambda turn=300.8 + number: made.touch_hidden(hidden, turn))  # type: ignore[misc]
        for connection in tuple(hub.connections):
            # A sign of life is for whom nothing else was told.
            connection.beat()
        for _ in range(SETTLING):
            await asyncio.sleep(0)
    live.close()
    await asyncio.gather(*tasks)


def happening(made: World) -> list[Callable[[], object]]:
    """What happens in an exercise and in its twin: of it some is hidden from some, and the rest is not."""
    for_all = {"owner": made.host, "releasable_to": ["ALL", "VISITORS"]}
    alone = {"owner": made.host, "releasable_to": [made.host]}

    def key() -> str:
        state = made.state.of("serials")
        (found,) = [key for key, held in state.items() if held.fields.get("id") == "NEW"]
        return found

    return [
        lambda: made.add(300.5, "serials", {"id": "NEW", "title": "New", "rank": "zz1", **alone}),
        lambda: made.set(301.5, "serials", key(), {"title": "Written"}),
        lambda: made.set(302.5, "serials", key(), {"releasable_to": ["ALL", "VISITORS"]}),
        lambda: made.set(303.5, "serials", key(), {"notes": "Seen", "priority": 3}),
        lambda: made.add(304.5, "areas", {"id": "NEW", "rank": "zz1", **for_all}),
        lambda: made.set(305.5, "serials", key(), {"rank": "a1"}),
        lambda: made.set(306.5, "serials", key(), {"releasable_to": [made.host]}),
        lambda: made.remove(307.5, "serials", key()),
    ]


def heard(made: World, hidden: Reader | None) -> dict[str, list[list[bytes]]]:
    """What all seats are told while they follow together, and when one of them comes back later."""
    streams = [Stream(each, _of(each, made)) for each in FIRST]
    finished(told_of(made, streams, hidden))
    back = [Stream(each.walker, each.reader, since=each.cursor) for each in streams]
    finished(told(made, back))
    return {
        each.walker.name: [plain(each.told), plain(late.told)[:1]]
        for each, late in zip(streams, back, strict=True)
    }


@pytest.fixture(scope="module")
def heard_alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[bytes]]]:
    """What all seats are told of the exercise that has no more than it has."""
    with world(Place(file=tmp_path_factory.mktemp("alone") / "birlik.sqlite3")) as made:
        return heard(made, None)


@pytest.mark.parametrize("walker", FIRST, ids=str)
def test_a_stream_is_the_same_whatever_is_hidden_and_changes(
    heard_alone: dict[str, list[list[bytes]]], unity: World, walker: Walker, tmp_path: Path
) -> None:
    reader = _of(walker, unity)
    with world(Place(file=tmp_path / "twin.sqlite3"), reader) as twin:
        told_there = heard(twin, reader)[walker.name]
    assert difference_of(told_there, heard_alone[walker.name]) == ""
    assert [b"event: ready" in each for each in told_there[0][:3]] == [True, False, False]


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
