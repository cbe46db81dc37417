"""NOTAM drafts (ICAO Annex 15, Doc 8126); series and number stay open.

A NOTAM is in the English abbreviations of its trade whatever language its maker speaks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from birlik.exercise.sentences import said
from birlik.exercise.time import MONTHS
from birlik.formats.notices.closing import Closing
from birlik.formats.notices.notice import Window
from birlik.formats.notices.outlines import (
    METRES_OF_A_MILE,
    Bounds,
    to_minutes,
    to_seconds,
)

#: Temporary restricted area activated; missile, gun or rocket firing will take place.
RESTRICTED, FIRING = "QRTCA", "QWMLW"

#: Feet of a metre.
_FEET = 3.28084

#: What stands where the authority must write.
OPEN_SERIES, OPEN_FIR, OPEN_LIMIT = "SERIES NUMBER", "(FIR)", "(UPPER LIMIT)"


def notam(
    closing: Closing, bounds: Bounds, fir: str, ceiling: float | None, *, firing: bool
) -> tuple[str, tuple[str, ...]]:
    """Text of a NOTAM, and what is still open in it.

    Parameters
    ----------
    closing : Closing
    bounds : Bounds
    fir : str
        Location indicator of the flight information region; empty if the plan does not say it.
    ceiling : float or None
        Upper limit in metres above sea level.
    firing : bool
        Whether it tells of firing, and not of an airspace that is taken.
    """
    upper = 999 if ceiling is None else min(999, math.ceil(ceiling * _FEET / 100))
    region = fir or OPEN_FIR
    code = FIRING if firing else RESTRICTED
    place = f"{to_minutes(bounds.centre)}{min(bounds.radius, 999):03}"
    windows = closing.windows
    lines = [
        f"({OPEN_SERIES}/{windows[0].begins.astimezone(UTC):%y} NOTAMN",
        f"Q) {region}/{code}/IV/BO/W/000/{upper:03}/{place}",
        f"A) {region} B) {_time(windows[0].begins)} C) {_time(windows[-1].ends)}",
    ]
    if len(windows) > 1:
        lines.append(f"D) {schedule(windows)}")
    what = "GUN AND ROCKET FIRING WILL TAKE PLACE" if firing else "TEMPO RESTRICTED AREA ACT"
    lines.append(f"E) {what} (MIL EXERCISE) WI {_outline(bounds)}.")
    limit = OPEN_LIMIT if ceiling is None else f"{round(ceiling)}M AMSL"
    lines.append(f"F) SFC G) {limit})")
    missing = [said("Series and number are given by the authority")]
    if not fir:
        missing.append(said("The exercise does not name its flight information region"))
    if ceiling is None:
        missing.append(said("{area} has no ceiling", area=closing.area.name))
    return "\n".join(lines), tuple(missing)


def _outline(bounds: Bounds) -> str:
    if bounds.circle is not None:
        lat, lon, metres = bounds.circle
        miles = math.ceil(metres / METRES_OF_A_MILE * 10) / 10
        return f"{miles:.1f}NM RADIUS CENTRED ON {to_seconds((lat, lon))}"
    corners = [to_seconds(corner) for corner in bounds.corners]
    return "AREA: " + " - ".join([*corners, corners[0]])


def _time(at: datetime) -> str:
    """``2407100200``, in UTC."""
    return f"{at.astimezone(UTC):%y%m%d%H%M}"


def schedule(windows: Sequence[Window]) -> str:
    """Field D: ``JUL 10-12 0200-0930, 14 0100-0300 1500-1800``, in UTC.

    Days with the same hours stand together. An end that is less than its beginning is one of
    the next day.
    """
    held: dict[datetime, list[str]] = {}
    for window in windows:
        day, hours = _of_day(window)
        held.setdefault(day, []).append(hours)
    days = list(held)
    parts: list[str] = []
    month = at = 0
    while at < len(days):
        first = end = at
        while (
            end + 1 < len(days)
            and held[days[end + 1]] == held[days[first]]
            and (days[end + 1] - days[end]).days == 1
            and days[end + 1].month == days[first].month
        ):
            end += 1
        day = days[first]
        named = "" if day.month == month else f"{MONTHS[day.month - 1].upper()} "
        month = day.month
        span = f"{day.day:02}" if end == first else f"{day.day:02}-{days[end].day:02}"
        parts.append(f"{named}{span} {' '.join(held[day])}")
        at = end + 1
    return ", ".join(parts)


def _of_day(window: Window) -> tuple[datetime, str]:
    begins, ends = window.begins.astimezone(UTC), window.ends.astimezone(UTC)
    day = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    hours = f"{begins:%H%M}-{ends:%H%M}"
    if ends - begins >= timedelta(days=1):
        # Hours alone would be taken for a part of a day.
        hours = f"{begins:%H%M}-{ends:%d} {ends:%H%M}"
    return day, hours
