#!/usr/bin/env python3
"""Turn land-10m.json of the npm package world-atlas into the land that Birlik carries.

Called by ``tools/fetch-base-map.sh``, which has checked the package: ``PACKAGE TARGET``, the folder
of the unpacked package and the folder to write to. Writes ``land-10m.bin.gz``, whose layout
``birlik.formats.basemap`` describes, ``MANIFEST.json`` and the package's licence.

The package joins what lies on both sides of the antimeridian and leaves the pole out of Antarctica,
as suits a globe. Here every polygon is cut at the antimeridian again, and Antarctica reaches the
pole. Null Island, which Natural Earth puts where both coordinates are 0 to catch mistakes, is left
out: no land is there. The grid of coordinates stays that of the package, to the last unit.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import sys
from array import array
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.affinity import translate

SOURCE = "land-10m.json"
PACKED = "land-10m.bin.gz"
LICENCE = "LICENSE.world-atlas.txt"

Point = tuple[int, int]


def unrolled(ring: list[Point], world: int, pole: int) -> list[Point]:
    """Ring without jumps from one side of the world to the other; one around the pole is closed there.

    Parameters
    ----------
    ring : list of tuple of int
        Closed, on the grid.
    world : int
        Width of the world in units of the grid.
    pole : int
        Latitude of the South Pole in units of the grid.
    """
    points = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        step = (x - before + world // 2) % world - world // 2
        points.append((points[-1][0] + step, y))
    if points[0] != points[-1]:
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def mended(polygon: shapely.Polygon) -> shapely.Geometry:
    """Polygon without what rounding to the grid has crossed or collapsed."""
    return shapely.make_valid(polygon, method="structure", keep_collapsed=False)


def polygons_of(topology: dict[str, Any]) -> list[shapely.Polygon]:
    """Land as valid polygons on the grid, each of them on one side of the antimeridian."""
    (width, height), (west, south) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    world, pole = round(360 / width), math.floor((-90 - south) / height)
    if west != -180 or west + world * width != 180:
        raise SystemExit("The grid does not reach around the world.")
    window = shapely.box(0, pole, world, math.ceil((90 - south) / height))
    null_island = shapely.Point(-west / width, -south / height)
    arcs = [
        list(zip(*(accumulate(steps) for steps in zip(*arc, strict=True)), strict=True))
        for arc in topology["arcs"]
    ]

    def ring(numbers: list[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        return unrolled(points, world, pole)

    parts = []
    (geometry,) = topology["objects"]["land"]["geometries"]
    for numbers in geometry["arcs"]:
        shell, *holes = (shapely.Polygon(ring(each)) for each in numbers)
        whole = mended(shell)
        for hole in holes:
            # Unrolled, a shell and its hole may lie a turn of the world apart.
            for turn in (-world, 0, world):
                whole = shapely.difference(whole, mended(translate(hole, turn)))
        turned = [translate(whole, turn) for turn in (-world, 0, world)]
        parts += [shapely.intersection(each, window) for each in turned]
    # Rounding to the grid lets some rings touch or cross; as a union they are valid and apart.
    land = shapely.union_all(parts, grid_size=1)
    return [
        each
        for each in shapely.get_parts(shapely.orient_polygons(shapely.normalize(land)))
        if isinstance(each, shapely.Polygon) and not each.contains(null_island)
    ]


def packed(polygons: list[shapely.Polygon], transform: dict[str, Any]) -> bytes:
    """Land in the layout that Birlik reads."""
    index = []
    body = bytearray()
    for polygon in polygons:
        rings = [polygon.exterior, *polygon.interiors]
        index.append([[round(bound) for bound in polygon.bounds], [len(r.coords) for r in rings]])
        for ring in rings:
            for axis in zip(*ring.coords, strict=True):
                values = [0, *(round(value) for value in axis)]
                steps = array("i", (after - before for before, after in pairwise(values)))
                if sys.byteorder == "big":
                    steps.byteswap()
                body += steps.tobytes()
    head = json.dumps({**transform, "polygons": index}, separators=(",", ":"))
    return gzip.compress(head.encode() + b"\n" + body, compresslevel=9, mtime=0)


def main(package: Path, target: Path) -> None:
    """Write the land, its manifest and its licence."""
    source = (package / SOURCE).read_bytes()
    about = json.loads((package / "package.json").read_bytes())
    topology = json.loads(source)
    land = packed(polygons_of(topology), topology["transform"])
    manifest = {
        "name": PACKED,
        "sha256": hashlib.sha256(land).hexdigest(),
        "version": about["version"],
        "licence": about["license"],
        "licence_file": LICENCE,
        "source": {
            "package": about["name"],
            "registry": "npm",
            "version": about["version"],
            "file": SOURCE,
            "sha256": hashlib.sha256(source).hexdigest(),
            "data": "Natural Earth 4.1.0, land 1:10m, public domain",
        },
        "made_by": "tools/fetch-base-map.sh",
    }
    (target / PACKED).write_bytes(land)
    (target / LICENCE).write_bytes((package / "LICENSE").read_bytes())
    (target / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
