"""Serials that ask for the same share their modes, and those that differ in anything do not."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.planning.formulate import formulate
from birlik.planning.problem import Activity
from tests.building import area, plan_with, rule, serial, unit

TWO_DAYS: dict[str, Any] = {"startex": "2024-07-08 00:00", "endex": "2024-07-10 00:00"}
AREAS = (
    area("A", position="43.1 51.6"),
    area("B", position="43.1 51.601"),
    area("C", position="43.1 51.7", open_hours="08:00-12:00"),
)


def pair(one: dict[str, Any], other: dict[str, Any], **plan: Any) -> tuple[Activity, Activity]:
    """Activities of two serials of an hour in the areas A, B or C."""
    wanted = [
        serial(f"S-{n}", **{"duration": 60, "areas": "A | B | C", **fields})
        for n, fields in enumerate((one, other))
    ]
    first, second = formulate(
        plan_with(serials=wanted, areas=AREAS, units=[unit("U", kind="TANK")], **plan, **TWO_DAYS)
    ).problem.activities
    return first, second


def test_modes_are_shared() -> None:
    one, other = pair({"hours": "06:00-20:00"}, {"hours": "06:00-20:00", "units": "U"})
    assert all(a is b for a, b in zip(one.modes, other.modes, strict=True))


def test_areas_are_told_apart_and_stay_in_order() -> None:
    one, other = pair({"areas": "A | B"}, {"areas": "B | A + B | A"})
    assert [mode.areas for mode in one.modes] == [(0,), (1,)]
    assert [mode.areas for mode in other.modes] == [(1,), (0, 1), (0,)]
    assert one.modes[0].starts != pair({"areas": "C"}, {})[0].modes[0].starts


@pytest.mark.parametrize(
    "fields",
    [
        {"hours": "10:00-14:00"},
        {"days": "Tue"},
        {"light": "day"},
        {"duration": 90},
        {"earliest": "2024-07-08 10:00"},
        {"latest": "2024-07-08 18:00"},
        {"fixed": "2024-07-08 10:00"},
    ],
)
def test_who_asks_for_another_time_begins_at_others(fields: dict[str, Any]) -> None:
    one, other = pair({}, fields)
    assert [mode.starts for mode in one.modes] != [mode.starts for mode in other.modes]


def test_set_up_counts_where_an_area_opens() -> None:
    one, other = pair({}, {"setup": 30})
    assert one.modes[0] is other.modes[0]
    assert one.modes[2].starts != other.modes[2].starts


def test_a_danger_zone_shuts_areas_for_its_own_serial_alone() -> None:
    one, other = pair({}, {"danger_radius": 500})
    assert one.modes[0].shut == frozenset()
    assert other.modes[0].shut == {1}


def test_a_rule_for_one_unit_closes_hours_to_its_serials_alone() -> None:
    closed = rule("R", "quiet hours", units="U", hours="08:00-20:00")
    one, other = pair({}, {"units": "U"}, rules=[closed])
    assert one.modes[0].starts != other.modes[0].starts
