"""Shapes on the ground in metres: areas, danger zones, what they touch and how far it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import shapely
from pyproj import Geod, Proj
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from birlik.exercise.records.means import Area
from birlik.exercise.records.serials import Serial
from birlik.exercise.values.ground import Position

_GLOBE = Geod(ellps="WGS84")

#: A circle's corners lie outside of it by no more than this, in m, and its sides never inside.
_ROUND = 1.0
#: Least and most corners for each quarter of a circle.
_FEWEST, _MOST = 16, 256
#: Farther than this from its area, in m, a danger zone is no longer drawn on a map of its own.
_FARTHEST = 1_000_000.0
#: No place on the globe is farther away than this, in m.
_HALF_WAY = 20_003_900.0
#: Two shapes nearer than this, in m, share a point: where outlines meet, numbers differ a little.
_SAME = 0.01

#: Rings of one polygon, its outer ring first and closed: longitude and latitude.
Rings = list[list[tuple[float, float]]]


@dataclass(frozen=True)
class Ground:
    """All areas of a plan on one map in metres, true in distance and direction from their middle.

    Attributes
    ----------
    areas : tuple of Area
        Of two with the same id, the first is meant.
    """

    areas: tuple[Area, ...]

    @classmethod
    def of(cls, areas: Sequence[Area]) -> Ground:
        """Ground of a plan's areas; of the same areas in the same places it is drawn once."""
        places = tuple((area.id, area.position, tuple(area.outline), area.radius) for area in areas)
        return _drawn_once(places)

    def shape(self, area: str) -> BaseGeometry | None:
        """Shape of an area in metres; None if it has neither outline nor position."""
        return self._shapes.get(area)

    def centre(self, area: str) -> Position | None:
        """Position of an area, or else the middle of its outline."""
        return self._centres.get(area)

    def danger_zone(self, serial: Serial, first_area: str | None) -> BaseGeometry | None:
        """Ground that a serial endangers while it runs, in metres; None if it endangers none."""
        key = tuple(serial.danger_zone), serial.danger_radius, first_area
        if key not in self._known_zones:
            self._known_zones[key] = self._endangered(serial, first_area)
        return self._known_zones[key]

    @cached_property
    def _known_zones(self) -> dict[tuple[Any, ...], BaseGeometry | None]:
        """Danger zones asked for before."""
        return {}

    def _endangered(self, serial: Serial, first_area: str | None) -> BaseGeometry | None:
        parts = []
        if len(serial.danger_zone) >= 3:
            parts.append(self._polygon(serial.danger_zone))
        if serial.danger_radius is not None and first_area is not None:
            around = self._around(first_area, serial.danger_radius)
            if around is not None:
                parts.append(around)
        return shapely.union_all(parts) if parts else None

    def touched_by(self, zone: BaseGeometry) -> frozenset[str]:
        """Ids of the areas that share at least a point with a zone."""
        tree, names = self._tree
        found = tree.query(zone, predicate="dwithin", distance=_SAME)
        return frozenset(names[index] for index in found)

    def distance_km(self, one: str, other: str) -> float | None:
        """Kilometres over the ground between the centres of two areas; None if one has none."""
        a, b = self.centre(one), self.centre(other)
        if a is None or b is None:
            return None
        return float(_GLOBE.inv(a.lon, a.lat, b.lon, b.lat)[2]) / 1000

    def rings(self, shape: BaseGeometry) -> list[Rings]:
        """Polygons of a shape as longitude and latitude; what is larger than the globe is left out."""
        return [
            [self._on_globe(ring) for ring in rings]
            for rings in _polygons(shape)
            if all(math.hypot(*corner[:2]) < _HALF_WAY for ring in rings for corner in ring)
        ]

    @cached_property
    def _map(self) -> Proj:
        """Map around the middle of all areas, which lies right across the antimeridian too."""
        corners = [corner for area in self.areas for corner in _corners(area)]
        x = y = z = 0.0
        for corner in corners:
            lat, lon = math.radians(corner.lat), math.radians(corner.lon)
            x += math.cos(lat) * math.cos(lon)
            y += math.cos(lat) * math.sin(lon)
            z += math.sin(lat)
        lat, lon = math.atan2(z, math.hypot(x, y)), math.atan2(y, x)
        return Proj(
            proj="aeqd",
            lat_0=round(math.degrees(lat), 6),
            lon_0=round(math.degrees(lon), 6),
            ellps="WGS84",
        )

    @cached_property
    def _shapes(self) -> dict[str, BaseGeometry]:
        shapes: dict[str, BaseGeometry] = {}
        for area in self.areas:
            if area.id not in shapes and (shape := self._drawn(area)) is not None:
                shapes[area.id] = shape
        return shapes

    def _drawn(self, area: Area) -> BaseGeometry | None:
        if len(area.outline) >= 3:
            return self._polygon(area.outline)
        if area.position is None:
            return None
        point = Point(self._map(area.position.lon, area.position.lat))
        if not area.radius:
            return point
        if area.radius > _FARTHEST:
            return point.buffer(area.radius, _MOST)
        return self._circle(area.position, area.radius)

    def _polygon(self, outline: Sequence[Position]) -> BaseGeometry:
        """Outline in metres; of one that crosses itself, what lies inside an odd number of times."""
        east, north = self._map([at.lon for at in outline], [at.lat for at in outline])
        shape = Polygon(zip(east, north, strict=True))
        return shape if shape.is_valid else shapely.make_valid(shape)

    def _circle(self, middle: Position, radius: float) -> BaseGeometry:
        """Ground within a distance of a place, wherever on the map that is."""
        count = 4 * _quarter(radius)
        turns = [360 * number / count for number in range(count)]
        lons, lats, _ = _GLOBE.fwd(
            [middle.lon] * count, [middle.lat] * count, turns, [_outside(radius)] * count
        )
        east, north = self._map(lons, lats)
        shape = Polygon(zip(east, north, strict=True))
        return shape if shape.is_valid else shapely.make_valid(shape)

    def _around(self, area: str, distance: float) -> BaseGeometry | None:
        """Ground within a distance of an area, measured on a map of its own: there it is true."""
        shape = self.shape(area)
        if shape is None or distance == 0:
            return shape
        if distance > _FARTHEST:
            return shape.buffer(distance, _MOST)
        alone = self._alone[area]
        around = alone._shapes[area].buffer(_outside(distance), _quarter(distance))

        def on_this_map(east: Any, north: Any) -> Any:
            return self._map(*alone._map(east, north, inverse=True))

        move: Callable[..., Any] = on_this_map
        moved = shapely.transform(around, move, interleaved=False)
        return moved if moved.is_valid else shapely.make_valid(moved)

    @cached_property
    def _alone(self) -> dict[str, Ground]:
        """Each area that has a shape, on a map of its own."""
        return {area.id: Ground((area,)) for area in reversed(self.areas) if _corners(area)}

    @cached_property
    def _tree(self) -> tuple[shapely.STRtree, list[str]]:
        names = list(self._shapes)
        return shapely.STRtree([self._shapes[name] for name in names]), names

    @cached_property
    def _centres(self) -> dict[str, Position]:
        centres: dict[str, Position] = {}
        for area in self.areas:
            if area.id in centres:
                continue
            if area.position is not None:
                centres[area.id] = area.position
            elif len(area.outline) >= 3:
                centres[area.id] = _middle_of_outline(tuple(area.outline))
        return centres

    def _middle_of(self, outline: Sequence[Position]) -> Position:
        """Centre of gravity of an outline; of one without any inside, the mean of its corners."""
        east, north = self._map([at.lon for at in outline], [at.lat for at in outline])
        corners = Polygon(zip(east, north, strict=True))
        x, y = corners.centroid.x, corners.centroid.y
        # Where an outline crosses itself, loops cancel each other out and may lead anywhere.
        if not corners.area or math.hypot(x, y) > max(map(math.hypot, east, north)):
            x, y = sum(east) / len(east), sum(north) / len(north)
        [(lon, lat)] = self._on_globe([(x, y)])
        return Position(lat=lat, lon=lon)

    def _on_globe(self, points: Sequence[tuple[float, ...]]) -> list[tuple[float, float]]:
        """Longitude and latitude of points of the map."""
        lons, lats = self._map(
            [point[0] for point in points], [point[1] for point in points], inverse=True
        )
        return list(zip(lons, lats, strict=True))


@lru_cache(maxsize=32)
def _drawn_once(
    places: tuple[tuple[str, Position | None, tuple[Position, ...], float | None], ...],
) -> Ground:
    """Ground of areas by their id, position, outline and radius."""
    return Ground(
        tuple(
            Area.model_construct(id=name, position=position, outline=outline, radius=radius)
            for name, position, outline, radius in places
        )
    )


@lru_cache(maxsize=4096)
def _middle_of_outline(outline: tuple[Position, ...]) -> Position:
    """Middle of an outline on a map of its own, found once: an explanation asks for it again and again."""
    return Ground((Area(id="outline", outline=outline),))._middle_of(outline)


def _corners(area: Area) -> tuple[Position, ...]:
    """Corners of an area, or its position."""
    return area.outline or ((area.position,) if area.position else ())


def _quarter(radius: float) -> int:
    """Corners for a quarter of a circle that make it round enough."""
    return min(_MOST, max(_FEWEST, math.ceil(math.pi * math.sqrt(radius / (32 * _ROUND)))))


def _outside(radius: float) -> float:
    """Distance of a circle's corners from its middle, so that no side comes nearer than `radius`."""
    return radius / math.cos(math.pi / (4 * _quarter(radius)))


def _polygons(shape: BaseGeometry) -> Iterator[list[list[tuple[float, ...]]]]:
    """Rings of every polygon in a shape, however deep it lies in it."""
    if isinstance(shape, Polygon):
        if not shape.is_empty:
            yield [list(ring.coords) for ring in (shape.exterior, *shape.interiors)]
        return
    for part in getattr(shape, "geoms", ()):
        yield from _polygons(part)
