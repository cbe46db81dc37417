"""The audit finds what was changed behind the server's back, and says which entry is the first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from birlik.log.snapshot import snapshot_of
from birlik.server.store.auditing import Audited, audited
from birlik.server.store.interface import NoSuchLog
from birlik.server.store.logs import INSTALLATION, Logs
from birlik.server.store.sqlite import SqliteStore
from tests.server.store.steps import adding


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "birlik.sqlite3"
    with Logs(SqliteStore(file), every=4) as logs:
        logs.begin("alpha")
        for number in range(10):
            logs.append("alpha", adding(f"S-{number}"))
    return file


def audit(file: Path, known: frozenset[str] = frozenset()) -> Audited:
    with closing(SqliteStore(file)) as store:
        return next(found for found in audited(store, known=known) if found.log == "alpha")


def tampered(file: Path, statement: str) -> Audited:
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute(statement).rowcount == 1
    return audit(file)


def test_an_untouched_log_is_intact(file: Path) -> None:
    found = audit(file)
    assert found.fine
    assert found.entries == 10
    assert [each.log for each in audited(SqliteStore(file))] == ["alpha", INSTALLATION]


@pytest.mark.parametrize(
    ("statement", "position", "why"),
    [
        (
            "UPDATE log_entries SET body = replace(body, '[null,60]', '[null,61]') WHERE position = 4",
            4,
            "its content and its hash do not agree",
        ),
        ("DELETE FROM log_entries WHERE position = 6", 6, "it is missing; after 5 comes 7"),
        ("DELETE FROM log_entries WHERE position = 10", 10, "it is missing; the store counts 10"),
        ("UPDATE log_entries SET hash = hex(7) WHERE position = 3", 3, "do not agree"),
        ("UPDATE log_entries SET key = 'other' WHERE position = 3", 3, "that of another entry"),
        ("UPDATE log_entries SET record = 'other' WHERE position = 9", 9, "that of another entry"),
        (
            "UPDATE log_logs SET position = 7 WHERE name = 'alpha'",
            8,
            "the store counts only 7 entries",
        ),
        (
            "UPDATE log_logs SET hash = 'other' WHERE name = 'alpha'",
            10,
            "the store holds another hash of the last entry",
        ),
        ("UPDATE log_entries SET position = 12 WHERE position = 2", 2, "it is missing"),
    ],
)
def test_the_first_entry_that_does_not_fit_is_named(
    file: Path, statement: str, position: int, why: str
) -> None:
    found = tampered(file, statement)
    assert found.broken is not None
    assert found.broken.position == position
    assert why in found.broken.why
    assert found.broken.text.startswith(f"alpha: entry {position}")
    assert found.broken.text.endswith(".")


def test_a_snapshot_that_is_not_what_the_entries_give_is_named(file: Path) -> None:
    with closing(SqliteStore(file)) as store:
        with Logs(SqliteStore(file)) as logs:
            past = logs.state_at("alpha", 7)
        kept = store.snapshot("alpha", 8)
        assert kept is not None
        false = snapshot_of(past)._replace(position=8, hash=kept.hash)
        store.keep_snapshot("alpha", false)
    found = audit(file)
    assert found.broken is None
    assert found.snapshots == (8,)
    assert not found.fine


def test_a_chain_made_anew_is_intact_but_lacks_the_hash_that_was_written_down(file: Path) -> None:
    written_down = audit(file).hash
    assert audit(file, frozenset({written_down})).known == (written_down,)
    file.unlink()
    with Logs(SqliteStore(file)) as logs:
        logs.begin("alpha")
        logs.append("alpha", adding("S-0"))
    found = audit(file, frozenset({written_down}))
    assert found.broken is None
    assert found.known == ()


def test_a_log_that_is_not_there_cannot_be_audited(file: Path) -> None:
    with closing(SqliteStore(file)) as store, pytest.raises(NoSuchLog):
        list(audited(store, "beta"))
