"""What somebody wants to change: drafts of entries, joined to one step, and how they are made of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from birlik.log.canonical import same
from birlik.log.entry import Act, Changes
from birlik.log.keys import new_key
from birlik.log.state import State


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to happen to one record; a change names the value that its author saw.

    Attributes
    ----------
    kind, record : str
        Kind of record, and its key.
    act : Act
    changes : mapping of str to pair
        Field → value that was seen, value that is to be; None is empty.
    reason : str
        In place of the step's, if this record has its own.
    """

    kind: str
    record: str
    act: Act
    changes: Changes
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What one act of one person is to change.

    Attributes
    ----------
    who, nation : str
        Key of the account, and the nation it acts for.
    drafts : tuple of Draft
    reason : str
    whole : bool
        Whether nothing is to change if anything is stale: half a timetable is worse than none.
    undoes : str or None
        Step that this one takes back.
    key : str
        Random. A step that is handed in twice under one key, for its answer was lost, counts once.
    """

    who: str
    nation: str
    drafts: tuple[Draft, ...]
    reason: str = ""
    whole: bool = False
    undoes: str | None = None
    key: str = field(default_factory=new_key)


def added(kind: str, fields: Mapping[str, Any], key: str | None = None, reason: str = "") -> Draft:
    """Draft of a new record; it gets a random key unless one is given."""
    changes = {name: (None, value) for name, value in fields.items() if value is not None}
    return Draft(kind, key or new_key(), Act.ADD, changes, reason)


def changed(
    state: State, kind: str, key: str, values: Mapping[str, Any], reason: str = ""
) -> Draft:
    """Draft that gives fields of a record new values; those that have them already are left out.

    Parameters
    ----------
    state : State
        What its author sees.
    values : mapping of str to Any
        Fields that are to change; None empties one. Others stay.

    Raises
    ------
    KeyError
        If the author sees no such record.
    """
    held = state.of(kind)[key]
    pairs = {name: (held.fields.get(name), value) for name, value in values.items()}
    return Draft(kind, key, Act.CHANGE, {n: p for n, p in pairs.items() if not same(*p)}, reason)


def replaced(
    state: State, kind: str, key: str, fields: Mapping[str, Any], reason: str = ""
) -> Draft:
    """Draft that gives a record exactly these fields, and empties all others.

    Raises
    ------
    KeyError
        If the author sees no such record.
    """
    before = state.of(kind)[key].fields
    names = [*fields, *(name for name in before if name not in fields)]
    return changed(state, kind, key, {name: fields.get(name) for name in names}, reason)


def removed(state: State, kind: str, key: str, reason: str = "") -> Draft:
    """Draft that removes a record as its author sees it.

    Raises
    ------
    KeyError
        If the author sees no such record.
    """
    fields = state.of(kind)[key].fields
    return Draft(kind, key, Act.REMOVE, {n: (v, None) for n, v in fields.items()}, reason)


def noted(kind: str, facts: Mapping[str, Any], key: str | None = None, reason: str = "") -> Draft:
    """Draft of a note: something happened that changes no record, such as a sign-in.

    Parameters
    ----------
    kind : str
    facts : mapping of str to Any
        What is known of it.
    key : str, optional
        Key of what it happened to, whatever that is; random if nothing is named.
    """
    changes = {name: (None, value) for name, value in facts.items() if value is not None}
    return Draft(kind, key or new_key(), Act.NOTE, changes, reason)


def step(who: str, nation: str, drafts: Iterable[Draft], reason: str = "") -> Step:
    """Step of drafts that change something; a change of nothing is left out."""
    kept = tuple(draft for draft in drafts if draft.changes or draft.act is not Act.CHANGE)
    return Step(who, nation, kept, reason)
