"""Which store an installation has: its SQLite file, or the database that DATABASE_URL names."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from birlik.server.store.interface import Store, StoreError

#: The file in the data folder.
FILE = "birlik.sqlite3"


@dataclass(frozen=True)
class Place:
    """Where logs and accounts lie: a SQLite file, or a PostgreSQL database.

    Attributes
    ----------
    file : Path or None
    url : str
        Empty for a file.
    snapshot : str
        Snapshot that a PostgreSQL transaction exported, so that what is read of it is of one moment.
    """

    file: Path | None = None
    url: str = ""
    snapshot: str = ""

    @property
    def words(self) -> str:
        """Where it is, for people, without passwords."""
        if self.url:
            from birlik.server.store.postgres_words import address_of

            return address_of(self.url)
        return str(self.file)

    def __repr__(self) -> str:
        return f"<Place: {self.words}>"


def place_of(folder: Path, url: str = "") -> Place:
    """Place of an installation with a data folder and, if not empty, a DATABASE_URL.

    Raises
    ------
    StoreError
        If the address is neither of PostgreSQL nor of a SQLite file.
    """
    if not url:
        return Place(file=folder / FILE)
    kind, _, rest = url.partition("://")
    if kind in ("postgres", "postgresql"):
        return Place(url=url)
    if kind == "sqlite" and rest.strip("/"):
        # As others write it: sqlite:///relative.sqlite3, sqlite:////absolute.sqlite3.
        return Place(file=Path(rest.removeprefix("/")))
    raise StoreError(
        "an address of a database begins with postgresql:// or sqlite:///; what was given is not shown, "
        "because it may hold a password"
    )


def opened(place: Place) -> Store:
    """Store at a place; it is made if there is none.

    Raises
    ------
    StoreError
    """
    if place.url:
        from birlik.server.store.postgres import PostgresStore

        return PostgresStore(place.url)
    from birlik.server.store.sqlite import SqliteStore

    assert place.file is not None
    return SqliteStore(place.file)


def is_there(place: Place) -> bool:
    """Whether there is a file, or a database at all, so that nothing is made by only looking."""
    return bool(place.url) or (place.file is not None and place.file.is_file())


def has_logs(file: Path) -> bool:
    """Whether a file is a database with logs."""
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'log_logs'")
            return found.fetchone() is not None
        finally:
            connection.close()
    except sqlite3.Error:
        return False
