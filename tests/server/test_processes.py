"""Several server processes on one PostgreSQL: each streams what the others write, and dies alone."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from birlik.server.store.logs import Logs
from birlik.server.store.postgres import PostgresStore
from tests.journeys.serving import served
from tests.server.cluster import cluster as started
from tests.server.live import world as worlds
from tests.server.live.following import following, ticket
from tests.server.test_serving import refused


@pytest.fixture(scope="module")
def url():
    with started() as running:
        yield running.new_database()


@pytest.fixture(scope="module")
def world(url, tmp_path_factory):
    return worlds.made(tmp_path_factory.mktemp("data") / "birlik", DATABASE_URL=url)


@pytest.fixture(scope="module")
def running(world, url):
    with served(world.folder, "--processes", "2", DATABASE_URL=url) as running:
        yield running


@pytest.fixture(scope="module")
def logs(url):
    with Logs(PostgresStore(url)) as logs:
        yield logs


def servers(watching: int) -> list[int]:
    """Numbers of the processes that serve, by that of the one that watches over them."""
    children = Path(f"/proc/{watching}/task/{watching}/children").read_text("ascii").split()
    return [int(each) for each in children if b"spawn_main" in command(each)]


def command(number):
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


def test_all_of_them_stream_what_anybody_writes(running, world, logs):
    """So many streams that each process has some."""
    with ExitStack() as stack:
        streams = [stack.enter_context(following(running.base, world, "Leyla")) for _ in range(12)]
        for one in streams:
            one.next()
        logs.append(world.exercise, worlds.serial("S-1", only="KAZ"))
        logs.append(world.exercise, worlds.serial("S-2"))
        told = [one.next().data["added"][0]["fields"]["id"] for one in streams]
        assert told == ["S-2"] * 12


def test_a_cursor_of_one_process_is_good_in_all(running, world, logs):
    with following(running.base, world, "Leyla") as stream:
        since = stream.next().id
    logs.append(world.exercise, worlds.serial("S-3"))
    for _ in range(6):
        with following(running.base, world, "Leyla", since) as stream:
            assert stream.next().data["added"][0]["fields"]["id"] == "S-3"


def test_those_who_are_here_by_way_of_another_process_are_here(running, world):
    """Whoever leaves there is gone here."""
    with ExitStack() as stack:
        names = ["Aidar", "Saule", "Leyla", "Omar"]
        streams = [stack.enter_context(following(running.base, world, name)) for name in names]
        for one in streams:
            while one.people() != sorted(names):
                pass
    with following(running.base, world, "Leyla") as stream:
        while stream.people() != ["Leyla"]:
            pass


def test_one_that_dies_is_started_anew_and_its_readers_come_back(running, world, logs):
    with following(running.base, world, "Leyla") as stream:
        since = stream.next().id
    before = servers(running.number)
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    logs.append(world.exercise, worlds.serial("S-4"))
    with following(running.base, world, "Leyla", since) as stream:
        assert stream.next().data["added"][0]["fields"]["id"] == "S-4"
    while len(now := servers(running.number)) < 2 or before[0] in now:
        assert ticket(running.base, world, "Leyla").status_code == 200
    assert before[1] in now


def test_sqlite_has_one_process(tmp_path):
    assert "Several processes need PostgreSQL" in refused(tmp_path, "--processes", "2")


def test_one_sqlite_file_has_one_server(tmp_path):
    with served(tmp_path):
        assert "is served already, by process" in refused(tmp_path)
