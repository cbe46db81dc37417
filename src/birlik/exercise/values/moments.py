"""Times: instants, periods, lengths, hours of the day and days, with the texts planners use."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    ValidationInfo,
    model_validator,
)

from birlik.exercise.time import (
    day_begins,
    local_instant,
    names_a_day,
    parse_date,
    parse_instant,
)
from birlik.exercise.values.reading import (
    cell_text,
    in_json,
    list_reader,
    or_null,
    pieces,
    reading_of,
)

DAY_MINUTES = 1440

#: Most minutes that a length can have: a year.
LONGEST = 366 * DAY_MINUTES

#: Why a time cannot be read while nobody has said in which zone the exercise lies.
NO_ZONE = "the time names no zone, and the exercise has none"

AnyTime = TypeVar("AnyTime")

_LENGTH = re.compile(
    r"(?:(?P<d>\d{1,6})\s*(?:d|days?))?\s*(?:(?P<h>\d{1,6}(?:\.\d{1,9})?)\s*(?:h|hours?|hrs?))?"
    r"\s*(?:(?P<m>\d{1,9})\s*(?:min|m|minutes?|mins?)?)?",
    re.IGNORECASE,
)
_COLON = re.compile(r"(\d{1,3}):(\d{2})(?::00)?")
_HOURS = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:-|–|—|\.\.|to)\s*(\d{1,2})(?:[:.]?(\d{2}))?")
_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})(?::00)?")
_OFFSET = re.compile(r"([+\-−–]?)\s*(.+)")
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
            raise ValueError(f'"{text}" is not hours of the day; write them as 08:00-12:00')
        begins, ends = (int(match[i]) * 60 + int(match[i + 1] or 0) for i in (1, 3))
        if (
            begins >= DAY_MINUTES
            or ends > DAY_MINUTES
            or int(match[2] or 0) > 59
            or int(match[4] or 0) > 59
        ):
            raise ValueError(f'"{text}" holds a time that no clock shows')
        return cls(begins=begins, ends=ends if ends > begins else ends + DAY_MINUTES)

    @model_validator(mode="after")
    def _on_a_clock(self) -> Self:
        if not 0 <= self.begins < DAY_MINUTES or not 0 < self.ends - self.begins <= DAY_MINUTES:
            raise ValueError("hours begin within a day and last at most one")
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
            raise ValueError(f'"{text}" ends before it begins')
        return cls(first=begins, last=ends)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.first is None) != (self.last is None) or (
            (self.weekday is None) == (self.first is None)
        ):
            raise ValueError("days are a first and a last date, or a day of the week")
        if self.first and self.last and self.last < self.first:
            raise ValueError("the last day lies before the first")
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


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, str) and value.isspace())


def _in_zone(read: Callable[[ZoneInfo], AnyTime], zone: ZoneInfo | None) -> AnyTime:
    """What `read` makes of a time in a zone; without one, only a time that names its own can be read."""
    if zone is not None:
        return read(zone)
    found = read(ZoneInfo("UTC"))
    if read(ZoneInfo("Etc/GMT-1")) != found:
        raise ValueError(NO_ZONE)
    return found


def _instant(value: Any, info: ValidationInfo) -> Any:
    if _is_empty(value):
        return None
    reading = reading_of(info)
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        moment = moment.replace(microsecond=0)
        return _in_zone(lambda zone: local_instant(moment, zone), reading.zone)
    if isinstance(value, int | float | time | timedelta):
        raise ValueError(
            f'"{cell_text(value)}" is not a date with a time; write it as 2024-07-09 14:30'
        )
    text = cell_text(value)
    instant, ambiguous = _in_zone(lambda zone: parse_instant(text, zone), reading.zone)
    if ambiguous and info.field_name:
        reading.remarks.append((info.field_name, str(ambiguous)))
    return instant


def _date(value: Any, info: ValidationInfo) -> Any:
    if _is_empty(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day, ambiguous = parse_date(cell_text(value))
    if ambiguous and info.field_name:
        reading_of(info).remarks.append((info.field_name, str(ambiguous)))
    return day


def parse_length(text: str) -> int:
    """Minutes that a text means: ``90``, ``1:30``, ``1 h 30 min``, ``1.5 h`` or ``2 days``.

    Raises
    ------
    ValueError
        If it means no whole number of minutes.
    """
    if match := _COLON.fullmatch(text.strip()):
        return int(match[1]) * 60 + int(match[2])
    match = _LENGTH.fullmatch(text.strip().replace(",", "."))
    if not match or not any(match.groups()):
        raise ValueError(f'"{text}" is not a length of time; write minutes, as 90, or 1 h 30 min')
    minutes = (
        int(match["d"] or 0) * DAY_MINUTES + float(match["h"] or 0) * 60 + int(match["m"] or 0)
    )
    if not minutes.is_integer():
        raise ValueError(f'"{text}" is not a whole number of minutes')
    return int(minutes)


def _minutes(value: Any) -> Any:
    if _is_empty(value):
        return None
    if isinstance(value, bool):
        raise ValueError("a length of time was expected, not yes or no")
    if isinstance(value, timedelta):
        value = value.total_seconds() / 60
    elif isinstance(value, date):
        # A cell formatted as a length of a day or more is read as a date after Excel's day zero.
        day_zero = datetime(1899, 12, 31, tzinfo=UTC)
        at = value if isinstance(value, datetime) else datetime.combine(value, time())
        value = (at.replace(tzinfo=UTC) - day_zero).total_seconds() / 60
    elif isinstance(value, time):
        value = value.hour * 60 + value.minute + value.second / 60
    if isinstance(value, int | float):
        minutes = float(value) if abs(value) < 1e300 else math.inf
    else:
        minutes = float(parse_length(cell_text(value)))
    if not minutes.is_integer() or not 0 <= minutes <= LONGEST:
        raise ValueError(f"{minutes:g} is not a whole number of minutes between none and a year")
    return int(minutes)


def _offset(value: Any) -> Any:
    if _is_empty(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return -_minutes(-value) if value < 0 else _minutes(value)
    match = _OFFSET.fullmatch(cell_text(value))
    minutes = _minutes(match[2]) if match else None
    return -minutes if match and match[1] in tuple("-−–") and minutes else minutes


def _time_of_day(value: Any) -> Any:
    if _is_empty(value):
        return None
    if isinstance(value, time | timedelta):
        minutes = _minutes(value)
        hours, rest = minutes // 60, minutes % 60
    elif isinstance(value, str) and (match := _CLOCK.fullmatch(cell_text(value))):
        hours, rest = int(match[1]), int(match[2])
    else:
        hours, rest = 24, 0
    if hours > 23 or rest > 59:
        raise ValueError(f'"{cell_text(value)}" is not a time of day; write it as 04:00')
    return f"{hours:02}:{rest:02}"


def _zone(value: Any) -> Any:
    if _is_empty(value):
        return None
    name = cell_text(value)
    if name not in available_timezones():
        raise ValueError(f'"{name}" is not a time zone; write it as Asia/Aqtau')
    return name


def _in_utc(moment: datetime) -> datetime:
    return local_instant(moment.replace(microsecond=0), ZoneInfo("UTC"))


#: An instant as JSON Schema describes it: RFC 3339, in UTC, to the second.
INSTANT_SCHEMA: dict[str, Any] = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$",
}


class Period(_Value):
    """A stretch of time with a beginning and an end, written ``2024-07-10 08:00..2024-07-10 18:00``.

    Attributes
    ----------
    begins, ends : datetime
        UTC; the end is not part of it.
    """

    begins: Annotated[AwareDatetime, AfterValidator(_in_utc), in_json(**INSTANT_SCHEMA)]
    ends: Annotated[AwareDatetime, AfterValidator(_in_utc), in_json(**INSTANT_SCHEMA)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends <= self.begins:
            raise ValueError("the period ends before it begins")
        return self

    @classmethod
    def parse(cls, text: str, zone: ZoneInfo) -> Self:
        """Period a text means; a day alone is the whole day.

        Raises
        ------
        ValueError
            If it is not two times, or ends before it begins.
        """
        first, _, last = _RANGE.sub("..", " ".join(text.split())).partition("..")
        if names_a_day(first):
            begins = day_begins(parse_date(first)[0], zone)
        else:
            begins = parse_instant(first, zone)[0]
        if last and re.fullmatch(r"\d{1,2}:\d{2}", last.strip()):
            last = f"{begins.astimezone(zone):%Y-%m-%d} {last.strip()}"
        last = last or first
        if names_a_day(last):
            ends = day_begins(_day_after(parse_date(last)[0]), zone)
        else:
            ends = parse_instant(last, zone)[0]
        if ends <= begins:
            raise ValueError(f'"{text}" ends before it begins')
        return cls(begins=begins, ends=ends)

    def __str__(self) -> str:
        return f"{instant_text(self.begins)}..{instant_text(self.ends)}"


def _day_after(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError:
        raise ValueError(f"the end of {day} is too far away") from None


def _periods(value: Any, info: ValidationInfo) -> Any:
    zone = reading_of(info).zone
    if isinstance(value, datetime | date):
        value = (
            f"{value:%Y-%m-%d %H:%M}"
            if isinstance(value, datetime) and value.time() != time()
            else f"{value:%Y-%m-%d}"
        )
    return list_reader(lambda text: _in_zone(lambda zone: Period.parse(text, zone), zone), pieces)(
        value
    )


def instant_text(instant: datetime) -> str:
    """Instant as it stands in JSON: ``2024-07-09T09:30:00Z``."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


_AS_JSON = PlainSerializer(
    lambda value: value and instant_text(value), return_type=str | None, when_used="json"
)

Instant = Annotated[datetime | None, BeforeValidator(_instant), _AS_JSON, or_null(**INSTANT_SCHEMA)]
Day = Annotated[date | None, BeforeValidator(_date), or_null(type="string", format="date")]
Minutes = Annotated[
    int | None,
    BeforeValidator(_minutes),
    or_null(type="integer", minimum=0, maximum=LONGEST),
]
Offset = Annotated[
    int | None,
    BeforeValidator(_offset),
    or_null(type="integer", minimum=-LONGEST, maximum=LONGEST),
]
TimeZoneName = Annotated[str | None, BeforeValidator(_zone)]
HourWindows = Annotated[tuple[HourWindow, ...], BeforeValidator(list_reader(HourWindow.parse))]
DaySpans = Annotated[tuple[DaySpan, ...], BeforeValidator(_days)]
Periods = Annotated[tuple[Period, ...], BeforeValidator(_periods)]
TimeOfDay = Annotated[
    str | None,
    BeforeValidator(_time_of_day),
    or_null(type="string", pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
]
