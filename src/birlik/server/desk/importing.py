"""Import of a plan at a desk: what it would change of what its reader sees and may change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused, may_remove
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.references import named, reference_fields, with_hidden
from birlik.exercise.release import is_own, owner_of
from birlik.exercise.sentences import said, term
from birlik.log.canonical import same
from birlik.log.difference import RecordChange, only_reordered
from birlik.log.drafts import Draft, Step, changed, removed
from birlik.log.entry import Act
from birlik.log.imports import preview_of
from birlik.log.merging import Stale, UnfitChange
from birlik.log.plans import FOREIGN_SHEETS, KINDS, fields_of, model_of
from birlik.log.records import records_of
from birlik.log.sentences import sentence
from birlik.log.state import RANK, Held, Records, State
from birlik.server.desk.allowing import ids_added, refuse_draft, refuse_frame
from birlik.server.desk.changing import Author, Conflict, Result
from birlik.server.desk.sight import Absent, Sight
from birlik.server.store.logs import Logs


@dataclass(frozen=True)
class Planned:
    """What an import would do.

    Attributes
    ----------
    drafts : tuple of Draft
        Those that its author may make, removals left out unless they were asked for.
    changes : tuple of RecordChange
        The same, as he sees them.
    removals : tuple of RecordChange
        Records that the file does not hold and that he may remove.
    refused : tuple of (RecordChange, str)
        What is not his to change, with the reason.
    other_exercise : tuple of str, or None
        Ids of the exercise here and of that in the file, if they differ.
    """

    drafts: tuple[Draft, ...]
    changes: tuple[RecordChange, ...]
    removals: tuple[RecordChange, ...]
    refused: tuple[tuple[RecordChange, str], ...]
    other_exercise: tuple[str, str] | None = None

    def counts(self) -> Mapping[RecordKind, Mapping[Act, int]]:
        """How many records of each kind are added, changed and removed."""
        found = Counter((change.kind, change.act) for change in (*self.changes, *self.removals))
        return {
            kind: {act: found[kind.value, act] for act in (Act.ADD, Act.CHANGE, Act.REMOVE)}
            for kind in MODELS
            if any(found[kind.value, act] for act in Act)
        }


def planned(sight: Sight, plan: Plan, *, removing: bool = False) -> Planned:
    """What it takes to turn what a reader sees of an exercise into a plan, as far as it is his to do.

    What he does not see is neither compared nor changed: in lists it stays where it stood.

    Parameters
    ----------
    removing : bool
        Whether records that the plan does not hold are to be removed.
    """
    found = preview_of(_as_seen(sight), _for_him(sight, plan))
    new = ids_added(draft for draft in found.drafts if draft.kind in KINDS)
    drafts: list[Draft] = []
    changes: list[RecordChange] = []
    removals: list[RecordChange] = []
    refused: list[tuple[RecordChange, str]] = []
    for draft in found.drafts:
        told = _told(sight, draft)
        try:
            whole = _whole(sight, draft)
            if whole is None:
                continue
            refuse_draft(sight, whole, new)
            if whole.kind in KINDS:
                refuse_frame(sight, [whole])
        except Refused as error:
            if not only_reordered(told):
                refused.append((told, str(error)))
            continue
        if draft.act is Act.REMOVE:
            removals.append(told)
            if not removing:
                continue
        elif not only_reordered(told):
            changes.append(told)
        drafts.append(whole)
    return Planned(
        tuple(drafts), tuple(changes), tuple(removals), tuple(refused), found.other_exercise
    )


@dataclass(frozen=True)
class Left(Conflict):
    """A field that an import left as others had changed it since the preview.

    Attributes
    ----------
    kind, key : str
        Of the record.
    name : str
        What its reader knows the record by: its id, or its title.
    """

    kind: str = ""
    key: str = ""
    name: str = ""


def done(logs: Logs, exercise: str, author: Author, wanted: Planned, reason: str = "") -> Result:
    """Do what was planned, as one step; what others changed meanwhile stays, and is told of.

    Raises
    ------
    Refused
        If something of it is not his to change any more.
    """
    sight = Sight(logs.state(exercise), author.reader)
    new = ids_added(wanted.drafts)
    for draft in wanted.drafts:
        refuse_draft(sight, draft, new)
    refuse_frame(sight, wanted.drafts)
    if not wanted.drafts:
        return Result("", "")
    try:
        outcome = logs.append(exercise, Step(author.who, author.nation, wanted.drafts, reason))
    except UnfitChange as error:
        raise Refused(str(error)) from error
    asked = {(each.kind, each.record): each for each in wanted.changes}
    after = Sight(logs.state(exercise), author.reader)
    conflicts = tuple(
        _left(after, asked[each.kind, each.record], each)
        for each in outcome.stale
        if each.field != RANK and (each.kind, each.record) in asked
    )
    return Result(outcome.step if outcome.entries else "", "", conflicts)


def _left(after: Sight, asked: RecordChange, stale: Stale) -> Left:
    """What a file said of a field and what the field holds, both as the reader sees them."""
    # What was handed to the log holds besides what he does not see of a list.
    said = asked.changes.get(stale.field, (None, None))[1]
    names = dict(asked.was or asked.now or {})
    seen = None
    if stale.kind in KINDS:
        with suppress(Absent):
            seen = after.record(KINDS[stale.kind], stale.record)
            names = seen.fields
    known = str(names.get("id") or names.get("title") or "")
    holds = None if seen is None else seen.fields.get(stale.field)
    return Left(
        stale.field,
        None,
        holds,
        said,
        gone=seen is None,
        kind=stale.kind,
        key=stale.record,
        name=known,
    )


def sentences(sight: Sight, changes: tuple[RecordChange, ...], most: int) -> list[str]:
    """What would change, in sentences, the first of them."""
    return [sentence(change, sight.plan.zone) for change in changes[:most]]


def _for_him(sight: Sight, plan: Plan) -> Plan:
    """Plan without the sheets that are the host's alone, unless he is of the host's staff."""
    if sight.reader.whole or is_own(sight.reader, sight.whole.exercise, sight.whole):
        return plan
    return plan.model_copy(update={"foreign_sheets": ()})


def _as_seen(sight: Sight) -> State:
    """State that holds what the reader sees, under the true keys and ranks."""
    kinds: dict[str, Records] = {}
    for kind in MODELS:
        whole = sight.state.of(kind.value)
        kinds[kind.value] = records_of(
            {
                seen.key: Held(_ranked(seen.fields, whole[seen.key]), "")
                for seen in sight.records(kind)
            }
        )
    if sight.reader.whole or is_own(sight.reader, sight.whole.exercise, sight.whole):
        kinds[FOREIGN_SHEETS] = sight.state.of(FOREIGN_SHEETS)
    state = sight.state
    return State(state.log, state.position, state.hash, state.key, state.at, kinds)


def _ranked(fields: Mapping[str, Any], held: Held) -> dict[str, Any]:
    return {**fields, RANK: held.fields[RANK]} if RANK in held.fields else dict(fields)


def _told(sight: Sight, draft: Draft) -> RecordChange:
    """A draft that was made of what the reader sees."""
    changes = dict(draft.changes)
    was: dict[str, Any] | None = None
    now: dict[str, Any] | None = {n: pair[1] for n, pair in changes.items() if pair[1] is not None}
    if draft.act is Act.REMOVE:
        was, now = {n: pair[0] for n, pair in changes.items() if pair[0] is not None}, None
    elif draft.act is Act.CHANGE and draft.kind in KINDS:
        was = sight.record(KINDS[draft.kind], draft.record).fields
        now = was | {n: pair[1] for n, pair in changes.items()}
    return RecordChange(draft.kind, draft.record, draft.act, was, now, changes, "")


def _whole(sight: Sight, draft: Draft) -> Draft | None:
    """The draft of the whole record that does what a draft of what is seen would; None if nothing.

    Raises
    ------
    Refused
    """
    if draft.kind not in KINDS:
        return draft
    kind = KINDS[draft.kind]
    if draft.act is Act.ADD:
        return _owned(sight, draft)
    if draft.act is Act.REMOVE:
        record = model_of(draft.kind, sight.state.of(draft.kind)[draft.record])
        if not may_remove(sight.reader, record, sight.whole):
            raise Refused(said("Only its owner may remove a {word}", word=term(record.word)))
        return removed(sight.state, draft.kind, draft.record)
    values = dict(_with_hidden(sight, kind, draft))
    found = changed(sight.state, draft.kind, draft.record, values)
    return found if found.changes else None


def _owned(sight: Sight, draft: Draft) -> Draft:
    """Draft of a new record; it belongs to the nation of whoever adds it."""
    nation = sight.reader.nation
    if sight.reader.whole or not nation:
        return draft
    fields = {name: pair[1] for name, pair in draft.changes.items() if name != RANK}
    record = model_of(draft.kind, Held(fields, ""))
    if record.owner or owner_of(record, sight.whole) == nation:
        return draft
    return Draft(draft.kind, draft.record, draft.act, {**draft.changes, "owner": (None, nation)})


def _with_hidden(sight: Sight, kind: RecordKind, draft: Draft) -> Iterator[tuple[str, Any]]:
    """New values of fields, with what the reader does not see in their lists."""
    held = sight.state.of(draft.kind)[draft.record]
    whole = model_of(draft.kind, held)
    references = {name: (targets, words) for name, targets, words in reference_fields(kind)}
    for name, (_, value) in draft.changes.items():
        if name in references and not sight.reader.whole:
            before = getattr(whole, name)
            targets, words = references[name]
            if isinstance(before, tuple) and before:
                owner = owner_of(whole, sight.whole)
                hidden = set(named(before)) - sight.view.known.meant(owner, *targets) - words
                record = model_of(draft.kind, Held({name: value} if value else {}, ""))
                kept = with_hidden(getattr(record, name), before, hidden)
                merged = fields_of(whole.model_copy(update={name: kept})).get(name)
                if not same(merged, held.fields.get(name)):
                    yield name, merged
                continue
        yield name, value
