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

#: What follows what on a day with all four.
_FOLLOWS = {
    Light.DAWN: Light.DAY,
    Light.DAY: Light.DUSK,
    Light.DUSK: Light.NIGHT,
    Light.NIGHT: Light.DAWN,
}


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
    """Minutes of some lights at a place; most serials there ask for the same."""
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
    events: dict[Light, Callable[[datetime], datetime]] = {
        Light.DAWN: lambda day: sun.dawn(place, day.date(), depression=-CIVIL),
        Light.DAY: lambda day: sun.sunrise(place, day.date()),
        Light.DUSK: lambda day: sun.sunset(place, day.date()),
        Light.NIGHT: lambda day: sun.dusk(place, day.date(), depression=-CIVIL),
    }

    def height(moment: datetime) -> float:
        return sun.elevation(place, moment, with_refraction=False)

    edges: dict[datetime, Light | None] = {
        begins - timedelta(days=1): None,
        ends + timedelta(days=1): None,
    }
    for number in range(-2, (ends - begins).days + 3):
        day = (begins + timedelta(days=number)).astimezone(UTC)
        for light, event in events.items():
            try:
                edges[event(day).replace(microsecond=0)] = light
            except ValueError:
                continue  # the sun does not get there on that day
    inside = sorted(
        e for e in edges if min(begins, ends) - timedelta(days=1) <= e <= ends + timedelta(days=1)
    )
    found = []
    for edge, following in pairwise(inside):
        begun, next_one = edges[edge], edges[following]
        if begun is None or _FOLLOWS[begun] is not next_one:
            begun = _light_at(edge + (following - edge) / 2, height)
        found.append(
            (int((edge - begins).total_seconds()), int((following - begins).total_seconds()), begun)
        )
    return tuple(found)


def _light_at(moment: datetime, height: Callable[[datetime], float]) -> Light:
    """Light at a moment that lies between no two events that follow one another on a usual day."""
    now = height(moment)
    if now > HORIZON:
        return Light.DAY
    if now < CIVIL:
        return Light.NIGHT
    return Light.DAWN if height(moment + timedelta(minutes=1)) > now else Light.DUSK
