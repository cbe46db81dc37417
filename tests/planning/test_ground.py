"""The ground: areas and danger zones in metres, wherever on the globe an exercise lies."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from birlik.exercise.values.ground import Position
from birlik.planning.ground import Ground
from birlik.planning.verify.geodesy import centre_of, way
from birlik.planning.verify.ground import Ground as VerifiedGround
from birlik.planning.verify.ground import reaches
from tests.building import area, serial

GLOBE = Geod(ellps="WGS84")

#: A square of about 8 km by 8 km near Aqtau.
SQUARE = "43.70 51.40; 43.77 51.40; 43.77 51.50; 43.70 51.50"

#: A bow tie: it crosses itself, and its two loops are of different size.
BOW_TIE = "43.70 51.40; 43.77 51.60; 43.77 51.50; 43.70 51.50"

#: A square with a spike on it, which is a line.
SPIKED = "43.70 51.40; 43.77 51.40; 43.77 51.50; 43.80 51.60; 43.77 51.50; 43.70 51.50"


def point_at(start: Position, azimuth: float, metres: float) -> str:
    """Position some way from another, as a planner writes it."""
    lon, lat, _ = GLOBE.fwd(start.lon, start.lat, azimuth, metres)
    return str(Position(lat=lat, lon=lon))


def shut_by(ground: Ground, first: str | None, **fields: Any) -> set[str]:
    """Areas that a serial's danger zone touches."""
    zone = ground.danger_zone(serial("S", **fields), first)
    return set(ground.touched_by(zone)) if zone is not None else set()


def test_an_area_is_its_outline_or_what_lies_around_its_position() -> None:
    ground = Ground.of(
        [
            area("RANGE", outline=SQUARE, position="40 50"),
            area("ROUND", position="43.5 51.2", radius=1000),
            area("POINT", position="43.5 51.3"),
            area("NOWHERE"),
        ]
    )
    range_, round_, point = (ground.shape(name) for name in ("RANGE", "ROUND", "POINT"))
    assert range_ is not None
    assert round_ is not None
    assert point is not None
    corners = [tuple(float(n) for n in corner.split()) for corner in SQUARE.split(";")]
    true, _ = GLOBE.polygon_area_perimeter([c[1] for c in corners], [c[0] for c in corners])
    assert range_.area == pytest.approx(abs(true), rel=1e-4)
    assert round_.area == pytest.approx(math.pi * 1000**2, rel=2e-3)
    assert point.area == 0
    assert ground.shape("NOWHERE") is None
    assert ground.shape("UNHEARD-OF") is None


def test_the_centre_is_the_position_or_else_the_middle_of_the_outline() -> None:
    ground = Ground.of(
        [
            area("BOTH", outline=SQUARE, position="40 50"),
            area("RANGE", outline=SQUARE),
            area("NOWHERE"),
        ]
    )
    assert ground.centre("BOTH") == Position(lat=40, lon=50)
    middle = ground.centre("RANGE")
    assert middle is not None
    assert middle.lat == pytest.approx(43.735, abs=1e-4)
    assert middle.lon == pytest.approx(51.45, abs=1e-4)
    assert ground.centre("NOWHERE") is None


def test_of_two_areas_with_the_same_id_the_first_is_meant() -> None:
    ground = Ground.of([area("A"), area("A", position="43 51"), area("A", position="44 52")])
    assert ground.centre("A") == Position(lat=43, lon=51)
    assert shut_by(ground, "A", danger_radius=10) == {"A"}


def test_the_distance_is_that_over_the_globe() -> None:
    ground = Ground.of([area("A", position="43 51"), area("B", position="44 51"), area("C")])
    assert ground.distance_km("A", "B") == pytest.approx(111.1, abs=0.1)
    assert ground.distance_km("A", "C") is None


def test_a_danger_radius_counts_from_the_edge_of_the_first_area() -> None:
    start = Position(lat=43.77, lon=51.45)
    ground = Ground.of(
        [
            area("RANGE", outline=SQUARE),
            area("NEAR", position=point_at(start, 0, 2990)),
            area("FAR", position=point_at(start, 0, 3010)),
        ]
    )
    assert shut_by(ground, "RANGE", danger_radius=3000) == {"RANGE", "NEAR"}


def test_a_danger_zone_reaches_areas_that_it_only_touches() -> None:
    beside = "43.70 51.50; 43.77 51.50; 43.77 51.60; 43.70 51.60"
    ground = Ground.of([area("RANGE", outline=SQUARE), area("BESIDE", outline=beside)])
    assert shut_by(ground, None, danger_zone=SQUARE) == {"RANGE", "BESIDE"}
    assert shut_by(ground, "RANGE", danger_radius=0) == {"RANGE", "BESIDE"}


def test_outline_and_radius_endanger_together() -> None:
    ground = Ground.of(
        [
            area("FIRST", position="43 51"),
            area("BESIDE", position="43 51.01"),
            area("FAR", position="43.735 51.45"),
            area("FARTHER", position="46 51"),
        ]
    )
    assert shut_by(ground, "FIRST", danger_radius=2000, danger_zone=SQUARE) == {
        "FIRST",
        "BESIDE",
        "FAR",
    }


def test_without_radius_outline_or_place_nothing_is_endangered() -> None:
    ground = Ground.of([area("A", position="43 51"), area("NOWHERE")])
    assert ground.danger_zone(serial("S"), "A") is None
    assert ground.danger_zone(serial("S", danger_radius=100), "NOWHERE") is None
    assert ground.danger_zone(serial("S", danger_radius=100), None) is None


@pytest.mark.parametrize("outline", [BOW_TIE, SPIKED])
def test_an_outline_that_crosses_itself_is_repaired(outline: str) -> None:
    inside = "43.76 51.54" if outline == BOW_TIE else "43.73 51.45"
    ground = Ground.of([area("ODD", outline=outline), area("IN", position=inside)])
    shape = ground.shape("ODD")
    assert shape is not None
    assert shape.is_valid
    assert shut_by(ground, "IN", danger_radius=1) == {"ODD", "IN"}
    assert shut_by(ground, "ODD", danger_radius=100) == {"ODD", "IN"}
    assert len(ground.rings(shape)) == (2 if outline == BOW_TIE else 1)


def test_rings_are_closed_and_lie_where_the_zone_ends() -> None:
    ground = Ground.of([area("A", position="43 51"), area("FAR", position="20 90")])
    zone = ground.danger_zone(serial("S", danger_radius=30_000), "A")
    assert zone is not None
    [[ring]] = ground.rings(zone)
    assert ring[0] == ring[-1]
    assert len(ring) > 64
    for lon, lat in ring:
        assert GLOBE.inv(51, 43, lon, lat)[2] == pytest.approx(30_000, abs=5)


def test_a_radius_larger_than_the_globe_shuts_everything_and_is_not_drawn() -> None:
    ground = Ground.of([area("A", position="43 51"), area("B", position="-40 170")])
    zone = ground.danger_zone(serial("S", danger_radius=10**12), "A")
    assert zone is not None
    assert ground.touched_by(zone) == {"A", "B"}
    assert ground.rings(zone) == []


def test_an_exercise_may_lie_across_the_antimeridian() -> None:
    ground = Ground.of([area("WEST", position="65 179.99"), area("EAST", position="65 -179.99")])
    assert shut_by(ground, "WEST", danger_radius=1000) == {"WEST", "EAST"}
    assert shut_by(ground, "WEST", danger_radius=900) == {"WEST"}


places = st.builds(
    Position,
    lat=st.floats(-85, 85, allow_nan=False),
    lon=st.floats(-180, 180, allow_nan=False),
)


@settings(max_examples=60, deadline=None)
@given(
    start=places,
    others=st.lists(places, max_size=3),
    azimuth=st.floats(0, 360),
    radius=st.integers(10, 60_000),
    share=st.floats(0.5, 1.5),
)
def test_a_danger_zone_is_true_wherever_the_other_areas_lie(
    start: Position, others: list[Position], azimuth: float, radius: int, share: float
) -> None:
    beside = point_at(start, azimuth, radius * share)
    lon, lat = (Position.parse(beside).lon, Position.parse(beside).lat)
    distance = GLOBE.inv(start.lon, start.lat, lon, lat)[2]
    ground = Ground.of(
        [
            area("FIRST", position=str(start)),
            area("BESIDE", position=beside),
            *(area(f"O-{number}", position=str(at)) for number, at in enumerate(others)),
        ]
    )
    touched = "BESIDE" in shut_by(ground, "FIRST", danger_radius=radius)
    if distance <= radius:
        assert touched
    elif distance > radius * 1.0001 + 5:
        assert not touched


@st.composite
def outlines(draw: st.DrawFn) -> str:
    """Outline of a few kilometres near Aqtau, which may cross itself."""
    corners = draw(
        st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=6, unique=True
        )
    )
    return "; ".join(f"{43.5 + lat / 500} {51.2 + lon / 400}" for lat, lon in corners)


@settings(max_examples=80, deadline=None)
@given(first=outlines(), second=outlines(), radius=st.integers(0, 3000))
def test_what_the_verifier_finds_endangered_the_planner_has_shut(
    first: str, second: str, radius: int
) -> None:
    one, other = area("ONE", outline=first), area("OTHER", outline=second)
    ground = Ground.of([one, other, area("FAR", position="50 60")])
    zone, verified = VerifiedGround.of_area(one), VerifiedGround.of_area(other)
    assert zone is not None
    assert verified is not None
    if reaches(zone, radius, verified):
        assert "OTHER" in shut_by(ground, "ONE", danger_radius=radius)


@settings(max_examples=80, deadline=None)
@given(outlines())
def test_planner_and_verifier_see_the_same_centre(outline: str) -> None:
    odd = area("ODD", outline=outline)
    planned, verified = Ground.of([odd]).centre("ODD"), centre_of(odd)
    assert planned is not None
    assert verified is not None
    assert way(planned, verified) < 100


@settings(max_examples=60, deadline=None)
@given(
    where=st.lists(places, min_size=3, max_size=6),
    position=places,
    radius=st.sampled_from([0.001, 100, 10**6, 10**7, 10**12]),
)
def test_no_place_on_the_globe_is_too_odd_to_be_drawn(
    where: list[Position], position: Position, radius: float
) -> None:
    outline = "; ".join(str(at) for at in where)
    try:
        odd = area("ODD", outline=outline)
    except ValueError:
        return
    ground = Ground.of([odd, area("ROUND", position=str(position), radius=radius)])
    for name in ("ODD", "ROUND"):
        shape = ground.shape(name)
        assert shape is not None
        ground.rings(shape)
        assert ground.centre(name) is not None
        assert name in shut_by(ground, name, danger_radius=radius)
