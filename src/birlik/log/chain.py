"""The chain of a log verified: every entry follows from the one before; the first that does not is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from birlik.log.baselines import BASELINES
from birlik.log.canonical import canonical, same
from birlik.log.concurrences import misfit
from birlik.log.entry import (
    Act,
    DamagedEntry,
    Entry,
    Row,
    beginning,
    entry_of,
    time_text,
)
from birlik.log.state import DoesNotFit, Folding, State, empty_state


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry of a log that does not fit.

    Attributes
    ----------
    log : str
    position : int
        Where in the log; of a missing entry, where it should stand.
    key : str
        The entry's own key, if it can be read.
    why : str
        A sentence, without its full stop.
    """

    log: str
    position: int
    key: str
    why: str

    @property
    def text(self) -> str:
        """Which entry, and why, in a sentence."""
        name = f" ({self.key})" if self.key else ""
        return f"{self.log}: entry {self.position:,}{name} does not fit: {self.why}."


@dataclass(frozen=True, slots=True)
class Verified:
    """What the verification of a chain found.

    Attributes
    ----------
    state : State
        Fold of all entries that fit.
    broken : Break or None
    """

    state: State
    broken: Break | None


class Chain:
    """A chain under verification, row after row.

    Attributes
    ----------
    broken : Break or None
        The first entry that does not fit; nothing after it is looked at.
    """

    def __init__(self, log: str) -> None:
        self._log = log
        self._folding = Folding(empty_state(log))
        # Of each position from 0 on: what baselines are held against.
        self._digests = bytearray.fromhex(beginning(log))
        self.broken: Break | None = None

    @property
    def state(self) -> State:
        """Fold of the rows that fit so far."""
        return self._folding.state()

    @property
    def position(self) -> int:
        """Rows that fit so far."""
        return self._folding.position

    def take(self, row: Row) -> bool:
        """Whether one row more fits."""
        if self.broken is None and (why := self._misfit(row)):
            position = min(row.position, self._folding.position + 1)
            self.broken = Break(self._log, position, row.key, why)
        elif self.broken is None:
            self._digests += bytes.fromhex(row.hash)
        return self.broken is None

    def end(self, position: int, hash: str) -> None:
        """Hold the end against what the store says it is."""
        if self.broken is not None:
            return
        here = self._folding.position
        if position > here:
            why = f"it is missing; the store counts {position:,} entries"
            self.broken = Break(self._log, here + 1, "", why)
        elif position < here:
            why = f"the store counts only {position:,} entries"
            self.broken = Break(self._log, position + 1, "", why)
        elif hash != self._folding.hash:
            why = "the store holds another hash of the last entry"
            self.broken = Break(self._log, here, self._folding.key, why)

    def _misfit(self, row: Row) -> str:
        """Why a row does not fit; empty if it does."""
        folding = self._folding
        if row.position != folding.position + 1:
            if row.position > folding.position + 1:
                return f"it is missing; after {folding.position:,} comes {row.position:,}"
            return f"it stands after entry {folding.position:,}"
        if hashlib.sha256(row.body).hexdigest() != row.hash:
            return "its content and its hash do not agree: one of them was changed"
        try:
            entry = entry_of(row)
        except DamagedEntry:
            return "it cannot be read"
        return self._disagreement(row, entry) or self._no_successor(entry)

    def _disagreement(self, row: Row, entry: Entry) -> str:
        """Where the columns of a row and its body differ."""
        columns = (row.position, row.key, row.step, row.record)
        if columns != (entry.position, entry.key, entry.step, entry.record):
            return "its content is that of another entry"
        if canonical(json.loads(row.body)) != row.body:
            return "it is not written in canonical JSON"
        return ""

    def _no_successor(self, entry: Entry) -> str:
        """Why an entry cannot come next."""
        folding = self._folding
        if entry.previous != folding.hash:
            return (
                "the hash it names is not that of the entry before"
                if folding.position
                else "it belongs to another log"
            )
        if folding.at is not None and entry.at < folding.at:
            return (
                f"it was made on {time_text(entry.at)}, before the entry before it "
                f"({time_text(folding.at)})"
            )
        held = None if entry.act is Act.NOTE else folding.held(entry.kind, entry.record)
        fields = {} if held is None else held.fields
        for name, (before, _) in entry.changes.items():
            if not same(fields.get(name), before):
                return f"it changes {name} from what the field did not hold"
        if entry.act is Act.REMOVE and fields.keys() != entry.changes.keys():
            return "it removes a record and does not name all its fields"
        if entry.kind == BASELINES and self._is_made_up(entry):
            return "it names a position with a hash that the log did not have there"
        if why := misfit(folding, entry.kind, entry.record, entry.act, entry.changes):
            return why
        try:
            folding.apply(entry)
        except DoesNotFit as error:
            return str(error)
        return ""

    def _is_made_up(self, entry: Entry) -> bool:
        """Whether a baseline names another hash than the log had at its position."""
        if entry.act not in (Act.NAME, Act.ADD):
            return False
        position = entry.changes.get("position", (None, None))[1]
        named = entry.changes.get("hash", (None, None))[1]
        if not isinstance(position, int) or not 0 <= position < entry.position:
            return True
        return bool(self._digests[32 * position : 32 * position + 32].hex() != named)


def verified(log: str, rows: Iterable[Row], position: int, hash: str) -> Verified:
    """Verification of a whole log.

    Parameters
    ----------
    log : str
    rows : iterable of Row
        All rows in the order of their positions.
    position, hash
        Head of the log as the store says it.
    """
    chain = Chain(log)
    for row in rows:
        if not chain.take(row):
            break
    chain.end(position, hash)
    return Verified(chain.state, chain.broken)
