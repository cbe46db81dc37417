"""What only a database server does: go away and come back, be shared, be refused."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import psycopg
import pytest

from birlik.log.drafts import Step, added, step
from birlik.server.store.auditing import audited
from birlik.server.store.interface import NewerDatabase, StoreError, StoreFull, StoreUnreachable
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, place_of
from birlik.server.store.postgres import PostgresStore
from tests.server.cluster import Cluster
from tests.server.cluster import cluster as started
from tests.server.store.steps import adding, setting
from tests.server.store.test_logs import Heard


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    """A cluster that these tests may crash."""
    with started() as running:
        yield running


def test_a_database_that_crashes_and_comes_back_is_written_and_heard_again(own: Cluster) -> None:
    url = own.new_database()
    with Logs(PostgresStore(url)) as logs, Logs(PostgresStore(url)) as other:
        log = logs.begin()
        before = logs.append(log, adding("S-1")).after
        heard = Heard()
        other.listen(log, heard)
        own.stop(signal.SIGQUIT)
        with pytest.raises(StoreUnreachable, match="does not answer"):
            logs.append(log, adding("S-2"))
        assert logs.state(log) == before
        own.start()
        done = logs.append(log, setting(before, "S-1", duration=90))
        news = heard.wait_for(1)
        assert news[-1].after == done.after
        assert logs.newest(log)[0] == done.entries[0]


def test_what_was_written_while_nobody_could_listen_is_read_afterwards(own: Cluster) -> None:
    url = own.new_database()
    with Logs(PostgresStore(url)) as logs, Logs(PostgresStore(url)) as other:
        log = logs.begin()
        heard = Heard()
        other.listen(log, heard)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                "current_database() AND pid <> pg_backend_pid()"
            )
        done = logs.append(log, adding("S-1"))
        assert heard.wait_for(1)[0].entries == done.entries


def test_a_database_of_a_newer_birlik_is_not_touched(cluster: Cluster) -> None:
    url = cluster.new_database()
    PostgresStore(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE log_meta SET value = '99'")
    with pytest.raises(NewerDatabase, match="made by a newer Birlik"):
        PostgresStore(url)


def test_words_about_a_database_hold_no_password(cluster: Cluster) -> None:
    url = f"postgresql://anna:Geheim7@localhost:1/plans?host={cluster.folder}/nowhere"
    with pytest.raises(StoreUnreachable, match="the database plans on") as caught:
        PostgresStore(url)
    assert "Geheim7" not in str(caught.value)
    assert "Geheim7" not in repr(Place(url=url))


@pytest.mark.parametrize("url", ["mysql://root:Geheim7@host/x", "sqlite://", "Geheim7"])
def test_an_address_of_another_kind_is_refused_without_being_shown(url: str, tmp_path) -> None:
    with pytest.raises(StoreError, match="postgresql://") as caught:
        place_of(tmp_path, url)
    assert "Geheim7" not in str(caught.value)


#: What the database does when an entry is about to be written, by what goes wrong.
TROUBLES = {
    "full": "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'",
    "read-only": "RAISE EXCEPTION 'cannot execute INSERT' USING ERRCODE = '25006'",
    "ended": "PERFORM pg_terminate_backend(pg_backend_pid())",
    "ended once": "IF nextval('tried') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF",
}


def trouble(url: str, what: str) -> None:
    """Let writing the second entry of a step go wrong, so that the first is on its way already."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SEQUENCE IF NOT EXISTS tried")
        connection.execute(
            "CREATE OR REPLACE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.position % 2 = 1 THEN {TROUBLES[what]}; END IF; RETURN NEW; END $$"
        )
        connection.execute(
            "CREATE OR REPLACE TRIGGER trouble AFTER INSERT ON log_entries FOR EACH ROW "
            "EXECUTE FUNCTION trouble()"
        )


@pytest.mark.parametrize(
    ("what", "error", "words"),
    [
        ("full", StoreFull, "there is no room left in .*make room on the disk"),
        ("read-only", StoreError, "is read-only"),
        ("ended", StoreUnreachable, "does not answer"),
    ],
)
def test_what_goes_wrong_in_the_middle_of_a_step_is_said_and_nothing_of_it_is_kept(
    cluster: Cluster, what: str, error: type[StoreError], words: str
) -> None:
    url = cluster.new_database()
    with Logs(PostgresStore(url)) as logs:
        log = logs.begin()
        before = logs.append(log, adding("S-1")).after
        logs.append(log, adding("S-2"))
        before = logs.state(log)
        trouble(url, what)
        with pytest.raises(error, match=words):
            logs.append(log, two("S-3", "S-4"))
        assert logs.state(log) == before
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP TRIGGER trouble ON log_entries")
        done = logs.append(log, adding("S-5"))
        assert done.fine
        assert fits(logs)
        assert [entry.position for entry in logs.entries(log)] == [1, 2, 3]


def test_a_step_whose_connection_is_lost_in_the_middle_is_written_once(cluster: Cluster) -> None:
    url = cluster.new_database()
    with Logs(PostgresStore(url)) as logs:
        log = logs.begin()
        logs.append(log, two("S-1", "S-2"))
        trouble(url, "ended once")
        done = logs.append(log, two("S-3", "S-4"))
        assert [entry.position for entry in done.entries] == [3, 4]
        assert [entry.position for entry in logs.entries(log)] == [1, 2, 3, 4]
        assert fits(logs)


def two(*ids: str) -> Step:
    """A step of two entries."""
    records = [{"id": one, "rank": f"b{number}1"} for number, one in enumerate(ids, 1)]
    return step("anna", "KAZ", [added("serials", fields) for fields in records])


def fits(logs: Logs) -> bool:
    """Whether every chain fits."""
    return all(each.fine for each in audited(logs.store))
