"""What a serial can ask for: the planner honours each demand, and the verifier agrees."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from tests.building import AQTAU, area, instant, nation, plan_with, resource, serial, unit

ONE_DAY: dict[str, Any] = {"startex": "2024-07-08 00:00", "endex": "2024-07-09 00:00"}


def planned(plan: Plan, seconds: float = 1.0) -> Timetable:
    """Timetable of a plan, which the verifier finds in order."""
    timetable = plan_timetable(plan, seconds=seconds)
    assert [found.text for found in verify(timetable, plan) if found.code != "B521"] == []
    return timetable


def begins(timetable: Timetable) -> dict[str, str]:
    """Local beginning of each placed serial: ``{"S-1": "08 00:00"}``."""
    zone = ZoneInfo(AQTAU)
    return {p.serial: f"{p.begins.astimezone(zone):%d %H:%M}" for p in timetable.placements}


def test_lasts_as_long_as_it_is_asked_to() -> None:
    timetable = planned(plan_with(serials=[serial("S-1", "1 h 20 min")]))
    (placement,) = timetable.placements
    assert (placement.ends - placement.begins).total_seconds() == 80 * 60


def test_set_up_and_clear_up_block_the_area_but_not_the_units() -> None:
    in_one_area = [
        serial("S-1", areas="A", setup=45, clearup=30),
        serial("S-2", areas="A", setup=45, clearup=30),
    ]
    timetable = planned(plan_with(serials=in_one_area, areas=[area("A")]))
    assert set(begins(timetable).values()) == {"08 00:00", "08 02:15"}
    with_one_unit = [serial("S-1", units="U", clearup=30), serial("S-2", units="U", setup=45)]
    timetable = planned(plan_with(serials=with_one_unit, units=[unit("U")]))
    assert set(begins(timetable).values()) == {"08 00:00", "08 01:00"}


def test_units_that_must_take_part_take_part_in_one_serial_at_a_time() -> None:
    plan = plan_with(
        serials=[serial("S-1", units="U; V"), serial("S-2", units="V")],
        units=[unit("U"), unit("V")],
    )
    timetable = planned(plan)
    assert {p.serial: p.units for p in timetable.placements} == {"S-1": ("U", "V"), "S-2": ("V",)}
    assert set(begins(timetable).values()) == {"08 00:00", "08 01:00"}


def test_a_unit_that_is_named_twice_takes_part_once() -> None:
    plan = plan_with(serials=[serial("S-1", units="U; U")], units=[unit("U")])
    (placement,) = planned(plan).placements
    assert placement.units == ("U",)


def test_units_of_a_kind_and_nation_are_chosen() -> None:
    units = [
        unit("K-1", "KAZ", kind="ASSAULT"),
        unit("A-1", "AZE", kind="ASSAULT"),
        unit("A-2", "AZE", kind="TANK"),
        unit("A-3", "AZE", kind="ASSAULT"),
    ]
    plan = plan_with(serials=[serial("S-1", choose="2 x ASSAULT @ AZE; 1 x *")], units=units)
    (placement,) = planned(plan).placements
    assert {"A-1", "A-3"} < set(placement.units)
    assert len(placement.units) == 3


def test_a_unit_is_chosen_where_it_is_free() -> None:
    units = [unit("A-1", kind="ASSAULT"), unit("A-2", kind="ASSAULT")]
    serials = [
        serial("S-1", units="A-1", fixed="2024-07-08 10:00"),
        serial("S-2", choose="1 x ASSAULT", fixed="2024-07-08 10:00"),
    ]
    timetable = planned(plan_with(serials=serials, units=units))
    assert {p.serial: p.units for p in timetable.placements}["S-2"] == ("A-2",)


def test_one_of_several_areas_is_used() -> None:
    serials = [serial(f"S-{n}", areas="A | B", fixed="2024-07-08 10:00") for n in (1, 2)]
    timetable = planned(plan_with(serials=serials, areas=[area("A"), area("B")]))
    assert {p.areas for p in timetable.placements} == {("A",), ("B",)}


def test_several_areas_are_used_together() -> None:
    serials = [serial("S-1", areas="LAND + SEA + AIR"), serial("S-2", areas="SEA")]
    areas = [area("LAND", kind="land"), area("SEA", kind="sea"), area("AIR", kind="air")]
    timetable = planned(plan_with(serials=serials, areas=areas))
    assert timetable.placements[0].ends <= timetable.placements[1].begins


def test_a_serial_without_areas_needs_none() -> None:
    (placement,) = planned(plan_with(serials=[serial("S-1")])).placements
    assert placement.areas == ()


def test_pools_are_shared() -> None:
    serials = [serial(f"S-{n}", resources="2 x TEAM") for n in (1, 2, 3)]
    timetable = planned(plan_with(serials=serials, resources=[resource("TEAM", 4)]))
    assert sorted(begins(timetable).values()) == ["08 00:00", "08 00:00", "08 01:00"]


def test_pools_that_are_used_up_leave_the_least_important_out() -> None:
    serials = [
        serial("S-1", resources="40 x AMMO", priority=2),
        serial("S-2", resources="40 x AMMO"),
        serial("S-3", resources="20.5 x AMMO", priority=1),
    ]
    plan = plan_with(serials=serials, resources=[resource("AMMO", 60.5, used_up=True)])
    timetable = planned(plan)
    assert set(begins(timetable)) == {"S-2", "S-3"}
    (left,) = timetable.left_out
    assert (left.serial, left.code) == ("S-1", "B403")
    assert "AMMO is used up" in left.reason


@pytest.mark.parametrize(
    ("demand", "start"),
    [
        ({"earliest": "2024-07-08 07:10"}, "08 07:15"),
        ({"fixed": "2024-07-08 07:10"}, "08 07:10"),
        ({"hours": "08:00-08:30; 14:30-16:00"}, "08 14:30"),
        ({"hours": "23:00-02:00", "duration": 180}, "08 23:00"),
        ({"days": "2024-07-10..2024-07-11"}, "10 00:00"),
        ({"days": "Fri"}, "12 00:00"),
        ({"days": "Tue", "hours": "22:00-03:00", "duration": 300}, "09 22:00"),
    ],
)
def test_times_that_are_asked_for_are_kept(demand: dict[str, Any], start: str) -> None:
    assert begins(planned(plan_with(serials=[serial("S-1", **demand)])))["S-1"] == start


def test_it_is_over_by_its_latest_end() -> None:
    serials = [
        serial("S-1", areas="A", latest="2024-07-08 02:00"),
        serial("S-2", areas="A", latest="2024-07-08 01:00"),
    ]
    timetable = planned(plan_with(serials=serials, areas=[area("A")]))
    assert begins(timetable) == {"S-1": "08 01:00", "S-2": "08 00:00"}


@pytest.mark.parametrize(
    ("light", "minutes", "between"),
    [
        # At 43.65 N 51.17 E on 8 July the sun rises at about 06:04 and sets at about 21:14.
        ("day", 60, ("06:00", "20:15")),
        ("night", 60, ("00:00", "04:30")),
        ("dawn", 15, ("05:25", "05:50")),
        ("dusk", 15, ("21:14", "21:40")),
        ("dusk; night", 120, ("00:00", "03:30")),
    ],
)
def test_light_is_that_of_the_sun(light: str, minutes: int, between: tuple[str, str]) -> None:
    sea = area("SEA", position="43.65 51.17")
    plan = plan_with(serials=[serial("S-1", minutes, areas="SEA", light=light)], areas=[sea])
    start = begins(planned(plan))["S-1"][3:]
    assert between[0] <= start <= between[1]


def test_dry_blank_and_live_follow_one_another_behind_their_gates() -> None:
    serials = [
        serial("DRY"),
        serial("BLANK", after="DRY +30 (dry run passed)"),
        serial("LIVE", after="BLANK +60..120 (blank run passed)"),
    ]
    timetable = planned(plan_with(serials=serials))
    assert begins(timetable) == {"DRY": "08 00:00", "BLANK": "08 01:30", "LIVE": "08 03:30"}


def test_the_greatest_gap_pulls_the_earlier_one_along() -> None:
    serials = [
        serial("DRY"),
        serial("LIVE", after="DRY +30..60", earliest="2024-07-08 12:00"),
    ]
    timetable = planned(plan_with(serials=serials))
    assert begins(timetable)["DRY"] >= "08 10:00"


def test_what_waits_for_a_serial_that_is_left_out_is_left_out() -> None:
    serials = [
        serial("DRY", resources="2 x TEAM", priority=1),
        serial("LIVE", after="DRY", priority=1),
    ]
    timetable = planned(plan_with(serials=serials, resources=[resource("TEAM", 1)]))
    assert {entry.serial: entry.code for entry in timetable.left_out} == {
        "DRY": "B403",
        "LIVE": "B405",
    }


def test_serials_that_belong_together_begin_together() -> None:
    serials = [
        serial("S-1", 30, earliest="2024-07-08 07:00"),
        serial("S-2", 90, together_with="S-1"),
    ]
    timetable = planned(plan_with(serials=serials))
    assert begins(timetable) == {"S-1": "08 07:00", "S-2": "08 07:00"}


def test_serials_that_may_not_meet_never_meet() -> None:
    serials = [serial("S-1", never_with="S-2"), serial("S-2")]
    timetable = planned(plan_with(serials=serials))
    assert set(begins(timetable).values()) == {"08 00:00", "08 01:00"}


@pytest.mark.parametrize(
    ("zone", "apart"),
    [
        ({"danger_radius": 3000}, True),
        ({"danger_radius": 1000}, False),
        ({"danger_zone": "43.00 51.00; 43.00 51.03; 43.01 51.03; 43.01 51.00"}, True),
        ({"danger_zone": "43.10 51.10; 43.10 51.13; 43.11 51.13; 43.11 51.10"}, False),
    ],
)
def test_a_danger_zone_shuts_every_other_area_it_touches(zone: dict[str, Any], apart: bool) -> None:
    areas = [area("FIRE", position="43 51"), area("NEXT", position="43 51.03", radius=200)]
    serials = [
        serial("S-1", areas="FIRE", setup=60, **zone),
        serial("S-2", areas="NEXT", setup=30),
    ]
    plan = plan_with(serials=serials, areas=areas, **ONE_DAY)
    starts = begins(planned(plan))
    together = starts == {"S-1": "08 00:00", "S-2": "08 00:00"}
    assert together is not apart


def test_what_is_mandatory_is_placed_before_what_is_optional_by_priority() -> None:
    serials = [
        serial("S-1", 600, areas="A", priority=1),
        serial("S-2", 500, areas="A", priority=2),
        serial("S-3", 500, areas="A", priority=2),
        serial("S-4", 600, areas="A"),
    ]
    timetable = planned(plan_with(serials=serials, areas=[area("A")], **ONE_DAY))
    assert set(begins(timetable)) == {"S-1", "S-4"}
    assert timetable.complete
    assert timetable.score.optional_left_out == (0, 2, 0, 0, 0)
    assert timetable.proof is not None
    assert timetable.proof.optimal


def test_a_wish_is_kept_where_that_is_possible_and_costs_where_it_is_not() -> None:
    serials = [
        serial("S-1", areas="A", wish_hours="09:00-09:15", wish_cost=5),
        serial("S-2", areas="A", wish_hours="09:00-09:15", wish_cost=50),
        serial("S-3", areas="A", wish_days="2024-07-08"),
    ]
    timetable = planned(plan_with(serials=serials, areas=[area("A")], **ONE_DAY))
    assert begins(timetable)["S-2"] == "08 09:00"
    assert timetable.score.wishes == 5


def test_serials_begin_on_the_time_step() -> None:
    serials = [serial("S-1", 50, areas="A"), serial("S-2", 50, areas="A")]
    timetable = planned(plan_with(serials=serials, areas=[area("A")], time_step=20))
    assert set(begins(timetable).values()) == {"08 00:00", "08 01:00"}


def test_a_serial_of_no_possible_start_is_left_out_with_the_contradiction() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="A", hours="20:00-24:00", nations="AZE")],
        areas=[area("A", open_hours="06:00-18:00")],
        nations=[nation("KAZ"), nation("AZE")],
    )
    timetable = planned(plan)
    (left,) = timetable.left_out
    assert left.code == "B401"
    assert "its hours 20:00-24:00 and the opening of A 06:00-18:00" in left.reason
    assert not timetable.complete


def test_an_area_that_holds_several_serials_holds_no_more() -> None:
    serials = [serial(f"S-{n}", areas="A") for n in (1, 2, 3)]
    timetable = planned(plan_with(serials=serials, areas=[area("A", serials_at_once=2)]))
    assert sorted(begins(timetable).values()) == ["08 00:00", "08 00:00", "08 01:00"]


def test_an_area_holds_so_many_people() -> None:
    units = [unit(f"U-{n}", kind="BIG" if n < 3 else "SMALL", personnel=100 * n) for n in (1, 2, 3)]
    serials = [
        serial("S-1", areas="A", units="U-3", people=50),
        serial("S-2", areas="A", choose="1 x BIG", earliest="2024-07-08 00:00"),
    ]
    hall = area("A", serials_at_once=5, people_at_once=450)
    timetable = planned(plan_with(serials=serials, areas=[hall], units=units))
    assert set(begins(timetable).values()) == {"08 00:00"}
    assert {p.serial: p.units for p in timetable.placements}["S-2"] == ("U-1",)
    assert instant("2024-07-08 00:00") == timetable.placements[0].begins
