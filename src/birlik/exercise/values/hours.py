"""Hours of the day, days and times of day on the exercise's clock and calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from birlik.exercise.sentences import said
from birlik.exercise.time import parse_date
from birlik.exercise.values.lengths import DAY_MINUTES, minutes_of
from birlik.exercise.values.reading import cell_text, in_json, is_empty, list_reader, or_null

_HOURS = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:-|–|—|\.\.|to)\s*(\d{1,2})(?:[:.]?(\d{2}))?")
_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})(?::00)?")
_RANGE = re.compile(r"\s*(?:\.\.|\bto\b|–|—)\s*")


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "Mon"
    TUE = "Tue"
    WED = "Wed"
    THU = "Thu"
    FRI = "Fri"
    SAT = "Sat"
    SUN = "Sun"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HourWindow(_Value):
    """Hours of a day, written ``08:00-12:00``; ``22:00-04:00`` ends on the next day.

    Attributes
    ----------
    begins, ends : int
        Minutes after midnight in the exercise's zone; `begins` lies within a day, and `ends` at
        most a day after it.
    """

    begins: Annotated[int, in_json(type="integer", minimum=0, maximum=DAY_MINUTES - 1)]
    ends: Annotated[int, in_json(type="integer", minimum=1, maximum=2 * DAY_MINUTES - 1)]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Window a text means.

        Raises
        ------
        ValueError
            If the text is not two times of day.
        """
        match = _HOURS.fullmatch(text.strip())
        if not match:
            raise ValueError(
                said('"{text}" is not hours of the day; write them as 08:00-12:00', text=text)
            )
        begins, ends = (int(match[i]) * 60 + int(match[i + 1] or 0) for i in (1, 3))
        if (
            begins >= DAY_MINUTES
            or ends > DAY_MINUTES
            or int(match[2] or 0) > 59
            or int(match[4] or 0) > 59
        ):
            raise ValueError(said('"{text}" holds a time that no clock shows', text=text))
        return cls(begins=begins, ends=ends if ends > begins else ends + DAY_MINUTES)

    @model_validator(mode="after")
    def _on_a_clock(self) -> Self:
        if not 0 <= self.begins < DAY_MINUTES or not 0 < self.ends - self.begins <= DAY_MINUTES:
            raise ValueError(said("hours begin within a day and last at most one"))
        return self

    def __str__(self) -> str:
        ends = self.ends if self.ends <= DAY_MINUTES else self.ends - DAY_MINUTES
        return f"{self.begins // 60:02}:{self.begins % 60:02}-{ends // 60:02}:{ends % 60:02}"


class DaySpan(_Value):
    """Days: ``2024-07-09``, ``2024-07-09..2024-07-11`` or a day of the week, ``Fri``.

    Attributes
    ----------
    first, last : date or None
        Both included; None if a weekday is meant.
    weekday : Weekday or None
    """

    first: date | None = None
    last: date | None = None
    weekday: Weekday | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Days a text means.

        Raises
        ------
        ValueError
            If the text is no date, pair of dates or weekday, or ends before it begins.
        """
        if day := _DAY_NAMES.get(text.strip().casefold()):
            return cls(weekday=day)
        first, _, last = _RANGE.sub("..", " ".join(text.split())).partition("..")
        begins = parse_date(first)[0]
        ends = parse_date(last)[0] if last else begins
        if ends < begins:
            raise ValueError(said('"{text}" ends before it begins', text=text))
        return cls(first=begins, last=ends)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.first is None) != (self.last is None) or (
            (self.weekday is None) == (self.first is None)
        ):
            raise ValueError(said("days are a first and a last date, or a day of the week"))
        if self.first and self.last and self.last < self.first:
            raise ValueError(said("the last day lies before the first"))
        return self

    def includes(self, day: date) -> bool:
        """Whether `day` is one of these days."""
        if self.weekday is not None:
            return list(Weekday)[day.weekday()] is self.weekday
        return self.first is not None and self.last is not None and self.first <= day <= self.last

    def __str__(self) -> str:
        if self.weekday is not None:
            return self.weekday.value
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = {
    name: day
    for day, long in zip(Weekday, _LONG_DAYS, strict=True)
    for name in (long, day.value.casefold())
}


def _days(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return (DaySpan.parse(f"{value:%Y-%m-%d}"),)
    return list_reader(DaySpan.parse)(value)


def _time_of_day(value: Any) -> Any:
    if is_empty(value):
        return None
    if isinstance(value, time | timedelta):
        minutes = minutes_of(value)
        hours, rest = minutes // 60, minutes % 60
    elif isinstance(value, str) and (match := _CLOCK.fullmatch(cell_text(value))):
        hours, rest = int(match[1]), int(match[2])
    else:
        hours, rest = 24, 0
    if hours > 23 or rest > 59:
        raise ValueError(
            said('"{value}" is not a time of day; write it as 04:00', value=cell_text(value))
        )
    return f"{hours:02}:{rest:02}"


HourWindows = Annotated[tuple[HourWindow, ...], BeforeValidator(list_reader(HourWindow.parse))]
DaySpans = Annotated[tuple[DaySpan, ...], BeforeValidator(_days)]
TimeOfDay = Annotated[
    str | None,
    BeforeValidator(_time_of_day),
    or_null(type="string", pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
]
