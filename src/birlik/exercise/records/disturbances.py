"""Disturbances: what can go otherwise than planned when a timetable is carried out, and how often."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.means import AreaKind
from birlik.exercise.records.record import Record
from birlik.exercise.values.hours import DaySpans, HourWindows
from birlik.exercise.values.plain import Percentage, Quantity, References, Words, choice_reader


class DisturbanceKind(StrEnum):
    """What goes otherwise."""

    DURATION = "duration"
    DELAY = "delay"
    WEATHER = "weather"
    FAILURE = "failure"
    LATE_ARRIVAL = "late arrival"


class Distribution(StrEnum):
    """How a length of time is spread."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    EXPONENTIAL = "exponential"


class Counting(StrEnum):
    """What the numbers of a distribution count."""

    MINUTES = "minutes"
    PERCENT = "percent"


#: Fields that each distribution needs; all others it does not look at.
PARAMETERS: dict[Distribution, tuple[str, ...]] = {
    Distribution.FIXED: ("usual",),
    Distribution.UNIFORM: ("least", "most"),
    Distribution.TRIANGULAR: ("least", "usual", "most"),
    Distribution.NORMAL: ("usual", "spread"),
    Distribution.LOGNORMAL: ("usual", "spread"),
    Distribution.EXPONENTIAL: ("usual",),
}


class Disturbance(Record):
    """Something that can go otherwise than planned; the sheet is used by the rehearsal alone."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.DISTURBANCE
    word: ClassVar[str] = "disturbance"

    kind: Annotated[DisturbanceKind | None, BeforeValidator(choice_reader(DisturbanceKind))] = (
        column(
            "Kind",
            "What goes otherwise: how long a serial lasts, when it begins, whether an area can be "
            "used, how much a pool holds, when units arrive.",
            choices=DisturbanceKind,
            needed=True,
            width=14,
        )
    )
    probability: Percentage = column(
        "Probability",
        "How often it happens: to each serial, on each day for weather and failures, to each arrival; "
        "empty means always.",
        unit="%",
    )
    serial_kinds: Words = column(
        "Kinds of serial",
        "Durations and delays: it hits serials of these kinds; empty means all.",
        default=(),
        example="live fire",
        width=22,
    )
    area_kind: Annotated[AreaKind | None, BeforeValidator(choice_reader(AreaKind))] = column(
        "Kind of area",
        "It hits areas of this kind, or serials that use one; empty means all.",
        choices=AreaKind,
    )
    areas: References = column(
        "Areas",
        "It hits these areas, or serials that use one of them; empty means all.",
        default=(),
        refers_to=RecordKind.AREA,
    )
    resources: References = column(
        "Resources",
        "Failures: pools that lose something; empty means all that are not used up.",
        default=(),
        refers_to=RecordKind.RESOURCE,
    )
    units: References = column(
        "Units",
        "It hits these units, or serials in which one of them takes part; empty means all.",
        default=(),
        refers_to=RecordKind.UNIT,
    )
    nations: References = column(
        "Nations",
        "It hits units of these nations, or serials in which one of them takes part; empty means all.",
        default=(),
        refers_to=RecordKind.NATION,
    )
    amount: Quantity = column("Amount", "Failures: how much a pool loses; empty means 1.")
    hours: HourWindows = column(
        "Hours",
        "Weather and failures: hours of the day in which it begins; empty means any.",
        default=(),
        example="06:00-12:00",
    )
    days: DaySpans = column(
        "Days",
        "Weather and failures: days on which it can begin; empty means all.",
        default=(),
        example="2024-07-12..2024-07-14",
        width=24,
    )
    distribution: Annotated[Distribution | None, BeforeValidator(choice_reader(Distribution))] = (
        column(
            "Distribution",
            "How what follows is spread: how long a serial lasts, how late it is, how long weather "
            "or a failure lasts.",
            choices=Distribution,
            needed=True,
        )
    )
    counted_in: Annotated[Counting | None, BeforeValidator(choice_reader(Counting))] = column(
        "Counted in",
        "Minutes, or percent of the serial's duration in the plan; empty means minutes.",
        choices=Counting,
    )
    least: Quantity = column("Least", "Uniform and triangular: the least.")
    usual: Quantity = column(
        "Usual", "Fixed: the value; triangular: the most likely; all others: the mean."
    )
    most: Quantity = column("Most", "Uniform and triangular: the most.")
    spread: Quantity = column("Spread", "Normal and lognormal: the standard deviation.")
