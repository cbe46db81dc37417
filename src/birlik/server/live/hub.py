"""All streams of this process: takes clients in, lets them go, and tells them what happens.

Whatever takes time (views, differences, the log) runs in one thread beside the event loop, so that
what a seat is told has one order. Clients are touched in the event loop alone.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from prometheus_client import Gauge

from birlik.server.live.connection import Audience, Connection
from birlik.server.live.cursors import Cursors
from birlik.server.live.feed import Feed
from birlik.server.live.presence import Person
from birlik.server.store.interface import StoreError
from birlik.server.store.logs import Logs

#: Milliseconds after which a client that was cut off tries again: not all at once.
RETRY = (1_000, 4_000)

STREAMS = Gauge("birlik_streams", "Live streams that are open")

_log = logging.getLogger(__name__)

#: Seconds between two changes that a reader is told of: twenty people who type would otherwise have
#: everybody's view made anew, and sent, twenty times a second.
BETWEEN = 0.2


class Hub:
    """The streams of a process.

    Parameters
    ----------
    logs : callable
        The logs of the process, when they are first needed.
    cursors : Cursors
    """

    def __init__(self, logs: Callable[[], Logs], cursors: Cursors) -> None:
        self.connections: set[Connection] = set()
        #: How many of them each account has.
        self.open_for: Counter[str] = Counter()
        #: Exercises in which somebody came, went, or sees something else since it was told who is here.
        self.stirred: set[str] = set()
        self._logs = logs
        self._cursors = cursors
        self._feeds: dict[str, Feed] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work = ThreadPoolExecutor(1, thread_name_prefix="birlik-live")

    def enter(self, connection: Connection, since: str) -> None:
        """Take a client in, who goes on from a cursor, or begins now."""
        self._loop = asyncio.get_running_loop()
        self.connections.add(connection)
        STREAMS.set(len(self.connections))
        self.open_for[connection.ticket.account] += 1
        self._do(self._attach, connection, since)

    def leave(self, connection: Connection) -> None:
        """Let a client go."""
        connection.end()
        self.connections.discard(connection)
        STREAMS.set(len(self.connections))
        account = connection.ticket.account
        self.open_for[account] -= 1
        if not self.open_for[account]:
            del self.open_for[account]
        if connection.audience is not None:
            connection.audience.connections.discard(connection)
        self.stirred.add(connection.ticket.exercise)
        self._do(self._detach, connection)

    def show(self, exercise: str, people: Sequence[Person]) -> None:
        """Tell those who follow an exercise who is here."""
        self._do(self._show, exercise, people)

    def close(self) -> None:
        """End all streams."""
        for connection in tuple(self.connections):
            connection.end()
        self._work.shutdown(wait=False, cancel_futures=True)
        for feed in self._feeds.values():
            feed.close()

    def _do(self, work: Callable[..., None], *arguments: Any) -> None:
        # Nobody is told anything any more once the hub is closed.
        with suppress(RuntimeError):
            self._work.submit(self._done, work, *arguments)

    def _done(self, work: Callable[..., None], *arguments: Any) -> None:
        try:
            work(*arguments)
        except Exception:  # noqa: BLE001 - the thread lives on for the others
            _log.exception("the live stream could not do what it should")

    def _attach(self, connection: Connection, since: str) -> None:
        try:
            feed = self._feed(connection.ticket.exercise)
            seat, first = feed.attach(connection, since)
        except Exception as error:
            self._call(connection.end)
            if not isinstance(error, StoreError):
                raise
            _log.warning("a stream could not begin: %s", error)
        else:
            self._call(self._begin, connection, seat.audience, first)

    def _begin(self, connection: Connection, audience: Audience, first: bytes) -> None:
        if connection.ended:
            return
        connection.audience = audience
        audience.connections.add(connection)
        self.stirred.add(connection.ticket.exercise)
        connection.push(b"retry: %d\n\n" % random.randint(*RETRY) + first)

    def _detach(self, connection: Connection) -> None:
        feed = self._feeds.get(connection.ticket.exercise)
        if feed is not None and feed.detach(connection):
            feed.close()
            del self._feeds[feed.log]

    def _show(self, exercise: str, people: Sequence[Person]) -> None:
        feed = self._feeds.get(exercise)
        if feed is not None:
            feed.show(people)

    def _feed(self, log: str) -> Feed:
        feed = self._feeds.get(log)
        if feed is None:
            feed = self._feeds[log] = Feed(
                self._logs(),
                log,
                self._cursors,
                self._deliver,
                lambda: self._do(self._advance, log),
            )
        return feed

    def _advance(self, log: str) -> None:
        """Tell of news at once; where they come in quick succession, of several together."""
        feed = self._feeds.get(log)
        if feed is None or feed.waits:
            return
        wait = feed.told_at + BETWEEN - time.monotonic()
        if wait > 0:
            feed.waits = True
            self._call(self._advance_later, log, wait)
        elif feed.advance():
            self._call(self.stirred.add, log)

    def _advance_later(self, log: str, wait: float) -> None:
        assert self._loop is not None
        self._loop.call_later(wait, self._do, self._advance_after_all, log)

    def _advance_after_all(self, log: str) -> None:
        feed = self._feeds.get(log)
        if feed is not None:
            feed.waits = False
            self._advance(log)

    def _deliver(self, audience: Audience, message: bytes) -> None:
        self._call(audience.tell, message)

    def _call(self, act: Callable[..., object], *arguments: Any) -> None:
        assert self._loop is not None
        # The loop may be gone while the server ends.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(act, *arguments)
