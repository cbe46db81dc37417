"""The ASGI application of ``/live``: lets in who has a ticket, and streams until that no longer holds.

It stands beside Django and not behind it: an idle stream costs a few kilobytes here, and a thread and a
database connection there.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from math import ceil
from typing import Any
from urllib.parse import parse_qs

from birlik.server.door import Receive, Send, plain
from birlik.server.live.connection import Connection
from birlik.server.live.hub import Hub
from birlik.server.live.presence import Person, checked_place
from birlik.server.live.tickets import Ticket, Tickets

#: Seconds between two signs of life to one client, and between two looks whether people still may follow.
BEAT, LOOK = 15.0, 2.0

#: Streams that one person may have open in one process.
MOST_EACH = 40

#: Streams whose holders are looked for in the database at once.
LOOKED_AT = 500

#: Clients that get a sign of life at once, so that nobody waits for all of them.
AT_ONCE = 100

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]

NO_TICKET = "This ticket is no longer good. Ask for another one at the exercise.\n"
TOO_MANY = "You have this exercise open too often. Close some of its windows.\n"

#: Those whose part ended, of some who hold tickets; may take its time.
Ended = Callable[[Collection[Ticket]], set[Ticket]]

#: Given who follows by way of this process, who does by way of the others; may take its time.
Exchange = Callable[[dict[str, frozenset[Person]]], dict[str, frozenset[Person]]]

_log = logging.getLogger(__name__)


class Live:
    """The application.

    Parameters
    ----------
    hub : Hub
    tickets : Tickets
    ended : callable
    exchange : callable, optional
        None if there are no other processes.
    """

    def __init__(
        self, hub: Hub, tickets: Tickets, ended: Ended, exchange: Exchange | None = None
    ) -> None:
        self.hub = hub
        self._tickets = tickets
        self._ended = ended
        self._exchange = exchange
        self._elsewhere: dict[str, frozenset[Person]] = {}
        self._asked: dict[Ticket, list[asyncio.Future[bool]]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._chores: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._look = asyncio.Event()
        self._database = ThreadPoolExecutor(1, thread_name_prefix="birlik-live-standing")
        self._closed = False

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request: with a stream, or with why there is none."""
        if scope["method"] != "GET" or scope["path"].rstrip("/") != "/live":
            await plain(send, 404, "There is no live stream here.\n")
            return
        asked = {name: values[-1] for name, values in parse_qs(_query(scope)).items()}
        headers = dict(scope["headers"])
        text = asked.get("ticket") or _bearer(headers)
        ticket = self._tickets.read(text, time.time())
        if ticket is None or self._closed or not await self._holds(ticket):
            await plain(send, 401, NO_TICKET)
            return
        if self.hub.open_for[ticket.account] >= MOST_EACH:
            await plain(send, 429, TOO_MANY)
            return
        since = headers.get(b"last-event-id", b"").decode("latin-1") or asked.get("since", "")
        where = checked_place(asked.get("kind", ""), asked.get("record", ""))
        await self._stream(Connection(ticket, where, send), since, receive, send)

    async def _stream(
        self, connection: Connection, since: str, receive: Receive, send: Send
    ) -> None:
        self._begin_chores()
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        self.hub.enter(connection, since)
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: connection.end())
        try:
            await connection.write()
        finally:
            gone.cancel()
            self.hub.leave(connection)

    def close(self) -> None:
        """End all streams; those who follow come back to whoever serves next."""
        from birlik.server.live import looking

        self._closed = True
        looking.forget(self._nudge)
        for chore in self._chores:
            chore.cancel()
        self.hub.close()
        if self._exchange is not None:
            self._database.submit(_afresh, self._exchange, {})
        self._database.submit(_let_go)
        self._database.shutdown(wait=False)

    async def _holds(self, ticket: Ticket) -> bool:
        """Whether a ticket's holder is who he was; whoever asks meanwhile is asked for together."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(ticket, []).append(answer)
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await answer

    async def _ask(self) -> None:
        try:
            while self._asked:
                asked, self._asked = self._asked, {}
                ended = await self._found_ended(list(asked))
                for ticket, answers in asked.items():
                    for answer in answers:
                        if not answer.done():
                            answer.set_result(ended is not None and ticket not in ended)
        finally:
            self._asking = None

    async def _found_ended(self, tickets: list[Ticket]) -> set[Ticket] | None:
        """Those whose holder's part ended; None if the database does not say."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._database, _afresh, self._ended, tickets)
        except Exception as error:  # noqa: BLE001 - a database that is away comes back
            _log.warning("it cannot be told who still may follow: %s", error)
            return None

    def _begin_chores(self) -> None:
        if not self._chores:
            from birlik.server.live import looking

            self._loop = asyncio.get_running_loop()
            looking.tell(self._nudge)
            self._chores = [
                asyncio.create_task(chore())
                for chore in (self._beat, self._look_after, self._show_people)
            ]

    def _nudge(self) -> None:
        """Look now; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._look.set)

    async def _beat(self) -> None:
        while True:
            everybody = tuple(self.hub.connections)
            parts = max(1, ceil(len(everybody) / AT_ONCE))
            for part in range(parts):
                for connection in everybody[part * AT_ONCE : (part + 1) * AT_ONCE]:
                    connection.beat()
                await asyncio.sleep(BEAT / parts)

    async def _look_after(self) -> None:
        """End the streams of those who may no longer follow; all are looked at every few seconds."""
        while True:
            everybody = tuple(self.hub.connections)
            parts = [everybody[n : n + LOOKED_AT] for n in range(0, len(everybody), LOOKED_AT)]
            for part in parts or [()]:
                await self._end_those(part)
                # Spread, so that no change waits for all of it; at once, if something has happened.
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._look.wait(), LOOK / max(len(parts), 1))
            if self._exchange is not None:
                await self._exchanged(self._exchange)
            if self._look.is_set():
                self._look.clear()
                # However much happens to people, this is a look for each of thousands.
                await asyncio.sleep(LOOK / 10)
                await self._end_those(tuple(self.hub.connections))

    async def _end_those(self, connections: tuple[Connection, ...]) -> None:
        """End those of some streams whose holder may no longer follow."""
        if connections:
            ended = await self._found_ended(list({each.ticket for each in connections}))
            for connection in connections if ended else ():
                if ended and connection.ticket in ended:
                    connection.end()

    async def _exchanged(self, exchange: Exchange) -> None:
        loop = asyncio.get_running_loop()
        mine = self._people()
        try:
            theirs = await loop.run_in_executor(self._database, _afresh, exchange, mine)
        except Exception as error:  # noqa: BLE001 - a database that is away comes back
            _log.warning("it cannot be told who is here elsewhere: %s", error)
            return
        for exercise in theirs.keys() | self._elsewhere.keys():
            if theirs.get(exercise) != self._elsewhere.get(exercise):
                self.hub.stirred.add(exercise)
        self._elsewhere = theirs

    async def _show_people(self) -> None:
        """Tell who is here, not more often than people can read; less often the more there are."""
        while True:
            await asyncio.sleep(max(1.0, len(self.hub.connections) / 250))
            stirred, self.hub.stirred = self.hub.stirred, set()
            if stirred:
                here = self._people()
                for exercise in stirred:
                    people = here.get(exercise, frozenset()) | self._elsewhere.get(
                        exercise, frozenset()
                    )
                    self.hub.show(exercise, tuple(people))

    def _people(self) -> dict[str, frozenset[Person]]:
        """Who follows by way of this process, by exercise."""
        found: dict[str, set[Person]] = {}
        for connection in self.hub.connections:
            if not connection.ended:
                holder = connection.ticket
                person = Person(
                    holder.account, holder.name, holder.nation, holder.role, *connection.where
                )
                found.setdefault(holder.exercise, set()).add(person)
        return {exercise: frozenset(people) for exercise, people in found.items()}


async def _gone(receive: Receive) -> None:
    """Returns when the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _query(scope: MutableMapping[str, Any]) -> str:
    return bytes(scope.get("query_string", b"")).decode("latin-1")


def _bearer(headers: dict[bytes, bytes]) -> str:
    return headers.get(b"authorization", b"").decode("latin-1").removeprefix("Bearer ")


def _let_go() -> None:
    """Close the connection to the database of this thread."""
    from django.db import connection

    connection.close()


def _afresh(ask: Callable[[Any], Any], about: Any) -> Any:
    """Ask the database on a connection that works."""
    from django.db import close_old_connections, connection

    close_old_connections()
    try:
        return ask(about)
    except Exception:
        connection.close()
        raise
