"""The one writer of a process: takes what is submitted, merges it, and answers when it is durable.

Whatever waits while a batch is written goes into the next one, so that twenty people share one
flush to the disk.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import NamedTuple

from birlik.log.appending import Appending, Outcome
from birlik.log.drafts import Step
from birlik.log.entry import Entry, entry_of
from birlik.log.labels import Labels
from birlik.server.store.current import Current
from birlik.server.store.interface import (
    Batch,
    NoSuchLog,
    Store,
    StoreError,
    StoreUnreachable,
)

#: Steps written at once, so that nobody waits for a long queue.
MOST = 500

#: Seconds that a batch waits for as many as the one before it had.
GATHERING = 0.001

#: What is told when a database was lost for longer than a second attempt.
_UNKNOWN = "it is not known whether this change was kept: when it answers again, look, and do it again if not"


class Closed(StoreError):
    """The server is shutting down."""


class _Submission(NamedTuple):
    log: str
    step: Step
    answer: Future[Outcome]


class _Written(NamedTuple):
    """What a batch did to one log, to be told when it is durable."""

    current: Current
    outcomes: list[tuple[_Submission, Outcome]]
    refused: list[tuple[_Submission, Exception]]


class Writer:
    """A thread that appends to a store.

    Parameters
    ----------
    store : Store
    current : callable
        A log by name, as this process holds it.
    labels : callable
        To whom a record is released.
    written : callable
        Told which logs have grown.
    now : callable
        The clock, in UTC.
    """

    def __init__(
        self,
        store: Store,
        current: Callable[[str], Current],
        labels: Labels,
        written: Callable[[Current], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._current = current
        self._labels = labels
        self._told = written
        self._now = now
        self._waiting: queue.SimpleQueue[_Submission | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="birlik-writer", daemon=True)
        self._thread.start()

    def submit(self, log: str, step: Step) -> Future[Outcome]:
        """Outcome of a step, once it is durable; a StoreError or an UnfitChange if it cannot be."""
        answer: Future[Outcome] = Future()
        with self._closing:
            if self._closed:
                answer.set_exception(Closed("the server is shutting down; nothing was kept"))
            else:
                self._waiting.put(_Submission(log, step, answer))
        return answer

    def close(self) -> None:
        """Write what waits, and end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        before = 0
        while (first := self._waiting.get()) is not None:
            submissions, ends = self._gathered(first, before)
            before = len(submissions)
            # From here on nobody can take his step back.
            self._write([e for e in submissions if e.answer.set_running_or_notify_cancel()])
            if ends:
                return

    def _gathered(self, first: _Submission, before: int) -> tuple[list[_Submission], bool]:
        """The next batch, and whether it is the last.

        Who was just answered often goes on at once: where several were, so many are waited for, a
        moment long, so that they share a flush again and do not take turns.
        """
        submissions = [first]
        until = time.monotonic() + GATHERING
        while len(submissions) < MOST:
            patience = until - time.monotonic() if len(submissions) < before else 0
            try:
                another = self._waiting.get(patience > 0, max(patience, 0))
            except queue.Empty:
                break
            if another is None:
                return submissions, True
            submissions.append(another)
        return submissions, False

    def _write(self, submissions: Sequence[_Submission]) -> None:
        """Write a batch and answer everybody in it."""
        try:
            try:
                done = self._durable(submissions)
            except StoreUnreachable:
                # It is not known whether the batch was written; its steps' keys tell.
                done = self._durable(submissions)
        except Exception as error:  # noqa: BLE001 - whoever waits is told, and the writer lives on
            if len(submissions) > 1 and not isinstance(error, StoreUnreachable):
                # One step may be too great, or at fault, where the others are not.
                for each in submissions:
                    self._write([each])
            elif isinstance(error, StoreUnreachable):
                _refuse(submissions, StoreUnreachable(f"{error}; {_UNKNOWN}"))
            else:
                _refuse(submissions, error)
            return
        for written in done:
            for submission, outcome in written.outcomes:
                submission.answer.set_result(outcome)
            for submission, refusal in written.refused:
                submission.answer.set_exception(refusal)
            self._told(written.current)

    def _durable(self, submissions: Sequence[_Submission]) -> list[_Written]:
        """What a batch did to each log; durable, and told to who listens, when this returns."""
        with ExitStack() as locks:
            currents = self._locked(submissions, locks)
            there = [each for each in submissions if each.log in currents]
            done = self._in_one(there, currents) if there else []
            for written in done:
                for _, outcome in written.outcomes:
                    if outcome.after.position > written.current.state.position:
                        written.current.advance(outcome.after, outcome.entries)
        return done

    def _locked(self, submissions: Iterable[_Submission], locks: ExitStack) -> dict[str, Current]:
        """Logs submitted to, each locked in this process; whoever names one that is not there is told."""
        currents: dict[str, Current] = {}
        for log in sorted({each.log for each in submissions}):
            try:
                currents[log] = self._current(log)
            except NoSuchLog as error:
                _refuse([each for each in submissions if each.log == log], error)
                continue
            locks.enter_context(currents[log].lock)
        return currents

    def _in_one(
        self, submissions: Sequence[_Submission], currents: dict[str, Current]
    ) -> list[_Written]:
        """What a batch did, durable when this returns."""
        with self._store.batch(currents.keys()) as batch:
            return [
                self._on_one(batch, current, [each for each in submissions if each.log == log])
                for log, current in currents.items()
            ]

    def _on_one(
        self, batch: Batch, current: Current, submissions: Sequence[_Submission]
    ) -> _Written:
        """What a batch does to one log, which it has locked."""
        log = current.log
        head = batch.head(log)
        if head is None:
            gone = NoSuchLog(f"there is no log called {log} any more")
            return _Written(current, [], [(each, gone) for each in submissions])
        if head != (current.state.position, current.state.hash):
            newer = [entry_of(row) for row in batch.rows(log, current.state.position)]
            if newer:
                current.take(newer)
            else:
                current.start_anew()

        def history(record: str) -> Iterable[Entry]:
            return (entry_of(row) for row in self._store.rows_of_record(log, record))

        appending = Appending(current.state, history, self._labels, self._now)
        there = batch.steps_there(log, {each.step.key for each in submissions})
        outcomes: list[tuple[_Submission, Outcome]] = []
        refused: list[tuple[_Submission, Exception]] = []
        for each in submissions:
            try:
                if each.step.key in there:
                    outcome = self._again(log, each.step, appending)
                else:
                    outcome = appending.take(each.step)
                    there.add(each.step.key)
            except ValueError as error:
                refused.append((each, error))
            else:
                outcomes.append((each, outcome))
        batch.append(log, appending.rows)
        return _Written(current, outcomes, refused)

    def _again(self, log: str, step: Step, appending: Appending) -> Outcome:
        """Outcome of a step that was written before."""
        rows = [row for row in appending.rows if row.step == step.key]
        entries = tuple(entry_of(row) for row in rows or self._store.rows_of_step(log, step.key))
        state = appending.state
        return Outcome(log, step.key, entries, (), state, state)


def _refuse(submissions: Iterable[_Submission], error: Exception) -> None:
    for each in submissions:
        if not each.answer.done():
            each.answer.set_exception(error)
