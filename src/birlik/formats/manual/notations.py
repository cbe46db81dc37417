"""How each kind of value is written in a cell: the words, the rules and examples of the manual."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.records.serials import Lights
from birlik.exercise.values import demands, ground, hours, lengths, moments, plain


@dataclass(frozen=True)
class Notation:
    """How a kind of value is written.

    Attributes
    ----------
    kind : object
        The annotated type of the fields that hold it.
    name : str
        What such a value is called.
    rule : str
        How it is written and what it means, in one or two sentences.
    examples : tuple of str
        Cells that are read.
    """

    kind: Any
    name: str
    rule: str
    examples: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return self.name.lower().replace(" ", "-")


NOTATIONS = (
    Notation(
        plain.Text,
        "Text",
        f"Any text, up to {plain.LONGEST_TEXT:,} characters, without control characters.",
        ("Night boarding",),
    ),
    Notation(
        plain.Identifier,
        "Id",
        f"Letters of any one alphabet, digits and hyphens, up to {plain.LONGEST_ID} characters, "
        "without blanks. An id stands once among the records of a sheet; capitals count.",
        ("S-204", "TOKMAK-SEA", "КАЗ-1"),
    ),
    Notation(
        plain.Reference,
        "Reference",
        "The id of one record of another sheet, written exactly as there.",
        ("KAZ",),
    ),
    Notation(
        plain.References,
        "References",
        "Ids of records, separated by semicolons, commas or line breaks.",
        ("KAZ-NAVY-1; AZE-MARINES-2",),
    ),
    Notation(
        plain.Words,
        "Words",
        "Words of the exercise's own, separated by semicolons, commas or line breaks.",
        ("live fire; night boarding",),
    ),
    Notation(
        plain.Whole,
        "Whole number",
        "A number without decimals, not below nothing.",
        ("4000", "4 000"),
    ),
    Notation(
        plain.Quantity,
        "Quantity",
        "A number, not below nothing, with at most three decimals, after a point or a comma. "
        "What could be thousands or decimals, as 1,200, is asked about.",
        ("2", "1.5", "1,5"),
    ),
    Notation(plain.YesNo, "Yes or no", "An empty cell means no.", ("yes", "no", "x")),
    Notation(
        plain.Priority,
        "Priority",
        "1 to 5; 1 is placed first. Empty means mandatory.",
        ("1", "5"),
    ),
    Notation(
        plain.Percentage,
        "Percentage",
        "A number from 0 to 100, with at most three decimals.",
        ("25", "2.5"),
    ),
    Notation(plain.WishCost, "Cost", "A whole number from 1 to 1000.", ("10",)),
    Notation(
        moments.Instant,
        "Date and time",
        "A date with a time of day, on the clock of the exercise's zone, or a date-time group, or a "
        "time that names its offset from UTC. A date alone means its midnight; 24:00 ends a day. A "
        "date cell of Excel is read too. Day and month as 09/07/2024 are read day first, and "
        "reported.",
        (
            "2024-07-09 14:30",
            "09.07.2024 14:30",
            "9 July 2024 14:30",
            "090930ZJUL24",
            "2024-07-09 14:30+05:00",
        ),
    ),
    Notation(
        moments.Day,
        "Date",
        "A date without a time of day.",
        ("2024-07-09", "09.07.2024", "9 July 2024"),
    ),
    Notation(
        lengths.Minutes,
        "Length of time",
        "A number alone counts minutes; days, hours and minutes can be named, or hours and minutes "
        "parted by a colon. At most a year.",
        ("90", "1:30", "1 h 30 min", "1.5 h", "2 days"),
    ),
    Notation(
        lengths.Offset,
        "Offset",
        "A length of time after something, or before it with a minus.",
        ("15", "+1:30", "-15 min"),
    ),
    Notation(
        hours.TimeOfDay,
        "Time of day",
        "Hours and minutes on the clock of the exercise's zone.",
        ("04:00", "0400"),
    ),
    Notation(
        moments.TimeZoneName,
        "Time zone",
        "A name of the IANA time zone database.",
        ("Asia/Aqtau", "Asia/Baku"),
    ),
    Notation(
        hours.HourWindows,
        "Hours",
        "Hours of the day from and up to, on the clock of the exercise's zone; hours that end before "
        "they begin end on the next day. Several are separated by semicolons; those that touch count "
        "as one.",
        ("08:00-12:00", "0800-1200; 14-17", "22:00-04:00"),
    ),
    Notation(
        hours.DaySpans,
        "Days",
        "Dates, stretches of dates with both ends included, or days of the week, separated by "
        "semicolons.",
        ("2024-07-09", "2024-07-09..2024-07-11; Fri", "9 July 2024 to 11 July 2024"),
    ),
    Notation(
        moments.Periods,
        "Periods",
        "Stretches of time from and up to, separated by semicolons. The second date may be left out; "
        "a date without a time is the whole day.",
        ("2024-07-10 08:00..18:00", "2024-07-10", "2024-07-10 08:00..2024-07-12"),
    ),
    Notation(
        ground.MaybePosition,
        "Position",
        "Latitude, then longitude, in degrees with decimals, WGS 84; south and west with a minus or "
        "their letter.",
        ("43.65 51.17", "43.65N 51.17E"),
    ),
    Notation(
        ground.Outline,
        "Outline",
        "Three positions or more in the order in which one walks them, separated by semicolons or "
        "line breaks; it closes itself.",
        ("43.1 51.6; 43.2 51.7; 43.1 51.8",),
    ),
    Notation(
        demands.AreaSets,
        "Choice of areas",
        "Areas used together are joined by +, sets of which one is used are parted by | (or a "
        "semicolon, or the word or). In the first of a set the units assemble.",
        ("TOKMAK-1", "TOKMAK-1 + TOKMAK-SEA | OYMASHA-1"),
    ),
    Notation(
        demands.UnitDemands,
        "Units to choose",
        "How many, x, of which kind, and after @ of which nation; * for any kind. Several demands are "
        "separated by semicolons.",
        ("2 x ASSAULT @ KAZ; 1 x ARTILLERY", "1 x * @ UZB"),
    ),
    Notation(
        demands.Amounts,
        "Amounts",
        "How much, x, from which pool. Several are separated by semicolons.",
        ("2 x SAFETY-TEAM; 40 x AMMO-152", "1.5 x HELI-HOURS"),
    ),
    Notation(
        demands.Orders,
        "Order",
        "Serials that must be over first, separated by semicolons; after + the least time between, "
        "after .. the most, and in brackets the gate, which must be confirmed between the two.",
        ("S-201", "S-201 +60", "S-201 +1 h..4 h (dry run passed); S-202"),
    ),
    Notation(
        demands.Release,
        "Release label",
        "Ids of nations, separated by semicolons; ALL for every nation of the exercise, VISITORS for "
        "those who visit it. See [Who reads what](../release.md).",
        ("AZE; KAZ", "ALL", "ALL; VISITORS"),
    ),
)

_CHOICE = Notation(None, "Choice", "One of a few words; capitals do not count.", ("least rest",))
_CHOICES = Notation(
    Lights, "Choices", "Some of a few words, separated by semicolons.", ("dusk; night",)
)

#: Every notation, in the order of the manual.
ALL_NOTATIONS = (*NOTATIONS, _CHOICE, _CHOICES)


@cache
def _by_mark() -> dict[Any, Notation]:
    """Notation of each kind of value, by the validator that marks it."""
    return {
        get_args(notation.kind)[1]: notation
        for notation in ALL_NOTATIONS
        if notation.kind is not None
    }


def notation_of(kind: RecordKind, field: str) -> Notation:
    """How the value of a field is written.

    Raises
    ------
    LookupError
        If nobody has described that kind of value.
    """
    about = MODELS[kind].model_fields[field]
    for held in get_args(about.annotation):
        if isinstance(held, type) and issubclass(held, StrEnum):
            return _CHOICE
    for mark in about.metadata:
        if mark in _by_mark():
            return _by_mark()[mark]
    raise LookupError(
        f"{kind.value}.{field} holds a kind of value that the manual does not describe"
    )
