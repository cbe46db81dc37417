"""Shapes on the ground in metres: areas, danger zones, what they touch and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pyproj import CRS, Geod, Transformer
from shapely import STRtree, make_valid
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from birlik.exercise.records.means import Area
from birlik.exercise.records.serials import Serial
from birlik.exercise.values.ground import Position

_GLOBE = Geod(ellps="WGS84")

#: Corners of a circle, for each quarter of it.
_QUARTER = 16


@dataclass(frozen=True)
class Ground:
    """All areas of a plan in one local projection.

    Attributes
    ----------
    areas : tuple of Area
    """

    areas: tuple[Area, ...]

    @classmethod
    def of(cls, areas: Sequence[Area]) -> Ground:
        """Ground of a plan's areas."""
        return cls(tuple(areas))

    @cached_property
    def _projection(self) -> Transformer:
        """From longitude and latitude to metres around the middle of all areas."""
        corners = [corner for area in self.areas for corner in _corners(area)]
        lat = sum(corner.lat for corner in corners) / len(corners) if corners else 0.0
        lon = sum(corner.lon for corner in corners) / len(corners) if corners else 0.0
        local = CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m")
        return Transformer.from_crs("EPSG:4326", local, always_xy=True)

    @cached_property
    def _shapes(self) -> dict[str, BaseGeometry]:
        shapes: dict[str, BaseGeometry] = {}
        for area in self.areas:
            if len(area.outline) >= 3:
                shapes.setdefault(area.id, self._polygon(area.outline))
            elif area.position is not None:
                point = Point(self._projection.transform(area.position.lon, area.position.lat))
                shapes.setdefault(
                    area.id, point.buffer(area.radius, _QUARTER) if area.radius else point
                )
        return shapes

    @cached_property
    def _tree(self) -> tuple[STRtree, list[str]]:
        names = list(self._shapes)
        return STRtree([self._shapes[name] for name in names]), names

    def _polygon(self, outline: Sequence[Position]) -> BaseGeometry:
        """Outline in metres; one that crosses itself is repaired."""
        points = [self._projection.transform(corner.lon, corner.lat) for corner in outline]
        shape = Polygon(points)
        return shape if shape.is_valid else make_valid(shape)

    def shape(self, area: str) -> BaseGeometry | None:
        """Shape of an area in metres; None if it has neither outline nor position."""
        return self._shapes.get(area)

    @cached_property
    def _centres(self) -> dict[str, Position]:
        centres: dict[str, Position] = {}
        for area in self.areas:
            if area.position is not None:
                centres.setdefault(area.id, area.position)
            elif len(area.outline) >= 3:
                middle = self._shapes[area.id].centroid
                lon, lat = self._projection.transform(middle.x, middle.y, direction="INVERSE")
                centres.setdefault(area.id, Position(lat=lat, lon=lon))
        return centres

    def centre(self, area: str) -> Position | None:
        """Position of an area, or else the middle of its outline."""
        return self._centres.get(area)

    def danger_zone(self, serial: Serial, first_area: str | None) -> BaseGeometry | None:
        """Ground that a serial endangers while it runs, in metres; None if it endangers none."""
        parts = []
        if len(serial.danger_zone) >= 3:
            parts.append(self._polygon(serial.danger_zone))
        if serial.danger_radius is not None and first_area is not None:
            shape = self.shape(first_area)
            if shape is not None:
                parts.append(shape.buffer(serial.danger_radius, _QUARTER))
        return unary_union(parts) if parts else None

    def touched_by(self, zone: BaseGeometry) -> frozenset[str]:
        """Ids of the areas that a zone touches."""
        tree, names = self._tree
        return frozenset(names[index] for index in tree.query(zone, predicate="intersects"))

    def distance_km(self, one: str, other: str) -> float | None:
        """Kilometres between the centres of two areas; None if one has none."""
        a, b = self.centre(one), self.centre(other)
        if a is None or b is None:
            return None
        return float(_GLOBE.inv(a.lon, a.lat, b.lon, b.lat)[2]) / 1000

    def rings(self, shape: BaseGeometry) -> list[list[list[tuple[float, float]]]]:
        """Polygons of a shape as rings of longitude and latitude: outer ring first, then holes."""
        polygons = [shape] if isinstance(shape, Polygon) else list(getattr(shape, "geoms", ()))
        return [
            [
                [self._projection.transform(x, y, direction="INVERSE") for x, y in ring.coords]
                for ring in (polygon.exterior, *polygon.interiors)
            ]
            for polygon in polygons
            if isinstance(polygon, Polygon)
        ]


def _corners(area: Area) -> tuple[Position, ...]:
    """Corners of an area, or its position."""
    return area.outline or ((area.position,) if area.position else ())
