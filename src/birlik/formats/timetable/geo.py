"""Areas, serials and danger zones for maps: GeoJSON (RFC 7946) and KML 2.2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from birlik.exercise.records.means import Area, AreaKind
from birlik.exercise.time import date_time_group
from birlik.exercise.values.moments import instant_text
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.programme import Entry, Programme
from birlik.planning.ground import Rings

_KML = "http://www.opengis.net/kml/2.2"

#: Line and fill of each kind of area, as KML writes colours: alpha, blue, green, red.
_COLOURS = {
    AreaKind.LAND: ("ff2f6b4f", "402f6b4f"),
    AreaKind.SEA: ("ffa05a1e", "40a05a1e"),
    AreaKind.AIR: ("ff8a4b8a", "308a4b8a"),
    AreaKind.FACILITY: ("ff404040", "60404040"),
}


def write_geojson(seen: Programme, path: Path) -> None:
    """Write areas, serials and danger zones as GeoJSON; times are UTC.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    features = [*_areas(seen), *_serials(seen)]
    content = {
        "type": "FeatureCollection",
        "marking": seen.marking,
        "exercise": seen.plan.exercise.id,
        "features": features,
    }
    replace_file(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _rounded(rings: Rings) -> list[list[list[float]]]:
    """Rings with the outer one counterclockwise, the holes clockwise, to about a decimetre."""
    result = []
    for number, ring in enumerate(rings):
        area = sum(
            x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
        )
        ordered = ring if (area > 0) == (number == 0) else ring[::-1]
        result.append([[round(lon, 6), round(lat, 6)] for lon, lat in ordered])
    return result


def _geometry(polygons: list[Rings], point: list[float] | None) -> dict[str, Any] | None:
    """Geometry of some polygons, or else of a point; None if there is nothing to draw."""
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": _rounded(polygons[0])}
    if polygons:
        return {"type": "MultiPolygon", "coordinates": [_rounded(rings) for rings in polygons]}
    return {"type": "Point", "coordinates": point} if point else None


def _point(seen: Programme, area: Area) -> list[float] | None:
    """Longitude and latitude of an area's centre."""
    centre = seen.ground.centre(area.id)
    return [round(centre.lon, 6), round(centre.lat, 6)] if centre else None


def _polygons(seen: Programme, area: Area) -> list[Rings]:
    """Shape of an area; nothing if it is a point."""
    shape = seen.ground.shape(area.id)
    return seen.ground.rings(shape) if shape is not None else []


def _areas(seen: Programme) -> Iterator[dict[str, Any]]:
    for area in seen.areas:
        yield {
            "type": "Feature",
            "id": f"area:{area.id}",
            "geometry": _geometry(_polygons(seen, area), _point(seen, area)),
            "properties": {
                "what": "area",
                "id": area.id,
                "title": area.title,
                "kind": area.kind.value if area.kind else None,
                "site": area.site or area.id,
            },
        }


def _properties(entry: Entry) -> dict[str, Any]:
    """What a map's table shows of an entry."""
    known = {} if entry.serial is None else {"id": entry.serial.id, "kind": entry.serial.kind}
    return known | {
        "title": entry.title,
        "begins": instant_text(entry.begins),
        "ends": instant_text(entry.ends),
        "areas": [area.id for area in entry.areas],
        "units": [unit.id for unit in entry.units],
    }


def _serials(seen: Programme) -> Iterator[dict[str, Any]]:
    for entry in seen.entries:
        point = _point(seen, entry.areas[0]) if entry.areas else None
        serial = {
            "type": "Feature",
            "geometry": _geometry([], point),
            "properties": {"what": "serial" if entry.serial else "reserved"} | _properties(entry),
        }
        yield serial if entry.serial is None else {"id": f"serial:{entry.serial.id}"} | serial
        if entry.serial is not None and entry.danger:
            yield {
                "type": "Feature",
                "id": f"danger:{entry.serial.id}",
                "geometry": _geometry(list(entry.danger), None),
                "properties": {"what": "danger zone", "shuts": list(entry.shut)}
                | _properties(entry),
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
    for kind, (line, fill) in _COLOURS.items():
        _style(document, kind.value, line, fill)
    _style(document, "danger", "ff2020d0", "502020d0")
    areas = _folder(document, "Areas")
    for area in seen.areas:
        placemark = _placemark(areas, f"{area.id} {area.title}".strip(), area.notes)
        _text(placemark, "styleUrl", f"#{(area.kind or AreaKind.FACILITY).value}")
        _shape(placemark, _polygons(seen, area), _point(seen, area))
    serials = _folder(document, "Serials")
    for entry in seen.entries:
        point = _point(seen, entry.areas[0]) if entry.areas else None
        placemark = _placemark(serials, entry.title, _description(seen, entry), entry)
        _shape(placemark, [], point)
    dangers = _folder(document, "Danger zones")
    for entry in seen.entries:
        if entry.danger:
            placemark = _placemark(dangers, f"Danger zone of {entry.title}", "", entry)
            _text(placemark, "styleUrl", "#danger")
            _shape(placemark, list(entry.danger), None)
    ET.indent(root)
    replace_file(path, ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Child with a text; signs that XML cannot hold become spaces."""
    ET.SubElement(parent, tag).text = "".join(
        sign if sign in "\n\t" or (sign >= " " and sign not in "\ufffe\uffff") else " "
        for sign in text
    )


def _folder(parent: ET.Element, name: str) -> ET.Element:
    folder = ET.SubElement(parent, "Folder")
    _text(folder, "name", name)
    return folder


def _style(parent: ET.Element, name: str, line: str, fill: str) -> None:
    style = ET.SubElement(parent, "Style", id=name)
    _text(ET.SubElement(style, "LineStyle"), "color", line)
    _text(ET.SubElement(style, "PolyStyle"), "color", fill)


def _placemark(
    parent: ET.Element, name: str, description: str, entry: Entry | None = None
) -> ET.Element:
    placemark = ET.SubElement(parent, "Placemark")
    _text(placemark, "name", name)
    if description:
        _text(placemark, "description", description)
    if entry is not None:
        span = ET.SubElement(placemark, "TimeSpan")
        _text(span, "begin", instant_text(entry.begins))
        _text(span, "end", instant_text(entry.ends))
    return placemark


def _description(seen: Programme, entry: Entry) -> str:
    """What a balloon shows of an entry."""
    lines = [
        f"{date_time_group(entry.begins, seen.zone)} to {date_time_group(entry.ends, seen.zone)}",
        "Areas: " + ", ".join(area.id for area in entry.areas),
        "Units: " + ", ".join(unit.id for unit in entry.units),
    ]
    return "\n".join(line for line in lines if not line.endswith(": "))


def _shape(placemark: ET.Element, polygons: list[Rings], point: list[float] | None) -> None:
    """Polygons of a placemark, or else its point."""
    if not polygons:
        if point:
            _text(ET.SubElement(placemark, "Point"), "coordinates", f"{point[0]},{point[1]}")
        return
    parent = placemark if len(polygons) == 1 else ET.SubElement(placemark, "MultiGeometry")
    for rings in polygons:
        polygon = ET.SubElement(parent, "Polygon")
        for number, ring in enumerate(_rounded(rings)):
            side = ET.SubElement(polygon, "outerBoundaryIs" if number == 0 else "innerBoundaryIs")
            corners = " ".join(f"{lon},{lat}" for lon, lat in ring)
            _text(ET.SubElement(side, "LinearRing"), "coordinates", corners)
