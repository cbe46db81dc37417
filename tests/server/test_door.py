"""The door: what is too large is refused, the stream is not Django's, and the rest is."""

import pytest

from birlik.server.door import Door, plain
from tests.asynchronous import finished


class Visitor:
    """Sends a request through a door, in pieces, and keeps what comes back."""

    def __init__(self, *pieces, path="/", length=None, kind="http"):
        headers = [] if length is None else [(b"content-length", str(length).encode())]
        self.scope = {"type": kind, "path": path, "headers": headers}
        self.pieces = list(pieces) or [b""]
        self.answers = []

    async def receive(self):
        body = self.pieces.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(self.pieces)}

    async def send(self, message):
        self.answers.append(message)

    def through(self, door):
        finished(door(self.scope, self.receive, self.send))
        return self.answers[0].get("status") if self.answers else None


async def reads_all(scope, receive, send):
    while (message := await receive()).get("more_body"):
        pass
    if message["type"] == "http.disconnect":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})


async def nothing_live(scope, receive, send):
    await plain(send, 404, "nothing")


async def never(scope, receive, send):
    pytest.fail("not reached")


@pytest.mark.parametrize("path", ["/live", "/live/unity"])
def test_the_stream_has_its_own_application(path):
    assert Visitor(path=path).through(Door(never, nothing_live, 10)) == 404


@pytest.mark.parametrize("path", ["/lively", "/", "/x/live"])
def test_everything_else_is_for_the_pages(path):
    assert Visitor(path=path).through(Door(reads_all, never, 10)) == 200


def test_what_says_that_it_is_too_large_is_not_read():
    visitor = Visitor(b"x" * 11, length=11)
    assert visitor.through(Door(never, never, 10)) == 413
    assert visitor.pieces
    assert b"larger than the server takes" in visitor.answers[1]["body"]


@pytest.mark.parametrize("length", [None, 3, "nonsense"])
def test_what_hides_its_size_is_cut_off(length):
    visitor = Visitor(b"x" * 6, b"x" * 6, b"x" * 6, length=length)
    assert visitor.through(Door(reads_all, never, 10)) == 413
    assert len(visitor.pieces) == 1


def test_as_much_as_is_allowed_passes():
    assert Visitor(b"x" * 5, b"x" * 5, length=10).through(Door(reads_all, never, 10)) == 200


def test_web_sockets_are_closed():
    visitor = Visitor(kind="websocket")
    visitor.through(Door(never, never, 10))
    assert visitor.answers == [{"type": "websocket.close", "code": 1000}]
