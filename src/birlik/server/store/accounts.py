"""The tables beside the logs (accounts, sessions, tokens) carried between back ends, row by row.

It knows nothing of what they hold: whoever made them in one place makes them, empty, in the other, and
their columns say what a value becomes there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import psycopg
from psycopg import sql

from birlik.server.store import postgres_words, sqlite
from birlik.server.store.interface import StoreError
from birlik.server.store.opening import Place

#: Makes all tables of accounts in a place, as this version has them, if they are not there.
MakeTables = Callable[[Place], None]

PART = 1_000

#: What is no table of accounts: the logs, and what SQLite keeps for itself.
_OTHERS = ("log_", "sqlite_")


class _Tables(Protocol):
    """Tables in one place."""

    def columns(self) -> Mapping[str, Sequence[str]]:
        """Names of the columns of each table, by its name."""

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Rows of a table, in parts."""

    def replace(
        self, table: str, columns: Sequence[str], parts: Iterable[Sequence[tuple[Any, ...]]]
    ) -> None:
        """Put rows in place of those of a table."""


def carrier(make_tables: MakeTables, left: Collection[str] = ()) -> Callable[[Place, Place], None]:
    """What carries accounts from one place to another.

    Parameters
    ----------
    make_tables : callable
    left : collection of str
        Tables that may be forgotten, and need not be there.
    """

    def carry(source: Place, target: Place) -> None:
        make_tables(target)
        with _tables(source) as old, _tables(target, writing=True) as new:
            _carry(old, new, source, target, left)

    return carry


def _carry(old: _Tables, new: _Tables, source: Place, target: Place, left: Collection[str]) -> None:
    """Put all rows of one place in place of those of another, or none.

    Raises
    ------
    StoreError
        If the tables are not those of one version.
    """
    here = {table: columns for table, columns in old.columns().items() if table not in left}
    there = new.columns()
    if strange := [table for table in here if table not in there]:
        raise StoreError(
            f"{source.words} has a table {strange[0]} that this version does not make; start the server "
            "on it once, and try again"
        )
    for table, columns in here.items():
        if set(columns) != set(there[table]):
            raise StoreError(
                f"the table {table} in {source.words} is of another version than that in {target.words}; "
                "start the server on it once, and try again"
            )
    for table, columns in here.items():
        new.replace(table, columns, old.rows(table, columns))


@contextmanager
def _tables(place: Place, *, writing: bool = False) -> Iterator[_Tables]:
    if place.file is not None:
        with _of_sqlite(place.file, writing) as tables:
            yield tables
    else:
        with _of_postgres(place, writing) as tables:
            yield tables


class _SqliteTables:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def columns(self) -> Mapping[str, Sequence[str]]:
        """Names of the columns of each table, by its name."""
        found: dict[str, list[str]] = {}
        for table, column in self._connection.execute(
            "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
            "WHERE m.type = 'table' ORDER BY m.name, c.cid"
        ):
            if not table.startswith(_OTHERS):
                found.setdefault(table, []).append(column)
        return found

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Rows of a table, in parts."""
        names = ", ".join(map(_quoted, columns))
        found = self._connection.execute(f"SELECT {names} FROM {_quoted(table)}")  # noqa: S608
        while part := found.fetchmany(PART):
            yield part

    def replace(
        self, table: str, columns: Sequence[str], parts: Iterable[Sequence[tuple[Any, ...]]]
    ) -> None:
        """Put rows in place of those of a table."""
        names, marks = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
        self._connection.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608
        add = f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})"  # noqa: S608
        for part in parts:
            self._connection.executemany(add, [[_for_sqlite(v) for v in row] for row in part])


class _PostgresTables:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._types: dict[str, dict[str, str]] = {}
        for table, column, kind in connection.execute(
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class AS c "
            "JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE c.relkind IN ('r', 'p') AND "
            "c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped "
            "ORDER BY c.relname, a.attnum"
        ):
            if not table.startswith(_OTHERS):
                self._types.setdefault(table, {})[column] = kind

    def columns(self) -> Mapping[str, Sequence[str]]:
        """Names of the columns of each table, by its name."""
        return {table: list(types) for table, types in self._types.items()}

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Rows of a table, in parts."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        query = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            while part := cursor.fetchmany(PART):
                yield part

    def replace(
        self, table: str, columns: Sequence[str], parts: Iterable[Sequence[tuple[Any, ...]]]
    ) -> None:
        """Put rows in place of those of a table."""
        here = sql.Identifier(table)
        types = [self._types[table][column] for column in columns]
        self._connection.execute(sql.SQL("DELETE FROM {}").format(here))
        add = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            here,
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            # A text becomes whatever the column holds.
            sql.SQL(", ").join(sql.SQL(f"CAST(%s AS {kind})") for kind in types),
        )
        with self._connection.cursor() as cursor:
            for part in parts:
                cursor.executemany(add, [list(map(_for_postgres, row, types)) for row in part])
        for column in columns:
            self._count_on(table, column)

    def _count_on(self, table: str, column: str) -> None:
        """Let a column that numbers its rows go on after the last of them."""
        name = sql.Identifier(table).as_string(self._connection)
        found = self._connection.execute(
            "SELECT pg_get_serial_sequence(%s, %s)", (name, column)
        ).fetchone()
        if found and found[0]:
            self._connection.execute(
                sql.SQL(
                    "SELECT setval(%s, coalesce(max({}), 1), max({}) IS NOT NULL) FROM {}"
                ).format(sql.Identifier(column), sql.Identifier(column), sql.Identifier(table)),
                (found[0],),
            )


@contextmanager
def _of_sqlite(file: Path, writing: bool) -> Iterator[_SqliteTables]:
    with sqlite.spoken(file), closing(sqlite.opened(file, read_only=not writing)) as connection:
        if not writing:
            connection.execute("BEGIN")
            yield _SqliteTables(connection)
            connection.execute("COMMIT")
            return
        # Rows come in the order of their tables' names, and refer to each other: all at once they fit.
        connection.execute("PRAGMA foreign_keys = OFF")
        with sqlite.transaction(connection):
            yield _SqliteTables(connection)
            if wrong := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreError(f"a row of {wrong[0]} in {file} refers to one that is not there")


@contextmanager
def _of_postgres(place: Place, writing: bool) -> Iterator[_PostgresTables]:
    with postgres_words.spoken(place.words), psycopg.connect(place.url) as connection:
        if not writing:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            if place.snapshot:
                connection.execute(
                    sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(place.snapshot))
                )
        else:
            connection.execute("SET CONSTRAINTS ALL DEFERRED")
        connection.execute("SET LOCAL TimeZone = 'UTC'")
        yield _PostgresTables(connection)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _for_sqlite(value: Any) -> Any:
    """Value as Django keeps it in SQLite."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, date | time | Decimal) or _is_address(value):
        return str(value)
    return value


def _is_address(value: Any) -> bool:
    return type(value).__module__ == "ipaddress"


def _for_postgres(value: Any, kind: str) -> Any:
    """Value that a cast makes what the column holds; times in SQLite are in UTC and do not say so."""
    if value is None or isinstance(value, bytes):
        return value
    if kind == "interval":
        return f"{value} microseconds"
    return str(value)
