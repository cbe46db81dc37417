"""Day, night, dawn and dusk by the real sun at a place, as windows of minutes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from birlik.exercise.records.serials import Light
from birlik.exercise.values.ground import Position
from birlik.planning.windows import Windows

#: Height of the sun's centre, in degrees, at sunrise and sunset, and where civil twilight ends.
HORIZON, CIVIL = -0.833, -6.0


def light_windows(
    position: Position, lights: Iterable[Light], begins: datetime, ends: datetime
) -> Windows:
    """Minutes after `begins` at which the light is one of `lights`.

    Stretches that touch are one. Each is rounded inward to whole minutes.

    Parameters
    ----------
    position : Position
    lights : iterable of Light
    begins, ends : datetime
        UTC; stretches are given from a day before to a day after, so that none is cut short.
    """
    return _windows(position.lat, position.lon, frozenset(lights), begins, ends)


@lru_cache(maxsize=1024)
def _windows(
    lat: float, lon: float, wanted: frozenset[Light], begins: datetime, ends: datetime
) -> Windows:
    seconds = Windows.of(
        (begin, end) for begin, end, light in _stretches(lat, lon, begins, ends) if light in wanted
    )
    return Windows.of((math.ceil(begin / 60), end // 60) for begin, end in seconds)


@lru_cache(maxsize=256)
def _stretches(
    lat: float, lon: float, begins: datetime, ends: datetime
) -> tuple[tuple[int, int, Light], ...]:
    """Seconds after `begins` at which each stretch of light begins and ends, and what it is."""
    from astral import Observer, sun

    place = Observer(lat, lon)
    events: list[Callable[[datetime], datetime]] = [
        lambda day: sun.dawn(place, day.date(), depression=-CIVIL),
        lambda day: sun.sunrise(place, day.date()),
        lambda day: sun.sunset(place, day.date()),
        lambda day: sun.dusk(place, day.date(), depression=-CIVIL),
    ]

    def height(moment: datetime) -> float:
        return sun.elevation(place, moment, with_refraction=False)

    edges = {begins - timedelta(days=1), ends + timedelta(days=1)}
    for number in range(-2, (ends - begins).days + 3):
        day = (begins + timedelta(days=number)).astimezone(UTC)
        for event in events:
            try:
                edges.add(event(day).replace(microsecond=0))
            except ValueError:
                continue  # the sun does not get there on that day
    inside = sorted(
        e for e in edges if min(begins, ends) - timedelta(days=1) <= e <= ends + timedelta(days=1)
    )
    found = []
    for edge, following in pairwise(inside):
        middle = edge + (following - edge) / 2
        now = height(middle)
        if now > HORIZON:
            light = Light.DAY
        elif now < CIVIL:
            light = Light.NIGHT
        else:
            light = Light.DAWN if height(middle + timedelta(minutes=1)) > now else Light.DUSK
        found.append(
            (int((edge - begins).total_seconds()), int((following - begins).total_seconds()), light)
        )
    return tuple(found)
