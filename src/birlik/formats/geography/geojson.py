"""Shapes from GeoJSON (RFC 7946), and from older files that name another reference system."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from birlik.exercise.sentences import said
from birlik.formats.geography.projections import Unprojecting, of_name
from birlik.formats.geography.shapes import Gathering, Named, Point, UnreadableShapes, named_by

#: What Birlik's own maps hold besides areas.
_NO_AREAS = {"serial", "reserved", "danger zone"}

#: How deep collections may lie in one another.
_DEEPEST = 4


def read_geojson(content: bytes) -> Gathering:
    """Shapes of a GeoJSON file.

    Raises
    ------
    UnreadableShapes
    """
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UnreadableShapes(said("This is no GeoJSON: it is not even JSON in UTF-8")) from None
    if not isinstance(whole, dict):
        raise UnreadableShapes(said("This is no GeoJSON: it holds no collection of features"))
    unproject = of_name(_system(whole))
    gathered = Gathering()
    for feature in _features(whole):
        properties = feature.get("properties")
        facts = properties if isinstance(properties, dict) else {}
        if facts.get("what") in _NO_AREAS:
            gathered.other()
            continue
        named = named_by([*((str(k), v) for k, v in facts.items()), ("id", feature.get("id"))])
        geometry = feature.get("geometry") if feature.get("type") == "Feature" else feature
        _Reading(gathered, named, facts.get("radius"), unproject).geometry(geometry, 0)
    return gathered.told()


def _no_number(text: str) -> float:
    raise ValueError(text)


def _system(whole: dict[str, Any]) -> str:
    """Name of the reference system that an older file names; empty if it names none."""
    crs = whole.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _features(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    found = whole.get("features") if whole.get("type") == "FeatureCollection" else [whole]
    for feature in found if isinstance(found, list) else ():
        if isinstance(feature, dict):
            yield feature


class _Reading:
    """One feature."""

    def __init__(
        self, gathered: Gathering, named: Named, radius: object, unproject: Unprojecting
    ) -> None:
        self.gathered, self.named, self.unproject = gathered, named, unproject
        numeric = isinstance(radius, int | float) and not isinstance(radius, bool)
        self.radius = float(radius) if numeric else None  # type: ignore[arg-type]

    def geometry(self, geometry: Any, depth: int) -> None:
        """Take in a geometry, and those that lie in it."""
        if not isinstance(geometry, dict) or depth > _DEEPEST:
            self.gathered.other()
            return
        kind, where = geometry.get("type"), geometry.get("coordinates")
        inner = geometry.get("geometries")
        if kind == "GeometryCollection" and isinstance(inner, list):
            for each in inner:
                self.geometry(each, depth + 1)
            return
        taking: dict[Any, Callable[[Any], None]] = {
            "Point": self._point,
            "LineString": self._line,
            "Polygon": self._polygon,
            "MultiPoint": self._each(self._point),
            "MultiLineString": self._each(self._line),
            "MultiPolygon": self._each(self._polygon),
        }
        try:
            taking[kind](where)
        except (KeyError, TypeError, OverflowError):
            self.gathered.other()

    def _each(self, take: Callable[[Any], None]) -> Callable[[Any], None]:
        def every(where: Any) -> None:
            for one in _listed(where):
                take(one)

        return every

    def _point(self, where: Any) -> None:
        [point] = self.unproject([_point_of(where)])
        self.gathered.point(self.named, point, self.radius)

    def _line(self, where: Any) -> None:
        self.gathered.line(self.named, self.unproject([_point_of(each) for each in _listed(where)]))

    def _polygon(self, where: Any) -> None:
        rings = [[_point_of(each) for each in _listed(ring)] for ring in _listed(where)]
        self.gathered.polygon(self.named, [self.unproject(ring) for ring in rings])


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _point_of(value: Any) -> Point:
    """Longitude and latitude; a height is left away."""
    found = _listed(value)[:2]
    if len(found) != 2 or any(isinstance(n, bool) or not isinstance(n, int | float) for n in found):
        raise TypeError
    return float(found[0]), float(found[1])
