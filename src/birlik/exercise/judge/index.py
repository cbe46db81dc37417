"""The records of a plan by id, and the place of each, for those who judge them."""

from __future__ import annotations

from functools import cached_property

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.diagnostics import Place
from birlik.exercise.judge.names import Names
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.means import Area, Resource, Unit
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial

COLUMNS: dict[RecordKind, tuple[Column, ...]] = {
    kind: columns_of(model) for kind, model in MODELS.items()
}


class Index:
    """A plan with what judging it needs again and again."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names: dict[RecordKind, Names] = {
            kind: Names(record.id for record in plan.records(kind) if record.id) for kind in MODELS
        }
        # Of two records with one id the first counts, as it does for the planner.
        self.areas: dict[str, Area] = {area.id: area for area in reversed(plan.areas)}
        self.units: dict[str, Unit] = {unit.id: unit for unit in reversed(plan.units)}
        self.pools: dict[str, Resource] = {pool.id: pool for pool in reversed(plan.resources)}
        self.serials: dict[str, Serial] = {serial.id: serial for serial in reversed(plan.serials)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Position of each serial in the plan."""
        return {
            s.id: len(self.plan.serials) - 1 - n for n, s in enumerate(reversed(self.plan.serials))
        }

    @cached_property
    def sites(self) -> Names:
        """Names of all sites."""
        return Names(area.site or area.id for area in self.plan.areas)

    def place(self, kind: RecordKind, index: int, field: str | None = None) -> Place:
        """Place of a record, or of one of its fields."""
        return Place(kind=kind, index=index, record=self.plan.records(kind)[index].id, field=field)

    def serial_place(self, serial: Serial, field: str | None = None) -> Place:
        """Place of a serial."""
        return self.place(RecordKind.SERIAL, self.numbers[serial.id], field)

    def title(self, kind: RecordKind, id: str) -> str:
        """Title of the first record with an id, for messages."""
        found: Record | None = next((r for r in self.plan.records(kind) if r.id == id), None)
        return found.title if found else ""
