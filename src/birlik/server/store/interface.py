"""What the server asks of a back end that keeps logs, and how one says that it cannot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from birlik.log.entry import Row
from birlik.log.snapshot import Snapshot

#: Version of the tables that this program makes and reads.
SCHEMA = 1


class StoreError(Exception):
    """The store cannot do what was asked; the sentence says why, and what to do. Nothing was written."""


class StoreFull(StoreError):
    """No room is left."""


class StoreUnreachable(StoreError):
    """The database does not answer, or was lost on the way: it is not known what it did."""


class NewerDatabase(StoreError):
    """The database was made by a newer Birlik."""


class NoSuchLog(StoreError):
    """There is no log of that name."""


class DamagedLog(StoreError):
    """An entry of a log does not fit to those before it."""


class Head(NamedTuple):
    """End of a log.

    Attributes
    ----------
    position : int
        Entries in it; 0 for an empty one.
    hash : str
        Of the last; of an empty log, what its first entry will name as the one before.
    """

    position: int
    hash: str


class Batch(Protocol):
    """Some logs, locked for everybody else until all that is appended is durable, or nothing is."""

    def head(self, log: str) -> Head | None:
        """End of a locked log; None if there is no such log."""

    def rows(self, log: str, after: int) -> list[Row]:
        """All rows after a position, in order."""

    def steps_there(self, log: str, steps: Collection[str]) -> set[str]:
        """Those of some steps that the log holds already."""

    def append(self, log: str, rows: Sequence[Row]) -> None:
        """Add rows to the end; durable when the batch is left without an error."""


#: Told that a log has grown to a position; without a name, that anything may have changed.
Hear = Callable[[str | None, int], None]


class Store(Protocol):
    """Logs in a database. All of it can be called from any thread.

    Every method raises StoreError, in a sentence for people, if the database cannot do it.
    """

    @property
    def where(self) -> str:
        """Where it is, for people, without passwords."""

    def create(self, log: str) -> None:
        """Begin an empty log; one that is there stays as it is."""

    def heads(self) -> dict[str, Head]:
        """All logs with their ends, by name."""

    def head(self, log: str) -> Head | None:
        """End of a log; None if there is no such log."""

    def rows(self, log: str, after: int = 0, most: int = 5_000) -> list[Row]:
        """Rows after a position, in order; not more than `most`."""

    def rows_before(self, log: str, before: int, most: int = 100) -> list[Row]:
        """Rows before a position, the newest first; not more than `most`."""

    def rows_of_record(self, log: str, record: str, most: int = 10_000) -> list[Row]:
        """Rows of one record, the newest first."""

    def rows_of_step(self, log: str, step: str) -> list[Row]:
        """Rows of one step, in order."""

    def row_of_key(self, log: str, key: str) -> Row | None:
        """Row of an entry by its random key."""

    def snapshot(self, log: str, until: int) -> Snapshot | None:
        """Newest snapshot not after a position."""

    def snapshots(self, log: str) -> list[int]:
        """Positions of all snapshots of a log, rising."""

    def keep_snapshot(self, log: str, snapshot: Snapshot) -> None:
        """Keep a snapshot; one of that position is replaced."""

    def drop_snapshots(self, log: str, positions: Collection[int]) -> None:
        """Throw snapshots away."""

    def batch(self, logs: Collection[str]) -> AbstractContextManager[Batch]:
        """Lock some logs, to read their ends and append; left without an error, all is durable."""

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Hear of what other processes append, within 100 ms, from a thread of its own.

        Returns
        -------
        callable
            Ends it.
        """

    def close(self) -> None:
        """Let the database go."""


def refuse_newer(schema: int, where: str) -> None:
    """Refuse tables of a newer version.

    Raises
    ------
    NewerDatabase
    """
    if schema > SCHEMA:
        raise NewerDatabase(
            f"{where} was made by a newer Birlik (its tables are of version {schema}, this Birlik "
            f"knows {SCHEMA}); update Birlik, nothing was changed"
        )
