"""Decisions and the changes they caused: counted while a decision is open, or chosen from the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import LEADERS, Refused
from birlik.exercise.roles import Reader, Role
from birlik.exercise.sentences import said
from birlik.log.consequences import (
    CONSEQUENCES,
    OPEN_DECISIONS,
    closing,
    linking,
    opened_by,
    opening,
    steps_by_decision,
    unlinking,
)
from birlik.log.drafts import Step
from birlik.log.undo import lasting
from birlik.server.desk.changing import Author
from birlik.server.desk.history import History, SeenStep
from birlik.server.desk.sight import Absent, Seen, Sight
from birlik.server.store.logs import Logs

#: Kinds in which the minutes are written: a decision does not cause its own.
_MINUTES = frozenset(
    {
        RecordKind.CONFERENCE.value,
        RecordKind.AGENDA_ITEM.value,
        RecordKind.DECISION.value,
        RecordKind.ACTION_ITEM.value,
        CONSEQUENCES,
        OPEN_DECISIONS,
        "baselines",
        "concurrences",
    }
)


@dataclass(frozen=True)
class Open:
    """A decision toward which a person's changes count.

    Attributes
    ----------
    decision : Seen
    since : int
        Position; for the server alone.
    """

    decision: Seen
    since: int


def may_link(reader: Reader) -> bool:
    """Whether a reader says what a decision caused: those who plan."""
    return reader.whole or reader.role is Role.PLANNER or reader.role in LEADERS


def open_decision(sight: Sight, who: str) -> Open | None:
    """The decision toward which somebody's changes count, if he sees it still."""
    found = opened_by(sight.state, who)
    if found is None:
        return None
    try:
        return Open(sight.record(RecordKind.DECISION, found.decision), found.since)
    except Absent:
        return None


def open_for_changes(logs: Logs, exercise: str, author: Author, decision: str) -> None:
    """Let the author's changes count toward a decision from now on; one that was open is closed.

    Raises
    ------
    Absent
    Refused
    """
    close(logs, exercise, author)
    sight = Sight(logs.state(exercise), author.reader)
    sight.record(RecordKind.DECISION, decision)
    _refuse(author.reader)
    draft = opening(sight.state, decision, author.who)
    logs.append(exercise, Step(author.who, author.nation, (draft,)))


def close(logs: Logs, exercise: str, author: Author) -> int:
    """End this; what the author changed meanwhile, and what holds, is linked to the decision.

    Returns
    -------
    int
        How many steps were linked.
    """
    sight = Sight(logs.state(exercise), author.reader)
    if opened_by(sight.state, author.who) is None:
        return 0
    counted = [step.key for step in counting(logs, sight, author)]
    drafts = closing(sight.state, author.who, counted)
    logs.append(exercise, Step(author.who, author.nation, drafts))
    return len(counted)


def counting(logs: Logs, sight: Sight, author: Author) -> tuple[SeenStep, ...]:
    """Steps of the author that count toward the decision that is open for him, the oldest first."""
    found = opened_by(sight.state, author.who)
    if found is None:
        return ()
    entries = [
        entry
        for entry in logs.entries(sight.state.log, found.since, sight.state.position)
        if entry.who == author.who
    ]
    holds = lasting(entries)
    changed = [e for e in entries if e.step in holds and e.kind not in _MINUTES]
    history = History(logs, sight.state.log, sight.reader, sight)
    return tuple(
        step
        for _, group in groupby(changed, lambda entry: entry.step)
        if (step := history.seen(tuple(group))) is not None
    )


def link(logs: Logs, exercise: str, author: Author, decision: str, step: str) -> None:
    """Say that a decision caused a step.

    Raises
    ------
    Absent
        If he does not see the decision, or the step.
    Refused
    """
    sight = Sight(logs.state(exercise), author.reader)
    sight.record(RecordKind.DECISION, decision)
    _refuse(author.reader)
    History(logs, exercise, author.reader, sight).step(step)
    logs.append(exercise, Step(author.who, author.nation, (linking(decision, step),)))


def unlink(logs: Logs, exercise: str, author: Author, decision: str, step: str) -> None:
    """Take this back.

    Raises
    ------
    Absent
    Refused
    """
    sight = Sight(logs.state(exercise), author.reader)
    sight.record(RecordKind.DECISION, decision)
    _refuse(author.reader)
    History(logs, exercise, author.reader, sight).step(step)
    draft = unlinking(sight.state, decision, step)
    if draft is not None:
        logs.append(exercise, Step(author.who, author.nation, (draft,)))


def _refuse(reader: Reader) -> None:
    if not may_link(reader):
        raise Refused(said("Planners say what a decision caused"))


def is_of_minutes(step: SeenStep) -> bool:
    """Whether a step did nothing but what stands in the minutes anyway."""
    return all(entry.kind in _MINUTES for entry in step.entries)


def caused(history: History, decisions: Sequence[Seen]) -> dict[str, tuple[SeenStep, ...]]:
    """Steps that decisions caused, as far as a reader may know of them, by the key of the decision."""
    links = steps_by_decision(history.sight.state)
    return {seen.key: _steps(history, links.get(seen.key, ())) for seen in decisions}


def _steps(history: History, keys: Sequence[str]) -> tuple[SeenStep, ...]:
    found = []
    for key in keys:
        try:
            found.append(history.step(key))
        except Absent:
            continue
    return tuple(sorted(found, key=lambda step: (step.at, step.key)))
