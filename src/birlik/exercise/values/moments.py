"""Moments: instants, dates, periods and the zones they are told in, with the texts planners use."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
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

from birlik.exercise.sentences import said
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
    is_empty,
    list_reader,
    or_null,
    pieces,
    reading_of,
)

#: Why a time cannot be read while nobody has said in which zone the exercise lies.
NO_ZONE = said("the time names no zone, and the exercise has none")

AnyTime = TypeVar("AnyTime")

_RANGE = re.compile(r"\s*(?:\.\.|\bto\b|–|—)\s*")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _in_zone(read: Callable[[ZoneInfo], AnyTime], zone: ZoneInfo | None) -> AnyTime:
    """What `read` makes of a time in a zone; without one, only a time that names its own can be read."""
    if zone is not None:
        return read(zone)
    found = read(ZoneInfo("UTC"))
    if read(ZoneInfo("Etc/GMT-1")) != found:
        raise ValueError(NO_ZONE)
    return found


def _instant(value: Any, info: ValidationInfo) -> Any:
    if is_empty(value):
        return None
    reading = reading_of(info)
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        moment = moment.replace(microsecond=0)
        return _in_zone(lambda zone: local_instant(moment, zone), reading.zone)
    if isinstance(value, int | float | time | timedelta):
        raise ValueError(
            said(
                '"{value}" is not a date with a time; write it as 2024-07-09 14:30',
                value=cell_text(value),
            )
        )
    text = cell_text(value)
    instant, ambiguous = _in_zone(lambda zone: parse_instant(text, zone), reading.zone)
    if ambiguous and info.field_name:
        reading.remarks.append((info.field_name, str(ambiguous)))
    return instant


def _date(value: Any, info: ValidationInfo) -> Any:
    if is_empty(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day, ambiguous = parse_date(cell_text(value))
    if ambiguous and info.field_name:
        reading_of(info).remarks.append((info.field_name, str(ambiguous)))
    return day


def _zone(value: Any) -> Any:
    if is_empty(value):
        return None
    name = cell_text(value)
    if name not in _zones():
        raise ValueError(said('"{name}" is not a time zone; write it as Asia/Aqtau', name=name))
    return name


@cache
def _zones() -> frozenset[str]:
    """Names of all zones; they are files, which are looked for once."""
    return frozenset(available_timezones())


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
            raise ValueError(said("the period ends before it begins"))
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
            raise ValueError(said('"{text}" ends before it begins', text=text))
        return cls(begins=begins, ends=ends)

    def __str__(self) -> str:
        return f"{instant_text(self.begins)}..{instant_text(self.ends)}"


def _day_after(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError:
        raise ValueError(said("the end of {day} is too far away", day=day.isoformat())) from None


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
TimeZoneName = Annotated[str | None, BeforeValidator(_zone)]
Periods = Annotated[tuple[Period, ...], BeforeValidator(_periods)]
