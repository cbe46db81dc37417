"""Maps: what GeoJSON and KML say of areas, serials and danger zones, read again."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from tests.formats.timetable.maps import (
    KML,
    corners,
    drawn_plan,
    drawn_programme,
    features,
    placemarks,
    turns_left,
)

HOSTILE = '</description><script>alert("1")</script>&lt;b> ]]> \U0001f6a2'


def test_every_area_and_serial_is_a_feature(tmp_path: Path) -> None:
    names = set(features(drawn_programme(), tmp_path))
    assert names == {
        "area:RANGE", "area:SEA", "area:PORT", "area:SOMEWHERE",
        "serial:S-1", "serial:S-2", "danger:S-1",
    }  # fmt: skip


def test_an_outline_is_a_closed_ring_against_the_clock(tmp_path: Path) -> None:
    shape = features(drawn_programme(), tmp_path)["area:RANGE"]["geometry"]
    [ring] = shape["coordinates"]
    assert shape["type"] == "Polygon"
    assert ring[0] == ring[-1]
    assert turns_left(ring)
    # Longitude first.
    assert {tuple(corner) for corner in ring} == {
        (51.0, 43.6), (51.0, 43.7), (51.1, 43.7), (51.1, 43.6),
    }  # fmt: skip


def test_a_radius_is_drawn_round_and_a_position_is_a_point(tmp_path: Path) -> None:
    found = features(drawn_programme(), tmp_path)
    [ring] = found["area:SEA"]["geometry"]["coordinates"]
    assert len(ring) > 16
    # A kilometre is 0.0090° of latitude, and 0.0124° of longitude there.
    assert max(lat for _, lat in ring) == pytest.approx(43.659, abs=2e-4)
    assert max(lon for lon, _ in ring) == pytest.approx(51.3124, abs=2e-4)
    assert found["area:PORT"]["geometry"] == {"type": "Point", "coordinates": [51.2, 43.6]}


def test_what_nobody_can_place_has_no_geometry(tmp_path: Path) -> None:
    found = features(drawn_programme(), tmp_path)
    assert found["area:SOMEWHERE"]["geometry"] is None
    assert found["serial:S-2"]["geometry"] is None


def test_times_on_a_map_are_utc(tmp_path: Path) -> None:
    told = features(drawn_programme(), tmp_path)["serial:S-1"]["properties"]
    assert (told["begins"], told["ends"]) == ("2024-07-09T04:00:00Z", "2024-07-09T05:30:00Z")


def test_a_danger_zone_holds_its_area_and_names_what_it_shuts(tmp_path: Path) -> None:
    wide = drawn_programme(drawn_plan(danger_radius=16_000))
    zone = features(wide, tmp_path)["danger:S-1"]
    assert set(zone["properties"]["shuts"]) == {"PORT", "SEA"}
    [ring] = zone["geometry"]["coordinates"]
    assert min(lon for lon, _ in ring) < 51.0
    assert max(lon for lon, _ in ring) > 51.1


def test_kml_plays_the_serials_in_time(tmp_path: Path) -> None:
    found = placemarks(drawn_programme(), tmp_path)
    assert list(found) == ["Areas", "Serials", "Danger zones"]
    [first] = [place for title, place in found["Serials"].items() if "S-1" in title]
    span = first.find(f"{KML}TimeSpan")
    assert span is not None
    assert [part.text for part in span] == ["2024-07-09T04:00:00Z", "2024-07-09T05:30:00Z"]


def test_kml_has_the_longitude_first_and_rings_that_close(tmp_path: Path) -> None:
    ring = corners(next(iter(placemarks(drawn_programme(), tmp_path)["Areas"].values())))
    assert ring[0] == ring[-1]
    assert set(ring) == {(51.0, 43.6), (51.0, 43.7), (51.1, 43.7), (51.1, 43.6)}


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    seen = drawn_programme(drawn_plan(title=HOSTILE, notes=HOSTILE))
    told = features(seen, tmp_path)["serial:S-1"]["properties"]
    assert "<script>" in told["title"]
    found = placemarks(seen, tmp_path)
    [first] = [place for title, place in found["Serials"].items() if "S-1" in title]
    balloon = first.findtext(f"{KML}description") or ""
    # A balloon is HTML, so the text is escaped once more inside it.
    assert "<script>" not in balloon
    assert "<script>" in html.unescape(balloon)


def test_the_marking_is_on_every_map(tmp_path: Path) -> None:
    seen = drawn_programme()
    features(seen, tmp_path)
    placemarks(seen, tmp_path)
    for form in ("geojson", "kml"):
        assert seen.marking in (tmp_path / f"t.{form}").read_text(encoding="utf-8")
