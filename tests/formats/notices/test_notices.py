"""Notices of Unity-2024: what airmen, sailors and residents are told, and what became of what was issued."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from birlik.exercise.plan import Plan
from birlik.exercise.release import AUTHOR, Reader
from birlik.formats.documents.speaking import speech_in
from birlik.formats.notices import Notice, NoticeKind, Window, notices
from birlik.formats.notices.lead import Issued, Standing, late_findings, watched
from birlik.formats.notices.notam import schedule
from birlik.formats.notices.outlines import MOST_CORNERS, at_sea, bounds_of, to_minutes, to_seconds
from birlik.formats.timetable.programme import programme
from birlik.planning.ground import Ground
from birlik.planning.timetable import Placement, Timetable
from tests.building import area, nation, placed, plan_with, serial, timetable_with
from unity.plan import unity_2024

PLAN = unity_2024()
ENGLISH = speech_in("en", PLAN.zone)


def timetable(gunnery: str = "2024-07-14 12:45", plan: Plan = PLAN) -> Timetable:
    held: list[Placement] = [
        placed("S-403", gunnery, 120, areas="TOK-SEA-S"),
        placed("S-391", "2024-07-12 06:15", 60, areas="OYM-AIR + OYM-IMPACT"),
        placed("S-381", "2024-07-13 09:30", 120, areas="OYM-DZ + OYM-AIR"),
        placed("S-361", "2024-07-10 08:00", 90, areas="OYM-SA"),
        placed("S-362", "2024-07-10 10:15", 90, areas="OYM-SA"),
    ]
    return timetable_with(plan, *held)


def made(gunnery: str = "2024-07-14 12:45", reader: Reader = AUTHOR) -> dict[str, Notice]:
    found = notices(programme(timetable(gunnery), PLAN, reader), ENGLISH)
    return {notice.name: notice for notice in found}


def test_a_notam_tells_of_an_airspace_with_its_schedule_limits_and_outline() -> None:
    notice = made()["notam-OYM-AIR-2407120100"]
    assert notice.text == (
        "(SERIES NUMBER/24 NOTAMN\n"
        "Q) UATT/QRTCA/IV/BO/W/000/099/4324N05139E010\n"
        "A) UATT B) 2407120100 C) 2407130700\n"
        "D) JUL 12 0100-0215, 13 0400-0700\n"
        "E) TEMPO RESTRICTED AREA ACT (MIL EXERCISE) WI AREA: 431836N0512848E - 431836N0514948E - "
        "432924N0514948E - 432924N0512848E - 431836N0512848E.\n"
        "F) SFC G) 3000M AMSL)"
    )
    assert [*map(str, notice.missing)] == ["Series and number are given by the authority"]


def test_a_coastal_warning_tells_of_gunnery_where_it_ends_and_when_it_is_cancelled() -> None:
    notice = made()["coastal-TOK-SEA-S-2407140700-fire"]
    lines = notice.text.splitlines()
    assert lines[:4] == [
        "COASTAL WARNING (NUMBER)",
        "TOKMAK.",
        "1. GUNNERY AND MISSILE EXERCISE:",
        "   140700 UTC JUL 24 TO 141015 UTC JUL 24",
    ]
    assert lines[-2:] == [
        "2. AREA IS DANGEROUS TO NAVIGATION. VESSELS ARE REQUESTED TO KEEP CLEAR.",
        "3. CANCEL THIS MESSAGE 141115 UTC JUL 24.",
    ]


def test_residents_are_told_in_plain_words_and_times_near_one_another_are_one() -> None:
    notice = made()["residents-OYM-SA-2407100245-fire"]
    assert notice.serials == ("S-361", "S-362")
    assert "– Wednesday, 10 July 2024, 07:45–11:45" in notice.text
    assert "live firing at Small-arms range" in notice.text


def test_a_range_is_shut_by_the_danger_zone_of_another_too() -> None:
    names = {name for name, notice in made().items() if notice.kind is NoticeKind.RANGE}
    assert {"range-OYM-SA-2407100245-fire", "range-OYM-UAV-2407100245-fire"} <= names


def test_whoever_does_not_see_a_serial_is_told_of_the_same_windows() -> None:
    plan = plan_with(
        serials=[
            serial("S-1", 60, areas="AIR", owner="AZE"),
            serial("S-2", 60, areas="AIR", owner="KAZ"),
        ],
        areas=[area("AIR", kind="air", position="43 51", radius=5000, releasable_to="ALL")],
        nations=[nation("AZE"), nation("KAZ")],
    )
    held = timetable_with(
        plan,
        placed("S-1", "2024-07-09 09:00", areas="AIR"),
        placed("S-2", "2024-07-09 10:00", areas="AIR"),
    )
    speech = speech_in("en", plan.zone)
    [whole] = notices(programme(held, plan), speech)
    [part] = notices(programme(held, plan, Reader("KAZ")), speech)
    assert (whole.begins, whole.ends) == (part.begins, part.ends)
    assert part.serials == ("S-2",)


@pytest.mark.parametrize(
    ("windows", "field"),
    [
        (["09 0200-0930", "10 0200-0930", "11 0200-0930"], "JUL 09-11 0200-0930"),
        (["09 0200-0300", "09 1000-1100"], "JUL 09 0200-0300 1000-1100"),
        (["31 2200-0100", "01 2200-0100"], "JUL 31 2200-0100, AUG 01 2200-0100"),
    ],
)
def test_field_d_joins_days_with_the_same_hours(windows: list[str], field: str) -> None:
    held = []
    for text in windows:
        day, hours = text.split()
        begins = datetime(
            2024, 8 if day == "01" else 7, int(day), int(hours[:2]), int(hours[2:4]), tzinfo=UTC
        )
        ends = begins.replace(hour=int(hours[5:7]), minute=int(hours[7:]))
        held.append(Window(begins, ends if ends > begins else ends + timedelta(days=1), ()))
    assert schedule(held) == field


@settings(deadline=None, max_examples=60)
@given(
    lat=st.floats(-70, 70),
    lon=st.floats(-179, 179),
    radius=st.integers(10, 20_000),
    danger=st.integers(0, 20_000),
)
def test_an_outline_covers_its_ground_and_lies_within_its_radius(
    lat: float, lon: float, radius: int, danger: int
) -> None:
    place = area("A", position=f"{lat:.4f} {lon:.4f}", radius=radius)
    fired = serial("S-1", areas="A", danger_radius=danger)
    ground = Ground.of((place,))
    zone = ground.danger_zone(fired, "A")
    found = bounds_of(ground, place, zone)
    assert found is not None
    assert 3 <= len(found.corners) <= MOST_CORNERS
    globe = Geod(ellps="WGS84")
    middle = ground.centre("A")
    assert middle is not None
    # No corner lies nearer than what is endangered, and none farther from the middle than field Q says.
    for corner_lat, corner_lon in found.corners:
        assert (
            globe.inv(middle.lon, middle.lat, corner_lon, corner_lat)[2]
            >= (radius + danger) * 0.999
        )
        away = globe.inv(found.centre[1], found.centre[0], corner_lon, corner_lat)[2]
        assert away <= found.radius * 1852


def test_positions_are_written_as_airmen_and_sailors_do() -> None:
    point = (43.4, -51.65)
    assert to_minutes(point) == "4324N05139W"
    assert to_seconds(point) == "432400N0513900W"
    assert at_sea(point) == "43-24.00N 051-39.00W"


# What became of what was issued


def issued_as(notice: Notice) -> Issued:
    at = notice.begins - timedelta(days=9)
    return Issued("k", notice.kind, notice.area, notice.serials, notice.mark, notice.begins, at)


GUNNERY = "coastal-TOK-SEA-S-2407140700-fire"


def standing_after(gunnery: str) -> dict[Standing, list[str]]:
    """What stands how after the gunnery was told of and then moved."""
    before = made()[GUNNERY]
    found: dict[Standing, list[str]] = {}
    for each in watched(PLAN.exercise, made(gunnery).values(), [issued_as(before)]):
        if (each.notice or each.issued or before).kind is NoticeKind.COASTAL:
            found.setdefault(each.standing, []).append((each.notice or each.issued or before).area)
    return found


def test_an_issued_notice_stands_until_its_serial_moves() -> None:
    assert standing_after("2024-07-14 12:45") == {Standing.ISSUED: ["TOK-SEA-S"]}
    assert standing_after("2024-07-14 13:00") == {Standing.CHANGED: ["TOK-SEA-S"]}


def test_one_that_nothing_needs_any_more_is_to_be_cancelled() -> None:
    old = issued_as(made()[GUNNERY])
    [left] = watched(PLAN.exercise, [], [old])
    assert left.standing is Standing.NEEDLESS
    [found] = late_findings(PLAN, [left], old.begins - timedelta(days=1))
    assert (found.code, found.remedy) == ("B603", "cancel it")


def codes(
    now: str, issued: list[Issued], gunnery: str = "2024-07-14 12:45"
) -> set[tuple[str, str]]:
    every = watched(PLAN.exercise, made(gunnery).values(), issued)
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return {(f.code, f.place.record) for f in late_findings(PLAN, every, moment)}


def test_lead_times_are_watched() -> None:
    gunnery = issued_as(made()[GUNNERY])
    # Five days before a coastal warning nothing of it is late; an hour later it is, unless it is issued.
    assert ("B601", "TOK-SEA-S") not in codes("2024-07-07 07:00", [])
    assert ("B601", "TOK-SEA-S") in codes("2024-07-09 08:00", [])
    notam = next(each for each in made().values() if each.name.startswith("notam-TOK-SEA-S"))
    assert ("B601", "TOK-SEA-S") not in codes("2024-07-09 08:00", [gunnery, issued_as(notam)])
    assert ("B602", "TOK-SEA-S") in codes("2024-07-09 08:00", [gunnery], "2024-07-14 13:00")
    assert codes("2024-08-01 00:00", []) == set()


def test_the_exercise_says_its_own_lead_times() -> None:
    exercise = PLAN.exercise.model_copy(update={"coastal_days": 10})
    [each] = [
        w for w in watched(exercise, made().values(), []) if w.notice and w.notice.name == GUNNERY
    ]
    assert each.notice is not None
    assert each.due == each.notice.begins - timedelta(days=10)
