"""A client of the stream for tests, which shares no code with the server: asks for a ticket, reads events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.server.live.world import World

#: Seconds after which a test gives up waiting for an event.
PATIENCE = 20.0


@dataclass(frozen=True)
class Told:
    """An event: its name, its data, and its id, which is empty if it has none."""

    name: str
    data: Any
    id: str = ""


def events_of(lines: Iterator[str]) -> Iterator[Told]:
    """Events of the lines of a stream, as the standard says; comments are left out."""
    name, cursor = "message", ""
    data: list[str] = []
    for line in lines:
        if not line:
            if data:
                yield Told(name, json.loads("\n".join(data)), cursor)
            name, data, cursor = "message", [], ""
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif field == "id":
            cursor = value


class Following:
    """An open stream."""

    def __init__(self, response: httpx.Response) -> None:
        self._events = events_of(response.iter_lines())

    def next(self) -> Told:
        """The next event that tells of the exercise, and not of who is here."""
        return next(told for told in self._events if told.name != "presence")

    def people(self) -> list[str]:
        """Names of those who are here, as it is told next."""
        told = next(told for told in self._events if told.name == "presence")
        return [person["name"] for person in told.data["people"]]

    def presence(self) -> Any:
        """Who is here, as it is told next."""
        return next(told for told in self._events if told.name == "presence").data

    def rest(self) -> list[Told]:
        """All events until the server ends the stream."""
        return [told for told in self._events if told.name != "presence"]


def ticket(base: str, world: World, name: str, exercise: str = "") -> httpx.Response:
    """What somebody is answered who asks for a ticket."""
    return httpx.get(
        f"{base}/exercises/{exercise or world.exercise}/live-ticket/",
        cookies={world.cookie: world.people[name]["session"]},
        timeout=PATIENCE,
    )


@contextmanager
def following(
    base: str, world: World, name: str, since: str = "", **where: str
) -> Iterator[Following]:
    """The stream of somebody, from a cursor on or from now."""
    answer = ticket(base, world, name)
    assert answer.status_code == 200, answer.text
    with opened(base + answer.json()["stream"], since, **where) as response:
        assert response.status_code == 200, response.read()
        yield Following(response)


@contextmanager
def opened(address: str, since: str = "", **where: str) -> Iterator[httpx.Response]:
    """What the stream answers at an address."""
    headers = {"Last-Event-ID": since} if since else {}
    address += "".join(f"&{name}={value}" for name, value in where.items())
    with (
        httpx.Client(timeout=PATIENCE) as client,
        client.stream("GET", address, headers=headers) as response,
    ):
        yield response
