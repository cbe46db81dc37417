"""The serial: one scheduled activity, the atom of the timetable, and all that it can ask for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.demands import Amounts, AreaSets, Orders, UnitDemands
from birlik.exercise.values.ground import Outline
from birlik.exercise.values.hours import DaySpans, HourWindows
from birlik.exercise.values.lengths import Minutes
from birlik.exercise.values.moments import Instant
from birlik.exercise.values.plain import (
    Priority,
    Quantity,
    Reference,
    References,
    Text,
    Whole,
    WishCost,
    choice_reader,
)
from birlik.exercise.values.reading import list_reader


class Light(StrEnum):
    """Light by the real sun: night and day, and the civil twilights between them."""

    DAY = "day"
    NIGHT = "night"
    DAWN = "dawn"
    DUSK = "dusk"


Lights = Annotated[tuple[Light, ...], BeforeValidator(list_reader(choice_reader(Light)))]

#: Cost of a broken wish where a serial names none.
USUAL_WISH_COST = 10


class Serial(Record):
    """One scheduled activity. An empty field asks for nothing."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.SERIAL
    word: ClassVar[str] = "serial"

    kind: Text = column(
        "Kind",
        "What it is, in the exercise's own words; rules can name it.",
        default="",
        example="live fire",
    )
    phase: Reference = column("Phase", "It lies within this phase.", refers_to=RecordKind.PHASE)
    priority: Priority = column(
        "Priority", "Empty if it is mandatory; otherwise 1 (placed first) to 5 (placed last)."
    )
    duration: Minutes = column(
        "Duration", "From its beginning to its end.", unit="min", needed=True
    )
    setup: Minutes = column(
        "Set-up", "Before it begins, its areas are taken; its units are still free.", unit="min"
    )
    clearup: Minutes = column(
        "Clear-up", "After it ends, its areas are still taken; its units are free.", unit="min"
    )
    units: References = column(
        "Units", "Units that must take part.", default=(), refers_to=RecordKind.UNIT, width=30
    )
    choose: UnitDemands = column(
        "Choose units",
        "Further units that the planner chooses, by kind and nation.",
        default=(),
        example="2 x ASSAULT @ KAZ; 1 x ARTILLERY",
        width=26,
    )
    nations: References = column(
        "Nations",
        "Nations that take part besides those of the units, such as delegations.",
        default=(),
        refers_to=RecordKind.NATION,
    )
    people: Whole = column(
        "Further people", "People there besides those of the units.", unit="people"
    )
    areas: AreaSets = column(
        "Areas",
        "One of several areas with |, several together with +; the first of a set is where units assemble.",
        default=(),
        refers_to=RecordKind.AREA,
        example="TOKMAK-1 + TOKMAK-SEA | OYMASHA-1",
        width=30,
    )
    resources: Amounts = column(
        "Resources",
        "Amounts from pools, held or used up while it runs.",
        default=(),
        refers_to=RecordKind.RESOURCE,
        example="2 x SAFETY-TEAM; 40 x AMMO-152",
        width=28,
    )
    earliest: Instant = column("Earliest start", "It begins then or later.", width=17)
    latest: Instant = column("Latest end", "It is over by then.", width=17)
    fixed: Instant = column("Fixed start", "It begins exactly then.", width=17)
    hours: HourWindows = column(
        "Hours", "It lies within one of these hours of the day.", default=(), example="08:00-12:00"
    )
    days: DaySpans = column(
        "Days",
        "It begins on one of these days.",
        default=(),
        example="2024-07-12..2024-07-14",
        width=24,
    )
    light: Lights = column(
        "Light",
        "Day, night, dawn or dusk, by the sun at its first area; all of it lies within one of those named.",
        default=(),
        choices=Light,
        example="night",
    )
    after: Orders = column(
        "After",
        "Serials that must be over first, with least and most minutes between, and the gate between them.",
        default=(),
        refers_to=RecordKind.SERIAL,
        example="S-201 +60..240 (dry run passed)",
        width=28,
    )
    together_with: References = column(
        "Together with",
        "Serials that begin at the same moment.",
        default=(),
        refers_to=RecordKind.SERIAL,
    )
    never_with: References = column(
        "Never with",
        "Serials that do not run at the same time.",
        default=(),
        refers_to=RecordKind.SERIAL,
    )
    danger_radius: Quantity = column(
        "Danger radius",
        "While it runs, every other area within this distance of its first area is shut.",
        unit="m",
    )
    danger_zone: Outline = column(
        "Danger zone",
        "Outline of a danger zone; while it runs, every other area that this touches is shut.",
        default=(),
        example="43.1 51.6; 43.2 51.7; 43.1 51.8",
        width=30,
    )
    wish_hours: HourWindows = column(
        "Wished hours", "It would best begin within these hours.", default=(), example="09:00-11:00"
    )
    wish_days: DaySpans = column("Wished days", "It would best begin on these days.", default=())
    wish_cost: WishCost = column(
        "Wish cost", f"Cost of each wish that is broken, 1 to 1000; empty means {USUAL_WISH_COST}."
    )
    objectives: References = column(
        "Objectives", "Training objectives it serves.", default=(), refers_to=RecordKind.OBJECTIVE
    )

    @property
    def mandatory(self) -> bool:
        """Whether the exercise cannot do without it."""
        return self.priority is None

    @property
    def areas_named(self) -> frozenset[str]:
        """Every area id in any of its choices."""
        return frozenset(area for choice in self.areas for area in choice.areas)
