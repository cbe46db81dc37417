"""Pages are made in threads that stay: each is one request's at a time, and given back."""

from __future__ import annotations

import asyncio
import threading

from birlik.server.threads import Threads


def test_a_thread_is_given_back_and_used_again() -> None:
    threads = Threads(2)

    async def names() -> list[str]:
        found = []
        for _ in range(3):
            async with threads.one() as thread:
                found.append(await asyncio.wrap_future(thread.submit(_name)))
        return found

    first, *others = asyncio.run(names())
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

    assert asyncio.run(order()) == ["first", "second"]
    threads.close()


def test_a_request_that_fails_gives_its_thread_back() -> None:
    threads = Threads(1)

    async def again() -> bool:
        try:
            async with threads.one():
                raise ValueError
        except ValueError:
            pass
        async with threads.one():
            return True

    assert asyncio.run(again())
    threads.close()


def _name() -> str:
    return threading.current_thread().name
