"""What an exercise has to work with: units, resource pools, areas and the ways between sites."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.ground import MaybePosition, Outline
from birlik.exercise.values.hours import DaySpans, HourWindows
from birlik.exercise.values.lengths import Minutes
from birlik.exercise.values.moments import Instant, Periods
from birlik.exercise.values.plain import Quantity, Reference, Text, Whole, YesNo, choice_reader


class AreaKind(StrEnum):
    """What an area is a part of."""

    LAND = "land"
    SEA = "sea"
    AIR = "air"
    FACILITY = "facility"


class Unit(Record):
    """A unit: it takes part in one serial at a time."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.UNIT
    word: ClassVar[str] = "unit"

    nation: Reference = column(
        "Nation", "Whose unit it is.", refers_to=RecordKind.NATION, needed=True, width=8
    )
    contingent: Reference = column(
        "Contingent", "The contingent it comes with.", refers_to=RecordKind.CONTINGENT
    )
    kind: Text = column(
        "Kind",
        "What it is, in the exercise's own words; serials can ask for it.",
        default="",
        example="ASSAULT",
    )
    personnel: Whole = column("Personnel", "How many people it has.", unit="people")
    equipment: Text = column("Equipment", "What it brings.", default="", width=24)
    arrives: Instant = column(
        "Arrives", "It takes part from then on; empty means with its contingent.", width=17
    )
    departs: Instant = column(
        "Departs", "It takes part until then; empty means with its contingent.", width=17
    )
    travel_speed: Quantity = column(
        "Travel speed", "Its own speed between sites; empty means the exercise's.", unit="km/h"
    )
    symbol: Text = column("Symbol", "APP-6 symbol code for maps.", default="", width=22)


class Resource(Record):
    """A pool that serials draw on: equipment, instructors, safety teams, ammunition, flying hours."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.RESOURCE
    word: ClassVar[str] = "resource"

    quantity: Quantity = column("Quantity", "How much there is.", needed=True)
    measure: Text = column("Measure", "What is counted.", default="", example="teams")
    used_up: YesNo = column(
        "Used up",
        "Yes if an amount is gone after the serial, as ammunition; no if it comes back, as a team.",
        default=False,
    )
    available_from: Instant = column(
        "Available from", "Serials can draw on it from then on.", width=17
    )
    available_until: Instant = column(
        "Available until", "Serials can draw on it until then.", width=17
    )


class Area(Record):
    """A land range, sea area, airspace or facility in which serials take place."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.AREA
    word: ClassVar[str] = "area"

    kind: Annotated[AreaKind | None, BeforeValidator(choice_reader(AreaKind))] = column(
        "Kind", "Land, sea, air or facility.", choices=AreaKind
    )
    site: Text = column(
        "Site",
        "The place it belongs to; a unit needs no travel within a site. Empty means a site of its own.",
        default="",
        example="TOKMAK",
    )
    position: MaybePosition = column(
        "Position",
        "Its centre; empty means the middle of the outline.",
        example="43.0 51.7",
        width=16,
    )
    radius: Quantity = column(
        "Radius", "Size of an area without an outline, around its position.", unit="m"
    )
    outline: Outline = column(
        "Outline",
        "Its corners in order, latitude first.",
        default=(),
        example="43.1 51.6; 43.2 51.7; 43.1 51.8",
        width=40,
    )
    ceiling: Quantity = column(
        "Ceiling",
        "How high above sea level it reaches, for NOTAM drafts; empty if that is not settled.",
        unit="m",
    )
    open_hours: HourWindows = column(
        "Open hours",
        "Hours in which it can be occupied; empty means always. Set-up and clear-up count.",
        default=(),
        example="06:00-22:00",
    )
    open_days: DaySpans = column(
        "Open days",
        "Days on which it can be occupied; empty means every day.",
        default=(),
        example="Mon; Tue",
    )
    closures: Periods = column(
        "Closures",
        "Periods in which it is shut whatever the hours say.",
        default=(),
        example="2024-07-10 08:00..2024-07-10 18:00",
        width=36,
    )
    serials_at_once: Whole = column(
        "Serials at once", "How many serials it holds at a time; empty means one.", unit="serials"
    )
    people_at_once: Whole = column(
        "People at once", "How many people it holds at a time; empty means no limit.", unit="people"
    )


class Travel(Record):
    """How long a unit needs from one site to another, either way."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.TRAVEL
    word: ClassVar[str] = "way"

    origin: Text = column("From site", "A site named in the sheet Areas.", default="", needed=True)
    destination: Text = column("To site", "Another site.", default="", needed=True)
    minutes: Minutes = column("Time", "How long the way takes.", unit="min", needed=True)
