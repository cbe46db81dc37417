"""Shapes from a file of a geographic system, told by what is in it and not by its name."""

from __future__ import annotations

from birlik.exercise.sentences import said
from birlik.formats.geography.geojson import read_geojson
from birlik.formats.geography.markup import read_markup
from birlik.formats.geography.packed import read_packed
from birlik.formats.geography.shapes import Gathering, UnreadableShapes

#: Largest file that is read, in bytes.
MOST_BYTES = 10_000_000


def read_shapes(content: bytes) -> Gathering:
    """Shapes of a GeoJSON, KML, KMZ or GPX file, or of a zipped shapefile.

    Raises
    ------
    UnreadableShapes
        If it is none of these, too large, damaged or hostile; in a sentence.
    """
    if len(content) > MOST_BYTES:
        text = "This file is larger than {most} MB; take out what is not needed"
        raise UnreadableShapes(said(text, most=MOST_BYTES // 1_000_000))
    if content.startswith(b"PK"):
        return read_packed(content)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"<" or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return read_markup(content)
    if start in (b"{", b"["):
        return read_geojson(content)
    if content.startswith(b"\x00\x00\x27\x0a"):
        text = (
            "A shapefile alone is not enough: pack its .shp, .shx, .dbf and .prj into one ZIP file"
        )
        raise UnreadableShapes(said(text))
    raise UnreadableShapes(
        said("This is neither GeoJSON, KML, KMZ, GPX nor a shapefile packed as a ZIP file")
    )
