"""Hours and days of records, as a document writes them."""

from __future__ import annotations

from collections.abc import Iterable

from birlik.exercise.values.hours import DaySpan, HourWindow, Weekday
from birlik.formats.documents.speaking import Speech

_WEEKDAYS = tuple(Weekday)


def hours_text(hours: Iterable[HourWindow]) -> str:
    """``06:00–22:00, 23:00–01:00``."""
    return ", ".join(str(window).replace("-", "–") for window in hours)


def days_text(days: Iterable[DaySpan], speech: Speech) -> str:
    """Days and spans of days, and weekdays by their names."""
    texts = []
    for span in days:
        if span.weekday is not None:
            texts.append(speech.weekday_name(_WEEKDAYS.index(span.weekday)))
        else:
            texts.append(speech.days(span.first, span.last))
    return ", ".join(texts)
