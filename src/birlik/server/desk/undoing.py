"""Undo and redo: a step taken back by whoever could make all of its changes himself."""

from __future__ import annotations

from collections.abc import Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.log.baselines import BASELINES
from birlik.log.concurrences import signatures
from birlik.log.entry import Act, Entry
from birlik.log.merging import Stale, UnfitChange
from birlik.log.state import RANK
from birlik.log.timetables import PLACEMENTS, TIMETABLES
from birlik.log.undo import inverse, undoing
from birlik.server.desk.allowing import refuse_drafts
from birlik.server.desk.changing import Author, Conflict, Result
from birlik.server.desk.history import History
from birlik.server.desk.past import may_name
from birlik.server.desk.publishing import may_publish
from birlik.server.desk.sight import Absent, Sight
from birlik.server.store.logs import Logs

#: Kinds of what a published timetable is made of.
OF_A_TIMETABLE = (PLACEMENTS, TIMETABLES)


def may_undo(history: History, entries: Sequence[Entry]) -> bool:
    """Whether a reader could make all that a step did, and so may take it back."""
    try:
        _refuse(history, entries)
    except (Refused, Absent):
        return False
    return True


def undo(logs: Logs, exercise: str, author: Author, step: str, reason: str = "") -> Result:
    """Take a step back by a new one; of an undo, this is the redo. All of it, or nothing.

    Parameters
    ----------
    step : str
        Key of a step that he sees.

    Returns
    -------
    Result
        Without the key of a step if others have changed since what it did; the conflicts say what.

    Raises
    ------
    Absent
        If he sees no such step.
    Refused
        If he could not make all of its changes himself.
    """
    history = History(logs, exercise, author.reader)
    entries = logs.entries_of_step(exercise, step)
    history.step(step)
    _refuse(history, entries)
    step_back = undoing(entries, author.who, author.nation, reason, whole=True)
    try:
        outcome = logs.append(exercise, step_back)
    except UnfitChange as error:
        # Somebody signed it at this very moment.
        raise Refused(str(error)) from error
    if outcome.fine:
        return Result(outcome.step if outcome.entries else "", entries[0].record)
    return Result("", entries[0].record, _conflicts(history, outcome.stale))


def _conflicts(history: History, stale: Sequence[Stale]) -> tuple[Conflict, ...]:
    """What stands in the way, as far as he may know it."""
    found = []
    for each in stale:
        changes = history.released.changes(each.kind, {each.field: (each.seen, each.holds)})
        saw, holds = changes.get(each.field, (None, None))
        by = each.by if each.by is not None and history.entry(each.by) is not None else None
        known = by is not None and by.nation in history.released.nations
        found.append(
            Conflict(
                each.field,
                saw,
                holds,
                None,
                by.who if by is not None and known else "",
                by.at if by is not None else None,
                each.gone or not history.released.sees(each.kind, each.record),
            )
        )
    return tuple(found)


def _refuse(history: History, entries: Sequence[Entry]) -> None:
    """Refuse to take back what he could not do himself.

    Raises
    ------
    Refused
    """
    sight: Sight = history.sight
    if any(entry.act is Act.SIGN for entry in entries):
        raise Refused(said("A signature is never taken back; sign once more instead"))
    if any(signatures(sight.state, e.record) for e in entries if e.kind == BASELINES):
        raise Refused(said("The baseline is signed, and stays"))
    if sight.reader.whole:
        return
    if any(entry.kind in OF_A_TIMETABLE for entry in entries) and not may_publish(sight):
        raise Refused(said("The host's director and chief planner take a timetable back"))
    for entry in entries:
        if entry.kind == TIMETABLES:
            continue  # what it says of the whole is nobody's record
        moved = entry.changes.keys() == {RANK} and history.released.sees(entry.kind, entry.record)
        if not moved and history.entry(entry) is None:
            raise Refused(said("You cannot take this step back, for it changed more than is yours"))
    naming = [entry for entry in entries if entry.kind == BASELINES]
    if naming and not may_name(sight):
        raise Refused(said("The host's director and chief planner name baselines"))
    beside = {BASELINES, *OF_A_TIMETABLE}
    drafts = [draft for draft in inverse(entries) if draft.kind not in beside]
    if any(draft.kind not in set(RecordKind) for draft in drafts):
        raise Refused(said("You cannot take this step back, for it changed more than is yours"))
    refuse_drafts(sight, drafts)
