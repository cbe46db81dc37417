"""Backup, restore and migration carry every log whole, while it is written to."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from birlik.log.state import State
from birlik.server.store.auditing import audited
from birlik.server.store.carrying import backup, migrate, restore
from birlik.server.store.interface import NewerDatabase, NoSuchLog, StoreError
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from birlik.server.store.sqlite import SqliteStore
from tests.server.cluster import Cluster
from tests.server.store.steps import adding, setting
from tests.server.store.test_logs import Heard


@contextmanager
def written_to(logs: Logs, log: str) -> Iterator[None]:
    """Somebody goes on writing meanwhile."""
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            logs.append(log, adding(f"S-later-{number}"))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def state_in(file: Path, log: str) -> State:
    with Logs(SqliteStore(file)) as logs:
        return logs.state(log)


def test_a_backup_holds_all_of_one_moment_while_somebody_writes(
    logs: Logs, place: Place, tmp_path: Path
) -> None:
    log = logs.begin()
    before = logs.append(log, adding(*(f"S-{n}" for n in range(300)))).after
    file = tmp_path / "backup.sqlite3"
    with written_to(logs, log):
        done = backup(place, file)
    assert done.logs == 2
    assert done.entries >= 300
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("*backup*")) == ["backup.sqlite3"]
    store = SqliteStore(file, read_only=True)
    with closing(store):
        assert all(found.fine for found in audited(store))
        assert store.rows(log, 0, 300) == logs.store.rows(log, 0, 300)
    assert state_in(file, log).position >= before.position


def test_a_restored_installation_is_as_it_was_and_the_running_server_knows(
    logs: Logs, place: Place, tmp_path: Path
) -> None:
    log = logs.begin()
    before = logs.append(log, adding("S-1")).after
    backup(place, tmp_path / "backup.sqlite3")
    later = logs.append(log, setting(before, "S-1", duration=90)).after
    other = logs.begin()
    heard = Heard()
    logs.listen(log, heard)
    done = restore(tmp_path / "backup.sqlite3", place, tmp_path / "kept")
    news = heard.wait_for(1)[-1]
    assert news.restored
    assert (news.before, news.after) == (later, before)
    assert logs.state(log).hash == before.hash
    assert other not in logs.names()
    with pytest.raises(NoSuchLog):
        logs.append(other, adding("S-1"))
    # The log goes on from where the backup ended.
    again = logs.append(log, setting(before, "S-1", duration=75))
    assert again.entries[0].previous == before.hash
    # What was there is kept.
    assert done.kept is not None
    assert state_in(done.kept, log) == later
    with closing(opened(place)) as store:
        assert all(found.fine for found in audited(store))


def test_a_backup_of_one_back_end_is_restored_in_the_other(
    place: Place, tmp_path: Path, cluster: Cluster
) -> None:
    other = (
        Place(url=cluster.new_database()) if place.file else Place(file=tmp_path / "new.sqlite3")
    )
    with Logs(opened(place)) as logs:
        log = logs.begin()
        before = logs.append(log, adding("S-1", "S-2")).after
    backup(place, tmp_path / "backup.sqlite3")
    done = restore(tmp_path / "backup.sqlite3", other, tmp_path)
    assert done.kept is None
    with Logs(opened(other)) as logs:
        assert (logs.state(log), logs.state(log).hash) == (before, before.hash)
        assert logs.append(log, adding("S-3")).fine


def test_the_tables_of_accounts_go_along_with_the_file(tmp_path: Path) -> None:
    place = Place(file=tmp_path / "birlik.sqlite3")
    SqliteStore(tmp_path / "birlik.sqlite3").close()
    with closing(sqlite3.connect(tmp_path / "birlik.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE people_account (name TEXT)")
        connection.execute("INSERT INTO people_account VALUES ('anna')")
    assert backup(place, tmp_path / "backup.sqlite3").accounts
    new = Place(file=tmp_path / "new" / "birlik.sqlite3")
    assert restore(tmp_path / "backup.sqlite3", new, tmp_path).accounts
    assert new.file is not None
    with closing(sqlite3.connect(new.file)) as connection:
        assert connection.execute("SELECT name FROM people_account").fetchall() == [("anna",)]


def test_between_back_ends_accounts_are_carried_by_whoever_knows_them(
    cluster: Cluster, tmp_path: Path
) -> None:
    database = Place(url=cluster.new_database())
    Logs(opened(database)).close()
    asked: list[tuple[str, str]] = []

    def accounts(source: Place, target: Place) -> None:
        assert bool(source.snapshot) == bool(source.url)
        asked.append((source.words, target.words))

    assert backup(database, tmp_path / "backup.sqlite3", accounts).accounts
    assert restore(tmp_path / "backup.sqlite3", database, tmp_path, accounts).accounts
    assert len(asked) == 2
    assert asked[1] == (str(tmp_path / "backup.sqlite3"), database.words)
    assert not backup(database, tmp_path / "backup.sqlite3").accounts


def test_a_migration_carries_the_rest_when_it_is_run_again(
    place: Place, tmp_path: Path, cluster: Cluster
) -> None:
    other = (
        Place(url=cluster.new_database()) if place.file else Place(file=tmp_path / "new.sqlite3")
    )
    with Logs(opened(place), every=5) as logs:
        log = logs.begin()
        for number in range(20):
            logs.append(log, adding(f"S-{number}"))
        with written_to(logs, log):
            first = migrate(place, other)
        before = logs.append(log, adding("S-last")).after
    second = migrate(place, other)
    assert second.entries > first.entries >= 20
    with Logs(opened(other)) as logs:
        assert (logs.state(log), logs.state(log).hash) == (before, before.hash)


def test_a_migration_does_not_mix_two_installations(place: Place, tmp_path: Path) -> None:
    other = Place(file=tmp_path / "other.sqlite3")
    for where in (place, other):
        with Logs(opened(where)) as logs:
            logs.append(logs.begin("alpha"), adding("S-1"))
    with pytest.raises(StoreError, match=r"holds a log .* that is not the beginning of one here"):
        migrate(place, other)


def test_a_backup_with_a_broken_chain_is_not_restored(tmp_path: Path) -> None:
    place = Place(file=tmp_path / "birlik.sqlite3")
    file = tmp_path / "backup.sqlite3"
    with Logs(opened(place)) as logs:
        log = logs.begin()
        before = logs.append(log, adding("S-1", "S-2", "S-3")).after
    backup(place, file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "UPDATE log_entries SET body = replace(body, 'S-2', 'S-9') WHERE position = 2"
        )
    with pytest.raises(StoreError, match=r"entry 2 .* does not fit: .* Nothing was changed"):
        restore(file, place, tmp_path)
    with Logs(opened(place)) as logs:
        assert logs.state(log) == before


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    place = Place(file=tmp_path / "birlik.sqlite3")
    file = tmp_path / "plan.json"
    file.write_text("{}")
    with pytest.raises(StoreError, match=r"plan\.json is no backup of Birlik"):
        restore(file, place, tmp_path)
    with pytest.raises(StoreError, match=r"missing\.sqlite3 is no backup"):
        restore(tmp_path / "missing.sqlite3", place, tmp_path)


def test_a_backup_of_a_newer_birlik_is_not_restored(tmp_path: Path) -> None:
    place = Place(file=tmp_path / "birlik.sqlite3")
    SqliteStore(tmp_path / "birlik.sqlite3").close()
    backup(place, tmp_path / "backup.sqlite3")
    with closing(sqlite3.connect(tmp_path / "backup.sqlite3")) as connection, connection:
        connection.execute("UPDATE log_meta SET value = '2'")
    with pytest.raises(NewerDatabase, match="update Birlik"):
        restore(tmp_path / "backup.sqlite3", place, tmp_path)


def test_there_is_nothing_to_back_up_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no installation in"):
        backup(Place(file=tmp_path / "birlik.sqlite3"), tmp_path / "backup.sqlite3")
    assert list(tmp_path.iterdir()) == []
