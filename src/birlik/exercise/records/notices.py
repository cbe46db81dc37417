"""Notices that were issued to those outside the exercise: to airmen, sailors and residents."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.moments import Instant
from birlik.exercise.values.plain import Reference, References, Text, choice_reader


class NoticeKind(StrEnum):
    """To whom a notice goes."""

    NOTAM = "NOTAM"
    COASTAL = "coastal warning"
    RANGE = "range closure"
    RESIDENTS = "warning for residents"


class IssuedNotice(Record):
    """A notice that was issued: a timetable tells which are needed, and this that one was sent."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.NOTICE
    word: ClassVar[str] = "notice"

    kind: Annotated[NoticeKind | None, BeforeValidator(choice_reader(NoticeKind))] = column(
        "Kind", "To whom it goes.", choices=NoticeKind, width=20
    )
    area: Reference = column("Area", "The area it tells of.", refers_to=RecordKind.AREA, width=16)
    serials: References = column(
        "Serials", "Serials it was made for.", default=(), refers_to=RecordKind.SERIAL, width=24
    )
    begins: Instant = column("Begins", "When it comes into force.", width=17)
    issued: Instant = column("Issued", "When it was issued.", width=17)
    reference: Text = column(
        "Reference",
        "Series and number, as the authority gave them.",
        default="",
        example="A0123/24",
    )
    mark: Text = column(
        "Content hash",
        "Of what it said: another one as soon as its times or its ground change.",
        default="",
        width=20,
    )
