"""The sun over a place: when it is day, night, dawn and dusk there.

The sun's place in the sky is that of Meeus, *Astronomical Algorithms*, chapters 12 and 25 (low accuracy,
0.01°), good to a fraction of a minute. Between two culminations its height only rises or only
falls, so each half of a solar day is cut at the heights where the light changes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from birlik.exercise.records.serials import Light
from birlik.planning.verify.clock import Stretch

#: Heights of the sun's centre, in degrees: sunrise and sunset, and where civil twilight ends.
HORIZON = -0.833
TWILIGHT = -6.0

#: What the verifier allows: minutes at each edge, and degrees, which only tell where the sun grazes
#: the horizon so slowly that the last decimals of its place decide about more than minutes.
ALLOWED = timedelta(minutes=2)
ALLOWED_HEIGHT = 0.03

_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
_DAY_SECONDS = 86_400.0


def _ecliptic(days: float) -> tuple[float, float]:
    """Apparent longitude of the sun and obliquity of the ecliptic, in radians."""
    century = days / 36_525
    anomaly = math.radians(357.52911 + century * (35_999.05029 - 0.0001537 * century))
    centre = (
        (1.914602 - century * (0.004817 + 0.000014 * century)) * math.sin(anomaly)
        + (0.019993 - 0.000101 * century) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    mean_longitude = 280.46646 + century * (36_000.76983 + 0.0003032 * century)
    node = math.radians(125.04 - 1934.136 * century)
    longitude = mean_longitude + centre - 0.00569 - 0.00478 * math.sin(node)
    obliquity = 23.4392911 - 0.0130042 * century + 0.00256 * math.cos(node)
    return math.radians(longitude), math.radians(obliquity)


class Sun:
    """The sun over a place.

    Parameters
    ----------
    lat, lon : float
        Degrees north and east.
    """

    def __init__(self, lat: float, lon: float) -> None:
        self._lat, self._lon = math.radians(lat), lon
        self._days: dict[tuple[int, float], tuple[tuple[Light, float, float], ...]] = {}

    def _place(self, seconds: float) -> tuple[float, float]:
        """Hour angle in degrees from -180 to 180 and height in degrees, `seconds` after the epoch."""
        days = seconds / _DAY_SECONDS
        longitude, obliquity = _ecliptic(days)
        ascension = math.atan2(math.cos(obliquity) * math.sin(longitude), math.cos(longitude))
        declination = math.asin(math.sin(obliquity) * math.sin(longitude))
        sidereal = 280.46061837 + 360.98564736629 * days
        hour_angle = math.remainder(sidereal + self._lon - math.degrees(ascension), 360)
        sine = math.sin(self._lat) * math.sin(declination) + math.cos(self._lat) * math.cos(
            declination
        ) * math.cos(math.radians(hour_angle))
        return hour_angle, math.degrees(math.asin(max(-1.0, min(1.0, sine))))

    def height(self, moment: datetime) -> float:
        """Height of the sun's centre over the horizon in degrees, without refraction."""
        return self._place((moment - _EPOCH).total_seconds())[1]

    def _culmination(self, half: int) -> float:
        """Moment of an upper (even number) or lower (odd number) culmination, counted from the epoch."""
        wanted = 0.0 if half % 2 == 0 else 180.0
        seconds = (half / 2 - self._lon / 360) * _DAY_SECONDS
        for _ in range(3):
            seconds -= math.remainder(self._place(seconds)[0] - wanted, 360) / 360 * _DAY_SECONDS
        return seconds

    def _crossing(self, begins: float, ends: float, height: float, rising: bool) -> float:
        """Moment between two culminations at which the sun passes a height."""
        while ends - begins > 1:
            middle = (begins + ends) / 2
            if (self._place(middle)[1] < height) == rising:
                begins = middle
            else:
                ends = middle
        return ends

    def _half(self, half: int, allowed: float) -> tuple[tuple[Light, float, float], ...]:
        """Light between a culmination and the next, `allowed` degrees wider at each height."""
        begins, ends = self._culmination(half), self._culmination(half + 1)
        first, last = self._place(begins)[1], self._place(ends)[1]
        rising = first < last
        bands = (
            (Light.NIGHT, -91.0, TWILIGHT),
            (Light.DAWN if rising else Light.DUSK, TWILIGHT, HORIZON),
            (Light.DAY, HORIZON, 91.0),
        )
        pieces = []
        for light, lowest, highest in bands:
            low, high = lowest - allowed, highest + allowed
            if max(first, last) < low or min(first, last) > high:
                continue
            enters, leaves = (low, high) if rising else (high, low)
            is_in_at_first, is_in_at_last = low <= first <= high, low <= last <= high
            pieces.append(
                (
                    light,
                    begins if is_in_at_first else self._crossing(begins, ends, enters, rising),
                    ends if is_in_at_last else self._crossing(begins, ends, leaves, rising),
                )
            )
        return tuple(pieces)

    def stretches(
        self,
        lights: Collection[Light],
        begins: datetime,
        ends: datetime,
        allowed: timedelta = ALLOWED,
        allowed_height: float = ALLOWED_HEIGHT,
    ) -> Iterator[Stretch]:
        """Stretches of the lights named around a time, in order; those that touch are one.

        Parameters
        ----------
        lights : collection of Light
        begins, ends : datetime
            UTC; all stretches are given that can have to do with the time between them.
        allowed : timedelta
            By how much each is longer at each edge.
        allowed_height : float
            By how many degrees the heights may be passed.
        """
        first = (
            math.floor((begins - _EPOCH).total_seconds() / _DAY_SECONDS * 2 + self._lon / 180) - 3
        )
        last = math.ceil((ends - _EPOCH).total_seconds() / _DAY_SECONDS * 2 + self._lon / 180) + 2
        grown = allowed.total_seconds()
        current: tuple[float, float] | None = None
        for half in range(first, last):
            key = (half, allowed_height)
            if key not in self._days:
                self._days[key] = self._half(half, allowed_height)
            # Two lights of one half overlap by what is allowed, so they are merged in their order.
            for opens, closes in sorted(
                (b, e) for light, b, e in self._days[key] if light in lights
            ):
                if current and opens - grown <= current[1] + 1:
                    current = current[0], max(current[1], closes + grown)
                    continue
                if current:
                    yield _stretch(*current)
                current = opens - grown, closes + grown
        if current:
            yield _stretch(*current)

    def covers(self, lights: Collection[Light], begins: datetime, ends: datetime) -> bool:
        """Whether a stretch of time lies within one stretch of these lights, with what is allowed."""
        for opens, closes in self.stretches(lights, begins, ends):
            if opens <= begins and ends <= closes:
                return True
            if opens > begins:
                return False
        return False


@lru_cache(maxsize=256)
def sun_over(lat: float, lon: float) -> Sun:
    """The sun over a place, with the days that were asked for before: many timetables share a place."""
    return Sun(lat, lon)


def _stretch(begins: float, ends: float) -> Stretch:
    return _EPOCH + timedelta(seconds=begins), _EPOCH + timedelta(seconds=ends)
