"""Lengths, hours, days and periods, as planners write them in a cell."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from birlik.exercise.records.cooperation import ActionItem
from birlik.exercise.records.means import Area
from birlik.exercise.records.setting import Exercise, Phase
from birlik.exercise.values.moments import (
    DaySpan,
    DaySpans,
    HourWindow,
    HourWindows,
    Minutes,
    Offset,
    Period,
    TimeOfDay,
    TimeZoneName,
    Weekday,
    instant_text,
    parse_length,
)
from birlik.exercise.values.reading import Reading

AQTAU = ZoneInfo("Asia/Aqtau")


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def why_not(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    return str(refused.value.errors()[0]["ctx"]["error"])


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
    ("text", "written"),
    [
        ("2024-07-10 08:00..2024-07-10 18:00", "2024-07-10T03:00:00Z..2024-07-10T13:00:00Z"),
        ("2024-07-10 08:00..18:00", "2024-07-10T03:00:00Z..2024-07-10T13:00:00Z"),
        ("2024-07-10 08:00 to 18:00", "2024-07-10T03:00:00Z..2024-07-10T13:00:00Z"),
        ("100800EJUL24..101800EJUL24", "2024-07-10T03:00:00Z..2024-07-10T13:00:00Z"),
        ("2024-07-10", "2024-07-09T19:00:00Z..2024-07-10T19:00:00Z"),
        ("10.07.2024", "2024-07-09T19:00:00Z..2024-07-10T19:00:00Z"),
        ("10 July 2024 to 11 July 2024", "2024-07-09T19:00:00Z..2024-07-11T19:00:00Z"),
        ("2024-07-10 08:00..2024-07-11", "2024-07-10T03:00:00Z..2024-07-11T19:00:00Z"),
        ("2024-07-10..2024-07-10 12:00", "2024-07-09T19:00:00Z..2024-07-10T07:00:00Z"),
        ("2024-07-10T03:00:00Z..2024-07-10T13:00:00Z",) * 2,
    ],
)
def test_periods(text: str, written: str) -> None:
    assert str(Period.parse(text, AQTAU)) == written


@pytest.mark.parametrize(
    "text", ["2024-07-10 08:00", "2024-07-10 08:00..07:00", "2024-07-10..2024-07-09", "all day", ""]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"ends before it begins|is not a date or time"):
        Period.parse(text, AQTAU)


def test_the_day_on_which_clocks_change_is_a_whole_day_too() -> None:
    berlin, cairo = ZoneInfo("Europe/Berlin"), ZoneInfo("Africa/Cairo")
    long = Period.parse("2024-10-27", berlin)
    short = Period.parse("2024-04-26", cairo)
    assert long.ends - long.begins == timedelta(hours=25)
    assert short.ends - short.begins == timedelta(hours=23)


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 28)), st.integers(1, 10**8))  # noqa: DTZ001
def test_periods_are_read_as_they_are_written(moment: datetime, seconds: int) -> None:
    begins = moment.replace(microsecond=0, tzinfo=UTC)
    ends = min(begins + timedelta(seconds=seconds), datetime(9999, 12, 29, tzinfo=UTC))
    period = Period(begins=begins, ends=ends)
    assert Period.parse(str(period), AQTAU) == period


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


def test_yes_is_no_offset() -> None:
    assert "yes" in why_not(Offset, True)


def test_a_date_cell_is_a_period_of_a_day_and_a_moment_is_none() -> None:
    reading = Reading(zone=AQTAU)
    cell = datetime.fromisoformat("2024-07-10")
    area = Area.model_validate({"closures": cell}, context=reading)
    assert str(area.closures[0]) == "2024-07-09T19:00:00Z..2024-07-10T19:00:00Z"
    with pytest.raises(ValidationError, match="ends before it begins"):
        Area.model_validate({"closures": cell.replace(hour=8)}, context=reading)


def test_time_zones_have_names() -> None:
    assert read(TimeZoneName, " Asia/Aqtau ") == "Asia/Aqtau"
    assert read(TimeZoneName, "") is None
    assert why_not(TimeZoneName, "UTC+5") == '"UTC+5" is not a time zone; write it as Asia/Aqtau'
    assert "is not a time zone" in why_not(TimeZoneName, "../../etc/passwd")


def test_a_wall_clock_is_that_of_the_exercise() -> None:
    reading = Reading(zone=AQTAU)
    phase = Phase.model_validate({"begins": "2024-07-09 09:00"}, context=reading)
    assert phase.begins == datetime(2024, 7, 9, 4, tzinfo=UTC)
    cell = Phase.model_validate({"begins": datetime(2024, 7, 9, 9)}, context=reading)  # noqa: DTZ001
    assert cell.begins == phase.begins


def test_without_the_exercise_s_zone_a_time_must_name_one() -> None:
    assert Phase.model_validate({"begins": "090400ZJUL24"}).begins
    with pytest.raises(ValidationError, match="the time names no zone, and the exercise has none"):
        Phase.model_validate({"begins": "2024-07-09 09:00"})


def test_a_date_that_can_be_read_in_two_ways_is_remarked() -> None:
    reading = Reading(zone=AQTAU)
    exercise = Exercise.model_validate({"startex": "08/07/2024"}, context=reading)
    assert exercise.startex == datetime(2024, 7, 7, 19, tzinfo=UTC)
    assert reading.remarks == [
        ("startex", '"08/07/2024" was read as 8 July 2024, day first; write 2024-07-08')
    ]


def test_a_doubt_about_a_date_is_remarked_too() -> None:
    reading = Reading(zone=AQTAU)
    ActionItem.model_validate({"due": "08/07/2024"}, context=reading)
    assert [field for field, _ in reading.remarks] == ["due"]
    assert Phase.model_validate({"begins": "2024-07-09"}, context=reading).begins
    assert len(reading.remarks) == 1


@pytest.mark.parametrize("cell", [45000, 0.5, time(8), timedelta(hours=8), True])
def test_a_number_or_a_clock_is_no_instant(cell: Any) -> None:
    with pytest.raises(ValidationError, match="is not a date with a time; write it as 2024-07-09"):
        Phase.model_validate({"begins": cell}, context=Reading(zone=AQTAU))


def test_an_instant_in_json_ends_in_z() -> None:
    phase = Phase(begins=datetime(2024, 7, 9, 9, 30, tzinfo=UTC))
    assert phase.model_dump(mode="json")["begins"] == "2024-07-09T09:30:00Z"
    assert instant_text(datetime(2024, 7, 9, 14, 30, tzinfo=AQTAU)) == "2024-07-09T09:30:00Z"
