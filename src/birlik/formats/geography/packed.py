"""Shapes from a shapefile or a KMZ in a ZIP archive, unpacked under a limit."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any

import shapefile

from birlik.exercise.sentences import said
from birlik.formats.geography.markup import read_markup
from birlik.formats.geography.projections import Unprojecting, of_description
from birlik.formats.geography.shapes import Gathering, Point, UnreadableShapes, named_by

#: Files in an archive, shapefiles among them, and bytes of all that is unpacked, at most.
MOST_FILES, MOST_LAYERS, MOST_UNPACKED = 500, 20, 16_000_000

#: What of an archive is read.
_READ = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".kml")

_DAMAGED = (
    Warning,
    shapefile.ShapefileException,
    struct.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    MemoryError,
    OSError,
)


def read_packed(content: bytes) -> Gathering:
    """Shapes of all shapefiles, or of the first KML, in an archive.

    Raises
    ------
    UnreadableShapes
    """
    files = _unpacked(content)
    stems = sorted(name[:-4] for name in files if name.endswith(".shp"))
    if not stems:
        document = next((files[name] for name in sorted(files) if name.endswith(".kml")), None)
        if document is None:
            text = "This archive holds neither a shapefile (.shp) nor a KML file"
            raise UnreadableShapes(said(text))
        return read_markup(document)
    if len(stems) > MOST_LAYERS:
        text = "This archive holds more than {most} shapefiles; pack those that are meant"
        raise UnreadableShapes(said(text, most=MOST_LAYERS))
    gathered = Gathering()
    for stem in stems:
        _shapefile(gathered, files, stem)
    return gathered.told()


def _unpacked(content: bytes) -> Mapping[str, bytes]:
    """What is read of an archive, by names in small letters."""
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                text = "This archive holds more than {most} files; pack those that are meant"
                raise UnreadableShapes(said(text, most=MOST_FILES))
            for entry in entries:
                name = entry.filename.casefold()
                if entry.is_dir() or not name.endswith(_READ) or "__macosx" in name:
                    continue
                with archive.open(entry) as packed:
                    # What an entry says of its own size may be a lie.
                    found[name] = packed.read(left + 1)
                left -= len(found[name])
                if left < 0:
                    raise UnreadableShapes(
                        said(
                            "This archive unpacks to more than {most} MB; pack what is meant alone",
                            most=MOST_UNPACKED // 1_000_000,
                        )
                    )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        text = "This archive is damaged, or locked with a password"
        raise UnreadableShapes(said(text)) from None
    return found


def _shapefile(gathered: Gathering, files: Mapping[str, bytes], stem: str) -> None:
    unproject = of_description(files.get(f"{stem}.prj", b"").decode("utf-8", "replace"))
    encoding = files.get(f"{stem}.cpg", b"").decode("ascii", "replace").strip() or "utf-8"
    table = files.get(f"{stem}.dbf")
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "utf-8"
    parts: dict[str, Any] = {"shp": BytesIO(files[f"{stem}.shp"])}
    if table is not None:
        parts["dbf"] = BytesIO(table)
    try:
        with shapefile.Reader(**parts, encoding=encoding, encodingErrors="replace") as reader:
            if table is None:
                for shape in reader.iterShapes():
                    _take(gathered, shape, {}, unproject)
                return
            for both in reader.iterShapeRecords():
                _take(gathered, both.shape, both.record.as_dict(), unproject)
    except UnreadableShapes:
        raise
    except _DAMAGED:
        text = "The shapefile {name} is damaged and cannot be read to its end"
        raise UnreadableShapes(said(text, name=stem.rsplit("/", 1)[-1][:60])) from None


def _take(
    gathered: Gathering, shape: Any, facts: Mapping[str, object], unproject: Unprojecting
) -> None:
    named = named_by(facts.items())
    points: list[Point] = [(float(point[0]), float(point[1])) for point in shape.points]
    kind = shape.shapeTypeName
    if not points:
        gathered.other()
    elif kind.startswith(("POINT", "MULTIPOINT")):
        for point in unproject(points):
            gathered.point(named, point)
    elif kind.startswith(("POLYGON", "POLYLINE")):
        starts = [*shape.parts, len(points)]
        rings = [points[a:b] for a, b in pairwise(starts)]
        for ring in rings:
            if kind.startswith("POLYLINE"):
                gathered.line(named, unproject(ring))
            elif _signed(ring) > 0:
                # In a shapefile outer rings go clockwise; holes the other way.
                gathered.polygon(named, [unproject(ring)])
        if kind.startswith("POLYGON") and rings and all(_signed(ring) <= 0 for ring in rings):
            gathered.polygon(named, [unproject(rings[0])])
    else:
        gathered.other()


def _signed(ring: list[Point]) -> float:
    """Twice the area within a ring; positive if it goes clockwise."""
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring))
