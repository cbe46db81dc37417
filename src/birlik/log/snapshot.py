"""Snapshots: a state packed, to open a long log quickly; it can be thrown away at any time."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from birlik.log.canonical import canonical
from birlik.log.entry import time_text
from birlik.log.records import records_of
from birlik.log.state import Held, State

FORMAT = "birlik-snapshot/1"

#: Records packed in one piece.
PIECE = 100


class Snapshot(NamedTuple):
    """A packed state.

    Attributes
    ----------
    position : int
        Entries folded in it.
    hash : str
        Of the last of them: a snapshot of another past is not taken.
    digest : str
        SHA-256 of `packed`.
    packed : bytes
    """

    position: int
    hash: str
    digest: str
    packed: bytes

    def holds(self, state: State) -> bool:
        """Whether it holds a state, to the last key."""
        held = state_of(state.log, self)
        return held is not None and _content(held) == _content(state)


def snapshot_of(state: State) -> Snapshot:
    """Snapshot of a state; made in small pieces, so that other threads of the process get their turns."""
    compressor = zlib.compressobj(1)
    packed = b"".join(map(compressor.compress, _pieces(state))) + compressor.flush()
    return Snapshot(state.position, state.hash, hashlib.sha256(packed).hexdigest(), packed)


def _pieces(state: State) -> Iterator[bytes]:
    """Canonical JSON of the content, in pieces."""
    head = canonical(
        {name: value for name, value in _content(state, ()).items() if name != "kinds"}
    )
    yield head[:-1] + b',"kinds":{'
    comma = b""
    for kind in sorted(kind for kind, records in state.kinds.items() if records):
        yield comma + canonical(kind) + b":["
        comma = b","
        pairs = state.kinds[kind].pairs()
        first = True
        while rows := [[key, held.last, held.fields] for key, held in islice(pairs, PIECE)]:
            piece = canonical(rows)[1:-1]
            yield piece if first else b"," + piece
            first = False
        yield b"]"
    yield b"}}"


def _content(state: State, kinds: Collection[str] | None = None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "key": state.key,
        "at": None if state.at is None else time_text(state.at),
        "kinds": {
            kind: [[key, held.last, held.fields] for key, held in records.pairs()]
            for kind, records in state.kinds.items()
            if records and (kinds is None or kind in kinds)
        },
    }


def state_of(log: str, snapshot: Snapshot) -> State | None:
    """State that a snapshot holds; None if it is damaged, or of another format."""
    if hashlib.sha256(snapshot.packed).hexdigest() != snapshot.digest:
        return None
    try:
        content = json.loads(zlib.decompress(snapshot.packed))
        if content["format"] != FORMAT:
            return None
        at = content["at"]
        return State(
            log,
            snapshot.position,
            snapshot.hash,
            content["key"],
            None if at is None else datetime.fromisoformat(at),
            {
                kind: records_of({key: Held(fields, last) for key, last, fields in records})
                for kind, records in content["kinds"].items()
            },
        )
    except (ValueError, KeyError, TypeError, zlib.error):
        return None
