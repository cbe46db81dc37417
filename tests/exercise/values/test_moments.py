"""Instants, periods and time zones, as planners write them in a cell."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from birlik.exercise.records.cooperation import ActionItem
from birlik.exercise.records.means import Area
from birlik.exercise.records.setting import Exercise, Phase
from birlik.exercise.values.moments import Period, TimeZoneName, instant_text
from birlik.exercise.values.reading import Reading
from tests.exercise.values.cells import read, why_not

AQTAU = ZoneInfo("Asia/Aqtau")


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
