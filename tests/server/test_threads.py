"""Pages are made in threads that stay: each is one request's at a time, and given back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from birlik.server.threads import Pages, Threads
from tests.asynchronous import finished


def test_a_thread_is_given_back_and_used_again() -> None:
    threads = Threads(2)

    async def names() -> list[str]:
        found = []
        for _ in range(3):
            async with threads.one() as thread:
                found.append(await asyncio.wrap_future(thread.submit(_name)))
        return found

    first, *others = finished(names())
    assert others == [first, first]
    threads.close()


def test_who_finds_no_thread_waits_for_one() -> None:
    threads = Threads(1)

    async def order() -> list[str]:
        told = []

        async def second() -> None:
            async with threads.one():
                told.append("second")

        async with threads.one():
            waiting = asyncio.create_task(second())
            await asyncio.sleep(0)
            told.append("first")
        await waiting
        return told

    assert finished(order()) == ["first", "second"]
    threads.close()


def test_a_request_that_fails_gives_its_thread_back() -> None:
    threads = Threads(1)

    async def again() -> bool:
        with pytest.raises(ZeroDivisionError):
            async with threads.one():
                _ = 1 / 0
        async with threads.one():
            return True

    assert finished(again())
    threads.close()


@pytest.mark.parametrize("slow", ["sends", "reads"])
def test_who_is_slow_keeps_no_thread_from_others(slow: str) -> None:
    pages = Pages()
    pages.threads.close()
    pages.threads = Threads(1)
    pages._middleware_chain = _fine  # type: ignore[attr-defined]

    async def asked() -> list[int]:
        begun, going, told = asyncio.Event(), asyncio.Event(), []

        async def slowly() -> None:
            begun.set()
            await going.wait()

        async def note(message: Any) -> None:
            told.append(message.get("status", 0))

        receive, send = (slowly, None) if slow == "sends" else (None, slowly)
        first = asyncio.create_task(pages(SCOPE, _client(receive), _reading(send)))
        await begun.wait()
        await pages(SCOPE, _client(), note)
        going.set()
        await first
        return told

    assert finished(asked())[0] == 200
    pages.threads.close()


SCOPE = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}


async def _fine(_: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


#: What a client waits for before he goes on.
Waits = Callable[[], Awaitable[None]] | None


def _client(waits: Waits = None) -> Callable[[], Awaitable[Any]]:
    """Somebody who sends his request, and stays."""
    sent = False

    async def receive() -> Any:
        nonlocal sent
        if sent:
            await asyncio.Event().wait()
        if waits:
            await waits()
        sent = True
        return {"type": "http.request"}

    return receive


def _reading(waits: Waits) -> Callable[[Any], Awaitable[None]]:
    """Somebody who reads his answer."""

    async def send(_: Any) -> None:
        if waits:
            await waits()

    return send


def _name() -> str:
    return threading.current_thread().name
