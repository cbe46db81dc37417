"""Areas, serials and danger zones for maps: GeoJSON (RFC 7946) and KML 2.2."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from birlik.exercise.records.means import Area, AreaKind
from birlik.exercise.values.moments import instant_text
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.programme import Entry, Programme
from birlik.formats.timetable.rings import DECIMALS, Ring, drawn
from birlik.formats.timetable.wording import described, one_line

_KML = "http://www.opengis.net/kml/2.2"

#: Line and fill of each style, as KML writes colours: alpha, blue, green, red.
_STYLES = {
    AreaKind.LAND.value: ("ff2f6b4f", "402f6b4f"),
    AreaKind.SEA.value: ("ffa05a1e", "40a05a1e"),
    AreaKind.AIR.value: ("ff8a4b8a", "308a4b8a"),
    AreaKind.FACILITY.value: ("ff404040", "60404040"),
    "serial": ("ff00a5ff", "5000a5ff"),
    "reserved": ("ff909090", "50909090"),
    "danger": ("ff2020d0", "502020d0"),
}


def write_geojson(seen: Programme, path: Path) -> None:
    """Write areas, serials and danger zones as GeoJSON; times are UTC.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    content = {
        "type": "FeatureCollection",
        "marking": seen.marking,
        "exercise": seen.exercise,
        "features": [*_area_features(seen), *_serial_features(seen)],
    }
    replace_file(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _geometry(polygons: list[list[Ring]], point: list[float] | None) -> dict[str, Any] | None:
    """Geometry of some polygons, or else of a point; None if there is nothing to draw."""
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    if polygons:
        return {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Point", "coordinates": point} if point else None


def _point(seen: Programme, areas: Iterable[Area]) -> list[float] | None:
    """Longitude and latitude of the first area that has a centre."""
    centres = (seen.ground.centre(area.id) for area in areas)
    centre = next((centre for centre in centres if centre), None)
    return [round(centre.lon, DECIMALS), round(centre.lat, DECIMALS)] if centre else None


def _shape(seen: Programme, area: Area) -> list[list[Ring]]:
    """Shape of an area; nothing if it is a point or nobody knows where it is."""
    shape = seen.ground.shape(area.id)
    return drawn(seen.ground.rings(shape)) if shape is not None else []


def _area_features(seen: Programme) -> Iterator[dict[str, Any]]:
    for area in seen.areas:
        yield {
            "type": "Feature",
            "id": f"area:{area.id}",
            "geometry": _geometry(_shape(seen, area), _point(seen, [area])),
            "properties": {
                "what": "area",
                "id": area.id,
                "title": area.title,
                "kind": area.kind.value if area.kind else None,
                "site": area.site or area.id,
            },
        }


def _serial_features(seen: Programme) -> Iterator[dict[str, Any]]:
    for entry in seen.entries:
        feature: dict[str, Any] = {"type": "Feature"}
        if entry.serial is not None:
            feature["id"] = f"serial:{entry.serial.id}"
        told = _properties(entry)
        yield feature | {"geometry": _geometry([], _point(seen, entry.areas)), "properties": told}
        if entry.serial is not None and (zone := drawn(entry.danger)):
            yield {
                "type": "Feature",
                "id": f"danger:{entry.serial.id}",
                "geometry": _geometry(zone, None),
                "properties": told | {"what": "danger zone", "shuts": list(entry.shut)},
            }


def _properties(entry: Entry) -> dict[str, Any]:
    """What a map's table shows of an entry."""
    told: dict[str, Any] = {"what": "reserved"}
    if entry.serial is not None:
        told = {"what": "serial", "id": entry.serial.id, "kind": entry.serial.kind}
    return told | {
        "title": entry.title if entry.serial is None else entry.serial.title,
        "begins": instant_text(entry.begins),
        "ends": instant_text(entry.ends),
        "areas": [area.id for area in entry.areas],
        "units": [unit.id for unit in entry.units],
        "nations": list(entry.nations),
        "marking": entry.marking,
    }


def write_kml(seen: Programme, path: Path) -> None:
    """Write areas, serials and danger zones as KML; a time slider plays the serials.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    root = ET.Element("kml", xmlns=_KML)
    document = ET.SubElement(root, "Document")
    _text(document, "name", f"{seen.title} ({seen.marking})")
    _text(document, "open", "1")
    for name, (line, fill) in _STYLES.items():
        _style(document, name, line, fill)
    shapes = {area.id: _shape(seen, area) for area in seen.areas}
    areas = _folder(document, "Areas")
    for area in seen.areas:
        lines = [area.name, area.kind.value if area.kind else "", area.notes]
        placemark = _placemark(areas, area.name, lines, (area.kind or AreaKind.FACILITY).value)
        _draw(placemark, shapes[area.id], None if shapes[area.id] else _point(seen, [area]))
    serials = _folder(document, "Serials")
    for entry in seen.entries:
        lines = [entry.title, *described(seen, entry)]
        style = "reserved" if entry.serial is None else "serial"
        placemark = _placemark(serials, entry.title, lines, style, entry)
        taken = [polygon for area in entry.areas for polygon in shapes[area.id]]
        _draw(placemark, taken, _point(seen, entry.areas))
    dangers = _folder(document, "Danger zones")
    for entry in seen.entries:
        if zone := drawn(entry.danger):
            name = f"Danger zone of {entry.title}"
            shuts = f"Shuts {', '.join(entry.shut)}" if entry.shut else ""
            lines = [name, shuts, *described(seen, entry)]
            _draw(_placemark(dangers, name, lines, "danger", entry), zone, None)
    ET.indent(root)
    replace_file(path, ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Child with a text on one line; signs that XML cannot hold are left away."""
    kept = one_line(text).replace("\ufffe", "").replace("\uffff", "")
    ET.SubElement(parent, tag).text = kept


def _folder(parent: ET.Element, name: str) -> ET.Element:
    folder = ET.SubElement(parent, "Folder")
    _text(folder, "name", name)
    return folder


def _style(parent: ET.Element, name: str, line: str, fill: str) -> None:
    style = ET.SubElement(parent, "Style", id=name)
    _text(ET.SubElement(style, "LineStyle"), "color", line)
    _text(ET.SubElement(style, "PolyStyle"), "color", fill)
    # The name stands in the description: in a balloon of its own it would be read as HTML.
    _text(ET.SubElement(style, "BalloonStyle"), "text", "$[description]")


def _placemark(
    parent: ET.Element, name: str, lines: Iterable[str], style: str, entry: Entry | None = None
) -> ET.Element:
    """Place with the lines of its balloon, which are HTML, and the time at which it is shown."""
    placemark = ET.SubElement(parent, "Placemark")
    _text(placemark, "name", name)
    ET.SubElement(placemark, "Snippet", maxLines="0")
    balloon = "<br/>".join(html.escape(line) for line in lines if line)
    _text(placemark, "description", balloon)
    if entry is not None:
        span = ET.SubElement(placemark, "TimeSpan")
        _text(span, "begin", instant_text(entry.begins))
        _text(span, "end", instant_text(entry.ends))
    _text(placemark, "styleUrl", f"#{style}")
    return placemark


def _draw(placemark: ET.Element, polygons: list[list[Ring]], point: list[float] | None) -> None:
    """Polygons and point of a placemark."""
    several = len(polygons) + (point is not None) > 1
    parent = ET.SubElement(placemark, "MultiGeometry") if several else placemark
    if point:
        _text(ET.SubElement(parent, "Point"), "coordinates", f"{point[0]},{point[1]}")
    for rings in polygons:
        polygon = ET.SubElement(parent, "Polygon")
        for number, ring in enumerate(rings):
            side = ET.SubElement(polygon, "innerBoundaryIs" if number else "outerBoundaryIs")
            corners = " ".join(f"{lon},{lat}" for lon, lat in ring)
            ET.SubElement(ET.SubElement(side, "LinearRing"), "coordinates").text = corners
