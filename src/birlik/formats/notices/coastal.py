"""Coastal warnings as the manual on maritime safety information words them, in English and UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from birlik.exercise.sentences import said
from birlik.exercise.time import MONTHS
from birlik.formats.notices.closing import Closing
from birlik.formats.notices.outlines import METRES_OF_A_MILE, Bounds, at_sea

#: A warning is cancelled so long after what it tells of.
_CANCELLED_AFTER = timedelta(hours=1)

OPEN_NUMBER = "(NUMBER)"


def coastal_warning(
    closing: Closing, bounds: Bounds, *, firing: bool
) -> tuple[str, tuple[str, ...]]:
    """Text of a coastal warning, and what is still open in it."""
    windows = closing.windows
    what = "GUNNERY AND MISSILE EXERCISE" if firing else "NAVAL EXERCISE"
    times = [f"{_time(w.begins)} TO {_time(w.ends)}" for w in windows]
    lines = [
        f"COASTAL WARNING {OPEN_NUMBER}",
        f"{_plain(closing.area.site or closing.area.title or closing.area.id)}.",
        f"1. {what}:",
        *(f"   {time}" for time in times),
        f"   {_outline(bounds)}",
    ]
    if firing:
        lines.append("2. AREA IS DANGEROUS TO NAVIGATION. VESSELS ARE REQUESTED TO KEEP CLEAR.")
    else:
        lines.append("2. VESSELS ARE REQUESTED TO KEEP CLEAR.")
    cancelled = windows[-1].ends + _CANCELLED_AFTER
    lines.append(f"3. CANCEL THIS MESSAGE {_time(cancelled)}.")
    return "\n".join(lines), (said("The number is given by the authority"),)


def _outline(bounds: Bounds) -> str:
    if bounds.circle is not None:
        lat, lon, metres = bounds.circle
        miles = math.ceil(metres / METRES_OF_A_MILE * 10) / 10
        return f"WITHIN {miles:.1f} MILES OF {at_sea((lat, lon))}."
    corners = [f"   {at_sea(corner)}" for corner in bounds.corners]
    return "IN AREA BOUNDED BY\n" + "\n".join(corners) + "."


def _time(at: datetime) -> str:
    """``100200 UTC JUL 24``."""
    at = at.astimezone(UTC)
    return f"{at:%d%H%M} UTC {MONTHS[at.month - 1].upper()} {at:%y}"


def _plain(text: str) -> str:
    """A name on one line, in capitals as such messages have it."""
    return " ".join(text.split()).upper()
