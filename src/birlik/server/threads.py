"""Django in a few threads that stay, each with its connection to the database.

By itself Django's ASGI side begins a thread for every request, and so a connection too: on SQLite that takes
longer than most answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import IO, Any

from asgiref.sync import ThreadSensitiveContext
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.db import connections

#: Requests that are worked on at once; others wait their turn. Those that compute take turns anyhow.
MOST = 8


class Threads:
    """Threads for one request each, which are given back.

    Parameters
    ----------
    most : int
    """

    def __init__(self, most: int = MOST) -> None:
        self._all = [
            ThreadPoolExecutor(1, thread_name_prefix=f"birlik-pages-{number}")
            for number in range(most)
        ]
        self._free: asyncio.LifoQueue[ThreadPoolExecutor] | None = None

    @asynccontextmanager
    async def one(self) -> AsyncIterator[ThreadPoolExecutor]:
        """A thread, as soon as one is free; that which was used last, whose connection is warm."""
        if self._free is None:
            self._free = asyncio.LifoQueue()
            for each in reversed(self._all):
                self._free.put_nowait(each)
        thread = await self._free.get()
        try:
            yield thread
        finally:
            self._free.put_nowait(thread)

    def close(self) -> None:
        """Close all connections, and end the threads."""
        for each in self._all:
            each.submit(connections.close_all)
            each.shutdown()


class Pages(ASGIHandler):
    """Django, as uvicorn calls it.

    A thread is taken when a request has wholly arrived, and given back before its answer is sent: who
    sends or reads slowly keeps none from others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.threads = Threads()

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        try:
            arrived = _Arrived(receive, await super().read_body(receive))
        except RequestAborted:
            return
        answer: list[Mapping[str, Any]] = []

        async def keep(message: Mapping[str, Any]) -> None:
            answer.append(message)

        async with self.threads.one() as thread, ThreadSensitiveContext(executor=thread):
            await self.handle(dict(scope), arrived, keep)
        for message in answer:
            await send(message)

    async def read_body(self, receive: Any) -> IO[bytes]:
        """Body of a request, which is there already."""
        assert isinstance(receive, _Arrived)
        return receive.body


class _Arrived:
    """What comes from a client whose request has arrived."""

    def __init__(self, receive: Any, body: IO[bytes]) -> None:
        self._receive, self.body = receive, body

    async def __call__(self) -> Any:
        return await self._receive()
