"""The script (MSEL): storylines, their events and incidents, and the injects that carry them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.lengths import Offset
from birlik.exercise.values.moments import Instant
from birlik.exercise.values.plain import Reference, References, Text, YesNo, choice_reader


class Edge(StrEnum):
    """The end of a serial from which an inject's time is counted."""

    BEGINS = "begins"
    ENDS = "ends"


class InjectState(StrEnum):
    """How far an inject has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SYNCHRONISED = "synchronised"
    RELEASED = "released"
    COMPLETE = "complete"
    DEFERRED = "deferred"
    OBSOLETE = "obsolete"


class Storyline(Record):
    """A thread of the scenario."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.STORYLINE
    word: ClassVar[str] = "storyline"

    text: Text = column("Text", "What it tells.", default="", width=60)


class Event(Record):
    """A turn of a storyline."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.EVENT
    word: ClassVar[str] = "event"

    storyline: Reference = column(
        "Storyline", "The thread it belongs to.", refers_to=RecordKind.STORYLINE
    )
    text: Text = column("Text", "What happens.", default="", width=60)


class Incident(Record):
    """Something that happens within an event and that the training audience must answer."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.INCIDENT
    word: ClassVar[str] = "incident"

    event: Reference = column("Event", "The event it belongs to.", refers_to=RecordKind.EVENT)
    objectives: References = column(
        "Objectives", "Training objectives it serves.", default=(), refers_to=RecordKind.OBJECTIVE
    )
    text: Text = column("Text", "What happens.", default="", width=60)


class Inject(Record):
    """A message that EXCON brings to the training audience, anchored to a serial or an instant."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.INJECT
    word: ClassVar[str] = "inject"

    incident: Reference = column(
        "Incident", "The incident it carries.", refers_to=RecordKind.INCIDENT
    )
    serial: Reference = column(
        "Serial", "Its time is counted from this serial.", refers_to=RecordKind.SERIAL
    )
    edge: Annotated[Edge | None, BeforeValidator(choice_reader(Edge))] = column(
        "From", "From when the serial begins or ends; empty means begins.", choices=Edge
    )
    offset: Offset = column("Offset", "After that; before it if negative.", unit="min")
    at: Instant = column("At", "A fixed time, for an inject without a serial.", width=17)
    sender: Text = column("From whom", "Who seems to send it.", default="", width=18)
    audience: References = column(
        "Audience", "Units it is meant for.", default=(), refers_to=RecordKind.UNIT, width=22
    )
    channel: Text = column("Channel", "Radio, telephone, letter, role player ...", default="")
    message: Text = column("Message", "What is said.", default="", width=60)
    expected: Text = column(
        "Expected response", "What the audience should do.", default="", width=40
    )
    contingency: YesNo = column(
        "Contingency", "Yes if used only when the expected response does not come.", default=False
    )
    state: Annotated[InjectState | None, BeforeValidator(choice_reader(InjectState))] = column(
        "State", "How far it has come; empty means draft.", choices=InjectState
    )
