"""One entry of a log: what happened to one record, who did it, when, and the hash of the entry before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic_core import from_json

from birlik.log.canonical import canonical

#: Changed fields: value before and value after, as in ``plan.json``; None is empty.
Changes = Mapping[str, tuple[Any, Any]]


class Act(StrEnum):
    """What happens to a record; a note changes none, and only says that something happened.

    What is signed is there for good.
    """

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    NAME = "name"
    SIGN = "sign"
    NOTE = "note"


class Entry(NamedTuple):
    """What happened to one record.

    Attributes
    ----------
    position : int
        1, 2, 3 … in its log. It never leaves the server: gaps would count what is hidden.
    key : str
        Random; what a reader, a stream and an address see in place of the position.
    step : str
        Random; the entries that one act made (one import, one undo) share it.
    at : datetime
        UTC, to the microsecond; never before the entry before it.
    who, nation : str
        Key of the account, and the nation it acted for.
    kind, record : str
        Kind of record, and the record's own key.
    act : Act
    changes : mapping of str to pair
        Only the changed fields.
    release : pair of tuples of str, or None
        Nations that could read the record before, and that can after; None for what has no label.
    reason : str
        In the words of who changed it.
    undoes : str or None
        Step that this entry takes back.
    previous, hash : str
        SHA-256 of the entry before, and of this one without its hash.
    """

    position: int
    key: str
    step: str
    at: datetime
    who: str
    nation: str
    kind: str
    record: str
    act: Act
    changes: Changes
    release: tuple[tuple[str, ...], tuple[str, ...]] | None
    reason: str
    undoes: str | None
    previous: str
    hash: str


class Row(NamedTuple):
    """An entry as a store holds it.

    Attributes
    ----------
    position, key, step, record
        As in the entry, to find it by.
    body : bytes
        The entry without its hash, in canonical JSON: what is hashed.
    hash : str
    """

    position: int
    key: str
    step: str
    record: str
    body: bytes
    hash: str


class DamagedEntry(ValueError):
    """What a store holds is no entry."""


def beginning(log: str) -> str:
    """Hash that the first entry of a log names as the one before: entries of another log do not fit."""
    return hashlib.sha256(b"birlik-log/1 " + log.encode()).hexdigest()


def time_text(at: datetime) -> str:
    """Time of an entry as it is hashed: ``2024-07-09T09:30:00.000000Z``; texts sort like times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def sealed(entry: Entry) -> tuple[Entry, Row]:
    """Entry with its hash, and the row a store writes; the hash it had is not looked at.

    Raises
    ------
    ValueError
        If a value is none of JSON.
    """
    body = canonical(
        {
            "position": entry.position,
            "key": entry.key,
            "step": entry.step,
            "at": time_text(entry.at),
            "who": entry.who,
            "nation": entry.nation,
            "kind": entry.kind,
            "record": entry.record,
            "act": entry.act.value,
            "changes": entry.changes,
            "release": entry.release,
            "reason": entry.reason,
            "undoes": entry.undoes,
            "previous": entry.previous,
        }
    )
    digest = hashlib.sha256(body).hexdigest()
    row = Row(entry.position, entry.key, entry.step, entry.record, body, digest)
    return entry._replace(hash=digest), row


_ACTS = {act.value: act for act in Act}


def entry_of(row: Row) -> Entry:
    """Entry of a stored row; whether it fits into its chain is asked of :mod:`birlik.log.chain`.

    Raises
    ------
    DamagedEntry
        If the row is no entry at all.
    """
    try:
        # Twice as fast as the standard library's, and names of fields are shared.
        body = from_json(row.body, allow_inf_nan=False, cache_strings="keys")
        release = body["release"]
        return Entry(
            body["position"],
            body["key"],
            body["step"],
            datetime.fromisoformat(body["at"]),
            body["who"],
            body["nation"],
            body["kind"],
            body["record"],
            _ACTS[body["act"]],
            {name: (before, after) for name, (before, after) in body["changes"].items()},
            None if release is None else (tuple(release[0]), tuple(release[1])),
            body["reason"],
            body["undoes"],
            body["previous"],
            row.hash,
        )
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise DamagedEntry(f"entry {row.position} cannot be read") from error
