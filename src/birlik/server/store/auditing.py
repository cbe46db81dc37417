"""The audit of a store: every chain verified, and the snapshots held against what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from birlik.log.chain import Break, Chain
from birlik.log.plans import exercise_of
from birlik.server.store.interface import Head, NoSuchLog, Store
from birlik.server.store.logs import INSTALLATION

PART = 2_000


@dataclass(frozen=True)
class Audited:
    """What the audit of one log found.

    Attributes
    ----------
    log : str
    name : str
        Id and title of its exercise, if it has one.
    entries : int
        Entries that fit, from the first on.
    hash : str
        Of the last of them.
    until : datetime or None
        When that one was made, in UTC.
    broken : Break or None
        The first entry that does not fit.
    snapshots : tuple of int
        Positions of snapshots that are not what the entries give; they can be thrown away.
    known : tuple of str
        Hashes that somebody had written down, and that are in the log.
    """

    log: str
    name: str
    entries: int
    hash: str
    until: datetime | None
    broken: Break | None
    snapshots: tuple[int, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether every entry fits, and every snapshot."""
        return self.broken is None and not self.snapshots


def audited(
    store: Store,
    log: str | None = None,
    known: frozenset[str] = frozenset(),
    tell: Callable[[float, str], None] = lambda done, words: None,
) -> Iterator[Audited]:
    """Audit of all logs, or of one, as they are now; a server may go on writing.

    Parameters
    ----------
    store : Store
    log : str, optional
    known : frozenset of str
        Hashes written down earlier. A whole chain that somebody made anew is intact in itself; that
        such a hash is not in it gives it away.
    tell : callable
        Told the fraction done, and what is done.

    Raises
    ------
    NoSuchLog
    """
    heads = store.heads()
    if log is not None:
        if log not in heads:
            raise NoSuchLog(f"there is no log called {log}")
        heads = {log: heads[log]}
    every = sum(head.position for head in heads.values()) or 1
    done = 0
    for name in sorted(heads, key=lambda name: (name == INSTALLATION, name)):
        here = done

        def show(position: int, here: int = here, name: str = name) -> None:
            tell((here + position) / every, f"auditing {name}")

        yield _audit(store, name, heads[name], known, show)
        done += heads[name].position


def _audit(
    store: Store, log: str, head: Head, known: frozenset[str], tell: Callable[[int], None]
) -> Audited:
    chain = Chain(log)
    marks = [position for position in store.snapshots(log) if position <= head.position]
    wrong = []
    found = []
    after = 0
    while chain.broken is None and after < head.position:
        until = min([head.position, after + PART, *(mark for mark in marks if mark > after)])
        rows = store.rows(log, after, until - after)
        # Up to the first that does not fit.
        taken = list(takewhile(chain.take, rows))
        found += [row.hash for row in taken if row.hash in known]
        if len(taken) < until - after:
            break
        after = until
        tell(after)
        if after in marks and not _agrees(store, log, chain):
            wrong.append(after)
    # Entries behind the end: unless the end has moved on meanwhile, nobody appended them.
    more = store.rows(log, head.position, 1)
    if more and store.head(log) == head:
        chain.take(more[0])
    chain.end(*head)
    state = chain.state
    exercise = exercise_of(state)
    name = f"{exercise.id} {exercise.title}".strip()
    return Audited(
        log, name, state.position, state.hash, state.at, chain.broken, tuple(wrong), tuple(found)
    )


def _agrees(store: Store, log: str, chain: Chain) -> bool:
    """Whether the snapshot at the position of a chain is the fold up to there."""
    snapshot = store.snapshot(log, chain.position)
    if snapshot is None or snapshot.position != chain.position:
        return True
    return snapshot.hash == chain.state.hash and snapshot.holds(chain.state)
