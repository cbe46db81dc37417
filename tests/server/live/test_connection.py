"""One client: what waits for him has bounds, and whoever does not keep up is dropped."""

import asyncio

import pytest

from birlik.server.live.connection import BEAT, MOST_BYTES, MOST_WAITING, Connection
from birlik.server.live.tickets import Ticket
from tests.asynchronous import finished

TICKET = Ticket("aidar", "Aidar", "unity", "KAZ", "planner", False, "s", "", "p", 0)


class Line:
    """What a server gives an application to send by: it can be stopped up, and broken off.

    Of another server than uvicorn nothing is known of what lies below.
    """

    def __init__(self, known=True):
        self.sent = []
        self.free = asyncio.Event()
        self.free.set()
        self.transport = self if known else None
        self.aborted = False

    def abort(self):
        self.aborted = True
        self.free.set()

    def get_write_buffer_size(self):
        return 0 if self.free.is_set() else 70_000

    async def send(self, message):
        await self.free.wait()
        if not self.aborted:
            self.sent.append(message["body"])


async def turns(count=20):
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.fixture(params=[True, False], ids=["uvicorn", "another server"])
def run(request):
    """Runs a test with a line, a connection on it, and the task that writes."""

    def run(act):
        async def whole():
            line = Line(request.param)
            connection = Connection(TICKET, ("", ""), line.send)
            writing = asyncio.create_task(connection.write())
            await turns()
            await act(line, connection)
            connection.end()
            await asyncio.wait_for(writing, 10)
            return line

        return finished(whole())

    return run


def test_messages_are_sent_in_order_and_the_stream_is_ended(run):
    async def act(line, connection):
        connection.push(b"1")
        connection.push(b"2")
        await turns()
        connection.push(b"3")

    assert run(act).sent == [b"1", b"2", b"3", b""]


def test_whoever_reads_more_slowly_than_messages_come_is_dropped(run):
    async def act(line, connection):
        line.free.clear()
        for number in range(MOST_WAITING + 2):
            assert not connection.ended, number
            connection.push(b"x")
            await turns(2)
        assert connection.ended
        assert line.aborted is (line.transport is not None)
        line.free.set()

    # What was under way in a server of which we know nothing cannot be called back.
    sent = run(act).sent
    assert sent in ([], [b"x", b""])


def test_whoever_leaves_much_unread_is_dropped(run):
    async def act(line, connection):
        line.free.clear()
        for _ in range(3):
            connection.push(b"x" * (MOST_BYTES // 2))
            await turns(2)
        assert not connection.ended
        connection.push(b"x" * (MOST_BYTES // 2))
        assert connection.ended
        line.free.set()

    run(act)


def test_whom_nothing_keeps_waiting_gets_a_message_at_once():
    async def whole():
        line = Line()
        connection = Connection(TICKET, ("", ""), line.send)
        writing = asyncio.create_task(connection.write())
        await turns()
        connection.push(b"1")
        assert line.sent == [b"1"], "no turn of the loop was needed"
        line.free.clear()
        connection.push(b"2")
        line.free.set()
        connection.push(b"3")
        await turns()
        assert line.sent == [b"1", b"2", b"3"], "nothing overtakes what waits"
        connection.end()
        await writing

    finished(whole())


def test_whoever_keeps_up_gets_any_number(run):
    async def act(line, connection):
        for _ in range(5 * MOST_WAITING):
            connection.push(b"x" * 30_000)
            await turns(3)
        assert not connection.ended

    assert len(run(act).sent) == 5 * MOST_WAITING + 1


def test_a_sign_of_life_is_sent_only_to_whom_nothing_else_is(run):
    async def act(line, connection):
        connection.beat()
        await turns()
        line.free.clear()
        connection.push(b"x")
        connection.beat()
        line.free.set()

    assert run(act).sent == [BEAT, b"x", b""]


def test_nothing_is_sent_after_the_end(run):
    async def act(line, connection):
        connection.end()
        connection.push(b"late")

    assert run(act).sent == [b""]
