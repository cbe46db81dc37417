"""Positions and outlines, as planners write them in a cell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from birlik.exercise.values.ground import MaybePosition, Outline, Position

POSITIONS = st.builds(Position, lat=st.floats(-90, 90), lon=st.floats(-180, 180))


def outline(value: Any) -> Any:
    return TypeAdapter(Outline).validate_python(value)


@pytest.mark.parametrize(
    "text",
    [
        "43.65 51.17",
        "43.65, 51.17",
        "43.65N 51.17E",
        "43.65° N, 51.17° E",
        "+43.65 +51.17",
        "43.65\u00a0\n 51.17",
    ],
)
def test_positions(text: str) -> None:
    assert Position.parse(text) == Position(lat=43.65, lon=51.17)


def test_south_and_west_are_negative() -> None:
    assert Position.parse("33.9S 18.4W") == Position.parse("-33.9 -18.4")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a position; write latitude and longitude, as 43.65 51.17"),
        ("43.65", "is not a position"),
        ("43,65 51,17", "is not a position"),
        ("Aktau", "is not a position"),
        ("43°39'N 51°10'E", "is not a position"),
        ("91 51", "lies outside the globe; write latitude first, as 43.65 51.17"),
        ("51.17 181", "lies outside the globe"),
    ],
)
def test_what_is_no_position(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"^.+$") as refused:
        Position.parse(text)
    assert why in str(refused.value)


@given(POSITIONS)
def test_positions_are_read_as_they_are_written(position: Position) -> None:
    assert Position.parse(str(position)) == position


@given(POSITIONS)
def test_positions_are_kept_to_a_centimetre(position: Position) -> None:
    assert position.lat == round(position.lat, 7)
    assert "e" not in str(position)


@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_cell_is_no_position(value: Any) -> None:
    assert TypeAdapter(MaybePosition).validate_python(value) is None


@pytest.mark.parametrize(
    "text",
    [
        "43.1 51.6; 43.2 51.7; 43.1 51.8",
        "43.1 51.6\n43.2 51.7\n43.1 51.8;",
        "43.1,51.6;43.2,51.7;43.1,51.8",
    ],
)
def test_outlines(text: str) -> None:
    assert [str(corner) for corner in outline(text)] == ["43.1 51.6", "43.2 51.7", "43.1 51.8"]


def test_an_outline_is_closed_by_itself() -> None:
    assert len(outline("0 0; 0 1; 1 1; 0 0")) == 3
    assert outline("") == ()


def test_an_outline_has_corners() -> None:
    with pytest.raises(ValidationError, match="at least three corners; this one has 2"):
        outline("0 0; 0 1")
    with pytest.raises(ValidationError, match="at most 5,000 corners; this one has 5,001"):
        outline([{"lat": n / 100, "lon": n} for n in [n % 90 for n in range(5001)]])


@given(st.lists(POSITIONS, min_size=3, max_size=6, unique=True))
def test_outlines_are_read_as_they_are_written(corners: list[Position]) -> None:
    assert outline("; ".join(map(str, corners))) == tuple(corners)
