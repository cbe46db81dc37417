"""Dates in cells: as dates, and as texts in every notation that planners use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from birlik.exercise.plan import Plan
from birlik.formats.workbook.reader import workbook_plan
from birlik.formats.workbook.writer import workbook_bytes
from tests.building import area, exercise, instant, serial
from tests.formats.workbook.making import lines, workbook

#: 9 July 2024, 14:30 in Aktau.
AFTERNOON = datetime(2024, 7, 9, 9, 30, tzinfo=UTC)


def starts(*cells: Any, look: str = "yyyy-mm-dd hh:mm", zone: str = "Asia/Aqtau") -> Any:
    """A workbook read whose serials have these cells as their earliest start."""

    def dates(book, sheets):
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, datetime):
                sheets["Serials"].write_datetime(
                    row, 1, cell, book.add_format({"num_format": look})
                )

    rows = [["Id", "Earliest start"], *([f"S-{n}", cell] for n, cell in enumerate(cells))]
    exercise = [["Id", "Time zone"], ["U-24", zone]]
    return workbook_plan(workbook({"Exercise": exercise, "Serials": rows}, change=dates))


def local(text: str) -> datetime:
    """Wall clock as a cell holds it."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("2024-07-09 14:30", None),
        ("2024-07-09T14:30+05:00", None),
        ("091430EJUL24", None),
        ("09.07.2024 14:30", "B122"),
        ("9 July 2024 14:30", "B122"),
        ("9/7/2024 14:30", "B121"),
    ],
)
def test_a_date_as_a_text_is_read_and_reported_if_others_may_read_it_otherwise(
    text: str, finding: str | None
) -> None:
    read = starts(text)
    assert [serial.earliest for serial in read.plan.serials] == [AFTERNOON]
    assert [found.code for found in read.findings] == ([finding] if finding else [])


def test_the_warning_says_how_the_text_was_read() -> None:
    assert lines(starts("09.07.2024 14:30", "5/7/2024", "15/7/2024")) == [
        (
            'Serials!B2 (earliest): B122 "09.07.2024 14:30" is a text, not a date; '
            "it was read as 2024-07-09 14:30; write it as a date"
        ),
        'Serials!B3 (earliest): B121 "5/7/2024" was read as 5 July 2024, day first; write 2024-07-05',
        (
            'Serials!B4 (earliest): B122 "15/7/2024" is a text, not a date; '
            "it was read as 2024-07-15 00:00; write it as a date"
        ),
    ]


def test_a_date_cell_is_a_wall_clock_of_the_exercise() -> None:
    read = starts(local("2024-07-09 14:30"), local("2024-07-09 00:00"))
    assert [serial.earliest for serial in read.plan.serials] == [
        AFTERNOON,
        instant("2024-07-09 00:00"),
    ]


def test_every_minute_of_a_day_survives_the_arithmetic_of_excel() -> None:
    minutes = [local("2024-07-09 00:00") + timedelta(minutes=n) for n in range(1440)]
    read = starts(*minutes)
    assert [serial.earliest for serial in read.plan.serials] == [
        instant("2024-07-09 00:00") + timedelta(minutes=n) for n in range(1440)
    ]


def test_an_hour_that_the_clocks_skip_is_reported() -> None:
    read = starts(local("2024-03-31 02:30"), zone="Europe/Berlin")
    assert lines(read) == [
        (
            "Serials!B2 (earliest): B120 there is no 02:30 on 2024-03-31 in Europe/Berlin: the clocks go "
            "forward"
        )
    ]
    assert read.plan.serials[0].unread == {"earliest": {"datetime": "2024-03-31T02:30:00"}}


@pytest.mark.parametrize("utc", ["2024-10-27T00:30Z", "2024-10-27T01:30Z"])
def test_an_hour_that_the_clocks_show_twice_comes_back_as_the_one_it_was(utc: str) -> None:
    zone = "Europe/Berlin"
    plan = Plan(
        exercise=exercise(zone), serials=(serial("S-1", zone=zone, earliest=utc, notes=utc),)
    )
    assert workbook_plan(workbook_bytes(plan)).plan == plan


def test_periods_and_days_are_written_by_the_wall_clock() -> None:
    closures = "2024-07-10 08:00..2024-07-10 18:00; 2024-07-12"
    plan = Plan(
        exercise=exercise(), areas=(area("A-1", closures=closures, open_days="Mon; 2024-07-09"),)
    )
    read = workbook_plan(workbook_bytes(plan))
    assert read.plan == plan
    from tests.formats.workbook.making import parts

    texts = parts(workbook_bytes(plan))["xl/sharedStrings.xml"].decode()
    assert "2024-07-10 08:00..2024-07-10 18:00; 2024-07-12 00:00..2024-07-13 00:00" in texts
    assert "Mon; 2024-07-09" in texts


def test_dates_before_the_first_that_excel_has_are_written_as_texts() -> None:
    early = Plan(exercise=exercise(), serials=(serial("S-1", earliest="0900-02-03 08:00"),))
    assert workbook_plan(workbook_bytes(early)).plan == early


def test_a_day_is_not_an_instant() -> None:
    rows = [
        ["Id", "Due", "Done"],
        ["AI-1", date(2024, 5, 1), "1 May 2024"],
        ["AI-2", "1.5.2024 08:00"],
    ]
    read = workbook_plan(workbook({"Action items": rows}))
    assert [(item.due, item.done) for item in read.plan.action_items] == [
        (date(2024, 5, 1), date(2024, 5, 1)),
        (None, None),
    ]
    assert [found.code for found in read.findings] == ["B122", "B120"]


def test_a_length_of_time_may_be_typed_as_a_time() -> None:
    rows = [
        ["Id", "Duration"],
        ["S-1", timedelta(minutes=90)],
        ["S-2", timedelta(hours=30)],
        ["S-3", "1:30"],
    ]

    def lengths(book, sheets):
        sheets["Serials"].write_datetime(
            "B2", timedelta(minutes=90), book.add_format({"num_format": "hh:mm"})
        )
        sheets["Serials"].write_datetime(
            "B3", timedelta(hours=30), book.add_format({"num_format": "[h]:mm"})
        )

    read = workbook_plan(workbook(Serials=rows, change=lengths))
    assert [serial.duration for serial in read.plan.serials] == [90, 1800, 90]
