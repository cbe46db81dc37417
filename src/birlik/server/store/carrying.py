"""Backup, restore and migration: an installation carried to another place, also while it is served."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from birlik.log.chain import Chain
from birlik.log.entry import Row
from birlik.server.store.interface import Head, Store, StoreError
from birlik.server.store.opening import Place, has_logs, is_there, opened
from birlik.server.store.sqlite import SqliteStore, spoken

#: Carries everything that is not a log (accounts, sessions, tokens) from one place to another.
#: Between two SQLite files it is not asked: the whole file is copied.
Accounts = Callable[[Place, Place], None]

Tell = Callable[[float, str], None]

PART = 5_000


@dataclass(frozen=True)
class Carried:
    """What was carried.

    Attributes
    ----------
    logs : int
    entries : int
        In all of them.
    accounts : bool
        Whether the accounts went along.
    kept : Path or None
        Where what was there before was kept.
    """

    logs: int
    entries: int
    accounts: bool
    kept: Path | None = None


def _nobody(_done: float, _words: str) -> None:
    """Listen to nothing."""


def backup(
    place: Place, file: Path, accounts: Accounts | None = None, tell: Tell = _nobody
) -> Carried:
    """Back an installation up to a file, of one moment, while it may be served; the file is verified.

    The file is a SQLite database, whatever the installation uses, and could be served as it is. One
    that is there is replaced only when all is done.

    Raises
    ------
    StoreError
        If there is nothing to back up, or no room for it, or the chain of a log is broken.
    """
    if not is_there(place):
        raise StoreError(f"there is no installation in {place.words}")
    with _fresh(file) as new:
        if place.file is not None:
            _copy_file(place.file, new)
            whole = True
        else:
            whole = accounts is not None
            with _one_moment(place) as moment, closing(opened(moment)) as source:
                with closing(SqliteStore(new)) as target:
                    _carry(source, target, source.heads(), tell)
                if accounts is not None:
                    accounts(moment, Place(file=new))
        _settle(new)
        logs, entries = verified_file(new, tell)
    return Carried(logs, entries, whole)


def restore(
    file: Path,
    place: Place,
    folder: Path,
    accounts: Accounts | None = None,
    tell: Tell = _nobody,
) -> Carried:
    """Put a backup in place of an installation, while it may be served; servers take it up at once.

    Parameters
    ----------
    file : Path
        What :func:`backup` wrote.
    place : Place
    folder : Path
        Where what was there before is kept, under a name with the time.

    Raises
    ------
    StoreError
        If the file is no backup, is of a newer Birlik, or a chain in it is broken: nothing is changed.
    """
    if not has_logs(file):
        raise StoreError(f"{file} is no backup of Birlik")
    logs, entries = verified_file(file, tell)
    kept = _kept(place, folder, accounts, tell)
    if place.file is not None:
        with closing(SqliteStore(place.file)):
            _copy_file(file, place.file)
        return Carried(logs, entries, True, kept)
    from birlik.server.store.postgres import replace_all

    if accounts is not None:
        # First, as it is the part that can be refused: then nothing is changed.
        accounts(Place(file=file), place)
    with closing(SqliteStore(file, read_only=True)) as source, closing(opened(place)):
        replace_all(place.url, _everything(source, tell))
    return Carried(logs, entries, accounts is not None, kept)


def migrate(
    source: Place, target: Place, accounts: Accounts | None = None, tell: Tell = _nobody
) -> Carried:
    """Carry an installation to another back end; a second run carries what was written since the first.

    So the first can run while the installation is served, and the second, short one after the server
    was stopped.

    Raises
    ------
    StoreError
        If the target holds what the source does not, or a chain is broken.
    """
    if source == target:
        raise StoreError(f"{source.words} is where the installation lies already")
    if not is_there(source):
        raise StoreError(f"there is no installation in {source.words}")
    with _one_moment(source) as moment:
        with closing(opened(moment)) as old, closing(opened(target)) as new:
            heads = old.heads()
            _refuse_others(old, new, heads)
            _carry(old, new, heads, tell)
            for log in heads:
                _verify(new, log, tell)
        if accounts is not None:
            accounts(moment, target)
    entries = sum(head.position for head in heads.values())
    return Carried(len(heads), entries, accounts is not None)


def verified_file(file: Path, tell: Tell = _nobody) -> tuple[int, int]:
    """How many logs and entries a backup holds.

    Raises
    ------
    StoreError
        If a chain in it is broken.
    """
    with closing(SqliteStore(file, read_only=True)) as store:
        heads = store.heads()
        for log in heads:
            _verify(store, log, tell)
    return len(heads), sum(head.position for head in heads.values())


def _verify(store: Store, log: str, tell: Tell) -> None:
    head = store.head(log)
    assert head is not None
    chain = Chain(log)
    while chain.broken is None and (rows := store.rows(log, chain.position, PART)):
        for row in rows:
            if not chain.take(row):
                break
        tell(chain.position / max(head.position, 1), f"verifying {log}")
    chain.end(*head)
    if chain.broken is not None:
        raise StoreError(f"{store.where}: {chain.broken.text} Nothing was changed.")


def _refuse_others(old: Store, new: Store, heads: Mapping[str, Head]) -> None:
    """Refuse a target with logs that are not the beginning of those of the source."""
    for log, head in new.heads().items():
        if head.position == 0:
            continue
        rows = old.rows(log, head.position - 1, 1) if log in heads else []
        if not rows or rows[0].hash != head.hash:
            raise StoreError(
                f"{new.where} holds a log ({log}) that is not the beginning of one here; name a database "
                "without logs, or put this installation in place of that one with birlik backup and "
                "birlik restore"
            )


def _carry(source: Store, target: Store, heads: Mapping[str, Head], tell: Tell) -> None:
    """Append to each log of the target what it lacks of the source's."""
    for log, head in heads.items():
        target.create(log)
        there = target.head(log)
        assert there is not None
        position = there.position
        while position < head.position:
            rows = source.rows(log, position, min(PART, head.position - position))
            with target.batch([log]) as batch:
                if batch.head(log) != there or not rows:
                    raise StoreError(f"somebody else writes to {log} in {target.where}")
                batch.append(log, rows)
            position = rows[-1].position
            there = Head(position, rows[-1].hash)
            tell(position / head.position, f"carrying {log}")


def _everything(store: Store, tell: Tell) -> Iterator[tuple[str, Head, Iterator[list[Row]]]]:
    """Each log with its end and its rows, in parts."""

    def parts(log: str, head: Head) -> Iterator[list[Row]]:
        position = 0
        while position < head.position:
            rows = store.rows(log, position, min(PART, head.position - position))
            yield rows
            position = rows[-1].position
            tell(position / head.position, f"restoring {log}")

    for log, head in store.heads().items():
        yield log, head, parts(log, head)


def _kept(place: Place, folder: Path, accounts: Accounts | None, tell: Tell) -> Path | None:
    """Where what is at a place was kept; None if there is nothing."""
    if not is_there(place):
        return None
    with closing(opened(place)) as store:
        if not any(head.position for head in store.heads().values()):
            return None
    file = folder / f"before-restore-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.sqlite3"
    with _fresh(file) as new:
        if place.file is not None:
            _copy_file(place.file, new)
        else:
            with _one_moment(place) as moment, closing(opened(moment)) as source:
                with closing(SqliteStore(new)) as target:
                    _carry(source, target, source.heads(), tell)
                if accounts is not None:
                    accounts(moment, Place(file=new))
        _settle(new)
    return file


def _copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite database as it is at one moment, whoever writes to it; also into one that is in use."""
    with (
        spoken(target),
        closing(sqlite3.connect(source, timeout=30)) as old,
        closing(sqlite3.connect(target, timeout=30)) as new,
    ):
        # In one go: in parts it would begin again whenever somebody writes.
        old.backup(new, pages=-1)


def _settle(file: Path) -> None:
    """Make a database one file, without those of the write-ahead log beside it, that can be only read."""
    with spoken(file), closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _fresh(file: Path) -> Iterator[Path]:
    """A new file, its owner's alone, that takes the place of another when all is done."""
    with spoken(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(handle)
    new = Path(name)
    try:
        yield new
        with spoken(file), new.open("rb+") as written:
            os.fsync(written.fileno())
        new.replace(file)
    finally:
        for left in (new, *(new.with_name(f"{new.name}{end}") for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)


@contextmanager
def _one_moment(place: Place) -> Iterator[Place]:
    """The place as it is now, for whoever reads it in several connections."""
    if not place.url:
        yield place
        return
    from birlik.server.store.postgres import exported_snapshot

    with exported_snapshot(place.url) as snapshot:
        yield Place(url=place.url, snapshot=snapshot)
