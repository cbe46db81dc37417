"""Outlines as airmen and sailors write them: few corners, and never smaller than the ground."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from birlik.exercise.records.means import Area
from birlik.planning.ground import Ground

_GLOBE = Geod(ellps="WGS84")
METRES_OF_A_MILE = 1852.0

#: Most corners of an outline in a notice.
MOST_CORNERS = 16

#: Metres by which a drawn outline lies outside of what it stands for, for its corners are rounded.
_ROUNDING = 40.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Bounds:
    """What a notice says of its ground.

    Attributes
    ----------
    corners : tuple of (float, float)
        Latitude and longitude of its corners, each once; empty for a circle.
    centre : (float, float)
        Latitude and longitude, to the whole minute.
    radius : int
        Nautical miles around that centre within which all of it lies.
    circle : (float, float, float) or None
        Latitude, longitude and radius in metres, if the ground is a circle.
    """

    corners: tuple[Point, ...]
    centre: Point
    radius: int
    circle: tuple[float, float, float] | None = None


def bounds_of(ground: Ground, area: Area, danger: BaseGeometry | None) -> Bounds | None:
    """Bounds of an area, with what is endangered around it; None if it lies nowhere."""
    if danger is None and len(area.outline) >= 3:
        return _of_corners(tuple((at.lat, at.lon) for at in area.outline))
    shape, centre = ground.shape(area.id), ground.centre(area.id)
    if danger is None:
        if centre is None:
            return None
        metres = float(area.radius or 0)
        inner = _rounded((centre.lat, centre.lon))
        off = float(_GLOBE.inv(inner[1], inner[0], centre.lon, centre.lat)[2])
        miles = max(1, math.ceil((metres + off) / METRES_OF_A_MILE))
        return Bounds((), inner, miles, (centre.lat, centre.lon, metres))
    whole = shapely.convex_hull(danger if shape is None else shapely.union(danger, shape))
    rings = ground.rings(_simple(whole))
    if not rings:
        return None
    return _of_corners(tuple((lat, lon) for lon, lat in rings[0][0][:-1]))


def _simple(shape: BaseGeometry) -> BaseGeometry:
    """Shape with few corners that covers another."""
    step = _ROUNDING
    while True:
        wider = shapely.buffer(shape, step, join_style="mitre")
        simple = shapely.simplify(wider, step - _ROUNDING / 2)
        if len(shapely.get_coordinates(simple)) - 1 <= MOST_CORNERS or step > 1e6:
            return simple
        step *= 1.5


def _of_corners(corners: tuple[Point, ...]) -> Bounds:
    centre = _rounded(_middle(corners))
    farthest = max(float(_GLOBE.inv(centre[1], centre[0], lon, lat)[2]) for lat, lon in corners)
    return Bounds(corners, centre, max(1, math.ceil(farthest / METRES_OF_A_MILE)))


def _middle(corners: Sequence[Point]) -> Point:
    """Middle of the box around corners, also across the antimeridian."""
    first = corners[0][1]
    lats = [lat for lat, _ in corners]
    lons = [first + (lon - first + 180) % 360 - 180 for _, lon in corners]
    lon = (min(lons) + max(lons)) / 2
    return (min(lats) + max(lats)) / 2, (lon + 180) % 360 - 180


def _rounded(point: Point) -> Point:
    return round(point[0] * 60) / 60, round(point[1] * 60) / 60


def to_minutes(point: Point) -> str:
    """``4324N05139E``: to the whole minute."""
    lat, lon = round(abs(point[0]) * 60), round(abs(point[1]) * 60)
    return (
        f"{lat // 60:02}{lat % 60:02}{'NS'[point[0] < 0]}"
        f"{lon // 60:03}{lon % 60:02}{'EW'[point[1] < 0]}"
    )


def to_seconds(point: Point) -> str:
    """``432400N0513900E``: to the whole second."""
    lat, lon = round(abs(point[0]) * 3600), round(abs(point[1]) * 3600)
    return (
        f"{lat // 3600:02}{lat // 60 % 60:02}{lat % 60:02}{'NS'[point[0] < 0]}"
        f"{lon // 3600:03}{lon // 60 % 60:02}{lon % 60:02}{'EW'[point[1] < 0]}"
    )


def at_sea(point: Point) -> str:
    """``43-24.00N 051-39.00E``: to the hundredth of a minute."""
    lat, lon = round(abs(point[0]) * 6000), round(abs(point[1]) * 6000)
    return (
        f"{lat // 6000:02}-{lat % 6000 / 100:05.2f}{'NS'[point[0] < 0]} "
        f"{lon // 6000:03}-{lon % 6000 / 100:05.2f}{'EW'[point[1] < 0]}"
    )
