"""Polygons as maps want them: closed, turned the right way, and cut where the globe's edges meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from birlik.planning.ground import Rings

#: Decimals of a degree: about a decimetre.
DECIMALS = 6

Ring = list[list[float]]


def drawn(polygons: Iterable[Rings]) -> list[list[Ring]]:
    """Rings of polygons by RFC 7946: outer ring first and counterclockwise, holes clockwise.

    A polygon that crosses the antimeridian becomes one on either side of it.

    Parameters
    ----------
    polygons : iterable of Rings
        Longitude and latitude.
    """
    return [
        rings
        for polygon in polygons
        for part in _within_the_globe(polygon)
        if (rings := _rounded(part))
    ]


def _within_the_globe(rings: Rings) -> Iterator[Polygon]:
    """Parts of a polygon, each between 180 degrees west and east."""
    outer, *holes = (_unrolled(ring, rings[0][0][0]) for ring in rings)
    polygon = Polygon(outer, holes)
    west, _, east, _ = polygon.bounds
    if west >= -180 and east <= 180:
        yield polygon
        return
    whole = polygon if polygon.is_valid else shapely.make_valid(polygon)
    for turn in (-360, 0, 360):
        cut = shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90))
        for part in _polygons(cut):
            yield Polygon(
                [(lon - turn, lat) for lon, lat in part.exterior.coords],
                [[(lon - turn, lat) for lon, lat in hole.coords] for hole in part.interiors],
            )


def _unrolled(ring: list[tuple[float, float]], lon: float) -> list[tuple[float, float]]:
    """Ring without leaps of a whole turn, beginning near a longitude; one around a pole holds it."""
    points = []
    for at, lat in ring:
        lon = at - 360 * round((at - lon) / 360)
        points.append((lon, lat))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = 90.0 if sum(lat for _, lat in points) > 0 else -90.0
        points += [(points[-1][0], pole), (points[0][0], pole)]
    return points


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    """Polygons of what a cut left, without lines and points."""
    parts = shapely.get_parts(shape) if hasattr(shape, "geoms") else [shape]
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def _rounded(polygon: Polygon) -> list[Ring]:
    """Rings of a polygon, turned the right way; nothing if its outer ring is too small to draw."""
    turned = shapely.orient_polygons(polygon)
    rings = []
    for ring in (turned.exterior, *turned.interiors):
        corners: Ring = []
        for lon, lat in ring.coords:
            corner = [round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0]
            if not corners or corner != corners[-1]:
                corners.append(corner)
        if len(corners) >= 4:
            rings.append(corners)
        elif not rings:
            return []
    return rings
