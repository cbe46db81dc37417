"""Steps merged into a log and sealed into its chain, one after another, before a store writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

from birlik.log.concurrences import misfit
from birlik.log.drafts import Draft, Step
from birlik.log.entry import Act, Entry, Row, sealed
from birlik.log.keys import new_key
from birlik.log.labels import Labels, VocabularyLabels
from birlik.log.merging import Merged, Stale, UnfitChange, merged
from birlik.log.state import Folding, Held, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step.

    Attributes
    ----------
    log : str
    step : str
        Its key.
    entries : tuple of Entry
        What went through; empty if nothing did, or nothing was to change.
    stale : tuple of Stale
        What did not, for somebody was faster.
    before, after : State
        Of the log around the step.
    """

    log: str
    step: str
    entries: tuple[Entry, ...]
    stale: tuple[Stale, ...]
    before: State
    after: State

    @property
    def fine(self) -> bool:
        """Whether all that was wanted holds now."""
        return not self.stale


#: Entries of a record before those being made, the newest first.
History = Callable[[str], Iterable[Entry]]


def _now() -> datetime:
    return datetime.now(UTC)


class Appending:
    """The end of a log while steps are added to it.

    Parameters
    ----------
    state : State
        Of the log at its head.
    history : callable
        Entries of a record up to there, the newest first; asked only for what is stale.
    labels : callable
        To whom a record is released.
    now : callable
        The clock, in UTC.
    """

    def __init__(
        self,
        state: State,
        history: History,
        labels: Labels | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.state = state
        self.rows: list[Row] = []
        self._entries: list[Entry] = []
        self._history = history
        self._labels = labels or VocabularyLabels()
        self._now = now

    def take(self, step: Step) -> Outcome:
        """Merge a step into the log.

        Raises
        ------
        UnfitChange
            If a draft holds what no record of its kind can hold, or changes what is signed; then
            nothing of the step is taken.
        """
        before = self.state
        folding = Folding(before)
        drawn: list[_Drawn] = []
        stale: list[Stale] = []
        # A clock that was set back does not make the log run backwards.
        at = self._now().astimezone(UTC)
        if before.at is not None:
            at = max(at, before.at)

        def last_change(record: str, name: str) -> Entry | None:
            recent: list[Entry] = [*self._entries, *(each.entry for each in drawn)]
            here = [entry for entry in reversed(recent) if entry.record == record]
            older = self._history(record)
            for entry in chain(here, older):
                if name in entry.changes or entry.act is Act.REMOVE:
                    return entry
            return None

        for draft in step.drafts:
            note = draft.act is Act.NOTE
            old = None if note else folding.held(draft.kind, draft.record)
            found = merged(draft, old, last_change)
            stale += found.stale
            if found.changes is None or (step.whole and stale):
                continue
            why = misfit(folding, draft.kind, draft.record, draft.act, found.changes)
            if why:
                raise UnfitChange(why)
            entry = _unsealed(step, draft, found, folding.position + 1, at)
            folding.apply(entry, found.made)
            drawn.append(_Drawn(entry, old, found.made))
        if not drawn or (step.whole and stale):
            return Outcome(before.log, step.key, (), tuple(stale), before, before)
        entries, after = self._seal(drawn, folding.state())
        return Outcome(before.log, step.key, entries, tuple(stale), before, after)

    def _seal(self, drawn: list[_Drawn], after: State) -> tuple[tuple[Entry, ...], State]:
        """Entries with their labels and hashes, and the state that ends with the last of them."""
        previous = self.state.hash
        entries, rows = [], []
        for each in drawn:
            release = self._release(each, after)
            entry, row = sealed(each.entry._replace(release=release, previous=previous))
            previous = entry.hash
            entries.append(entry)
            rows.append(row)
        self.rows += rows
        self._entries += entries
        self.state = after.sealed_as(previous)
        return tuple(entries), self.state

    def _release(
        self, each: _Drawn, after: State
    ) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Readers before, by the setting before the step, and after it."""
        kind = each.entry.kind
        was = None if each.old is None else self._labels(self.state, kind, each.old)
        now = None if each.made is None else self._labels(after, kind, each.made)
        return None if was is None and now is None else (was or (), now or ())


class _Drawn(NamedTuple):
    """An entry before it is sealed, with the record before and after it."""

    entry: Entry
    old: Held | None
    made: Held | None


def _unsealed(step: Step, draft: Draft, found: Merged, position: int, at: datetime) -> Entry:
    assert found.changes is not None
    key = new_key()
    if found.made is not None:
        found.made.last = key
    return Entry(
        position=position,
        key=key,
        step=step.key,
        at=at,
        who=step.who,
        nation=step.nation,
        kind=draft.kind,
        record=draft.record,
        act=draft.act,
        changes=found.changes,
        release=None,
        reason=draft.reason or step.reason,
        undoes=step.undoes,
        previous="",
        hash="",
    )
