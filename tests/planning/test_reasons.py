"""Why a serial was left out, in a planner's words."""

from __future__ import annotations

from typing import Any

from birlik.planning.planner import plan_timetable
from tests.building import area, plan_with, resource, serial, unit
from tests.planning.test_what_serials_ask_for import ONE_DAY


def reason(**parts: Any) -> str:
    """Code and reason of the one serial that a plan of one day leaves out."""
    timetable = plan_timetable(plan_with(**ONE_DAY, **parts), seconds=1)
    (left,) = timetable.left_out
    return f"{left.code} {left.reason}"


def test_an_area_that_is_taken_is_named_with_who_takes_it() -> None:
    serials = [serial("S-1", 1440, areas="SEA"), serial("S-2", areas="SEA", priority=1)]
    assert reason(serials=serials, areas=[area("SEA")]) == (
        "B403 at 93 of 93 possible starts SEA is taken by S-1"
    )


def test_a_unit_that_is_busy_is_named() -> None:
    serials = [serial("S-1", 1440, units="U"), serial("S-2", 1440, units="U")]
    assert reason(serials=serials, units=[unit("U")]) == (
        "B402 at 1 of 1 possible starts U is busy with S-1"
    )


def test_units_to_choose_that_are_not_free_are_named() -> None:
    serials = [serial("S-1", 1440, units="U"), serial("S-2", choose="1 x TANK", priority=3)]
    text = reason(serials=serials, units=[unit("U", kind="TANK")])
    assert "not enough units are free (U)" in text


def test_a_danger_zone_is_named() -> None:
    serials = [
        serial("S-1", 1440, areas="A", danger_radius=500),
        serial("S-2", areas="B", priority=1),
    ]
    areas = [area("A", position="43 51"), area("B", position="43 51.001")]
    assert "B is shut by the danger zone of S-1" in reason(serials=serials, areas=areas)


def test_a_pool_in_use_is_named() -> None:
    serials = [
        serial("S-1", 1440, resources="1 x TEAM"),
        serial("S-2", resources="1 x TEAM", priority=1),
    ]
    text = reason(serials=serials, resources=[resource("TEAM", 1)])
    assert "TEAM is all in use" in text


def test_a_serial_with_an_error_is_left_out_with_the_error() -> None:
    text = reason(serials=[serial("S-1"), serial("S-2", None)])
    assert text == "B404 its record lacks a duration"


def test_no_room_is_said_with_the_fewest_limits_that_leave_none() -> None:
    night_by_day = serial("S-2", 360, areas="A", light="night", earliest="2024-07-08 01:00")
    text = reason(
        serials=[serial("S-1"), night_by_day],
        areas=[area("A", position="43.65 51.17", open_hours="08:00-18:00")],
    )
    assert text.startswith("B401 the light it needs (night)")
    assert "the opening of A 08:00-18:00" in text
    assert "earliest" not in text
