"""From the reference system of a file to longitude and latitude on WGS 84."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from birlik.exercise.sentences import said
from birlik.formats.geography.shapes import Point, UnreadableShapes

#: Turns points of a file into longitude and latitude.
Unprojecting = Callable[[Sequence[Point]], list[Point]]

#: Longest description of a reference system, in signs.
LONGEST = 20_000


def as_they_are(points: Sequence[Point]) -> list[Point]:
    """Points of a file that is on WGS 84 already."""
    return list(points)


def of_name(name: str) -> Unprojecting:
    """From a system by its name: ``EPSG:32639``, ``urn:ogc:def:crs:OGC:1.3:CRS84``.

    Raises
    ------
    UnreadableShapes
        If nobody knows it.
    """
    if not name or name.upper().endswith("CRS84"):
        return as_they_are
    code = name.upper().replace("::", ":").rsplit("EPSG:", 1)[-1]
    if "EPSG" not in name.upper() or not code.isdecimal() or len(code) > 6:
        raise UnreadableShapes(_unknown(name))
    try:
        return _from(CRS.from_epsg(int(code)))
    except ProjError:
        raise UnreadableShapes(_unknown(name)) from None


def of_description(text: str) -> Unprojecting:
    """From a system by its description, as a shapefile's ``.prj`` holds it.

    Raises
    ------
    UnreadableShapes
        If it cannot be understood.
    """
    if not text.strip():
        return as_they_are
    if len(text) > LONGEST:
        raise UnreadableShapes(_unknown(text.strip()[:60]))
    try:
        return _from(CRS.from_wkt(text))
    except ProjError:
        raise UnreadableShapes(_unknown(text.strip()[:60])) from None


def _from(system: CRS) -> Unprojecting:
    if not (system.is_geographic or system.is_projected or system.is_bound):
        raise ProjError("no system of places on the ground")
    moving = Transformer.from_crs(system, "EPSG:4326", always_xy=True)

    def unproject(points: Sequence[Point]) -> list[Point]:
        if not points:
            return []
        if not all(math.isfinite(number) for point in points for number in point):
            return list(points)
        lons, lats = moving.transform([x for x, _ in points], [y for _, y in points])
        return list(zip(lons, lats, strict=True))

    return unproject


def _unknown(name: str) -> str:
    return said(
        "Nobody knows the reference system {name} here; save the file on WGS 84 and hand it in again",
        name=name[:60],
    )
