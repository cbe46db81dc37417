"""The door of the server: refuses what is too large, sends ``/live`` to the stream and the rest to Django."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

TOO_LARGE = (
    "This is larger than the server takes. Send less at once, or ask your administrator to allow more "
    "(BIRLIK_UPLOAD_MEGABYTES).\n"
)


#: The same for programs, who ask below ``/api/`` and read problems (RFC 9457).
TOO_LARGE_PROBLEM = json.dumps(
    {
        "type": "urn:birlik:problem:too-large",
        "title": "This is too large",
        "status": 413,
        "detail": TOO_LARGE.strip(),
    }
)


async def _too_large(send: Send, path: str) -> None:
    if path.startswith("/api/"):
        await _plain(send, 413, TOO_LARGE_PROBLEM, b"application/problem+json")
    else:
        await _plain(send, 413, TOO_LARGE)


async def _plain(
    send: Send, status: int, text: str, kind: bytes = b"text/plain; charset=utf-8"
) -> None:
    headers = [
        (b"content-type", kind),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


async def nothing_live(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """Answer for the live stream until there is one."""
    await _plain(send, 404, "There is no live stream here.\n")


class Door:
    """The ASGI application that uvicorn runs.

    Parameters
    ----------
    pages : callable
        ASGI application of everything but the stream.
    live : callable
        ASGI application of ``/live`` and what is below it. It is never behind Django's middleware.
    largest : int
        Most bytes of a request's body.
    """

    def __init__(self, pages: Application, live: Application, largest: int) -> None:
        self._pages = pages
        self._live = live
        self._largest = largest

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1000})
            return
        path = scope["path"]
        if path == "/live" or path.startswith("/live/"):
            await self._live(scope, receive, send)
        elif self._announced(scope) > self._largest:
            await _too_large(send, path)
        else:
            await self._page(scope, receive, send)

    def _announced(self, scope: MutableMapping[str, Any]) -> int:
        length = dict(scope["headers"]).get(b"content-length", b"0")
        return int(length) if length.isdigit() else 0

    async def _page(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Let Django answer, and count what arrives: a length need not be announced, nor be true."""
        arrived, begun = 0, False

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            # Django puts away what it has read of a request whose sender is gone.
            return message if arrived <= self._largest else {"type": "http.disconnect"}

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        await self._pages(scope, counted, noted)
        if arrived > self._largest and not begun:
            await _too_large(send, scope["path"])
