"""One log as this process holds it: its state now, brought up to date, and who listens to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from birlik.log.entry import DamagedEntry, Entry, entry_of
from birlik.log.snapshot import state_of
from birlik.log.state import DoesNotFit, State, empty_state
from birlik.server.store.interface import DamagedLog, NoSuchLog, Store

#: Rows fetched at once.
PART = 5_000

_log = logging.getLogger(__name__)


class News(NamedTuple):
    """What happened to a log, one step at a time.

    Attributes
    ----------
    log : str
    entries : tuple of Entry
        Of one step; empty if the log was restored from a backup, so that nothing before holds.
    before, after : State
        Around them.
    """

    log: str
    entries: tuple[Entry, ...]
    before: State
    after: State

    @property
    def restored(self) -> bool:
        """Whether the past is another one than before."""
        return not self.entries


#: Told of each step, in order. It must return at once and never append: the log waits for it.
Listener = Callable[[News], None]


class Current:
    """A log in memory.

    Attributes
    ----------
    state : State
        The newest that this process knows; read it without a lock, it is a value.
    lock : RLock
        Held while the log is brought up to date or written, so that both do not do the same.
    gone : bool
        Whether the log is not there any more, as a backup was restored that did not have it.
    """

    def __init__(self, store: Store, log: str) -> None:
        self._store = store
        self.log = log
        self.lock = threading.RLock()
        self.gone = False
        self._listeners: tuple[Listener, ...] = ()
        self.state = opened(store, log)

    def listen(self, listener: Listener) -> tuple[State, Callable[[], None]]:
        """State from which on a listener is told of every step, and what ends it."""
        with self.lock:
            self._listeners = (*self._listeners, listener)

            def end() -> None:
                with self.lock:
                    self._listeners = tuple(one for one in self._listeners if one is not listener)

            return self.state, end

    def advance(self, after: State, entries: Sequence[Entry]) -> None:
        """Take a step that was written; its entries follow the state held."""
        news = News(self.log, tuple(entries), self.state, after)
        self.state = after
        self._tell(news)

    def catch_up(self) -> None:
        """Take what others have appended, or the log that was restored in place of this one."""
        with self.lock:
            head = self._store.head(self.log)
            if head is not None and head == (self.state.position, self.state.hash):
                return
            if head is None or head.position <= self.state.position:
                self.start_anew()
                return
            while entries := entries_after(self._store, self.log, self.state.position):
                if not self.take(entries):
                    return

    def take(self, entries: Sequence[Entry]) -> bool:
        """Take entries of others; if they do not follow what is held, take the log anew."""
        if entries and entries[0].previous != self.state.hash:
            self.start_anew()
            return False
        for step in steps_of(entries):
            self.advance(self.state.after(step), step)
        return True

    def start_anew(self) -> None:
        """Fold the log again, as it was restored from a backup."""
        before = self.state
        try:
            self.state = opened(self._store, self.log)
        except NoSuchLog:
            self.gone = True
            self.state = empty_state(self.log)
        self._tell(News(self.log, (), before, self.state))

    def _tell(self, news: News) -> None:
        for listener in self._listeners:
            try:
                listener(news)
            except Exception:  # noqa: BLE001 - one who listens badly does not stop the log
                _log.exception("a listener to %s failed", self.log)


def opened(store: Store, log: str, until: int | None = None) -> State:
    """State of a log at a position, or at its end: from the newest snapshot that fits, and what follows.

    Raises
    ------
    StoreError
        NoSuchLog, or DamagedLog if an entry does not fit.
    """
    head = store.head(log)
    if head is None:
        raise NoSuchLog(f"there is no log called {log}")
    end = head.position if until is None else min(until, head.position)
    state = _from_snapshot(store, log, end) or empty_state(log)
    try:
        while state.position < end:
            rows = store.rows(log, state.position, min(PART, end - state.position))
            if not rows:
                break
            # One at a time, so that no more are alive than the collector of garbage cares for.
            state = state.after(map(entry_of, rows))
    except (DoesNotFit, DamagedEntry) as error:
        raise DamagedLog(
            f"the log {log} is damaged: {error}; birlik audit says where, and birlik restore puts a backup "
            "in its place"
        ) from error
    return state


def _from_snapshot(store: Store, log: str, until: int) -> State | None:
    snapshot = store.snapshot(log, until)
    if snapshot is None:
        return None
    there = store.rows(log, snapshot.position - 1, 1)
    if not there or there[0].hash != snapshot.hash:
        return None
    return state_of(log, snapshot)


def entries_after(store: Store, log: str, after: int, most: int = PART) -> list[Entry]:
    """Entries after a position, in order; not more than `most`."""
    return [entry_of(row) for row in store.rows(log, after, most)]


def entries_between(store: Store, log: str, after: int, until: int) -> Iterator[list[Entry]]:
    """Entries after one position up to another, in parts."""
    while after < until:
        entries = entries_after(store, log, after, min(PART, until - after))
        if not entries:
            return
        yield entries
        after = entries[-1].position


def steps_of(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Entries, step by step."""
    for _, step in groupby(entries, lambda entry: entry.step):
        yield tuple(step)
