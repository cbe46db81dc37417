"""The records of a plan by id, and the place of each, for those who judge them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.diagnostics import Place
from birlik.exercise.judge.names import Names
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import Moment, said, term

AnyRecord = TypeVar("AnyRecord", bound=Record)

COLUMNS: dict[RecordKind, tuple[Column, ...]] = {
    kind: columns_of(model) for kind, model in MODELS.items()
}


class Index:
    """A plan with what judging it needs again and again.

    Of two records with one id the first counts, as it does for the planner.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names: dict[RecordKind, Names] = {
            kind: Names(record.id for record in plan.records(kind) if record.id) for kind in MODELS
        }
        self.areas = _by_id(plan.areas)
        self.units = _by_id(plan.units)
        self.pools = _by_id(plan.resources)
        self.phases = _by_id(plan.phases)
        self.contingents = _by_id(plan.contingents)
        self.serials = _by_id(plan.serials)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Position in the plan of each serial that counts."""
        numbers: dict[str, int] = {}
        for number, serial in enumerate(self.plan.serials):
            numbers.setdefault(serial.id, number)
        return numbers

    @cached_property
    def sites(self) -> Names:
        """Names of all sites."""
        return Names(area.site or area.id for area in self.plan.areas if area.site or area.id)

    def place(self, kind: RecordKind, index: int, field: str | None = None) -> Place:
        """Place of a record, or of one of its fields."""
        return Place(kind=kind, index=index, record=self.plan.records(kind)[index].id, field=field)

    def serial_place(self, serial: Serial, field: str | None = None) -> Place:
        """Place of a serial that counts."""
        return self.place(RecordKind.SERIAL, self.numbers[serial.id], field)

    def shown(self, instant: datetime) -> Moment:
        """Instant as a planner reads it: ``12 July 2024 09:00`` in the exercise's zone."""
        try:
            local = instant.astimezone(self.plan.zone)
        except OverflowError:
            local = instant
        return Moment(local, "moment_year")


def called(record: Record) -> str:
    """How a sentence names a record: ``S-204``, or ``this serial`` if it has no id."""
    return record.id or said("this {record}", record=term(record.word))


def within_exercise(index: Index, instant: datetime) -> bool:
    """Whether an instant lies within STARTEX and ENDEX, as far as they are known."""
    startex, endex = index.plan.exercise.startex, index.plan.exercise.endex
    return (startex is None or startex <= instant) and (endex is None or instant <= endex)


def _by_id(records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
    found: dict[str, AnyRecord] = {}
    for record in records:
        if record.id:
            found.setdefault(record.id, record)
    return found
