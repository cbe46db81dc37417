"""Places on the globe: ways over the ground, and small plane maps around a place.

The globe is the ellipsoid WGS 84. A plane map keeps distances and directions from its middle; 100 km
away from it, other distances are wrong by less than one part in ten thousand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from birlik.exercise.records.means import Area
from birlik.exercise.values.ground import Position

#: Half axis of the ellipsoid in m, its flattening, and what follows from them.
_EQUATOR = 6_378_137.0
_FLATTENING = 1 / 298.257223563
_POLE = _EQUATOR * (1 - _FLATTENING)
_ECCENTRICITY = _FLATTENING * (2 - _FLATTENING)
#: Radius of a globe in m, where the difference to the ellipsoid does not matter.
_MEAN_RADIUS = 6_371_008.8

#: A point in space, in m from the middle of the globe; a point on a plane map, in m east and north.
Space = tuple[float, float, float]
Point = tuple[float, float]


def in_space(place: Position) -> Space:
    """Point in space of a place on the ground."""
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    normal = _EQUATOR / math.sqrt(1 - _ECCENTRICITY * math.sin(lat) ** 2)
    return (
        normal * math.cos(lat) * math.cos(lon),
        normal * math.cos(lat) * math.sin(lon),
        normal * (1 - _ECCENTRICITY) * math.sin(lat),
    )


def middle_of(points: Sequence[Space]) -> Space:
    """Mean of points in space."""
    count = len(points)
    return (
        sum(point[0] for point in points) / count,
        sum(point[1] for point in points) / count,
        sum(point[2] for point in points) / count,
    )


def on_ground(point: Space) -> Position:
    """Place on the ground under or over a point near it."""
    x, y, z = point
    lat = math.atan2(z, (1 - _ECCENTRICITY) * math.hypot(x, y))
    return Position(lat=math.degrees(lat), lon=math.degrees(math.atan2(y, x)))


class PlaneMap:
    """Map of the ground around a place."""

    def __init__(self, middle: Position) -> None:
        self._middle = in_space(middle)
        lat, lon = math.radians(middle.lat), math.radians(middle.lon)
        self._sin_lat, self._cos_lat = math.sin(lat), math.cos(lat)
        self._sin_lon, self._cos_lon = math.sin(lon), math.cos(lon)

    def point(self, place: Space) -> Point:
        """Point on the map, in m east and north of its middle."""
        x, y, z = (a - b for a, b in zip(place, self._middle, strict=True))
        east = -self._sin_lon * x + self._cos_lon * y
        outward = self._cos_lon * x + self._sin_lon * y
        north = -self._sin_lat * outward + self._cos_lat * z
        flat = math.hypot(east, north)
        if flat == 0:
            return 0.0, 0.0
        chord = math.sqrt(x * x + y * y + z * z)
        arc = 2 * _MEAN_RADIUS * math.asin(min(1.0, chord / (2 * _MEAN_RADIUS)))
        return east * arc / flat, north * arc / flat

    def place(self, point: Point) -> Position:
        """Place of a point near the middle of the map, good to metres within 100 km."""
        east, north = point
        x, y, z = self._middle
        outward = -self._sin_lat * north
        return on_ground(
            (
                x - self._sin_lon * east + self._cos_lon * outward,
                y + self._cos_lon * east + self._sin_lon * outward,
                z + self._cos_lat * north,
            )
        )


def centre_of(area: Area) -> Position | None:
    """Centre of an area: its position, or else the centre of gravity of its outline; None without both."""
    if area.position is not None:
        return area.position
    return gravity_centre(area.outline) if area.outline else None


def gravity_centre(corners: Iterable[Position]) -> Position:
    """Centre of gravity of the ground inside an outline; of one without any inside, of its corners."""
    spatial = [in_space(corner) for corner in corners]
    middle = on_ground(middle_of(spatial))
    plane = PlaneMap(middle)
    points = [plane.point(corner) for corner in spatial]
    twice = east = north = 0.0
    for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True):
        cross = x * v - u * y
        twice += cross
        east += (x + u) * cross
        north += (y + v) * cross
    centre = (east / (3 * twice), north / (3 * twice)) if twice else (math.inf, math.inf)
    # Where loops of a crossing outline cancel out, the formula leads anywhere.
    reach = max(math.hypot(*point) for point in points)
    return plane.place(centre) if math.hypot(*centre) <= reach else middle


def _globe_way(origin: Position, destination: Position) -> float:
    """Length in m of the way between two places as if the globe were round."""
    chord = math.dist(in_space(origin), in_space(destination))
    return 2 * _MEAN_RADIUS * math.asin(min(1.0, chord / (2 * _MEAN_RADIUS)))


def way(origin: Position, destination: Position) -> float:
    """Length in m of the straight way over the ground (Vincenty's inverse formula, good to 1 mm)."""
    spread = math.radians(destination.lon - origin.lon)
    first = math.atan((1 - _FLATTENING) * math.tan(math.radians(origin.lat)))
    second = math.atan((1 - _FLATTENING) * math.tan(math.radians(destination.lat)))
    sin1, cos1, sin2, cos2 = math.sin(first), math.cos(first), math.sin(second), math.cos(second)
    angle = spread
    for _ in range(100):
        sin_angle, cos_angle = math.sin(angle), math.cos(angle)
        sin_arc = math.hypot(cos2 * sin_angle, cos1 * sin2 - sin1 * cos2 * cos_angle)
        if sin_arc == 0:
            return _globe_way(origin, destination)
        cos_arc = sin1 * sin2 + cos1 * cos2 * cos_angle
        arc = math.atan2(sin_arc, cos_arc)
        sin_azimuth = cos1 * cos2 * sin_angle / sin_arc
        cos2_azimuth = 1 - sin_azimuth**2
        mid = cos_arc - 2 * sin1 * sin2 / cos2_azimuth if cos2_azimuth > 1e-15 else 0.0
        share = _FLATTENING / 16 * cos2_azimuth * (4 + _FLATTENING * (4 - 3 * cos2_azimuth))
        before = angle
        angle = spread + (1 - share) * _FLATTENING * sin_azimuth * (
            arc + share * sin_arc * (mid + share * cos_arc * (2 * mid**2 - 1))
        )
        if abs(angle - before) < 1e-12:
            break
    else:  # nearly opposite places on the globe, where the formula finds no end
        return _globe_way(origin, destination)
    square = cos2_azimuth * (_EQUATOR**2 / _POLE**2 - 1)
    long = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    part = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    shift = (
        part
        * sin_arc
        * (
            mid
            + part
            / 4
            * (
                cos_arc * (2 * mid**2 - 1)
                - part / 6 * mid * (4 * sin_arc**2 - 3) * (4 * mid**2 - 3)
            )
        )
    )
    return _POLE * long * (arc - shift)
