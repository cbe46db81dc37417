"""The land of the world, to draw under areas and positions where there is no network.

The data are the land polygons of Natural Earth 4.1.0 at 1:10 million, which Natural Earth gives into
the public domain, as the npm package ``world-atlas`` packs them under the ISC licence:
``MANIFEST.json`` names the package and the sums, ``LICENSE.world-atlas.txt`` is the licence, and
``tools/fetch-base-map.sh`` makes the file anew. The Caspian Sea is a hole in the land; other lakes
are land. The grid of the data is 0.0036 degrees of longitude by 0.0017 degrees of latitude: up to
400 m by 190 m, enough to find one's bearings, and nothing to navigate by.

The land carries no names and no borders, on purpose: a plan that many nations share takes no side
in whose a place is or what it is called.

The file is compressed with gzip and begins with one line of JSON: ``scale`` and ``translate`` turn a
pair of whole numbers into degrees east and north, and ``polygons`` lists for each polygon its bounds
on the grid and how many points each of its rings has. Then follow the rings, as little-endian
32-bit steps from point to point, from 0: first all steps east, then all steps north. No polygon
crosses the antimeridian.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

import shapely
from shapely.affinity import translate

FILE = "land-10m.bin.gz"

Ring = list[tuple[float, float]]

_DECIMALS = 4
_BYTES = 4


def land_within(
    west: float, south: float, east: float, north: float, tolerance: float = 0.0
) -> list[list[Ring]]:
    """Land within a box, anywhere in the world.

    Where the land is cut, the edge of the box becomes an edge of the polygon: for a line along the
    coast alone, ask for a box somewhat larger than what is shown.

    Parameters
    ----------
    west, south, east, north : float
        The box, in degrees. It crosses the antimeridian if `west` is greater than `east` or if it
        reaches beyond 180 degrees; longitudes in the result then run on beyond 180 degrees too.
    tolerance : float, default 0.0
        How far, in degrees, a simplified coast may lie from the true one; 0 keeps every point.

    Returns
    -------
    list of list of list of tuple of float
        Polygons, each the list of its rings: the outer one, counter-clockwise, then its holes,
        clockwise. A ring is a list of longitudes and latitudes, rounded to four decimals, whose last
        point is its first. The same box always gives the same list; open sea gives an empty one.

    Raises
    ------
    ValueError
        If the box has no finite bounds or lies upside down, or if the tolerance is negative.
    """
    if not all(map(math.isfinite, (west, south, east, north, tolerance))):
        raise ValueError("The box and the tolerance must be finite numbers.")
    if south > north:
        raise ValueError(f"The box ends in the south of where it begins: {south} to {north}.")
    if tolerance < 0:
        raise ValueError(f"The tolerance is negative: {tolerance}.")
    if west > east:
        east += 360 * math.ceil((west - east) / 360)
    box = shapely.box(west, south, east, north)
    reach = shapely.box(west - tolerance, south - tolerance, east + tolerance, north + tolerance)
    land = _clipped(reach)
    if tolerance:
        # A simplified coast may run over an islet: the union is valid again.
        simple = shapely.get_parts(shapely.simplify(land, tolerance))
        land = shapely.intersection(shapely.union_all(simple), box)
    land = shapely.set_precision(land, 10**-_DECIMALS)
    return [
        [_rounded(ring) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in _polygons(shapely.orient_polygons(shapely.normalize(land)))
    ]


@dataclass(frozen=True)
class _Coast:
    """A polygon of the file, not yet decoded; `at` is where its rings begin."""

    bounds: tuple[float, float, float, float]
    lengths: tuple[int, ...]
    at: int


@dataclass(frozen=True)
class _World:
    scale: tuple[float, float]
    origin: tuple[float, float]
    coasts: tuple[_Coast, ...]
    steps: bytes

    def polygon(self, coast: _Coast) -> shapely.Polygon:
        """Decode a polygon, in degrees."""
        rings = []
        at = coast.at
        for length in coast.lengths:
            axes = []
            for scale, origin in zip(self.scale, self.origin, strict=True):
                steps = array("i", self.steps[at : at + length * _BYTES])
                if sys.byteorder == "big":
                    steps.byteswap()
                axes.append([origin + scale * value for value in accumulate(steps)])
                at += length * _BYTES
            rings.append(list(zip(*axes, strict=True)))
        return shapely.Polygon(rings[0], rings[1:])


@cache
def _world() -> _World:
    content = gzip.decompress(files(__name__).joinpath(FILE).read_bytes())
    end = content.index(b"\n")
    head = json.loads(content[:end])
    (width, height), (west, south) = head["scale"], head["translate"]
    coasts = []
    at = 0
    for (left, bottom, right, top), lengths in head["polygons"]:
        bounds = (
            west + width * left,
            south + height * bottom,
            west + width * right,
            south + height * top,
        )
        coasts.append(_Coast(bounds, tuple(lengths), at))
        at += 2 * _BYTES * sum(lengths)
    return _World((width, height), (west, south), tuple(coasts), content[end + 1 :])


@lru_cache(maxsize=8)
def _decoded(number: int) -> shapely.Polygon:
    """Polygon of the file; a continent takes half a second, and its maps are wanted again and again."""
    world = _world()
    return world.polygon(world.coasts[number])


def _clipped(box: shapely.Polygon) -> shapely.Geometry:
    """Land within the box, at full detail; once more for each turn of the world that it touches."""
    world = _world()
    west, south, east, north = box.bounds
    turns = range(math.floor((west + 180) / 360), math.ceil((east + 180) / 360))
    parts: list[shapely.Polygon] = []
    for number, coast in enumerate(world.coasts):
        left, bottom, right, top = coast.bounds
        if bottom >= north or top <= south:
            continue
        shifts = [360 * t for t in turns if left + 360 * t < east and right + 360 * t > west]
        if not shifts:
            continue
        polygon = _decoded(number)
        for shift in shifts:
            moved = translate(polygon, shift) if shift else polygon
            inside = box.covers(shapely.box(*moved.bounds))
            parts += [moved] if inside else _polygons(shapely.intersection(moved, box))
    # What the antimeridian parts is one piece of land again.
    seams = {180.0 + 360 * turn for turn in turns}
    parted = [part for part in parts if seams & {part.bounds[0], part.bounds[2]}]
    whole = [part for part in parts if not seams & {part.bounds[0], part.bounds[2]}]
    return shapely.MultiPolygon([*whole, *_polygons(shapely.union_all(parted))])


def _polygons(geometry: shapely.Geometry) -> list[shapely.Polygon]:
    """Polygons of a geometry, without the points and lines of land that only touches a box."""
    return [
        part
        for part in shapely.get_parts(geometry)
        if isinstance(part, shapely.Polygon) and not part.is_empty
    ]


def _rounded(ring: shapely.LinearRing) -> Ring:
    # Adding 0.0 makes 0.0 of -0.0.
    return [(round(x, _DECIMALS) + 0.0, round(y, _DECIMALS) + 0.0) for x, y in ring.coords]
