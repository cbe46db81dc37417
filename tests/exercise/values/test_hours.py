"""Hours of the day, days and times of day, as planners write them in a cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from birlik.exercise.values.hours import (
    DaySpan,
    DaySpans,
    HourWindow,
    HourWindows,
    TimeOfDay,
    Weekday,
)
from tests.exercise.values.cells import read, why_not


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("08:00-12:00", 480, 720),
        ("8-12", 480, 720),
        ("8.30 - 12.15", 510, 735),
        ("0800-1200", 480, 720),
        ("800-1215", 480, 735),
        ("08:00–12:00", 480, 720),
        ("08:00..12:00", 480, 720),
        ("08:00 to 12:00", 480, 720),
        ("22:00-04:00", 1320, 1680),
        ("00:00-24:00", 0, 1440),
        ("08:00-08:00", 480, 1920),
        ("08:59-12:59", 539, 779),
        ("18:00-00:00", 1080, 1440),
    ],
)
def test_hours_of_the_day(text: str, begins: int, ends: int) -> None:
    assert HourWindow.parse(text) == HourWindow(begins=begins, ends=ends)


@pytest.mark.parametrize(
    "text",
    ["", "morning", "08:00", "24:00-04:00", "08:00-24:01", "08:60-12:00", "8-12-14", "-8-12"],
)
def test_what_is_no_hours_of_the_day(text: str) -> None:
    with pytest.raises(
        ValueError, match=r"is not hours of the day|holds a time that no clock shows"
    ):
        HourWindow.parse(text)


@pytest.mark.parametrize(("begins", "ends"), [(-1, 60), (1440, 1500), (60, 60), (60, 1501)])
def test_hours_from_a_file_lie_on_a_clock_too(begins: int, ends: int) -> None:
    with pytest.raises(ValidationError, match="hours begin within a day and last at most one"):
        HourWindow(begins=begins, ends=ends)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_hours_are_read_as_they_are_written(begins: int, minutes: int) -> None:
    window = HourWindow(begins=begins, ends=begins + minutes)
    assert HourWindow.parse(str(window)) == window


def test_several_hours_in_a_cell() -> None:
    assert [str(window) for window in read(HourWindows, "8-12; 14:00-17:00\n22-4")] == [
        "08:00-12:00",
        "14:00-17:00",
        "22:00-04:00",
    ]
    assert read(HourWindows, None) == read(HourWindows, "") == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2024-07-09", "2024-07-09"),
        ("09.07.2024", "2024-07-09"),
        ("9 July 2024", "2024-07-09"),
        ("2024-07-09..2024-07-11", "2024-07-09..2024-07-11"),
        ("2024-07-09 .. 2024-07-11", "2024-07-09..2024-07-11"),
        ("9 July 2024 to 11 July 2024", "2024-07-09..2024-07-11"),
        ("9.7.2024–11.7.2024", "2024-07-09..2024-07-11"),
        ("2024-07-09..2024-07-09", "2024-07-09"),
        ("Fri", "Fri"),
        ("friday", "Fri"),
        ("FRI", "Fri"),
    ],
)
def test_days(text: str, written: str) -> None:
    assert str(DaySpan.parse(text)) == written


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a date or time that can be read"),
        ("weekend", "is not a date or time that can be read"),
        ("2024-07-11..2024-07-09", '"2024-07-11..2024-07-09" ends before it begins'),
        ("2024-07-09 08:00", "has a time of day; only a date is wanted here"),
        ("2024-07-09..Fri", "is not a date or time that can be read"),
    ],
)
def test_what_is_no_days(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"^.+$") as refused:
        DaySpan.parse(text)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"first": "2024-07-09"},
        {"first": "2024-07-09", "last": "2024-07-08"},
        {"first": "2024-07-09", "last": "2024-07-09", "weekday": "Fri"},
    ],
)
def test_days_from_a_file_are_dates_or_a_weekday(fields: dict[str, str]) -> None:
    with pytest.raises(
        ValidationError, match=r"days are a first and a last date|the last day lies"
    ):
        DaySpan.model_validate(fields)


@given(st.dates(), st.dates(), st.sampled_from([None, *Weekday]))
def test_days_are_read_as_they_are_written(one: date, other: date, weekday: Weekday | None) -> None:
    dates = DaySpan(first=min(one, other), last=max(one, other))
    days = DaySpan(weekday=weekday) if weekday else dates
    assert DaySpan.parse(str(days)) == days


@given(st.dates())
def test_a_weekday_includes_one_day_of_seven(day: date) -> None:
    assert [DaySpan(weekday=weekday).includes(day) for weekday in Weekday].count(True) == 1
    assert DaySpan(weekday=Weekday(f"{day:%a}")).includes(day)


def test_days_include_their_first_and_last() -> None:
    days = DaySpan.parse("2024-07-09..2024-07-11")
    included = [day for day in range(8, 13) if days.includes(date(2024, 7, day))]
    assert included == [9, 10, 11]


def test_a_date_in_a_cell_is_a_day() -> None:
    assert [str(day) for day in read(DaySpans, datetime(2024, 7, 9))] == ["2024-07-09"]  # noqa: DTZ001
    assert [str(day) for day in read(DaySpans, "Mon; 2024-07-09")] == ["Mon", "2024-07-09"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("04:00", "04:00"),
        ("4:00", "04:00"),
        ("0400", "04:00"),
        ("4.30", "04:30"),
        ("4h30", "04:30"),
        (time(4), "04:00"),
        (timedelta(hours=4), "04:00"),
        ("00:00", "00:00"),
        ("", None),
    ],
)
def test_times_of_day(cell: Any, text: str | None) -> None:
    assert read(TimeOfDay, cell) == text


@pytest.mark.parametrize("cell", ["24:00", "4", 400, 4.5, "04:60", "dawn", timedelta(days=1), True])
def test_what_is_no_time_of_day(cell: Any) -> None:
    assert why_not(TimeOfDay, cell).endswith("is not a time of day; write it as 04:00")
