"""How a cell's value is kept in a plan where no field gives it a type, so that it comes back the same.

Texts, whole numbers, numbers and yes or no are kept as they are. Everything else is kept as an
object with one key that names its type::

    {"date": "2024-07-09"}               {"datetime": "2024-07-09T14:30:00"}  (wall clock, no zone)
    {"time": "08:00:00"}                 {"seconds": 5400}                    (a length of time)
    {"error": "#REF!"}                   {"formula": "=A1+B1"}                (without a result)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

#: Whole numbers up to this are exact in a workbook, which knows only floating-point numbers.
GREATEST_EXACT = 2**53


@dataclass(frozen=True)
class ErrorValue:
    """An Excel error, such as ``#REF!``."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula whose result is not in the file; the text is empty if it is shared with another cell."""

    text: str


def stored(value: Any) -> Any:
    """Value in the form in which a plan keeps it."""
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) < GREATEST_EXACT else value
    if isinstance(value, datetime):
        if value.time() == time():
            return {"date": value.date().isoformat()}
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": stored(value.total_seconds())}
    if isinstance(value, ErrorValue):
        return {"error": value.text}
    if isinstance(value, Formula):
        return {"formula": value.text}
    return value


def restored(kept: Any) -> Any:
    """Value that was kept by :func:`stored`; anything that it did not keep is returned as it is."""
    if not isinstance(kept, dict) or len(kept) != 1:
        return kept
    (kind, content), *_ = kept.items()
    try:
        if kind == "seconds" and isinstance(content, int | float):
            return timedelta(seconds=content)
        if isinstance(content, str) and kind in _FROM_TEXT:
            return _FROM_TEXT[kind](content)
    except (ValueError, OverflowError):
        pass
    return kept


_FROM_TEXT = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "error": ErrorValue,
    "formula": Formula,
}
