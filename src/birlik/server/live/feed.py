"""One exercise as this process streams it: its readers by seat, and what each seat is told of a step.

All of it runs in the one thread of the :class:`~birlik.server.live.hub.Hub`, but for `hear` and for what is
handed to the event loop.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Sequence

from birlik.exercise.roles import Reader
from birlik.log.state import State
from birlik.server.desk.sight import Sight
from birlik.server.live import events
from birlik.server.live.connection import Audience, Connection
from birlik.server.live.cursors import Cursors
from birlik.server.live.difference import difference
from birlik.server.live.presence import Person, presence_of
from birlik.server.store.current import News
from birlik.server.store.interface import StoreError
from birlik.server.store.logs import Logs

_log = logging.getLogger(__name__)

#: Seconds after which nobody is told any more what he missed: he loads it again.
LONGEST_BREAK = 24 * 3600

#: Seconds for which seats are gathered, to be told together.
TOGETHER = 0.05

#: Earlier states, and changes since then, that are kept for readers who come back after one break.
KEPT = 8


class Seat:
    """The readers who see the same, and what they saw last.

    Attributes
    ----------
    sight : Sight
    audience : Audience
    since : dict of int to bytes
        What those are told who come back from an earlier position.
    present : bytes
        Who is here, as it was told last.
    """

    __slots__ = ("audience", "present", "sight", "since")

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.audience = Audience()
        self.since: OrderedDict[int, bytes] = OrderedDict()
        self.present = b""


#: Tells an audience something in the event loop, in the order in which it is called.
Deliver = Callable[[Audience, bytes], None]


class Feed:
    """An exercise that somebody follows.

    Parameters
    ----------
    logs : Logs
    log : str
    cursors : Cursors
    deliver : callable
    wake : callable
        Called when there is news, from any thread: :meth:`advance` is to be called.

    Raises
    ------
    NoSuchLog
    """

    def __init__(
        self, logs: Logs, log: str, cursors: Cursors, deliver: Deliver, wake: Callable[[], None]
    ) -> None:
        self.log = log
        self.seats: dict[Reader, Seat] = {}
        self._attached: dict[Connection, Reader] = {}
        self._count: Counter[Reader] = Counter()
        self._logs = logs
        self._cursors = cursors
        self._deliver = deliver
        self._wake = wake
        self._news: deque[News] = deque()
        self._states: OrderedDict[int, State] = OrderedDict()
        #: When readers were told of a change last, and whether they will be of those since.
        self.told_at, self.waits = -1_000.0, False
        self.state, self.close = logs.listen(log, self._hear)

    def _hear(self, news: News) -> None:
        """Take news of the log; called while the log waits."""
        self._news.append(news)
        self._wake()

    def advance(self) -> bool:
        """Tell every seat what changed for it; steps that came at once are told as one.

        Returns
        -------
        bool
            Whether anybody was told anything.
        """
        restored, told = False, False
        newest = self.state
        while self._news:
            news = self._news.popleft()
            restored = restored or news.restored
            newest = news.after
        if newest is self.state and not restored:
            return False
        self.state = newest
        self.told_at = time.monotonic()
        waiting: list[tuple[Audience, bytes]] = []
        since = time.monotonic()
        for reader, seat in self.seats.items():
            message = self._told(reader, seat, restored)
            if message:
                waiting.append((seat.audience, message))
                told = True
            # The loop that sends and this thread would keep taking the interpreter from each other.
            if time.monotonic() - since > TOGETHER:
                self._hand_over(waiting)
                since = time.monotonic()
        self._hand_over(waiting)
        if restored:
            self._states.clear()
        return told

    def _hand_over(self, waiting: list[tuple[Audience, bytes]]) -> None:
        for audience, message in waiting:
            self._deliver(audience, message)
        waiting.clear()

    def _told(self, reader: Reader, seat: Seat, restored: bool) -> bytes | None:
        """What a seat is told of the way from what it saw last to the state now."""
        before, seat.sight = seat.sight, Sight(self.state, reader)
        seat.since.clear()
        if restored:
            return events.reset("restored", self.cursor(reader))
        try:
            changed = difference(before, seat.sight)
        except Exception:  # noqa: BLE001 - nobody may believe that nothing happened
            _log.exception("what changed in %s cannot be told", self.log)
            return events.reset("unknown", self.cursor(reader))
        return events.change(changed, self.cursor(reader)) if changed else None

    def cursor(self, reader: Reader) -> str:
        """Cursor of a seat, now."""
        return self._cursors.text(self.state, reader, time.time())

    def attach(self, connection: Connection, since: str) -> tuple[Seat, bytes]:
        """Seat of a new client, and what he is told first.

        Parameters
        ----------
        connection : Connection
        since : str
            Cursor of what he saw last; empty if he begins now.
        """
        reader = connection.ticket.reader.seat
        # Those who are here already are told before him, and he is not told what he was told.
        self.advance()
        seat = self.seats.get(reader)
        if seat is None:
            seat = self.seats[reader] = Seat(Sight(self.state, reader))
        first = (
            self._missed(reader, seat, since)
            if since
            else events.event("ready", {}, self.cursor(reader))
        )
        self._attached[connection] = reader
        self._count[reader] += 1
        return seat, first + seat.present

    def detach(self, connection: Connection) -> bool:
        """Let a client go; gives back whether nobody is left."""
        reader = self._attached.pop(connection, None)
        if reader is not None:
            self._count[reader] -= 1
            if not self._count[reader]:
                del self._count[reader], self.seats[reader]
        return not self._attached

    def show(self, people: Sequence[Person]) -> None:
        """Tell every seat who is here, if that is another than it was told last."""
        for seat in self.seats.values():
            here = presence_of(seat.sight, people)
            message = events.event("presence", here) if here is not None else b""
            if message and message != seat.present:
                seat.present = message
                self._deliver(seat.audience, message)

    def _missed(self, reader: Reader, seat: Seat, since: str) -> bytes:
        """What a seat missed since a cursor: a change, a reset, or nothing."""
        cursor = self._cursors.read(since, self.log, reader)
        if cursor is None:
            return events.reset("unknown", self.cursor(reader))
        if time.time() - cursor.at > LONGEST_BREAK:
            return events.reset("long", self.cursor(reader))
        if cursor.position > self.state.position:
            # Another process wrote it, and we have not heard of it yet.
            self._logs.current(self.log).catch_up()
            self.advance()
        position = cursor.position
        state = self._state_at(position)
        if state is None or not cursor.fits(state.hash):
            return events.reset("restored", self.cursor(reader))
        missed = seat.since.get(position)
        if missed is None:
            changed = difference(Sight(state, reader), seat.sight)
            missed = events.change(changed, self.cursor(reader)) if changed else b""
            seat.since[position] = missed
            _forget(seat.since)
        return missed

    def _state_at(self, position: int) -> State | None:
        """State at an earlier position; None if the log is not as long, or cannot be read there."""
        if position == self.state.position:
            return self.state
        if position > self.state.position:
            return None
        state = self._states.get(position)
        if state is None:
            try:
                state = self._logs.state_at(self.log, position)
            except StoreError:
                return None
            self._states[position] = state
            _forget(self._states)
        return state


def _forget(kept: OrderedDict[int, State] | OrderedDict[int, bytes]) -> None:
    while len(kept) > KEPT:
        kept.popitem(last=False)
