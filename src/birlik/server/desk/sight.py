"""A state of an exercise as one reader sees it: records under their keys, and no trace of others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import editable_fields, may_add, may_remove
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.roles import Reader
from birlik.exercise.sentences import said, term
from birlik.exercise.view import View, view_of
from birlik.log.canonical import canonical
from birlik.log.plans import fields_of, plan_of
from birlik.log.state import State
from birlik.log.timetables import PLACEMENTS
from birlik.planning.timetable import OwnedPlacement


class Absent(LookupError):
    """There is no such record, or the reader may not know that there is: he is told the same."""


@dataclass(frozen=True)
class Seen:
    """A record as a reader sees it.

    Attributes
    ----------
    kind : RecordKind
    key : str
        In addresses and in the API.
    place : int
        Among the records of its kind that he sees.
    record : Record
        Without the fields, and the references, that he may not read.
    """

    kind: RecordKind
    key: str
    place: int
    record: Record

    @property
    def fields(self) -> dict[str, Any]:
        """Fields that are not empty, as in ``plan.json``."""
        return fields_of(self.record)

    @property
    def version(self) -> str:
        """Names what the reader sees of the record: another one when that changes, and only then."""
        return hashlib.sha256(canonical([self.key, self.fields])).hexdigest()[:24]


class Sight:
    """An exercise at one position of its log, as one reader sees it.

    Parameters
    ----------
    state : State
    reader : Reader
    """

    def __init__(self, state: State, reader: Reader) -> None:
        self.state, self.reader = state, reader
        self._kinds: dict[RecordKind, tuple[Seen, ...]] = {}
        self._keys: dict[RecordKind, Mapping[str, Seen]] = {}

    @cached_property
    def whole(self) -> Plan:
        """The plan with everything in it: for deciding, never for showing."""
        return plan_of(self.state)

    @cached_property
    def view(self) -> View:
        """What he sees, with the times that are reserved by what he does not."""
        return view_of(self.whole, self.reader, self._placements)

    @property
    def plan(self) -> Plan:
        """The plan as he sees it."""
        return self.view.plan

    def records(self, kind: RecordKind) -> tuple[Seen, ...]:
        """Records of a kind, in the planner's order."""
        found = self._kinds.get(kind)
        if found is None:
            keys = self.state.of(kind.value).ordered
            places = self.view.places.get(kind, ())
            shown = self.plan.records(kind)
            found = tuple(
                Seen(kind, keys[place], number, shown[number])
                for number, place in enumerate(places)
                # An exercise of which nothing is known yet has no record in the log.
                if place < len(keys)
            )
            self._kinds[kind] = found
        return found

    def record(self, kind: RecordKind, key: str) -> Seen:
        """Record by its key.

        Raises
        ------
        Absent
        """
        found = self._by_key(kind).get(key)
        if found is None:
            raise Absent(said("There is no such {word}", word=term(MODELS[kind].word)))
        return found

    def counts(self) -> dict[RecordKind, int]:
        """How many records of each kind he sees."""
        return {kind: self.count(kind) for kind in MODELS}

    def count(self, kind: RecordKind) -> int:
        """How many records of a kind he sees."""
        if kind is RecordKind.EXERCISE:
            return len(self.records(kind))
        return len(self.view.places.get(kind, ()))

    def may_add(self, kind: RecordKind) -> bool:
        """Whether he may add a record of a kind."""
        return may_add(self.reader, kind, self.whole)

    def editable(self, seen: Seen) -> frozenset[str]:
        """Fields of a record that he may change."""
        return editable_fields(self.reader, self.whole_of(seen), self.whole)

    def may_remove(self, seen: Seen) -> bool:
        """Whether he may take a record out of the plan."""
        return may_remove(self.reader, self.whole_of(seen), self.whole)

    def whole_of(self, seen: Seen) -> Record:
        """The record with everything in it: for deciding, never for showing."""
        return self.whole.records(seen.kind)[self.view.places[seen.kind][seen.place]]

    def _by_key(self, kind: RecordKind) -> Mapping[str, Seen]:
        found = self._keys.get(kind)
        if found is None:
            found = self._keys[kind] = {seen.key: seen for seen in self.records(kind)}
        return found

    @cached_property
    def _placements(self) -> tuple[OwnedPlacement, ...]:
        return placements_of(self.state)


def placements_of(state: State) -> tuple[OwnedPlacement, ...]:
    """Placements of the timetable that a state holds; made once for each version of them."""
    records = state.of(PLACEMENTS)
    if records.cached is None:
        records.cached = tuple(
            OwnedPlacement.model_validate({n: v for n, v in held.fields.items() if n != "rank"})
            for held in records.values()
        )
    return tuple(records.cached)
