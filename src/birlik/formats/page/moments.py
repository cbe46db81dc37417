"""Times as the page holds them: minutes since 1970 in UTC, and the offsets of its zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Before the exercise and after it, so that a time near its edges has an offset too.
_AROUND = timedelta(days=3)


def minute_of(instant: datetime) -> int | float:
    """Minutes since 1970; a whole number unless the instant has seconds."""
    minutes = (instant - EPOCH).total_seconds() / 60
    return int(minutes) if minutes.is_integer() else round(minutes, 3)


def offsets(zone: ZoneInfo, begins: datetime, ends: datetime) -> list[list[int]]:
    """Minutes from UTC of a zone over a stretch of time.

    They come with the page, so that it shows the right clock on a machine whose own list of zones
    is old.

    Returns
    -------
    list of [int, int]
        From which minute since 1970 which offset holds, in order.
    """
    found: list[list[int]] = []
    hour = (begins - _AROUND).replace(minute=0, second=0, microsecond=0)
    while hour <= ends + _AROUND:
        offset = _offset(hour, zone)
        if not found or found[-1][1] != offset:
            found.append([int(minute_of(_change(hour, offset, zone))), offset])
        hour += timedelta(hours=1)
    return found


def _offset(instant: datetime, zone: ZoneInfo) -> int:
    """Minutes from UTC of a zone at an instant, rounded down."""
    ahead = instant.astimezone(zone).utcoffset() or timedelta()
    return int(ahead.total_seconds() // 60)


def _change(hour: datetime, offset: int, zone: ZoneInfo) -> datetime:
    """First minute of the hour before `hour` at which the offset holds."""
    minute = hour
    while minute > hour - timedelta(hours=1):
        earlier = minute - timedelta(minutes=1)
        if _offset(earlier, zone) != offset:
            break
        minute = earlier
    return minute
