"""What only a file can do: be full, be damaged, be served twice."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from birlik.log.chain import verified
from birlik.server.store.interface import NewerDatabase, StoreError, StoreFull
from birlik.server.store.lock import ServedAlready, served
from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.server.store.steps import adding


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "birlik.sqlite3"


def test_the_file_is_its_owners_alone(file: Path) -> None:
    SqliteStore(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_acknowledged_is_flushed_to_the_disk(file: Path) -> None:
    store = SqliteStore(file)
    settings = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for connection in (store._writer, store._reader)
        for name in ("journal_mode", "synchronous")
    ]
    store.close()
    assert settings == ["wal", 2, "wal", 2]


def test_a_full_disk_is_a_clear_error_and_nothing_half_written(file: Path) -> None:
    with Logs(SqliteStore(file)) as logs:
        log = logs.begin()
        before = logs.append(log, adding("S-1")).after
        store = logs.store
        assert isinstance(store, SqliteStore)
        pages = store._writer.execute("PRAGMA page_count").fetchone()[0]
        store._writer.execute(f"PRAGMA max_page_count = {pages + 8}")
        great = logs.submit(log, adding(*(f"S-{n}" for n in range(2_000))))
        small = logs.submit(log, adding("S-2"))
        with pytest.raises(StoreFull, match=r"there is no room left for .* nothing of this change"):
            great.result()
        # What still fits is still taken, even from the same batch.
        assert small.result().fine
        assert logs.state(log).position == before.position + 1
        assert store.head(log) == (logs.state(log).position, logs.state(log).hash)
        rows = store.rows(log)
    assert verified(log, rows, before.position + 1, rows[-1].hash).broken is None


#: Fills a log under a limit of the size of files, as on a disk without room; says how many it could add.
_FILLING = """
import resource, sys
from pathlib import Path
from birlik.server.store.interface import StoreFull
from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.server.store.steps import adding

with Logs(SqliteStore(Path(sys.argv[1]))) as logs:
    log = logs.begin("alpha")
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    done = 0
    try:
        while True:
            logs.append(log, adding(*(f"S-{done}-{n}" for n in range(20))))
            done += 1
    except StoreFull as error:
        print(done, logs.state(log).position, error)
"""


def test_a_disk_that_fills_up_under_load_keeps_what_was_acknowledged(file: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _FILLING, file], capture_output=True, text=True, check=True
    )
    done, position, words = run.stdout.split(" ", 2)
    assert int(position) == 20 * int(done) > 0
    assert words.startswith("there is no room left for")
    store = SqliteStore(file)
    head = store.head("alpha")
    assert head is not None
    assert head.position == int(position)
    assert verified("alpha", store.rows("alpha"), *head).broken is None
    store.close()


def test_a_file_of_a_newer_birlik_is_not_touched(file: Path) -> None:
    SqliteStore(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE log_meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(NewerDatabase, match=r"made by a newer Birlik .* update Birlik"):
        SqliteStore(file)


def test_a_file_that_is_no_database_is_named(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"PK\x03\x04" * 1_000)
    with pytest.raises(StoreError, match=r"birlik\.sqlite3 is no database of Birlik"):
        SqliteStore(file)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands in its way")
    with pytest.raises(StoreError, match="data"):
        SqliteStore(tmp_path / "data" / "birlik.sqlite3")


_SERVING = """
import sys
from pathlib import Path
from birlik.server.store.lock import served
with served(Path(sys.argv[1])):
    print("served", flush=True)
    sys.stdin.read()
"""


def test_two_servers_on_one_folder_are_refused_and_the_first_is_named(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", _SERVING, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "served\n"
        with (
            pytest.raises(
                ServedAlready, match=f"served already, by process {first.pid} on .* since"
            ),
            served(tmp_path),
        ):
            pass
    finally:
        first.kill()
        first.communicate()
    # However the first one ended, the folder is free again.
    with served(tmp_path), pytest.raises(ServedAlready), served(tmp_path):
        pass


def test_a_store_that_is_opened_drops_no_lock_of_those_who_use_the_file(tmp_path: Path) -> None:
    """The accounts lie in the same file: whoever opens and closes it as a file unlocks them."""
    file = tmp_path / "birlik.sqlite3"
    SqliteStore(file).close()
    with closing(sqlite3.connect(file)) as accounts:
        accounts.execute("CREATE TABLE people (name)")
        accounts.commit()
        store = SqliteStore(file)
        leaving = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
            "c.execute('SELECT * FROM people'); c.close()"
        )
        subprocess.run([sys.executable, "-c", leaving, str(file)], check=True)
        # The last one to leave tidies the log of writes away, and that was not the other process.
        assert Path(f"{file}-wal").exists()
        store.close()
