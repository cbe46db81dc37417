"""Times at which an area cannot be used, by its hours and closures."""

from __future__ import annotations

from birlik.exercise.records.means import Area
from birlik.formats.page.moments import minute_of
from birlik.planning.frame import Frame
from birlik.planning.windows import Windows


def shut_times(area: Area, frame: Frame) -> list[list[int | float]]:
    """Stretches within the exercise, in minutes since 1970, in which an area is shut."""
    opened = frame.hours_on(area.open_hours, area.open_days)
    closed = Windows.of(
        (frame.minute(closure.begins), frame.minute_after(closure.ends))
        for closure in area.closures
    )
    shut = frame.span & (opened.complement | closed)
    return [[minute_of(frame.instant(begin)), minute_of(frame.instant(end))] for begin, end in shut]
