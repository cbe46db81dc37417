"""Calendars show a nation what is released to it, and say who else may read them."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar

from birlik.exercise.plan import Plan
from birlik.formats.timetable.calendars import write_calendars
from tests.building import area, nation, placed, plan_with, serial, timetable_with, unit

SECRET = "ZEPHYR"


def exercise() -> Plan:
    """Two serials: one open to all, one that AZE keeps to itself although it takes a unit of KAZ."""
    return plan_with(
        serials=[
            serial("S-1", title="Open\r\nBEGIN:VALARM", areas="A", units="K", releasable_to="ALL"),
            serial(
                "S-2", title=SECRET, kind=SECRET, areas="A", units="K", owner="AZE", notes=SECRET
            ),
        ],
        areas=[area("A", releasable_to="ALL")],
        units=[unit("K", "KAZ", releasable_to="ALL")],
        nations=[nation("KAZ"), nation("AZE"), nation("UZB")],
        releasable_to="ALL",
    )


def calendars(plan: Plan, folder: Path) -> dict[str, str]:
    """Text of each calendar by the name of its file."""
    timetable = timetable_with(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A", units="K"),
        placed("S-2", "2024-07-08 12:00", areas="A", units="K"),
    )
    write_calendars(plan, timetable, folder)
    return {file.name: file.read_bytes().decode() for file in folder.iterdir()}


def test_a_serial_that_is_not_released_is_a_reserved_time_and_nothing_more(tmp_path: Path) -> None:
    texts = calendars(exercise(), tmp_path)
    for name in ("nation-KAZ.ics", "unit-K.ics"):
        titles = [str(event["summary"]) for event in Calendar.from_ical(texts[name]).walk("VEVENT")]
        assert titles[1] == "reserved"
        assert SECRET not in texts[name]
    assert SECRET not in texts["nation-UZB.ics"]
    assert "VEVENT" not in texts["nation-UZB.ics"]


def test_a_calendar_with_a_reserved_time_is_for_its_reader_alone(tmp_path: Path) -> None:
    texts = calendars(exercise(), tmp_path)
    whole = Calendar.from_ical(texts["nation-KAZ.ics"])
    assert str(whole["x-wr-caldesc"]) == "REL TO KAZ"
    # Each event carries its own marking: the open serial may go further than the calendar.
    marks = [str(event["description"]).splitlines()[-1] for event in whole.walk("VEVENT")]
    assert marks == ["REL TO ALL", "REL TO KAZ"]


def test_the_marking_covers_units_and_areas_too(tmp_path: Path) -> None:
    plan = exercise()
    narrow = plan.model_copy(update={"serials": plan.serials[:1], "units": (unit("K", "KAZ"),)})
    timetable = timetable_with(narrow, placed("S-1", "2024-07-08 09:00", areas="A", units="K"))
    write_calendars(narrow, timetable, tmp_path)
    assert "REL TO KAZ\r\n" in (tmp_path / "nation-KAZ.ics").read_bytes().decode()


def test_a_title_cannot_add_lines_to_a_calendar(tmp_path: Path) -> None:
    text = calendars(exercise(), tmp_path)["nation-KAZ.ics"]
    assert not [line for line in text.splitlines() if line.startswith("BEGIN:VALARM")]
