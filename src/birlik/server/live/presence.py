"""Who is here now: on which exercise and record, as far as each reader may know of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Reader, Role, fields_left
from birlik.server.desk.sight import Absent, Sight

#: People named; of more it is told how many they are.
MOST_NAMED = 50


_KINDS = frozenset(kind.value for kind in RecordKind)


class Person(NamedTuple):
    """Somebody who follows an exercise, with one of the pages that he has open.

    Attributes
    ----------
    account, name, nation, role : str
    kind, record : str
        Kind of record that he looks at, and the key of the record; each may be empty.
    """

    account: str
    name: str
    nation: str
    role: str
    kind: str = ""
    record: str = ""


def sees_people(reader: Reader) -> bool:
    """Whether a reader is told who is here: staff, observers and trusted agents are."""
    return reader.staff or reader.role is Role.OBSERVER


def presence_of(sight: Sight, people: Iterable[Person]) -> dict[str, Any] | None:
    """Who is here, for those who share a sight; None if they are not told.

    Somebody of a nation that they do not see is not here for them. Of a record that they do not see,
    nobody is told that it is looked at.

    Returns
    -------
    dict or None
        ``people``, each with ``account``, ``name``, ``nation``, ``role`` and ``at``, a list of
        ``kind`` and, if it is one record, ``record``; and ``more``, how many are not named.
    """
    reader = sight.reader
    if not sees_people(reader):
        return None
    nations = sight.view.known.of(RecordKind.NATION) | {reader.nation or ""}
    found: dict[str, dict[str, Any]] = {}
    for person in sorted(set(people), key=lambda each: (each.name, each)):
        if person.nation not in nations:
            continue
        told = found.setdefault(
            person.account,
            {
                "account": person.account,
                "name": person.name,
                "nation": person.nation,
                "role": person.role,
                "at": [],
            },
        )
        place = _place(sight, person)
        if place and place not in told["at"]:
            told["at"].append(place)
    named = list(found.values())[:MOST_NAMED]
    return {"people": named, "more": len(found) - len(named)}


def _place(sight: Sight, person: Person) -> dict[str, str] | None:
    """Where somebody is, as far as it may be told."""
    if not person.kind:
        return None
    kind = RecordKind(person.kind)
    left = fields_left(sight.reader, kind)
    if left is not None and not left:
        return None
    if not person.record:
        return {"kind": person.kind}
    try:
        sight.record(kind, person.record)
    except Absent:
        return None
    return {"kind": person.kind, "record": person.record}


def checked_place(kind: str, record: str) -> tuple[str, str]:
    """Kind and record as a client names them; what is no kind, or no key, is nothing."""
    if kind not in _KINDS:
        return "", ""
    fine = 0 < len(record) <= 64 and record.isascii() and record.isalnum()
    return kind, record if fine else ""
