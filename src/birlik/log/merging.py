"""Drafts laid on a newer state: what goes through, and what is stale because somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from birlik.exercise.plan import MODELS
from birlik.exercise.sentences import about, said
from birlik.log.canonical import canonical, same
from birlik.log.drafts import Draft
from birlik.log.entry import Act, Changes, Entry
from birlik.log.keys import RANK_TEXT
from birlik.log.plans import KINDS
from birlik.log.state import RANK, Held

#: Newest entry that changed a field of a record, or removed it.
LastChange = Callable[[str, str], Entry | None]


class UnfitChange(ValueError):
    """A draft holds what no record of its kind can hold; the sentence says which field, and why."""


@dataclass(frozen=True, slots=True)
class Stale:
    """One field that was not changed, as it is not any more what its author saw.

    Attributes
    ----------
    kind, record, field : str
    seen : Any
        What its author saw.
    holds : Any
        What the field holds now; None as well if the record is gone.
    typed : Any
        What he wanted it to hold: nothing of it is lost.
    act : Act
        What he wanted to do with the record.
    gone : bool
        Whether the record is not there any more.
    by : Entry or None
        The entry that changed it: who, when, and why.
    """

    kind: str
    record: str
    field: str
    seen: Any
    holds: Any
    typed: Any
    act: Act
    gone: bool
    by: Entry | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A draft laid on what is there now.

    Attributes
    ----------
    changes : mapping or None
        What goes through, from the values that are there now; None if nothing happens.
    made : Held or None
        The record afterwards, without the key of its entry; None if it is removed, or nothing happens.
    stale : tuple of Stale
    """

    changes: Changes | None
    made: Held | None
    stale: tuple[Stale, ...] = ()


_NOTHING = Merged(None, None)


def merged(draft: Draft, held: Held | None, last_change: LastChange) -> Merged:
    """What becomes of a draft on the record that is there now.

    Parameters
    ----------
    draft : Draft
    held : Held or None
        The record as it is now, if it is there.
    last_change : callable
        Asked only for what is stale.

    Raises
    ------
    UnfitChange
        If a value cannot stand in its field.
    """
    if draft.act is Act.REMOVE:
        return _removal(draft, held, last_change)
    if draft.act is Act.CHANGE:
        return _change(draft, held, last_change)
    if draft.act is Act.NOTE:
        for name, (_, value) in draft.changes.items():
            _check_json(name, value)
        return Merged({name: (None, value) for name, (_, value) in draft.changes.items()}, None)
    return _addition(draft, held, last_change)


def _addition(draft: Draft, held: Held | None, last_change: LastChange) -> Merged:
    wanted = {name: after for name, (_, after) in draft.changes.items() if after is not None}
    made = _made(draft.kind, wanted, wanted.keys())
    if held is None:
        return Merged({name: (None, value) for name, value in made.fields.items()}, made)
    stale = _stale(draft, held, made.fields, wanted.keys() | held.fields.keys(), last_change)
    return Merged(None, None, stale) if stale else _NOTHING


def _change(draft: Draft, held: Held | None, last_change: LastChange) -> Merged:
    names = draft.changes.keys()
    typed = {name: after for name, (_, after) in draft.changes.items()}
    if held is None:
        return Merged(None, None, _stale(draft, None, typed, names, last_change))
    now = held.fields
    made = _made(draft.kind, {**now, **typed}, names)
    wanted = made.fields
    passed: dict[str, tuple[Any, Any]] = {}
    late = []
    for name, (seen, _) in draft.changes.items():
        holds, value = now.get(name), wanted.get(name)
        if same(holds, value):
            continue
        if same(seen, holds) or same(_as_kept(draft.kind, name, seen), holds):
            passed[name] = (holds, value)
        else:
            late.append(name)
    stale = _stale(draft, held, wanted, late, last_change) if late else ()
    if not passed:
        return Merged(None, None, stale)
    if late:
        made = _made(draft.kind, {**now, **{n: after for n, (_, after) in passed.items()}}, passed)
    return Merged(passed, made, stale)


def _removal(draft: Draft, held: Held | None, last_change: LastChange) -> Merged:
    if held is None:
        return _NOTHING
    now = held.fields
    seen = {name: before for name, (before, _) in draft.changes.items() if before is not None}
    late = [name for name in seen.keys() | now.keys() if not same(seen.get(name), now.get(name))]
    if late:
        return Merged(None, None, _stale(draft, held, {}, sorted(late), last_change))
    return Merged({name: (value, None) for name, value in now.items()}, None)


def _stale(
    draft: Draft,
    held: Held | None,
    typed: Mapping[str, Any],
    names: Any,
    last_change: LastChange,
) -> tuple[Stale, ...]:
    now = {} if held is None else held.fields
    found = []
    for name in names:
        holds, wanted = now.get(name), typed.get(name)
        if held is not None and same(holds, wanted):
            continue
        seen = draft.changes.get(name, (None, None))[0]
        by = last_change(draft.record, name)
        found.append(
            Stale(draft.kind, draft.record, name, seen, holds, wanted, draft.act, held is None, by)
        )
    return tuple(found)


def _made(kind: str, wanted: Mapping[str, Any], names: Any) -> Held:
    """Record of these fields, those named in the form in which the log keeps them.

    Raises
    ------
    UnfitChange
    """
    fields = {name: value for name, value in wanted.items() if value is not None}
    rank = fields.get(RANK)
    if rank is not None and not (isinstance(rank, str) and RANK_TEXT.fullmatch(rank)):
        raise UnfitChange(said("rank: {rank} is no rank in an order", rank=repr(str(rank)[:60])))
    if kind not in KINDS:
        for name in names:
            _check_json(name, fields.get(name))
        return Held(fields, "")
    model = MODELS[KINDS[kind]]
    values = {name: value for name, value in fields.items() if name != RANK}
    try:
        record = model.model_validate(values)
    except ValidationError as error:
        strange = {str(detail["loc"][0]) for detail in error.errors(include_url=False)}
        if not strange & set(names):
            # What another version wrote stands in the way; it stays, and the change goes through.
            return Held(fields, "")
        raise UnfitChange(_sentence(error, strange & set(names))) from error
    kept = record.model_dump(mode="json", exclude_defaults=True, include=set(names))
    for name in names:
        if name != RANK:
            if name in kept:
                fields[name] = kept[name]
            else:
                fields.pop(name, None)
    for name in ("extra", "unread"):
        # All other fields hold what the vocabulary reads, which is JSON.
        if name in kept:
            _check_json(name, kept[name])
    made = Held(fields, "")
    made.cached = record
    return made


def _check_json(name: str, value: Any) -> None:
    try:
        canonical(value)
    except ValueError as error:
        raise UnfitChange(f"{name}: {error}") from error


def _as_kept(kind: str, name: str, value: Any) -> Any:
    """Value as the log keeps it, if it can stand in the field at all."""
    if kind not in KINDS or name == RANK:
        return value
    try:
        return _made(kind, {name: value}, (name,)).fields.get(name)
    except UnfitChange:
        return value


def _sentence(error: ValidationError, names: set[str]) -> str:
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0])
        if name in names:
            if detail["type"] == "extra_forbidden":
                return said("{name}: there is no such field", name=name)
            cause = detail.get("ctx", {}).get("error")
            return about(name, str(cause if cause is not None else detail["msg"]))
    raise AssertionError(error)
