"""What PostgreSQL says, in words for whoever looks after it, and never with a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict

from birlik.server.store.interface import StoreError, StoreFull, StoreUnreachable


def address_of(url: str) -> str:
    """Database and host of a URL, without user and password.

    Raises
    ------
    StoreError
        If it is no address of a database.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise StoreError(
            "DATABASE_URL is no address of a PostgreSQL database; write it as "
            "postgresql://user:password@host/database"
        ) from error
    return f"the database {parts.get('dbname', '')} on {parts.get('host') or 'this machine'}"


@contextmanager
def spoken(where: str) -> Iterator[None]:
    """Turn errors of the database into sentences."""
    try:
        yield
    except (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory) as error:
        raise StoreFull(
            f"there is no room left in {where}: nothing of this change was kept; make room on the disk "
            "of the database, and do it again"
        ) from error
    except psycopg.errors.ReadOnlySqlTransaction as error:
        raise StoreError(f"{where} is read-only; is it a standby?") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise StoreError(f"the user of {where} may not do this: {_line(error)}") from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise StoreUnreachable(f"{where} does not answer: {_line(error)}") from error
    except psycopg.Error as error:
        raise StoreError(f"{where}: {_line(error)}") from error


def _line(error: psycopg.Error) -> str:
    return " ".join(str(error).split())[:200]
