"""Instants, dates and date-time groups, as planners write them and as they are shown."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.time import (
    date_time_group,
    day_begins,
    local_instant,
    minutes_text,
    names_a_day,
    parse_date,
    parse_instant,
)

AQTAU = ZoneInfo("Asia/Aqtau")
BERLIN = ZoneInfo("Europe/Berlin")

#: 9 July 2024, half past two in the afternoon in Aqtau.
HALF_PAST_TWO = datetime(2024, 7, 9, 9, 30, tzinfo=UTC)

MINUTES = st.integers(0, 99 * 525_960).map(
    lambda minutes: datetime(2000, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-09 14:30",
        "2024-07-09T14:30",
        "2024-7-9 14:30:00",
        "2024-07-09 14:30+05:00",
        "2024-07-09T09:30Z",
        "2024-07-09 09:30:00Z",
        "2024-07-09 03:30 -0600",
        "09.07.2024 14:30",
        "9.7.2024, 14.30",
        "9 July 2024 14:30",
        "9 jul 2024, 14:30",
        "9 July 2024 at 14:30",
        "09-Jul-2024 14:30",
        "091430EJUL24",
        "090930ZJUL24",
        "090930zjul2024",
        "\u00a02024-07-09\u00a0 14:30 ",
    ],
)
def test_one_instant_in_many_notations(text: str) -> None:
    assert parse_instant(text, AQTAU) == (HALF_PAST_TWO, None)


def test_the_last_minute_of_a_day_and_of_an_offset() -> None:
    last = parse_instant("2024-07-09 23:59+23:59", AQTAU)[0]
    assert last == datetime(2024, 7, 9, 0, 0, tzinfo=UTC)


def test_a_date_alone_is_its_midnight() -> None:
    assert parse_instant("2024-07-09", AQTAU)[0] == datetime(2024, 7, 8, 19, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2024-07-09 24:00", "9 July 2024 24:00", "2024-07-10 00:00"])
def test_a_day_ends_at_24_00(text: str) -> None:
    assert parse_instant(text, AQTAU)[0] == datetime(2024, 7, 9, 19, tzinfo=UTC)


def test_day_stands_before_month_and_a_doubt_is_told() -> None:
    instant, doubt = parse_instant("09/07/2024 14:30", AQTAU)
    assert instant == HALF_PAST_TWO
    assert doubt == '"09/07/2024 14:30" was read as 9 July 2024, day first; write 2024-07-09'
    assert parse_instant("25/07/2024 14:30", AQTAU)[1] is None
    assert parse_instant("12/11/2024", AQTAU)[1]
    assert parse_instant("13/11/2024", AQTAU)[1] is None
    assert parse_date("07/07/2024")[1] is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("tomorrow", "is not a date or time that can be read"),
        ("", "is not a date or time that can be read"),
        ("14:30", "is not a date or time that can be read"),
        ("2024-07-09 1430", "is not a date or time that can be read"),
        ("07/25/2024", "is not a date of the calendar"),
        ("2024-02-30", "is not a date of the calendar"),
        ("31 June 2024", "is not a date of the calendar"),
        ("9 Juli 2024", "is not a date of the calendar"),
        ("2024-07-09 25:00", '"25:00" is not a time of day; write it as 09:30'),
        ("2024-07-09 14:60", '"14:60" is not a time of day; write it as 09:30'),
        ("2024-07-09 14:30+24:00", '"+24:00" is not an offset from UTC; write it as +05:00'),
        ("091430JJUL24", "has the zone letter J, which means no fixed zone"),
        ("311430ZJUN24", "is not a date-time group of the calendar"),
        ("092430ZJUL24", "is not a date-time group of the calendar"),
        ("9999-12-31 24:00", "is too far away"),
        ("0001-01-01 00:00", "is too far away"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"^.+$") as refused:
        parse_instant(text, AQTAU)
    assert why in str(refused.value)


def test_a_wall_clock_skips_an_hour_when_clocks_go_forward() -> None:
    with pytest.raises(ValueError, match="there is no 02:30 on 2024-03-31 in Europe/Berlin"):
        parse_instant("2024-03-31 02:30", BERLIN)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert parse_instant("2024-10-27 02:30", BERLIN)[0] == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_a_datetime_with_a_zone_keeps_its_instant() -> None:
    moment = datetime(2024, 7, 9, 14, 30, tzinfo=AQTAU)
    assert local_instant(moment, BERLIN) == HALF_PAST_TWO


@pytest.mark.parametrize("text", ["2024-07-09", "09.07.2024", "9 July 2024", "9/7/2024"])
def test_a_date_may_stand_without_a_time(text: str) -> None:
    assert names_a_day(text)
    assert parse_date(text)[0] == date(2024, 7, 9)


def test_a_time_of_day_is_no_part_of_a_date() -> None:
    assert parse_date("2024-07-09 00:00")[0] == date(2024, 7, 9)
    assert not names_a_day("2024-07-09 00:00")
    assert not names_a_day("091430ZJUL24")
    with pytest.raises(ValueError, match="has a time of day; only a date is wanted here"):
        parse_date("2024-07-09 14:30")


def test_where_clocks_skip_midnight_the_day_begins_after_it() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    begins = day_begins(date(2024, 4, 26), cairo)
    assert begins.astimezone(cairo).isoformat() == "2024-04-26T01:00:00+03:00"
    assert day_begins(date(2024, 7, 9), AQTAU) == datetime(2024, 7, 8, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "group"),
    [
        (None, "090930ZJUL24"),
        (AQTAU, "091430EJUL24"),
        (ZoneInfo("America/New_York"), "090530QJUL24"),
        (ZoneInfo("Asia/Kathmandu"), "090930ZJUL24"),  # a quarter of an hour has no letter
        (ZoneInfo("Pacific/Kiritimati"), "090930ZJUL24"),  # nor have fourteen hours
    ],
)
def test_a_date_time_group_is_in_the_zone_if_that_has_a_letter(
    zone: ZoneInfo | None, group: str
) -> None:
    assert date_time_group(HALF_PAST_TWO, zone) == group


@given(MINUTES, st.sampled_from(["Asia/Aqtau", "Europe/Berlin", "Asia/Kathmandu", "Etc/GMT+12"]))
def test_a_date_time_group_names_its_instant(instant: datetime, zone: str) -> None:
    assert parse_instant(date_time_group(instant, ZoneInfo(zone)), AQTAU)[0] == instant


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)))  # noqa: DTZ001
def test_iso_8601_names_its_instant(moment: datetime) -> None:
    instant = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_instant(instant.isoformat(), BERLIN)[0] == instant
    assert parse_instant(instant.isoformat().replace("+00:00", "Z"), BERLIN)[0] == instant


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert parse_instant(text, AQTAU)[0].tzinfo is UTC


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (250, "4 h 10 min"), (-90, "-1 h 30 min")],
)
def test_lengths_are_shown_in_words(minutes: int, text: str) -> None:
    assert minutes_text(minutes) == text
