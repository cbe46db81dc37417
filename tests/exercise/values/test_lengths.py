"""Lengths of time and offsets, as planners write them in a cell."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from birlik.exercise.values.lengths import Minutes, Offset, parse_length
from tests.exercise.values.cells import read, why_not


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90 min", 90),
        ("90m", 90),
        ("1:30", 90),
        ("1:30:00", 90),
        ("1 h 30 min", 90),
        ("1h30", 90),
        ("1.5 h", 90),
        ("1,5 hours", 90),
        ("2 days", 2880),
        ("1 d 2 h 3 min", 1563),
        ("0", 0),
        ("120:00", 7200),
    ],
)
def test_lengths_of_time(text: str, minutes: int) -> None:
    assert parse_length(text) == minutes
    assert read(Minutes, text) == minutes


@pytest.mark.parametrize("text", ["", "an hour", "1.3333 h", "-5", "5 weeks", "1:3"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(
        ValueError, match=r"is not a length of time|is not a whole number of minutes"
    ):
        parse_length(text)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        (90, 90),
        (90.0, 90),
        (time(1, 30), 90),
        (timedelta(days=1, hours=1), 1500),
        (datetime(1900, 1, 1, 1), 1500),  # how Excel keeps 25:00  # noqa: DTZ001
        (None, None),
        ("  ", None),
    ],
)
def test_lengths_in_cells(cell: Any, minutes: int | None) -> None:
    assert read(Minutes, cell) == minutes


@pytest.mark.parametrize(
    "cell", [90.5, -1, 366 * 1440 + 1, True, float("nan"), float("inf"), 1e300]
)
def test_lengths_that_no_cell_should_hold(cell: Any) -> None:
    assert "minutes" in why_not(Minutes, cell) or "length of time" in why_not(Minutes, cell)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("15", 15),
        ("+15", 15),
        ("+ 1:30", 90),
        ("-15", -15),
        ("−15 min", -15),
        ("- 1 h", -60),
        (-15, -15),
        ("-0", 0),
        (None, None),
    ],
)
def test_offsets_before_and_after(cell: Any, minutes: int | None) -> None:
    assert read(Offset, cell) == minutes


def test_yes_is_no_offset() -> None:
    assert "yes" in why_not(Offset, True)
