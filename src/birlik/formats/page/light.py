"""Day, dawn, dusk and night at the place of the exercise, to shade the timeline."""

from __future__ import annotations

from datetime import datetime, timedelta

from birlik.exercise.records.serials import Light
from birlik.exercise.values.ground import Position
from birlik.formats.page.moments import minute_of
from birlik.planning.light import light_windows


def light_changes(place: Position, begins: datetime, ends: datetime) -> list[list[int | str]]:
    """Minutes since 1970 from which on it is day, dawn, dusk or night, in order.

    The first lies before `begins`; the last holds until after `ends`.
    """
    origin = begins.replace(second=0, microsecond=0)
    zero = int(minute_of(origin))
    changes = sorted(
        (zero + begin, light.value)
        for light in Light
        for begin, _ in light_windows(place, (light,), origin, ends + timedelta(days=1))
    )
    return [[minute, light] for minute, light in changes]
