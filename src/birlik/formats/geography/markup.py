"""Shapes from KML and GPX; a document type is refused before anything of it is read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from birlik.exercise.sentences import said
from birlik.formats.geography.shapes import Gathering, Named, Point, UnreadableShapes, named_by

#: Styles of Birlik's own KML for what is no area.
_NO_AREAS = {"#serial", "#reserved", "#danger"}

_GEOMETRIES = ("Point", "LineString", "LinearRing", "Polygon")


def read_markup(content: bytes) -> Gathering:
    """Shapes of a KML or GPX file.

    Raises
    ------
    UnreadableShapes
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        text = "This file defines entities or a document type; such files are not read"
        raise UnreadableShapes(said(text)) from None
    except (ParseError, ValueError, LookupError):
        raise UnreadableShapes(said("This file is damaged: its XML cannot be read")) from None
    name = _local(root)
    if name == "kml":
        return _kml(root).told()
    if name == "gpx":
        return _gpx(root).told()
    raise UnreadableShapes(said("This is XML, but neither KML nor GPX"))


def _local(element: Element) -> str:
    """Name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if _local(child) in names)


def _text(element: Element, name: str) -> str:
    return next((child.text or "" for child in _children(element, name)), "")


def _kml(root: Element) -> Gathering:
    gathered = Gathering()
    for placemark in _placemarks(root):
        if _text(placemark, "styleUrl").strip() in _NO_AREAS:
            gathered.other()
            continue
        facts: list[tuple[str, object]] = []
        for data in placemark.iter():
            if _local(data) == "Data":
                facts.append((data.get("name", ""), _text(data, "value")))
            elif _local(data) == "SimpleData":
                facts.append((data.get("name", ""), data.text))
        facts += [(name, _text(placemark, name)) for name in ("name", "description")]
        _placemark(gathered, placemark, named_by(facts))
    return gathered


def _placemarks(root: Element) -> Iterator[Element]:
    """Placemarks in their order; none lies in another, however a file pretends."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if _local(element) == "Placemark":
            yield element
        else:
            waiting.extend(reversed(element))


def _placemark(gathered: Gathering, placemark: Element, named: Named) -> None:
    inside: set[Element] = set()
    found = False
    for element in placemark.iter():
        kind = _local(element)
        if kind not in _GEOMETRIES or element in inside:
            continue
        found = True
        inside.update(element.iter())
        if kind == "Polygon":
            rings = [
                _coordinates(ring)
                for name in ("outerBoundaryIs", "innerBoundaryIs")
                for side in _children(element, name)
                for ring in _children(side, "LinearRing")
            ]
            gathered.polygon(named, [ring for ring in rings if ring])
        elif points := _coordinates(element):
            if kind == "Point":
                gathered.point(named, points[0])
            else:
                gathered.line(named, points)
    if not found:
        gathered.other()


def _coordinates(element: Element) -> list[Point]:
    """Points of a list ``lon,lat,height lon,lat,height``; what is no number is nowhere."""
    return [
        (_number(parts[0]), _number(parts[1]))
        for group in _text(element, "coordinates").split()
        if len(parts := group.split(",")) >= 2
    ]


def _gpx(root: Element) -> Gathering:
    gathered = Gathering()
    for waypoint in _children(root, "wpt"):
        gathered.point(_gpx_named(waypoint), _gpx_point(waypoint))
    for route in _children(root, "rte"):
        gathered.line(_gpx_named(route), [_gpx_point(each) for each in _children(route, "rtept")])
    for track in _children(root, "trk"):
        for segment in _children(track, "trkseg"):
            points = [_gpx_point(each) for each in _children(segment, "trkpt")]
            gathered.line(_gpx_named(track), points)
    return gathered


def _gpx_named(element: Element) -> Named:
    return named_by((name, _text(element, name)) for name in ("name", "desc", "cmt"))


def _gpx_point(element: Element) -> Point:
    return _number(element.get("lon", "")), _number(element.get("lat", ""))


def _number(text: str) -> float:
    """Number of a text; one that is none lies nowhere on the globe."""
    try:
        return float(text)
    except ValueError:
        return math.nan
