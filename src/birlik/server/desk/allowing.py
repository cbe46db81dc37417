"""Whether a reader could make changes of whole records by editing them one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused, refuse_turning, refuse_wider_defaults
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.log.drafts import Draft
from birlik.log.entry import Act
from birlik.log.plans import KINDS, model_of
from birlik.log.state import RANK, Held
from birlik.server.desk.sight import Absent, Sight

#: Kinds that decide who reads what.
_FRAME = (RecordKind.EXERCISE, RecordKind.NATION, RecordKind.RELEASE_DEFAULT)


def refuse_drafts(sight: Sight, drafts: Sequence[Draft]) -> None:
    """Refuse drafts of the vocabulary, if one of them is not the reader's to make.

    Raises
    ------
    Refused
    """
    new = ids_added(drafts)
    for draft in drafts:
        refuse_draft(sight, draft, new)
    refuse_frame(sight, drafts)


def refuse_draft(sight: Sight, draft: Draft, new: Mapping[RecordKind, set[str]]) -> None:
    """Refuse one draft; of a record that is not there any more, merging will tell.

    Parameters
    ----------
    new : mapping
        What :func:`ids_added` finds in all drafts of the step.

    Raises
    ------
    Refused
    """
    kind = KINDS[draft.kind]
    held = sight.state.held(draft.kind, draft.record)
    if draft.act is Act.ADD:
        refuse_turning(sight.whole, sight.view, None, _after(draft, None), new)
        return
    if held is None:
        return
    try:
        sight.record(kind, draft.record)
    except Absent as error:
        raise Refused(str(error)) from error
    before = model_of(draft.kind, held)
    after = None if draft.act is Act.REMOVE else _after(draft, held)
    refuse_turning(sight.whole, sight.view, before, after, new)


def ids_added(drafts: Iterable[Draft]) -> dict[RecordKind, set[str]]:
    """Ids of the records that drafts add, by kind."""
    found: dict[RecordKind, set[str]] = defaultdict(set)
    for draft in drafts:
        id_ = draft.changes.get("id", (None, None))[1]
        if draft.act is Act.ADD and isinstance(id_, str):
            found[KINDS[draft.kind]].add(id_)
    return dict(found)


def refuse_frame(sight: Sight, drafts: Iterable[Draft]) -> None:
    """Refuse what releases records of other nations further than they say themselves.

    Raises
    ------
    Refused
    """
    touched = [draft for draft in drafts if KINDS[draft.kind] in _FRAME]
    if touched:
        refuse_wider_defaults(sight.reader, sight.whole, _frame_after(sight, touched))


def _frame_after(sight: Sight, drafts: Iterable[Draft]) -> Plan:
    """The whole plan with its frame as it will be."""
    frames = {kind: dict(sight.state.of(kind.value).pairs()) for kind in _FRAME}
    for draft in drafts:
        held = frames[KINDS[draft.kind]]
        if draft.act is Act.REMOVE:
            held.pop(draft.record, None)
        else:
            held[draft.record] = Held(_fields(draft, held.get(draft.record)), "")
    lists: dict[str, Any] = {
        kind.value: tuple(model_of(kind.value, held) for held in frames[kind].values())
        for kind in _FRAME
    }
    exercises = lists.pop(RecordKind.EXERCISE.value)
    exercise = exercises[0] if exercises else MODELS[RecordKind.EXERCISE]()
    return sight.whole.model_copy(update={**lists, RecordKind.EXERCISE.value: exercise})


def _fields(draft: Draft, held: Held | None) -> dict[str, Any]:
    fields = dict(held.fields) if held is not None else {}
    for name, (_, value) in draft.changes.items():
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = value
    return fields


def _after(draft: Draft, held: Held | None) -> Record:
    fields = {name: value for name, value in _fields(draft, held).items() if name != RANK}
    return model_of(draft.kind, Held(fields, ""))
