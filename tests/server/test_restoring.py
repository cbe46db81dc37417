"""``birlik restore`` by the command line, while the server that it restores is serving people."""

import os
import subprocess
import sys

import httpx
import pytest

from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.journeys.serving import served
from tests.server.live import world as worlds
from tests.server.live.following import following, ticket


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return worlds.made(tmp_path_factory.mktemp("data") / "birlik")


def birlik(world, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "birlik.cli", *arguments],
        env=os.environ | {"BIRLIK_DATA": str(world.folder), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def ids(base, world, name):
    answer = httpx.get(
        f"{base}/api/exercises/{world.exercise}/records/serials",
        cookies={world.cookie: world.people[name]["session"]},
    )
    assert answer.status_code == 200, answer.text
    return [each["fields"]["id"] for each in answer.json()["items"]]


def test_a_running_server_goes_on_from_what_was_restored(world, tmp_path):
    """Whoever follows is told to load anew, sessions stay, and what was there before is kept."""
    backup = tmp_path / "backup.sqlite3"
    with (
        served(world.folder) as running,
        Logs(SqliteStore(world.folder / "birlik.sqlite3")) as logs,
    ):
        base = running.base
        logs.append(world.exercise, worlds.serial("S-1"))
        assert birlik(world, "backup", str(backup)).returncode == 0
        with following(base, world, "Aidar") as stream:
            assert stream.next().name == "ready"
            logs.append(world.exercise, worlds.serial("S-2"))
            while stream.next().name != "change":
                pass
        assert ids(base, world, "Aidar") == ["S-1", "S-2"]
        with following(base, world, "Aidar") as stream:
            assert stream.next().name == "ready"
            done = birlik(world, "restore", str(backup))
            assert done.returncode == 0, done.stderr
            told = stream.next()
            assert (told.name, told.data["reason"]) == ("reset", "restored")
        assert ids(base, world, "Aidar") == ["S-1"]
        assert ticket(base, world, "Leyla").status_code == 200
        # The server hears of what others write to its file a moment later, and tells it.
        with following(base, world, "Aidar") as stream:
            assert stream.next().name == "ready"
            logs.append(world.exercise, worlds.serial("S-3"))
            while stream.next().name != "change":
                pass
        assert ids(base, world, "Aidar") == ["S-1", "S-3"]
    (kept,) = world.folder.glob("before-restore-*.sqlite3")
    with Logs(SqliteStore(kept)) as before:
        held = before.state(world.exercise).of("serials").values()
        assert {each.fields["id"] for each in held} == {"S-1", "S-2"}
    assert birlik(world, "audit").returncode == 0


def test_a_damaged_backup_leaves_a_running_server_as_it_is(world, tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with served(world.folder) as running:
        before = ids(running.base, world, "Aidar")
        done = birlik(world, "restore", str(broken))
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert ids(running.base, world, "Aidar") == before
