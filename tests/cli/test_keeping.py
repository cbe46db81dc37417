"""Audit, backup, restore and migrate as an administrator calls them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from birlik.log.drafts import added, step
from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.cli.running import birlik


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("BIRLIK_DATA", raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with Logs(SqliteStore(folder / "birlik.sqlite3")) as logs:
        fields = {"id": "UNITY-24", "title": "Unity"}
        logs.append(logs.begin("alpha"), step("anna", "KAZ", [added("exercise", fields)]))
    return folder


def tamper(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE log_entries SET body = replace(body, 'Unity', 'Other')")


def test_audit_says_what_holds_and_the_hash_to_write_down(data: Path) -> None:
    ended = birlik("audit", "--data", data)
    assert ended.code == 0
    assert "alpha (UNITY-24 Unity): 1 entries" in ended.out
    assert ended.out.endswith("Every entry fits.\n")
    content = birlik("audit", "--data", data, "--json").content
    assert content["intact"]
    assert f"its last hash: {content['logs'][0]['hash']}" in ended.out


def test_audit_names_the_first_entry_that_does_not_fit(data: Path) -> None:
    tamper(data / "birlik.sqlite3")
    ended = birlik("audit", "--data", data)
    assert ended.code == 1
    assert "alpha: entry 1 (" in ended.out
    assert "does not fit: its content and its hash do not agree" in ended.out
    assert "Every entry fits" not in ended.out
    content = birlik("audit", "--data", data, "--json").content
    assert content["logs"][0]["broken"]["position"] == 1


def test_audit_misses_a_hash_that_was_written_down_and_is_not_there(data: Path) -> None:
    ended = birlik("audit", "--data", data, "--known", "f" * 64)
    assert ended.code == 1
    assert "is not the one of which it was written down" in ended.out


def test_a_backup_is_audited_and_restored(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.sqlite3"
    ended = birlik("backup", file, "--data", data)
    assert ended.code == 0
    assert ended.out == f"{file} holds 2 logs with 1 entries and all accounts, verified.\n"
    assert birlik("audit", file).code == 0
    monkeypatch.setenv("BIRLIK_DATA", str(tmp_path / "new"))
    assert birlik("restore", file).code == 0
    assert birlik("audit", "--log", "alpha").code == 0


def test_a_backup_that_is_there_is_not_replaced_unasked(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    birlik("backup", file, "--data", data)
    ended = birlik("backup", file, "--data", data)
    assert ended.code == 2
    assert "is there already" in ended.err
    assert birlik("backup", file, "--data", data, "--force").code == 0


def test_restoring_says_where_what_was_there_is_kept(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    birlik("backup", file, "--data", data)
    content = birlik("restore", file, "--data", data, "--json").content
    kept = Path(content["kept"])
    assert kept.parent == data
    assert birlik("audit", kept).code == 0


def test_a_broken_backup_is_refused(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    birlik("backup", file, "--data", data)
    tamper(file)
    ended = birlik("restore", file, "--data", data)
    assert ended.code == 2
    assert "Nothing was changed" in ended.err


@pytest.mark.parametrize("command", [["audit"], ["backup", "b.sqlite3"]])
def test_where_nothing_is_nothing_is_made(command: list[str], tmp_path: Path) -> None:
    ended = birlik(*command, "--data", tmp_path / "empty")
    assert ended.code == 2
    assert "there is no installation in" in ended.err
    assert not (tmp_path / "empty").exists()
    ended = birlik(*command, "--data", tmp_path / "empty", "--json")
    assert "there is no installation in" in ended.content["error"]["message"]


def test_a_wrong_address_is_refused_without_its_password(data: Path) -> None:
    ended = birlik("migrate", "--to", "mysql://root:Geheim7@host/x", "--data", data)
    assert ended.code == 2
    assert "postgresql://" in ended.err
    assert "Geheim7" not in ended.err
