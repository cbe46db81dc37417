"""Lengths of time, in whole minutes, and offsets before or after something."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator

from birlik.exercise.sentences import said
from birlik.exercise.values.reading import cell_text, is_empty, or_null

DAY_MINUTES = 1440

#: Most minutes that a length can have: a year.
LONGEST = 366 * DAY_MINUTES

_LENGTH = re.compile(
    r"(?:(?P<d>\d{1,6})\s*(?:d|days?))?\s*(?:(?P<h>\d{1,6}(?:\.\d{1,9})?)\s*(?:h|hours?|hrs?))?"
    r"\s*(?:(?P<m>\d{1,9})\s*(?:min|m|minutes?|mins?)?)?",
    re.IGNORECASE,
)
_COLON = re.compile(r"(\d{1,3}):(\d{2})(?::00)?")
_OFFSET = re.compile(r"([+\-−–]?)\s*(.+)")


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
        raise ValueError(
            said('"{text}" is not a length of time; write minutes, as 90, or 1 h 30 min', text=text)
        )
    minutes = (
        int(match["d"] or 0) * DAY_MINUTES + float(match["h"] or 0) * 60 + int(match["m"] or 0)
    )
    if not minutes.is_integer():
        raise ValueError(said('"{text}" is not a whole number of minutes', text=text))
    return int(minutes)


def minutes_of(value: Any) -> Any:
    """Minutes that a cell means, whether it holds a number, a text or what Excel made of a time."""
    if is_empty(value):
        return None
    if isinstance(value, bool):
        raise ValueError(said("a length of time was expected, not yes or no"))
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
        raise ValueError(
            said(
                "{minutes} is not a whole number of minutes between none and a year",
                minutes=minutes,
            )
        )
    return int(minutes)


def _offset(value: Any) -> Any:
    if is_empty(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return -minutes_of(-value) if value < 0 else minutes_of(value)
    match = _OFFSET.fullmatch(cell_text(value))
    minutes = minutes_of(match[2]) if match else None
    return -minutes if match and match[1] in tuple("-−–") and minutes else minutes


Minutes = Annotated[
    int | None,
    BeforeValidator(minutes_of),
    or_null(type="integer", minimum=0, maximum=LONGEST),
]
Offset = Annotated[
    int | None,
    BeforeValidator(_offset),
    or_null(type="integer", minimum=-LONGEST, maximum=LONGEST),
]
