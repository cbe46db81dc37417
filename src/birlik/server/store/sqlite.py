"""Logs in one SQLite file, beside the tables of accounts: the default, for one server."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from birlik.log.entry import Row, beginning
from birlik.log.snapshot import Snapshot
from birlik.server.store.interface import (
    SCHEMA,
    Head,
    Hear,
    NoSuchLog,
    StoreError,
    StoreFull,
    refuse_newer,
)

TABLES = """
CREATE TABLE IF NOT EXISTS log_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS log_logs (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS log_entries (
    log INTEGER NOT NULL REFERENCES log_logs,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    step TEXT NOT NULL,
    record TEXT NOT NULL,
    body BLOB NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (log, position)
);
CREATE INDEX IF NOT EXISTS log_entries_key ON log_entries (log, key);
CREATE INDEX IF NOT EXISTS log_entries_step ON log_entries (log, step);
CREATE INDEX IF NOT EXISTS log_entries_record ON log_entries (log, record, position);
CREATE TABLE IF NOT EXISTS log_snapshots (
    log INTEGER NOT NULL REFERENCES log_logs,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    digest TEXT NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (log, position)
);
"""

#: Seconds that a writer waits for another program to let go of the file.
PATIENCE = 30.0

#: Seconds between two looks for what others wrote.
LOOK = 0.04

#: Looks between two tidyings of the write-ahead log, and the pages (of 4 KiB) at which a writer does it
#: himself, because nobody else did.
TIDY, MOST_PAGES = 25, 10_000

_ENTRY = "position, key, step, record, body, hash"
#: Somebody who edits the file by hand leaves a text where there were bytes.
_OF_NUMBER = (
    "SELECT position, key, step, record, CAST(body AS BLOB), hash FROM log_entries WHERE log = ?"
)
_OF_LOG = _OF_NUMBER.replace("?", "(SELECT number FROM log_logs WHERE name = ?)")
_ADD = f"INSERT INTO log_entries (log, {_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608


class SqliteStore:
    """Logs in a SQLite file.

    Parameters
    ----------
    file : Path
        Made if it is not there, with its folder.
    read_only : bool
        Whether nothing is to be written, made or changed: to look into a backup.

    Raises
    ------
    StoreError
        NewerDatabase if a newer Birlik made it.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file = file
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        with spoken(file):
            if not read_only:
                file.parent.mkdir(parents=True, exist_ok=True)
                # Accounts lie in it as well: it is its owner's alone from the first byte.
                # One that is there is not opened: closing it would drop the locks of all who use it here.
                if not file.exists():
                    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
            self._writer = opened(file, read_only=read_only)
            try:
                prepare(self._writer, file, read_only=read_only)
                self._reader = opened(file, read_only=read_only)
            except BaseException:
                self._writer.close()
                raise

    @property
    def where(self) -> str:
        """Path of the file."""
        return str(self.file)

    def close(self) -> None:
        """Close the file."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def create(self, log: str) -> None:
        """Begin an empty log; one that is there stays as it is."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO log_logs (name, position, hash) VALUES (?, 0, ?)",
                (log, beginning(log)),
            )

    def heads(self) -> dict[str, Head]:
        """All logs with their ends, by name."""
        rows = self._read("SELECT name, position, hash FROM log_logs ORDER BY name")
        return {name: Head(*end) for name, *end in rows}

    def head(self, log: str) -> Head | None:
        """End of a log; None if there is no such log."""
        rows = self._read("SELECT position, hash FROM log_logs WHERE name = ?", log)
        return Head(*rows[0]) if rows else None

    def rows(self, log: str, after: int = 0, most: int = 5_000) -> list[Row]:
        """Rows after a position, in order; not more than `most`."""
        return self._entries("AND position > ? ORDER BY position LIMIT ?", log, after, most)

    def rows_before(self, log: str, before: int, most: int = 100) -> list[Row]:
        """Rows before a position, the newest first; not more than `most`."""
        return self._entries("AND position < ? ORDER BY position DESC LIMIT ?", log, before, most)

    def rows_of_record(self, log: str, record: str, most: int = 10_000) -> list[Row]:
        """Rows of one record, the newest first."""
        return self._entries("AND record = ? ORDER BY position DESC LIMIT ?", log, record, most)

    def rows_of_step(self, log: str, step: str) -> list[Row]:
        """Rows of one step, in order."""
        return self._entries("AND step = ? ORDER BY position", log, step)

    def row_of_key(self, log: str, key: str) -> Row | None:
        """Row of an entry by its random key."""
        return next(iter(self._entries("AND key = ?", log, key)), None)

    def snapshot(self, log: str, until: int) -> Snapshot | None:
        """Newest snapshot not after a position."""
        rows = self._read(
            "SELECT position, hash, digest, packed FROM log_snapshots WHERE log = (SELECT number FROM "
            "log_logs WHERE name = ?) AND position <= ? ORDER BY position DESC LIMIT 1",
            log,
            until,
        )
        return Snapshot(*rows[0]) if rows else None

    def snapshots(self, log: str) -> list[int]:
        """Positions of all snapshots of a log, rising."""
        return [
            position
            for (position,) in self._read(
                "SELECT position FROM log_snapshots WHERE log = (SELECT number FROM log_logs WHERE "
                "name = ?) ORDER BY position",
                log,
            )
        ]

    def keep_snapshot(self, log: str, snapshot: Snapshot) -> None:
        """Keep a snapshot; one of that position is replaced."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO log_snapshots (log, position, hash, digest, packed) "
                "SELECT number, ?, ?, ?, ? FROM log_logs WHERE name = ?",
                (*snapshot, log),
            )

    def drop_snapshots(self, log: str, positions: Collection[int]) -> None:
        """Throw snapshots away."""
        with self._transaction() as connection:
            connection.executemany(
                "DELETE FROM log_snapshots WHERE position = ? AND log = (SELECT number FROM log_logs "
                "WHERE name = ?)",
                [(position, log) for position in positions],
            )

    @contextmanager
    def batch(self, logs: Collection[str]) -> Iterator[SqliteBatch]:
        """Lock the file for writing; left without an error, all that was appended is on the disk."""
        with self._transaction() as connection:
            yield SqliteBatch(connection)

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Look every 40 ms whether another connection wrote to the file.

        What was written is also brought from the write-ahead log into the file here, so that nobody
        who writes waits for it.
        """
        ended = threading.Event()

        def look() -> None:
            connection = opened(self.file)
            try:
                seen, grown, looks = None, False, 0
                while not ended.wait(LOOK):
                    looks += 1
                    try:
                        (version,) = connection.execute("PRAGMA data_version").fetchone()
                        if grown and looks % TIDY == 0:
                            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                            grown = False
                    except sqlite3.Error:
                        continue
                    if version != seen:
                        seen, grown = version, True
                        hear(None, 0)
            finally:
                connection.close()

        thread = threading.Thread(target=look, name="birlik-listener", daemon=True)
        thread.start()

        def end() -> None:
            ended.set()
            thread.join()

        return end

    def _entries(self, tail: str, log: str, *values: object) -> list[Row]:
        return [
            Row(*row)
            for row in self._read(
                f"{_OF_LOG} {tail}",
                log,
                *values,
            )
        ]

    def _read(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._reading, spoken(self.file):
            return self._reader.execute(statement, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._writing, spoken(self.file), transaction(self._writer):
            yield self._writer


class SqliteBatch:
    """The file, locked for everybody else who would write."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}

    def head(self, log: str) -> Head | None:
        """End of a log; None if there is no such log."""
        found = self._connection.execute(
            "SELECT number, position, hash FROM log_logs WHERE name = ?", (log,)
        ).fetchone()
        if found is None:
            return None
        self._numbers[log] = found[0]
        return Head(found[1], found[2])

    def rows(self, log: str, after: int) -> list[Row]:
        """All rows after a position, in order."""
        found = self._connection.execute(
            f"{_OF_NUMBER} AND position > ? ORDER BY position",
            (self._number(log), after),
        )
        return [Row(*row) for row in found]

    def steps_there(self, log: str, steps: Collection[str]) -> set[str]:
        """Those of some steps that the log holds already."""
        there = "SELECT 1 FROM log_entries WHERE log = ? AND step = ? LIMIT 1"
        number = self._number(log)
        return {s for s in steps if self._connection.execute(there, (number, s)).fetchone()}

    def append(self, log: str, rows: Sequence[Row]) -> None:
        """Add rows to the end."""
        if not rows:
            return
        number = self._number(log)
        self._connection.executemany(_ADD, [(number, *row) for row in rows])
        self._connection.execute(
            "UPDATE log_logs SET position = ?, hash = ? WHERE number = ?",
            (rows[-1].position, rows[-1].hash, number),
        )

    def _number(self, log: str) -> int:
        if log not in self._numbers and self.head(log) is None:
            raise NoSuchLog(f"there is no log called {log}")
        return self._numbers[log]


def opened(file: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Connection to the file as every part of the server uses it: what is committed is on the disk."""
    if read_only:
        address = f"{file.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection = sqlite3.connect(
        file, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {MOST_PAGES}")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Transaction that nobody else writes in; all of it happens, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def prepare(connection: sqlite3.Connection, file: Path, *, read_only: bool = False) -> None:
    """Make the tables of the logs if they are not there.

    Raises
    ------
    StoreError
        NewerDatabase; or that there are none, and none are to be made.
    """
    there = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'log_meta'"
    ).fetchone()
    if there:
        refuse_newer(schema_of(connection), str(file))
        return
    if read_only:
        raise StoreError(f"{file} holds no logs of Birlik")
    with transaction(connection):
        for statement in TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT OR IGNORE INTO log_meta VALUES ('schema', ?)", (str(SCHEMA),))


def schema_of(connection: sqlite3.Connection) -> int:
    """Version of the tables in a file."""
    found = connection.execute("SELECT value FROM log_meta WHERE key = 'schema'").fetchone()
    return int(found[0]) if found else 0


#: What SQLite's errors mean for people, by their primary code.
_FULL, _IO = 13, 10
_SENTENCES = {
    5: "another program has kept {file} locked for too long; end it, and try again",
    8: "{file} cannot be written: it is read-only, for this user or as a whole",
    11: "{file} is damaged; restore a backup with birlik restore",
    14: "{file} cannot be opened; is the folder there, and may this user write in it?",
    26: "{file} is no database of Birlik",
}


@contextmanager
def spoken(file: Path) -> Iterator[None]:
    """Turn errors of the database and the disk into sentences."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(error, file) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise _full(file) from error
        raise StoreError(f"{file} cannot be used: {error.strerror or error}") from error


def _in_words(error: sqlite3.Error, file: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_FULL, _IO):
        return _full(file)
    sentence = _SENTENCES.get(code)
    return StoreError(sentence.format(file=file) if sentence else f"{file}: {error}")


def _full(file: Path) -> StoreFull:
    return StoreFull(
        f"there is no room left for {file}, or its disk fails: nothing of this change was kept; make "
        "room on that disk, and do it again"
    )
