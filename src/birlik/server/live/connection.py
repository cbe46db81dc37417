"""One client of the stream: what waits to be sent to him, within bounds, and when it is over."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from typing import Any, cast

from birlik.server.door import Send
from birlik.server.live.tickets import Ticket

#: What may wait for one client, in messages and in bytes, beyond what the system takes from us. Whoever
#: reads more slowly than that is dropped, and goes on where he was when he comes back.
MOST_WAITING, MOST_BYTES = 64, 1_000_000

#: Keeps proxies, and who reads, from believing that the stream is dead.
BEAT = b":\n\n"


class Connection:
    """A client; touched in the event loop alone.

    Attributes
    ----------
    ticket : Ticket
    where : tuple of str
        Kind and key of the record that he looks at, each empty if he looks at none.
    audience : Audience or None
        With whom he gets what he is told; None until he was taken in.
    """

    # Thousands of them wait.
    __slots__ = (
        "_bytes",
        "_ended",
        "_send",
        "_transport",
        "_waiting",
        "_wake",
        "audience",
        "ticket",
        "where",
    )

    def __init__(self, ticket: Ticket, where: tuple[str, str], send: Send) -> None:
        self.ticket = ticket
        self.where = where
        self.audience: Audience | None = None
        self._send = send
        # ASGI has no word for what lies below; with another server than uvicorn this is None.
        self._transport = getattr(getattr(send, "__self__", None), "transport", None)
        self._waiting: deque[bytes] | None = None
        self._bytes = 0
        self._wake: asyncio.Future[None] | None = None
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nothing more is sent to him."""
        return self._ended

    def push(self, message: bytes) -> None:
        """Send a message as soon as he takes it; returns at once."""
        if self._ended or self._sent_at_once(message):
            return
        if self._waiting is None:
            self._waiting = deque()
        self._waiting.append(message)
        self._bytes += len(message)
        if len(self._waiting) > MOST_WAITING or self._bytes > MOST_BYTES:
            self.drop()
        else:
            self._awake()

    def _sent_at_once(self, message: bytes) -> bool:
        """Whether a message went out without waking the task that writes, which takes as long again."""
        if self._wake is None or self._waiting or self._wake.done():
            return False
        transport = self._transport
        if transport is None or transport.get_write_buffer_size():
            return False
        body = {"type": "http.response.body", "body": message, "more_body": True}
        sending = cast("Coroutine[Any, Any, None]", self._send(body))
        try:
            # With nothing buffered there is nothing to wait for.
            sending.send(None)
        except StopIteration:
            return True
        sending.close()
        return False

    def beat(self) -> None:
        """Send a sign of life, unless something waits anyway."""
        if not self._waiting:
            self.push(BEAT)

    def end(self) -> None:
        """End the stream after what waits."""
        self._ended = True
        self._awake()

    def drop(self) -> None:
        """End the stream now: what waits is thrown away, and so is what the system holds of it."""
        self._waiting, self._bytes = None, 0
        self.end()
        # uvicorn would wait for ever until a client that reads nothing has taken what is buffered.
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Write what is pushed, until the stream ends."""
        body: dict[str, Any]
        while True:
            while self._waiting:
                message = self._waiting.popleft()
                self._bytes -= len(message)
                body = {"type": "http.response.body", "body": message, "more_body": True}
                await self._send(body)
            # An empty deque takes 600 bytes, and most clients wait most of the time.
            self._waiting = None
            if self._ended:
                break
            self._wake = asyncio.get_running_loop().create_future()
            await self._wake
            self._wake = None
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    def _awake(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)


class Audience:
    """Clients who are told the same; touched in the event loop alone."""

    __slots__ = ("connections",)

    def __init__(self) -> None:
        self.connections: set[Connection] = set()

    def tell(self, message: bytes) -> None:
        """Send a message to all of them."""
        for connection in tuple(self.connections):
            connection.push(message)
