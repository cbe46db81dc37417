"""All logs of an installation as the rest of the server sees them: states, appending, history, listening."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Self

from birlik.log.appending import Outcome
from birlik.log.drafts import Step
from birlik.log.entry import Entry, entry_of
from birlik.log.keys import new_key
from birlik.log.labels import Labels, VocabularyLabels
from birlik.log.snapshot import snapshot_of
from birlik.log.state import State
from birlik.server.store.current import (
    Current,
    Listener,
    entries_after,
    entries_between,
    opened,
)
from birlik.server.store.interface import NoSuchLog, Store, StoreError
from birlik.server.store.writer import Writer

#: The log of accounts, sign-ins, invitations and settings: the audit trail of the installation.
INSTALLATION = "installation"

#: Entries between two snapshots; the newest few are kept, and every tenth for good.
EVERY = 1_000
NEWEST, TENTH = 3, 10

_log = logging.getLogger(__name__)


class Logs:
    """The logs of an installation, one for each exercise and one of the installation itself.

    Everything can be called from any thread. What waits for the disk is :meth:`append`; from
    asynchronous code, ``await asyncio.wrap_future(logs.submit(...))``.

    Parameters
    ----------
    store : Store
        Closed with the logs.
    labels : callable, optional
        To whom a record is released, written into each entry.
    every : int
        Entries between two snapshots.
    now : callable
        The clock, in UTC.
    """

    def __init__(
        self,
        store: Store,
        *,
        labels: Labels | None = None,
        every: int = EVERY,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self._every = every
        self._opening = threading.Lock()
        self._currents: dict[str, Current] = {}
        self._packed: dict[str, int] = {}
        self._packing = ThreadPoolExecutor(1, thread_name_prefix="birlik-snapshots")
        store.create(INSTALLATION)
        self._writer = Writer(store, self.current, labels or VocabularyLabels(), self._grown, now)
        self._deaf = store.listen(self._hear)

    def close(self) -> None:
        """Write what waits, finish snapshots, and let the database go."""
        self._writer.close()
        self._deaf()
        self._packing.shutdown()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def begin(self, log: str | None = None) -> str:
        """Name of a new log, random unless one is given."""
        log = log or new_key()
        self.store.create(log)
        return log

    def names(self) -> list[str]:
        """Names of the logs of all exercises."""
        return [name for name in self.store.heads() if name != INSTALLATION]

    def current(self, log: str) -> Current:
        """A log as this process holds it.

        Raises
        ------
        NoSuchLog
        """
        found = self._currents.get(log)
        if found is None:
            with self._opening:
                found = self._currents.get(log)
                if found is None:
                    found = self._currents[log] = Current(self.store, log)
                    self._packed[log] = max(self.store.snapshots(log), default=0)
        if found.gone:
            with self._opening:
                self._currents.pop(log, None)
            raise NoSuchLog(f"there is no log called {log} any more")
        return found

    def state(self, log: str) -> State:
        """State of a log now.

        Raises
        ------
        NoSuchLog
        """
        return self.current(log).state

    def submit(self, log: str, step: Step) -> Future[Outcome]:
        """Outcome of a step once it is durable; see :meth:`append`."""
        return self._writer.submit(log, step)

    def append(self, log: str, step: Step) -> Outcome:
        """Outcome of a step, which is durable when this returns.

        Raises
        ------
        UnfitChange
            If a value cannot stand in its field; nothing was kept.
        StoreError
            NoSuchLog, StoreFull, StoreUnreachable …; nothing was kept, or it is said that this is
            not known. Submitting the same step again is safe: its key counts once.
        """
        return self.submit(log, step).result()

    def listen(self, log: str, listener: Listener) -> tuple[State, Callable[[], None]]:
        """State from which on a listener is told of every step, and what ends it.

        The listener is called in the order of the log from whatever thread brings it forward; it
        must return at once and never append.
        """
        return self.current(log).listen(listener)

    def state_at(self, log: str, position: int) -> State:
        """State after an earlier entry, or now if the log is no longer."""
        now = self.state(log)
        return now if position >= now.position else opened(self.store, log, max(position, 0))

    def position_at(self, log: str, moment: datetime) -> int:
        """Last position not after a moment; 0 if the log begins later."""
        low, high = 0, self.state(log).position
        while low < high:
            middle = (low + high + 1) // 2
            if self.entry(log, middle).at <= moment:
                low = middle
            else:
                high = middle - 1
        return low

    def entry(self, log: str, position: int) -> Entry:
        """Entry at a position.

        Raises
        ------
        NoSuchLog
            If there is none.
        """
        found = entries_after(self.store, log, position - 1, 1) if position > 0 else []
        if not found:
            raise NoSuchLog(f"{log} has no entry {position:,}")
        return found[0]

    def entry_of_key(self, log: str, key: str) -> Entry | None:
        """Entry by its random key; None if the log holds none."""
        row = self.store.row_of_key(log, key)
        return None if row is None else entry_of(row)

    def entries(self, log: str, after: int = 0, until: int | None = None) -> Iterator[Entry]:
        """Entries after a position up to another, or to the end, in order."""
        end = self.state(log).position if until is None else until
        for part in entries_between(self.store, log, after, end):
            yield from part

    def newest(self, log: str, before: int | None = None, most: int = 100) -> list[Entry]:
        """Entries before a position, or the last ones, the newest first."""
        limit = self.state(log).position + 1 if before is None else before
        return [entry_of(row) for row in self.store.rows_before(log, limit, most)]

    def entries_of_record(self, log: str, record: str) -> list[Entry]:
        """What happened to one record, the newest first."""
        return [entry_of(row) for row in self.store.rows_of_record(log, record)]

    def entries_of_step(self, log: str, step: str) -> list[Entry]:
        """What one act did, in order."""
        return [entry_of(row) for row in self.store.rows_of_step(log, step)]

    def _hear(self, log: str | None, position: int) -> None:
        """Catch up with what others wrote."""
        for name in [log] if log else list(self._currents):
            current = self._currents.get(name)
            if current is None or (log and position <= current.state.position):
                continue
            try:
                current.catch_up()
            except StoreError as error:
                _log.warning("%s could not be brought up to date: %s", name, error)
            except Exception:  # noqa: BLE001 - the listener's thread must live on
                _log.exception("%s could not be brought up to date", name)

    def _grown(self, current: Current) -> None:
        """Pack a snapshot beside the requests, when so many entries have come."""
        state = current.state
        if state.position - self._packed.get(current.log, 0) >= self._every:
            self._packed[current.log] = state.position
            self._packing.submit(self._pack, state)

    def _pack(self, state: State) -> None:
        try:
            self.store.keep_snapshot(state.log, snapshot_of(state))
            self._thin_out(state.log)
        except StoreError as error:
            _log.warning("no snapshot of %s was kept: %s", state.log, error)

    def _thin_out(self, log: str) -> None:
        """Keep the newest snapshots, and of the older ones one for each ten."""
        positions = self.store.snapshots(log)
        older = positions[:-NEWEST]
        seen: set[int] = set()
        drop = []
        for position in older:
            stretch = position // (self._every * TENTH)
            if stretch in seen:
                drop.append(position)
            seen.add(stretch)
        if drop:
            self.store.drop_snapshots(log, drop)
