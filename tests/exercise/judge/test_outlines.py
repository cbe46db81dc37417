"""Outlines whose sides cross."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from birlik.exercise.judge.outlines import MOST_PAIRS, Crossings
from birlik.exercise.values.ground import Position
from tests.building import area, plan_with, serial
from tests.exercise.judge.lines import lines

SQUARE = "43 51; 43 52; 44 52; 44 51"
BOW = "43 51; 44 52; 44 51; 43 52"


def test_an_area_that_crosses_itself_is_reported() -> None:
    assert lines(plan_with(areas=[area("A", outline=SQUARE)])) == []
    assert lines(plan_with(areas=[area("A", outline=BOW)])) == [
        (
            "areas A outline: B315 the outline of A crosses itself: the sides after corner 1 "
            "and corner 3; give the corners in the order in which one walks them"
        )
    ]


def test_a_danger_zone_that_crosses_itself_is_reported() -> None:
    assert lines(plan_with(serials=[serial("S-1", danger_zone=SQUARE)])) == []
    assert lines(plan_with(serials=[serial("S-1", danger_zone=BOW)])) == [
        (
            "serials S-1 danger_zone: B315 the danger zone of S-1 crosses itself: the sides after "
            "corner 1 and corner 3; give the corners in the order in which one walks them"
        )
    ]


@pytest.mark.parametrize(
    "outline",
    [
        "43 51; 43 52; 44 52",
        "43 51; 43 52; 43 53; 44 52",  # a corner on a straight side
        "0 179; 0 -179; 1 -179; 1 179",  # across the date line
    ],
)
def test_outlines_that_do_not_cross(outline: str) -> None:
    assert lines(plan_with(areas=[area("A", outline=outline)])) == []


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=9, unique=True)
)
def test_what_crosses_is_no_valid_polygon(corners: list[tuple[int, int]]) -> None:
    outline = tuple(Position(lat=lat, lon=lon) for lat, lon in corners)
    crossing = Crossings().first_of(outline)
    if crossing:
        assert not Polygon([(corner.lon, corner.lat) for corner in outline]).is_valid


@given(st.permutations(range(7)))
def test_corners_on_a_circle_cross_unless_they_follow_one_another(order: list[int]) -> None:
    corners = [(math.sin(n), math.cos(n)) for n in (0.0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4)]
    outline = tuple(Position(lat=corners[n][0], lon=corners[n][1]) for n in order)
    valid = Polygon([(corner.lon, corner.lat) for corner in outline]).is_valid
    assert (Crossings().first_of(outline) is None) == valid


def test_the_search_of_endless_outlines_ends() -> None:
    comb = tuple(Position(lat=n / 100, lon=1 if n % 2 else -1) for n in range(4999))
    search = Crossings()
    assert search.first_of(comb) is None
    assert search.pairs == MOST_PAIRS
