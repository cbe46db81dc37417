"""An exercise as it is streamed: nobody misses a change or is told one twice, wherever his line breaks."""

import json
import time
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.exercise.roles import Reader
from birlik.log.drafts import step
from birlik.server.desk.sight import Sight
from birlik.server.live import feed as feeds
from birlik.server.live.connection import Connection
from birlik.server.live.cursors import Cursors
from birlik.server.live.feed import Feed
from birlik.server.live.presence import Person
from birlik.server.live.sealing import Seal
from birlik.server.live.tickets import Ticket
from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.server.live import steps, world
from tests.server.live.following import events_of
from tests.server.live.mirror import Mirror

CURSORS = Cursors(Seal("secret", "cursor"))
AZE = Reader("AZE")


def ticket(reader, exercise="alpha"):
    return Ticket(
        "account",
        "Leyla",
        exercise,
        reader.nation,
        reader.role.value,
        reader.trusted,
        "",
        "",
        "",
        0,
    )


async def nowhere(message):
    """Where a connection of these tests would send."""


class Heard(Connection):
    """A connection that hands on what is pushed."""

    def __init__(self, reader, push):
        super().__init__(ticket(reader), ("", ""), nowhere)
        self._hand_on = push

    def push(self, message):
        self._hand_on(message)


class Client:
    """Somebody whose line breaks; what was under way is lost, and he comes back with the last id he saw."""

    def __init__(self, feed, reader, since=""):
        self.feed, self.reader, self.id = feed, reader, since
        self.received = b""
        self.connection = None
        self.connect()

    def connect(self):
        """Open the stream; whatever is told from now on waits in `received`."""
        self.connection = Heard(self.reader, self._push)
        seat, first = self.feed.attach(self.connection, self.id)
        seat.audience.connections.add(self.connection)
        self._audience = seat.audience
        self.received = first

    def _push(self, message):
        self.received += message

    def cut(self):
        """Lose the line, and what was not read."""
        self._audience.connections.discard(self.connection)
        self.feed.detach(self.connection)
        self.received = b""

    def read(self):
        """Events that came in; whoever has seen one says so when he comes back."""
        lines = iter(self.received.decode().split("\n"))
        self.received = b""
        told = [each for each in events_of(lines) if each.name != "presence"]
        for each in told:
            self.id = each.id or self.id
        return told


@contextmanager
def following(folder, name="birlik.sqlite3"):
    """Logs with an exercise called alpha, and what streams it."""
    with Logs(SqliteStore(folder / name)) as logs:
        logs.begin("alpha")
        logs.append("alpha", steps.opening())
        yield logs, opened(logs)


def opened(logs):
    return Feed(
        logs, "alpha", CURSORS, lambda audience, message: audience.tell(message), lambda: None
    )


def do(logs, *drafted):
    for one in drafted:
        assert logs.append("alpha", one).fine


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(st.tuples(steps.ACTS, st.booleans()), min_size=1, max_size=10),
    breaks=st.sets(st.integers(0, 10)),
    restarts=st.sets(st.integers(0, 10)),
    reader=st.sampled_from(steps.READERS),
)
def test_a_line_may_break_anywhere(acts, breaks, restarts, reader, tmp_path_factory):
    """Before or after he has read what was told, with the server or another one after it."""
    with following(tmp_path_factory.mktemp("alpha")) as (logs, feed):
        mirror = Mirror.of(Sight(logs.state("alpha"), reader))
        client = Client(feed, reader)
        assert [told.name for told in client.read()] == ["ready"]
        for number, (act, reads) in enumerate(acts):
            made = steps.step_of(logs.state("alpha"), act)
            if made is not None:
                do(logs, made)
            client.feed.advance()
            if reads:
                take(mirror, client.read())
            if number in breaks:
                client.cut()
                if number in restarts:
                    client.feed.close()
                    client.feed = opened(logs)
                client.connect()
        client.feed.advance()
        take(mirror, client.read())
        assert mirror == Mirror.of(Sight(logs.state("alpha"), reader))
        client.cut()
        client.connect()
        assert client.read() == []


def take(mirror, events):
    for told in events:
        assert told.name in ("ready", "change"), told
        assert told.id
        if told.name == "change":
            mirror.take(told.data)


def test_a_break_of_many_steps_is_told_as_one(tmp_path):
    with following(tmp_path) as (logs, feed):
        client = Client(feed, AZE)
        client.read()
        client.cut()
        for number in range(1, 6):
            do(logs, world.serial(f"S-{number}"))
        do(logs, world.removing(logs.state("alpha"), "S-2"))
        client.connect()
        (told,) = client.read()
        assert [each["fields"]["id"] for each in told.data["added"]] == ["S-1", "S-3", "S-4", "S-5"]


def test_those_who_come_back_from_one_place_at_different_times_are_told_different_things(tmp_path):
    """What one was told is kept for the next who comes from there, until something changes."""
    with following(tmp_path) as (logs, feed):
        stays = Client(feed, AZE)
        since = stays.read()[0].id
        told = []
        for name in ("S-1", "S-2"):
            do(logs, world.serial(name))
            for _ in range(2):
                (change,) = Client(feed, AZE, since).read()
                told.append([each["fields"]["id"] for each in change.data["added"]])
        assert told == [["S-1"], ["S-1"], ["S-1", "S-2"], ["S-1", "S-2"]]
        assert len(stays.read()) == 2


def test_two_seats_are_told_apart_and_one_seat_together(tmp_path):
    with following(tmp_path) as (logs, feed):
        host, guest, colleague = (Client(feed, Reader(n)) for n in ("KAZ", "AZE", "KAZ"))
        for client in (host, guest, colleague):
            client.read()
        do(logs, world.serial("S-1", only="KAZ"))
        feed.advance()
        assert guest.received == b""
        assert host.received == colleague.received
        assert [told.name for told in host.read()] == ["change"]


def test_what_is_hidden_leaves_no_trace_in_what_is_sent(tmp_path):
    """The twin of an exercise in which much was hidden is told the same, byte for byte, but for ids."""
    sent = []
    for name, hidden in (("one", False), ("two", True)):
        with following(tmp_path, name) as (logs, feed):
            client = Client(feed, AZE)
            do(logs, world.serial("S-1"))
            if hidden:
                do(logs, world.serial("S-2", only="KAZ"))
                feed.advance()
                do(logs, world.setting(logs.state("alpha"), "S-2", title="Secret"))
            feed.advance()
            do(logs, world.setting(logs.state("alpha"), "S-1", title="Landing"))
            feed.advance()
            told = client.read()
            key = world.key_of(logs.state("alpha"), "S-1")
            assert len({len(each.id) for each in told}) == 1
            without_key = json.dumps([(each.name, each.data) for each in told]).replace(key, "key")
            sent.append([part for part in without_key.split('"') if len(part) != 24])
    assert sent[0] == sent[1]


def test_a_log_that_was_restored_is_to_be_loaded_again(tmp_path):
    with following(tmp_path) as (logs, feed):
        client = Client(feed, AZE)
        client.read()
        logs.current("alpha").start_anew()
        feed.advance()
        (told,) = client.read()
        assert (told.name, told.data) == ("reset", {"reason": "restored"})
        do(logs, world.serial("S-1"))
        feed.advance()
        assert [each.name for each in client.read()] == ["change"]


def test_a_cursor_of_another_past_is_to_be_loaded_again(tmp_path):
    with following(tmp_path, "one") as (logs, feed):
        do(logs, world.serial("S-1"))
        since = Client(feed, AZE).read()[0].id
    with following(tmp_path, "two") as (logs, feed):
        assert reasons(feed, AZE, since) == ["restored"], "the log is shorter"
        do(logs, world.serial("S-2"))
        assert reasons(feed, AZE, since) == ["restored"], "another entry is there"


def reasons(feed, reader, since):
    return [told.data.get("reason") for told in Client(feed, reader, since).read()]


@pytest.mark.parametrize("since", ["nonsense", "7", "a" * 64, "\u00e9", "A" * 5000])
def test_a_cursor_that_was_never_given_is_to_be_loaded_again(tmp_path, since):
    with following(tmp_path) as (_, feed):
        assert reasons(feed, AZE, since) == ["unknown"]


def test_a_cursor_of_another_seat_or_exercise_is_none(tmp_path):
    with following(tmp_path) as (logs, feed):
        since = Client(feed, Reader("KAZ")).read()[0].id
        assert reasons(feed, AZE, since) == ["unknown"]
        elsewhere = CURSORS.text(logs.state(logs.begin()), AZE, time.time())
        assert reasons(feed, AZE, elsewhere) == ["unknown"]


def test_after_a_day_all_is_loaded_again(tmp_path):
    with following(tmp_path) as (logs, feed):
        old = CURSORS.text(logs.state("alpha"), AZE, time.time() - feeds.LONGEST_BREAK - 1)
        assert reasons(feed, AZE, old) == ["long"]


def test_a_change_of_thousands_of_records_is_loaded_and_not_sent(tmp_path):
    with following(tmp_path) as (logs, feed):
        client = Client(feed, AZE)
        client.read()
        many = [draft for number in range(1000) for draft in world.serial(f"S-{number}").drafts]
        do(logs, step("anna", "KAZ", many))
        feed.advance()
        (told,) = client.read()
        assert (told.name, told.data) == ("reset", {"reason": "large"})
        do(logs, world.setting(logs.state("alpha"), "S-7", title="One"))
        feed.advance()
        (told,) = client.read()
        assert told.data["changed"][0]["fields"] == {"title": "One"}


def test_a_difference_that_cannot_be_made_is_not_taken_for_none(tmp_path, monkeypatch):
    def broken(before, after):
        raise ZeroDivisionError

    with following(tmp_path) as (logs, feed):
        client = Client(feed, AZE)
        client.read()
        monkeypatch.setattr(feeds, "difference", broken)
        do(logs, world.serial("S-1"))
        feed.advance()
        assert [told.name for told in client.read()] == ["reset"]


def test_a_seat_is_given_up_with_its_last_reader(tmp_path):
    with following(tmp_path) as (_, feed):
        one, two, other = (Client(feed, Reader(n)) for n in ("KAZ", "KAZ", "AZE"))
        for client, last in ((one, False), (two, False), (other, True)):
            assert feed.detach(client.connection) is last
        assert feed.seats == {}
        assert feed.detach(other.connection) is True, "twice is once"


def test_who_is_here_is_told_when_it_changes(tmp_path):
    with following(tmp_path) as (_, feed):
        client = Client(feed, AZE)
        client.received = b""
        feed.show([Person("k", "Aidar", "KAZ", "planner")])
        assert b"Aidar" in client.received
        client.received = b""
        feed.show([Person("k", "Aidar", "KAZ", "planner")])
        assert client.received == b""
        assert b"Aidar" in Client(feed, AZE).received, "whoever comes later is told at once"
