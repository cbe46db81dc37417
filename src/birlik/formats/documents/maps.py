"""Maps for documents: coast, areas and danger zones, with lines of degrees and a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from birlik.formats.basemap import land_within

#: Longitude and latitude of corners; the last is the first.
Ring = tuple[tuple[float, float], ...]

#: Across and down from the upper left corner of the map, in its own units.
Point = tuple[float, float]

Look = Literal["land", "sea", "air", "facility", "danger", "site"]

#: Width of a map in its own units.
WIDTH = 1000.0

#: Size of a letter of a name on a map, in its units: across, and down.
_LETTER = (8.6, 17.0)

#: Steps of the lines of degrees, in degrees, and of scales, in kilometres.
_STEPS = (1 / 60, 1 / 30, 1 / 12, 1 / 6, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_SCALES = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)

_KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Shape:
    """A shape to draw: its rings, or else a point; what it is; its name, and where that stands."""

    rings: tuple[tuple[Point, ...], ...]
    look: Look
    label: str = ""
    at: Point | None = None
    name_at: Point | None = None


@dataclass(frozen=True)
class Line:
    """A line of the grid: where it stands, from the left or from above, and the degrees it means."""

    at: float
    label: str


@dataclass(frozen=True)
class Map:
    """A map that is ready to be drawn; lengths are parts of its width of 1,000.

    Attributes
    ----------
    height : float
    land : tuple of rings
        Polygons of land, each as its rings.
    shapes : tuple of Shape
        What is drawn last lies on top.
    meridians, parallels : tuple of Line
    scale : float
        Length of the scale.
    scale_label : str
        ``10 km``.
    """

    height: float
    land: tuple[tuple[tuple[Point, ...], ...], ...]
    shapes: tuple[Shape, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    scale: float
    scale_label: str


@dataclass(frozen=True)
class Feature:
    """What is to be on a map: rings of longitude and latitude, or a point."""

    look: Look
    rings: tuple[Ring, ...]
    label: str = ""
    at: tuple[float, float] | None = None


def drawn(features: Iterable[Feature], most_height: float = 1150.0) -> Map | None:
    """Map of features with some room around them; None if there is nothing to draw.

    Parameters
    ----------
    features : iterable of Feature
    most_height : float
        A map is no higher than this; what is long from north to south is given more room at its sides.
    """
    return _drawn_once(tuple(features), most_height)


@lru_cache(maxsize=64)
def _drawn_once(features: tuple[Feature, ...], most_height: float) -> Map | None:
    """Map of features; the same ground is drawn for many readers and languages."""
    shown = list(features)
    points = [
        point
        for each in shown
        for point in (*(p for ring in each.rings for p in ring), *([each.at] if each.at else []))
    ]
    if not points:
        return None
    frame = _Frame.around(points, most_height)
    land = tuple(
        tuple(tuple(frame.point(lon, lat) for lon, lat in ring) for ring in polygon)
        for polygon in land_within(*frame.wider, tolerance=frame.degree / WIDTH)
    )
    # Large things first, so that small ones and their names lie on top of them.
    shown.sort(key=lambda each: (each.look != "air", -_size(each)))
    return Map(
        height=frame.height,
        land=land,
        shapes=_named([_shape(each, frame) for each in shown], frame.height),
        meridians=tuple(
            Line(frame.point(lon, frame.north)[0], _degrees(lon, "EW"))
            for lon in _marks(frame.west, frame.east)
        ),
        parallels=tuple(
            Line(frame.point(frame.west, lat)[1], _degrees(lat, "NS"))
            for lat in _marks(frame.south, frame.north)
        ),
        scale=frame.scale[0],
        scale_label=frame.scale[1],
    )


@dataclass(frozen=True)
class _Frame:
    """The part of the globe that a map shows; a kilometre is as long either way in its middle."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]], most_height: float) -> _Frame:
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        west, east, south, north = min(lons), max(lons), min(lats), max(lats)
        stretch = max(0.05, math.cos(math.radians((south + north) / 2)))
        # At least four kilometres, and a margin of a tenth.
        wide = max((east - west) * stretch, 0.036) * 1.2
        high = max(north - south, 0.02) * 1.2
        high = max(high, wide * 0.45)
        wide = max(wide, high * WIDTH / most_height)
        lon, lat = (west + east) / 2, (south + north) / 2
        half_wide, half_high = min(wide / stretch / 2, 179.0), high / 2
        return cls(
            lon - half_wide,
            max(lat - half_high, -89.0),
            lon + half_wide,
            min(lat + half_high, 89.0),
        )

    @property
    def degree(self) -> float:
        """Degrees of longitude that it shows."""
        return self.east - self.west

    @property
    def stretch(self) -> float:
        return max(0.05, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def height(self) -> float:
        return round((self.north - self.south) / (self.degree * self.stretch) * WIDTH, 1)

    @property
    def wider(self) -> tuple[float, float, float, float]:
        """A box somewhat larger, so that no edge of it is taken for a coast."""
        more = self.degree * 0.05
        south, north = max(self.south - more, -90.0), min(self.north + more, 90.0)
        return self.west - more, south, self.east + more, north

    @property
    def scale(self) -> tuple[float, str]:
        """Length of the scale, about a fifth of the map, and what it means."""
        across = self.degree * self.stretch * _KM_PER_DEGREE
        length = max((km for km in _SCALES if km <= across / 4), default=_SCALES[0])
        return round(length / across * WIDTH, 1), f"{length:g} km"

    def point(self, lon: float, lat: float) -> Point:
        across = (lon - self.west) / self.degree * WIDTH
        down = (self.north - lat) / (self.north - self.south) * self.height
        return round(across, 1), round(down, 1)


def _shape(feature: Feature, frame: _Frame) -> Shape:
    rings = tuple(tuple(frame.point(lon, lat) for lon, lat in ring) for ring in feature.rings)
    at = frame.point(*feature.at) if feature.at else None
    return Shape(rings, feature.look, feature.label, at)


def _named(shapes: list[Shape], height: float) -> tuple[Shape, ...]:
    """Shapes with their names where they hide no other name, if there is such a place near them.

    The smallest shape is named first: it has the fewest places.
    """
    taken: list[tuple[float, float, float, float]] = []
    named = list(shapes)
    for number in range(len(shapes) - 1, -1, -1):
        shape = shapes[number]
        if not shape.label or shape.at is None:
            continue
        wide, high = len(shape.label) * _LETTER[0] + 8, _LETTER[1]
        x, y = shape.at
        steps = [(0.0, 0.0)] if shape.rings else []
        steps += [(0, high), (0, -high), (wide * 0.6, 0), (-wide * 0.6, 0)]
        steps += [(0, 2 * high), (0, -2 * high), (wide * 0.6, high), (-wide * 0.6, -high)]
        steps += [(wide * 0.6, -high), (-wide * 0.6, high), (0, 3 * high), (0, -3 * high)]

        boxes = [_box(x + across, y + down, wide, high, height) for across, down in steps]
        best = min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))
        taken.append(best)
        middle = round((best[0] + best[2]) / 2, 1), round((best[1] + best[3]) / 2, 1)
        named[number] = replace(shape, name_at=middle)
    return tuple(named)


def _box(
    across: float, down: float, wide: float, high: float, height: float
) -> tuple[float, float, float, float]:
    """A box around a point, moved so that it lies on the map."""
    across = min(max(across, wide / 2), WIDTH - wide / 2)
    down = min(max(down, high / 2), height - high / 2)
    return across - wide / 2, down - high / 2, across + wide / 2, down + high / 2


def _shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """How much two boxes overlap."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _size(feature: Feature) -> float:
    points = [point for ring in feature.rings for point in ring]
    if not points:
        return 0.0
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return (max(lons) - min(lons)) * (max(lats) - min(lats))


def _marks(least: float, most: float) -> list[float]:
    """Degrees at which lines stand: three to six of them."""
    step = next((step for step in _STEPS if (most - least) / step <= 5), _STEPS[-1])
    first = math.ceil(least / step)
    return [number * step for number in range(first, math.floor(most / step) + 1)]


def _degrees(value: float, letters: str) -> str:
    """``51°30′ E``."""
    value = (value + 180) % 360 - 180 if letters == "EW" else value
    minutes = round(abs(value) * 60)
    return f"{minutes // 60}°{minutes % 60:02}′ {letters[value < 0]}"
