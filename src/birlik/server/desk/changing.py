"""What a person changes at his desk: merged with what others did, within what he may, and never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Change, Refused, edited
from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.roles import Reader
from birlik.exercise.sentences import said
from birlik.log.canonical import same
from birlik.log.drafts import Draft, Step, added, changed, removed
from birlik.log.entry import Entry
from birlik.log.keys import new_key, rank_between
from birlik.log.plans import fields_of
from birlik.log.state import RANK
from birlik.server.desk.sight import Seen, Sight
from birlik.server.store.logs import Logs

#: How often a change is laid on a newer state before its author is told that others are faster.
ATTEMPTS = 5


@dataclass(frozen=True)
class Author:
    """Who sits at the desk: key of his account, and what he reads for.

    Attributes
    ----------
    who : str
    reader : Reader
    """

    who: str
    reader: Reader

    @property
    def nation(self) -> str:
        """Nation he acts for; empty if none."""
        return self.reader.nation or ""


@dataclass(frozen=True)
class Conflict:
    """A field that was not changed, for somebody else was faster.

    Attributes
    ----------
    field : str
    seen, holds, typed : Any
        What its author saw, what the field holds now as he may read it, and what he wanted, as JSON.
    by : str
        Key of the account that changed it; empty if that cannot be told.
    at : datetime or None
        When, in UTC.
    gone : bool
        Whether he does not see the record any more.
    """

    field: str
    seen: Any
    holds: Any
    typed: Any
    by: str = ""
    at: datetime | None = None
    gone: bool = False


@dataclass(frozen=True)
class Result:
    """What came of a change.

    Attributes
    ----------
    step : str
        Key of the step, to undo it by; empty if nothing was changed.
    key : str
        Key of the record.
    conflicts : tuple of Conflict
        Fields that stay as others left them; all others went through.
    """

    step: str
    key: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What is wanted of one record: for each field the value that was seen, and the one that is wanted.

    Attributes
    ----------
    kind : RecordKind
    key : str
    fields : mapping of str to (seen, wanted)
        As JSON; a text is read as a planner types it.
    """

    kind: RecordKind
    key: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def add(
    logs: Logs,
    exercise: str,
    author: Author,
    kind: RecordKind,
    values: Mapping[str, Any],
    reason: str = "",
) -> Result:
    """Add a record behind the last of its kind.

    Raises
    ------
    Refused
        If he may not, or a value cannot be read.
    """
    sight = Sight(logs.state(exercise), author.reader)
    after = edited(sight.whole, sight.view, Change(kind, None, dict(values)))
    record = after.records(kind)[-1]
    last = sight.state.of(kind.value).ordered[-1:]
    before = sight.state.of(kind.value)[last[0]].fields.get(RANK, "") if last else ""
    draft = added(kind.value, {**fields_of(record), RANK: rank_between(before, "")}, new_key())
    outcome = logs.append(exercise, Step(author.who, author.nation, (draft,), reason))
    return Result(outcome.step, draft.record)


def change(
    logs: Logs,
    exercise: str,
    author: Author,
    wish: Wish,
    reason: str = "",
    *,
    whole: bool = False,
) -> Result:
    """Change fields of a record; those that others changed meanwhile stay, and are told of.

    Parameters
    ----------
    whole : bool
        Whether nothing is to change if any of these fields was changed meanwhile.

    Raises
    ------
    Absent
        If he sees no such record, and saw none.
    Refused
        If he may not change one of them, or a value cannot be read. Then nothing is changed.
    """
    conflicts: dict[str, Conflict] = {}
    for _ in range(ATTEMPTS):
        sight = Sight(logs.state(exercise), author.reader)
        seen = sight.record(wish.kind, wish.key)
        wanted, found = _still_as_seen(logs, sight, seen, wish)
        conflicts |= {each.field: each for each in found}
        if whole and conflicts:
            return Result("", wish.key, tuple(conflicts.values()))
        wanted = {name: value for name, value in wanted.items() if name not in conflicts}
        draft = _draft(sight, seen, wanted)
        if draft is None:
            return Result("", wish.key, tuple(conflicts.values()))
        outcome = logs.append(
            exercise, Step(author.who, author.nation, (draft,), reason, whole=True)
        )
        if outcome.fine:
            return Result(outcome.step, wish.key, tuple(conflicts.values()))
    raise Refused(said("Others are changing this record at this very moment; try again"))


def remove(
    logs: Logs, exercise: str, author: Author, kind: RecordKind, key: str, reason: str = ""
) -> Result:
    """Take a record out of the plan.

    Raises
    ------
    Absent
    Refused
    """
    for _ in range(ATTEMPTS):
        sight = Sight(logs.state(exercise), author.reader)
        seen = sight.record(kind, key)
        edited(sight.whole, sight.view, Change(kind, seen.place, remove=True))
        draft = removed(sight.state, kind.value, key)
        outcome = logs.append(
            exercise, Step(author.who, author.nation, (draft,), reason, whole=True)
        )
        if outcome.fine:
            return Result(outcome.step, key)
    raise Refused(said("Others are changing this record at this very moment; try again"))


def _still_as_seen(
    logs: Logs, sight: Sight, seen: Seen, wish: Wish
) -> tuple[dict[str, Any], list[Conflict]]:
    """Fields that are as their author saw them, with what he wants, and those that are not."""
    now = seen.fields
    wanted: dict[str, Any] = {}
    conflicts = []
    for name, (saw, value) in wish.fields.items():
        if same(now.get(name), saw):
            wanted[name] = value
        elif not same(now.get(name), value):
            by = last_change(logs, sight, seen, name)
            conflicts.append(
                Conflict(
                    name,
                    saw,
                    now.get(name),
                    value,
                    "" if by is None else by.who,
                    None if by is None else by.at,
                )
            )
    return wanted, conflicts


def last_change(logs: Logs, sight: Sight, seen: Seen, name: str) -> Entry | None:
    """The entry that gave a field what it holds."""
    for entry in logs.entries_of_record(sight.state.log, seen.key):
        if name in entry.changes:
            return entry
    return None


def _draft(sight: Sight, seen: Seen, wanted: Mapping[str, Any]) -> Draft | None:
    """Draft of what is wanted; None if nothing would change."""
    if not wanted:
        return None
    after = edited(sight.whole, sight.view, Change(seen.kind, seen.place, dict(wanted)))
    return draft_of(sight, seen, _record_in(after, sight, seen))


def draft_of(sight: Sight, seen: Seen, after: Record) -> Draft | None:
    """Draft that makes a whole record of the one that is there; None if nothing would change."""
    fields = fields_of(after)
    before = sight.state.of(seen.kind.value)[seen.key].fields
    names = {name for name in (*before, *fields) if name != RANK}
    values = {n: fields.get(n) for n in names if not same(before.get(n), fields.get(n))}
    draft = changed(sight.state, seen.kind.value, seen.key, values)
    return draft if draft.changes else None


def _record_in(plan: Plan, sight: Sight, seen: Seen) -> Any:
    return plan.records(seen.kind)[sight.view.places[seen.kind][seen.place]]
