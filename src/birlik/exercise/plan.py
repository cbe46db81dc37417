"""The plan: all records of one exercise, and the sheets a workbook added of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.cooperation import (
    ActionItem,
    AgendaItem,
    Conference,
    Decision,
    Engagement,
)
from birlik.exercise.records.disturbances import Disturbance
from birlik.exercise.records.means import Area, Resource, Travel, Unit
from birlik.exercise.records.notices import IssuedNotice
from birlik.exercise.records.record import Record
from birlik.exercise.records.rules import Rule
from birlik.exercise.records.script import Event, Incident, Inject, Storyline
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import (
    Contingent,
    Exercise,
    Nation,
    Objective,
    Phase,
    ReleaseDefault,
)
from birlik.exercise.sentences import term

FORMAT = "birlik-plan/1"

#: The model of each kind of record, in the order of a workbook's sheets.
MODELS: dict[RecordKind, type[Record]] = {
    model.kind_of_record: model
    for model in (
        Exercise,
        Nation,
        ReleaseDefault,
        Phase,
        Contingent,
        Unit,
        Resource,
        Area,
        Travel,
        Objective,
        Serial,
        Rule,
        Disturbance,
        Conference,
        AgendaItem,
        Decision,
        ActionItem,
        Engagement,
        IssuedNotice,
        Storyline,
        Event,
        Incident,
        Inject,
    )
}

#: Name of each kind's sheet in a workbook.
SHEETS: dict[RecordKind, str] = {
    kind: term(kind.value.replace("_", " ").capitalize()) for kind in MODELS
}


class ForeignSheet(BaseModel):
    """A sheet that Birlik does not know, kept as it was and written back.

    Attributes
    ----------
    title : str
        Name of the sheet.
    after : str or None
        Name of the sheet that stood before it.
    content : dict
        What the workbook format keeps of it: cells, widths, merged ranges.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    after: str | None = None
    content: dict[str, Any] = {}


class Plan(BaseModel):
    """All records of one exercise. A draft may be incomplete and contradictory."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    format: str = FORMAT
    exercise: Exercise = Exercise()
    nations: tuple[Nation, ...] = ()
    release_defaults: tuple[ReleaseDefault, ...] = ()
    phases: tuple[Phase, ...] = ()
    contingents: tuple[Contingent, ...] = ()
    units: tuple[Unit, ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()
    travel: tuple[Travel, ...] = ()
    objectives: tuple[Objective, ...] = ()
    serials: tuple[Serial, ...] = ()
    rules: tuple[Rule, ...] = ()
    disturbances: tuple[Disturbance, ...] = ()
    conferences: tuple[Conference, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    notices: tuple[IssuedNotice, ...] = ()
    storylines: tuple[Storyline, ...] = ()
    events: tuple[Event, ...] = ()
    incidents: tuple[Incident, ...] = ()
    injects: tuple[Inject, ...] = ()
    foreign_sheets: tuple[ForeignSheet, ...] = ()

    def records(self, kind: RecordKind) -> tuple[Record, ...]:
        """Records of a kind, in the planner's order."""
        return (self.exercise,) if kind is RecordKind.EXERCISE else getattr(self, kind.value)

    def every_record(self) -> Iterator[tuple[RecordKind, int, Record]]:
        """Kind, position within the kind, and record, for all of them."""
        for kind in MODELS:
            for index, record in enumerate(self.records(kind)):
                yield kind, index, record

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the exercise; UTC while it names none."""
        return ZoneInfo(self.exercise.time_zone or "UTC")

    def to_json(self) -> str:
        """Plan as ``plan.json``: what is empty is left out, keys in a fixed order."""
        return json.dumps(
            self.model_dump(mode="json", exclude_defaults=True) | {"format": FORMAT},
            ensure_ascii=False,
            indent=1,
        )

    def fingerprint(self) -> str:
        """SHA-256 of the records, so that a timetable can say which plan it was made from."""
        packed = self.model_dump_json(exclude_defaults=True, exclude={"format", "foreign_sheets"})
        return hashlib.sha256(packed.encode()).hexdigest()
