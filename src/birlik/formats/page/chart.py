"""What the page's map is drawn from: coast, shapes of areas and danger zones, and how far it reaches."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from birlik.exercise.records.means import Area
from birlik.formats.basemap import land_within
from birlik.formats.timetable.programme import Programme

#: Decimals of a degree: about a metre for what planners drew, about ten for the coast.
_DRAWN, _COAST = 5, 4

#: Share of what is shown that is drawn around it, so that the map can be moved.
_MARGIN = 1.6

#: Least height of the map in degrees, about 4 km.
_LEAST = 0.04

#: Beyond this latitude the map's projection runs away.
_FARTHEST = 84.0

#: Rings of a polygon as a programme has them: longitudes and latitudes.
Rings = list[list[tuple[float, float]]]

#: Longitudes and latitudes one after the other, as the page has them.
Flat = list[float]


@dataclass(frozen=True)
class Drawing:
    """Degrees as the page holds them.

    Attributes
    ----------
    middle : float
        Longitude from which no other is further than half a turn, so that a map across the
        antimeridian is one piece.
    """

    middle: float

    def flat(self, ring: Iterable[tuple[float, float]], decimals: int = _DRAWN) -> Flat:
        """Longitudes and latitudes one after the other."""
        return [round(value, decimals) for lon, lat in ring for value in (self.near(lon), lat)]

    def near(self, lon: float) -> float:
        """Longitude on the side of the globe where the map is."""
        return lon - 360 * round((lon - self.middle) / 360)

    def shape(self, polygons: Iterable[Rings]) -> list[Flat]:
        """Rings of all polygons; what lies within two of them is a hole."""
        return [self.flat(ring) for rings in polygons for ring in rings]

    def point(self, lon: float, lat: float) -> Flat:
        """One point."""
        return self.flat([(lon, lat)])


def drawing_of(seen: Programme) -> Drawing:
    """How the degrees of a programme are written down."""
    centres = [seen.ground.centre(area.id) for area in seen.areas]
    known = [centre.lon for centre in (*centres, seen.plan.exercise.position) if centre]
    return Drawing(known[0] if known else 0.0)


def area_shape(seen: Programme, area: Area, drawing: Drawing) -> dict[str, Any]:
    """Centre and rings of an area; nothing if nobody knows where it is."""
    centre = seen.ground.centre(area.id)
    shape = seen.ground.shape(area.id)
    if centre is None or shape is None:
        return {}
    drawn = drawing.shape(seen.ground.rings(shape))
    return {"centre": drawing.point(centre.lon, centre.lat)} | ({"shape": drawn} if drawn else {})


def chart(shapes: Iterable[list[Flat]]) -> dict[str, Any] | None:
    """Bounds of the map and the land within reach of them; None if there is nothing to show.

    Parameters
    ----------
    shapes : iterable of list of list of float
        Rings and points that the map is to show.
    """
    numbers = [ring for shape in shapes for ring in shape]
    lons = [lon for ring in numbers for lon in ring[::2]]
    lats = [min(_FARTHEST, max(-_FARTHEST, lat)) for ring in numbers for lat in ring[1::2]]
    if not lons:
        return None
    west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    narrow = max(0.05, math.cos(math.radians((south + north) / 2)))
    side = max((east - west) * narrow, north - south, _LEAST)
    middle = (west + east) / 2, (south + north) / 2
    reach = side * (0.5 + _MARGIN)
    bounds = (
        max(middle[0] - reach / narrow, middle[0] - 179),
        max(middle[1] - reach, -_FARTHEST),
        min(middle[0] + reach / narrow, middle[0] + 179),
        min(middle[1] + reach, _FARTHEST),
    )
    land = land_within(*bounds, tolerance=side / 4000)
    return {
        "shown": [round(value, _COAST) for value in (west, south, east, north)],
        "reach": [round(value, _COAST) for value in bounds],
        "land": [
            [[round(value, _COAST) for corner in ring for value in corner] for ring in polygon]
            for polygon in land
        ],
    }
