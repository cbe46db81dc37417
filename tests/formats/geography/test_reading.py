"""Shapes come in from the files of geographic systems, and hostile files do no harm."""

from __future__ import annotations

import json
import struct
import zipfile
from io import BytesIO
from typing import Any

import pytest
import shapefile
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from birlik.formats.geography.reading import MOST_BYTES, read_shapes
from birlik.formats.geography.shapes import MOST_CORNERS, Shape, UnreadableShapes

CORNERS = [(51.0, 43.0), (51.2, 43.0), (51.2, 43.1), (51.0, 43.1)]
RING = [*CORNERS, CORNERS[0]]


def geojson(*geometries: dict[str, Any], **properties: object) -> bytes:
    features = [{"type": "Feature", "geometry": g, "properties": properties} for g in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def zipped(**files: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def shapes_in_zip(points: list[tuple[float, float]], prj: str = "") -> bytes:
    shp, shx, dbf = BytesIO(), BytesIO(), BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf) as writer:
        writer.field("NAME", "C", 40)
        writer.poly([list(reversed(points))])
        writer.record("Range")
    files = {"a__shp": shp.getvalue(), "a__shx": shx.getvalue(), "a__dbf": dbf.getvalue()}
    return zipped(**files, **({"a__prj": prj.encode()} if prj else {}))


def corners(shape: Shape) -> list[tuple[float, float]]:
    return sorted((round(at.lon, 5), round(at.lat, 5)) for at in shape.outline)


def only(content: bytes) -> Shape:
    [shape] = read_shapes(content).shapes
    return shape


KML = f"""<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<Placemark><name>Range</name><ExtendedData><Data name="kind"><value>land</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>{" ".join(f"{x},{y},0" for x, y in RING)}</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>""".encode()

GPX = f"""<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><rte><name>Range</name>
{"".join(f'<rtept lon="{x}" lat="{y}"/>' for x, y in CORNERS)}</rte></gpx>""".encode()

POLYGON = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize(
    "content",
    [
        geojson(POLYGON, name="Range"),
        KML,
        GPX,
        zipped(doc__kml=KML),
        shapes_in_zip(RING),
    ],
    ids=["geojson", "kml", "gpx", "kmz", "shapefile"],
)
def test_a_polygon_comes_in_with_its_name(content: bytes) -> None:
    shape = only(content)
    assert shape.named.title == "Range"
    assert corners(shape) == sorted(CORNERS)


def test_a_projected_shapefile_is_turned_back_by_its_prj() -> None:
    moving = Transformer.from_crs("EPSG:4326", "EPSG:32639", always_xy=True)
    projected = [moving.transform(*point) for point in RING]
    assert corners(only(shapes_in_zip(projected, CRS.from_epsg(32639).to_wkt()))) == sorted(CORNERS)


def test_metres_that_nobody_explained_are_not_taken_for_degrees() -> None:
    moving = Transformer.from_crs("EPSG:4326", "EPSG:32639", always_xy=True)
    with pytest.raises(UnreadableShapes, match="does not lie on the globe"):
        read_shapes(shapes_in_zip([moving.transform(*point) for point in RING]))


def test_places_circles_and_several_parts_come_in_too() -> None:
    found = read_shapes(
        geojson(
            {"type": "Point", "coordinates": [51.0, 43.0, 12]},
            {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]},
            radius=700,
        )
    )
    point, one, two = found.shapes
    assert (str(point.position), point.radius) == ("43 51", 700)
    assert not one.remarks
    assert two.remarks == ("1 hole is left away",)


def test_what_birlik_itself_exports_comes_in_without_its_serials() -> None:
    features = [
        {"type": "Feature", "id": "area:R-1", "geometry": POLYGON, "properties": {"id": "R-1"}},
        {"type": "Feature", "geometry": POLYGON, "properties": {"what": "serial", "id": "S-1"}},
    ]
    found = read_shapes(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert [shape.named.id for shape in found.shapes] == ["R-1"]
    assert found.remarks == ["1 thing in the file is no area, and is left away"]


BOMB = b"""<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<kml><Placemark><name>&b;</name></Placemark></kml>"""
EXTERNAL = (
    b"""<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]><kml><name>&a;</name></kml>"""
)
LONG = {"type": "LineString", "coordinates": [[n / 100, 1] for n in range(MOST_CORNERS + 1)]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB, "entities"),
        (EXTERNAL, "entities"),
        (b"{" + b" " * MOST_BYTES, "larger than 10 MB"),
        (zipped(a__kml=b"<" * 16_000_001), "unpacks to more than"),
        (zipped(**{f"f{n}__txt": b"" for n in range(501)}), "more than 500 files"),
        (zipped(a__txt=b""), "neither a shapefile"),
        (b"PK\x03\x04broken", "damaged"),
        (zipped(a__shp=struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 2**30) + b"\0" * 90), "damaged|no"),
        (b"[" * 100_000, "not even JSON"),
        (b'{"type": "Point", "coordinates": [NaN, 1]}', "not even JSON"),
        (geojson({"type": "Point", "coordinates": [1e300, 43]}), "globe"),
        (geojson(LONG), "corners"),
        (b'{"type": "Feature", "geometry": null}', "no point, line or polygon"),
        (b"<html></html>", "neither KML nor GPX"),
        (b"<kml>" + b"<Placemark>" * 50_000 + b"</Placemark>" * 50_000 + b"</kml>", "no point"),
        (b"<kml><Placemark>", "damaged"),
        (b"\x00\x00\x27\x0a", "pack its"),
        (b"hello", "neither GeoJSON"),
    ],
)
def test_a_hostile_or_useless_file_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableShapes, match=why):
        read_shapes(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "crs"]),
            inner | st.sampled_from(["Polygon", "Point", "Feature", "GeometryCollection"]),
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_json_holds_is_read_or_refused(value: object) -> None:
    with_or_without(json.dumps({"type": "FeatureCollection", "features": [value]}).encode())


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_shapefile_is_read_or_refused(at: int, damage: bytes) -> None:
    with zipfile.ZipFile(BytesIO(shapes_in_zip(RING))) as archive:
        files = {name.replace(".", "__"): archive.read(name) for name in archive.namelist()}
    for name in ("a__shp", "a__dbf"):
        held = files[name]
        files |= {name: held[:at] + damage + held[at + len(damage) :]}
    with_or_without(zipped(**files))


@given(st.binary(max_size=200))
def test_whatever_bytes_are_read_or_refused(content: bytes) -> None:
    with_or_without(content)
    with_or_without(b"<kml>" + content)


def with_or_without(content: bytes) -> None:
    """Read a file, or be told why not: nothing else may happen."""
    try:
        found = read_shapes(content)
    except UnreadableShapes:
        return
    assert found.shapes
