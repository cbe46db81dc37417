"""The audit of a store: every chain verified, and the snapshots held against what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from birlik import __version__
from birlik.log.baselines import baselines_of
from birlik.log.chain import Break, Chain
from birlik.log.concurrences import Concurrence, signatures
from birlik.log.entry import entry_of
from birlik.log.plans import exercise_of
from birlik.log.state import Folding, State, empty_state
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
    signatures : int
        Of nations under baselines; that they fit the chain is part of it.
    strange_views : tuple of str
        Sentences about signatures that name another view of the baseline than the log gives.
    older_views : tuple of str
        The same of those that another version of Birlik made, which may show something else.
    """

    log: str
    name: str
    entries: int
    hash: str
    until: datetime | None
    broken: Break | None
    snapshots: tuple[int, ...] = ()
    known: tuple[str, ...] = ()
    signatures: int = 0
    strange_views: tuple[str, ...] = ()
    older_views: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether every entry fits, every snapshot, and every view that was signed."""
        return self.broken is None and not self.snapshots and not self.strange_views


#: Fingerprint of what a nation sees of a state.
Fingerprint = Callable[[State, str], str]


def audited(
    store: Store,
    log: str | None = None,
    known: frozenset[str] = frozenset(),
    tell: Callable[[float, str], None] = lambda done, words: None,
    fingerprint: Fingerprint | None = None,
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
    fingerprint : callable, optional
        Makes again what nations were shown that have signed; without it that is not looked at.

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

        yield _audit(store, name, heads[name], known, show, fingerprint)
        done += heads[name].position


def _audit(
    store: Store,
    log: str,
    head: Head,
    known: frozenset[str],
    tell: Callable[[int], None],
    fingerprint: Fingerprint | None,
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
    signed = signatures(state)
    strange = _strange_views(store, state, signed, fingerprint) if fingerprint else []
    return Audited(
        log,
        name,
        state.position,
        state.hash,
        state.at,
        chain.broken,
        tuple(wrong),
        tuple(found),
        len(signed),
        tuple(_strange(each) for each in strange if each.made_by == __version__),
        tuple(_strange(each) for each in strange if each.made_by != __version__),
    )


def _strange_views(
    store: Store, state: State, signed: Sequence[Concurrence], fingerprint: Fingerprint
) -> list[Concurrence]:
    """Signatures whose view is not what the log gives."""
    positions = {each.record: each.position for each in baselines_of(state)}
    wanted = sorted({(positions[s.baseline], s.nation) for s in signed if s.baseline in positions})
    views: dict[tuple[int, str], str] = {}
    folding = Folding(empty_state(state.log))
    for position, nation in wanted:
        while folding.position < position:
            for row in store.rows(
                state.log, folding.position, min(PART, position - folding.position)
            ):
                folding.apply(entry_of(row))
        views[position, nation] = fingerprint(folding.state(), nation)
    return [
        each
        for each in signed
        if views.get((positions.get(each.baseline, -1), each.nation)) != each.view
    ]


def _strange(signed: Concurrence) -> str:
    if signed.made_by != __version__:
        return (
            f"{signed.nation} signed {signed.name} with Birlik {signed.made_by}, which shows something "
            "else of it than this version; ask that version"
        )
    return (
        f"what {signed.nation} sees of {signed.name} is not what its signature names; the signature was "
        "not made by Birlik"
    )


def _agrees(store: Store, log: str, chain: Chain) -> bool:
    """Whether the snapshot at the position of a chain is the fold up to there."""
    snapshot = store.snapshot(log, chain.position)
    if snapshot is None or snapshot.position != chain.position:
        return True
    return snapshot.hash == chain.state.hash and snapshot.holds(chain.state)
