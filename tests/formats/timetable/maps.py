"""An exercise with something to draw: a range, a sea area, a zone, and a place nobody knows."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from birlik.exercise.plan import Plan
from birlik.formats.timetable.geo import write_geojson, write_kml
from birlik.formats.timetable.programme import Programme, programme
from birlik.planning.timetable import Placement
from tests.building import area, placed, plan_with, serial, timetable_with, unit

KML = "{http://www.opengis.net/kml/2.2}"

#: Corners given clockwise, so that whoever writes them as they stand is found out.
CLOCKWISE = "43.60 51.00; 43.70 51.00; 43.70 51.10; 43.60 51.10"


def drawn_plan(**first: Any) -> Plan:
    """Plan of four areas; `first` changes the first serial."""
    return plan_with(
        title="Unity",
        areas=[
            area("RANGE", kind="land", outline=CLOCKWISE),
            area("SEA", kind="sea", position="43.65 51.30", radius=1000),
            area("PORT", kind="facility", position="43.60 51.20"),
            area("SOMEWHERE"),
        ],
        units=[unit("U-1")],
        serials=[
            serial("S-1", 90, areas="RANGE", units="U-1", **{"danger_radius": 500} | first),
            serial("S-2", areas="SOMEWHERE"),
        ],
    )


def drawn_programme(plan: Plan | None = None, *placements: Placement) -> Programme:
    """Both serials on the morning of 9 July, unless other placements are given."""
    plan = plan or drawn_plan()
    usual = (
        placed("S-1", "2024-07-09 09:00", 90, areas="RANGE", units="U-1"),
        placed("S-2", "2024-07-09 09:00", areas="SOMEWHERE"),
    )
    return programme(timetable_with(plan, *(placements or usual)), plan)


def features(seen: Programme, folder: Path) -> dict[str, dict[str, Any]]:
    """Features of the GeoJSON of a programme, by id."""
    write_geojson(seen, folder / "t.geojson")
    content = json.loads((folder / "t.geojson").read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in content["features"]}


def placemarks(seen: Programme, folder: Path) -> dict[str, dict[str, Element]]:
    """Placemarks of the KML of a programme, by folder and name."""
    write_kml(seen, folder / "t.kml")
    root = parse(folder / "t.kml").getroot()
    assert root is not None
    document = root[0]
    return {
        name(part): {name(place): place for place in part.findall(f"{KML}Placemark")}
        for part in document.findall(f"{KML}Folder")
    }


def name(element: Element) -> str:
    """Name of a folder or a placemark."""
    return element.findtext(f"{KML}name") or ""


def corners(element: Element) -> list[tuple[float, float]]:
    """Longitude and latitude of the first line of corners in a placemark."""
    text = next(element.iter(f"{KML}coordinates")).text or ""
    return [(float(lon), float(lat)) for lon, lat in (pair.split(",") for pair in text.split())]


def turns_left(ring: list[Any]) -> bool:
    """Whether a closed ring runs against the clock, as RFC 7946 wants outer rings."""
    area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))
    return bool(area < 0)
