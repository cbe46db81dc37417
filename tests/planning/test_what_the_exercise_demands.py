"""What the exercise demands as a whole: frame, presence, opening, travel, work, rest, closures, fairness."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import (
    area,
    contingent,
    nation,
    phase,
    plan_with,
    resource,
    rule,
    serial,
    travel,
    unit,
)
from tests.planning.test_what_serials_ask_for import ONE_DAY, begins, planned


def test_everything_lies_within_startex_and_endex() -> None:
    plan = plan_with(
        serials=[serial("S-1", 60, areas="A"), serial("S-2", 60, areas="A", priority=1)],
        areas=[area("A")],
        startex="2024-07-08 10:00",
        endex="2024-07-08 11:30",
    )
    assert begins(planned(plan)) == {"S-1": "08 10:00"}


def test_a_serial_lies_within_its_phase() -> None:
    plan = plan_with(
        serials=[serial("S-1", phase="LIVE")],
        phases=[phase("LIVE", "2024-07-10 06:00", "2024-07-12 00:00")],
    )
    assert begins(planned(plan)) == {"S-1": "10 06:00"}


def test_units_take_part_between_arrival_and_departure() -> None:
    plan = plan_with(
        serials=[
            serial("S-1", units="U-1"),
            serial("S-2", units="U-2", hours="12:00-14:00"),
            serial("S-3", choose="1 x *", fixed="2024-07-08 02:00"),
        ],
        units=[
            unit("U-1", contingent="C"),
            unit("U-2", arrives="2024-07-10 13:00", departs="2024-07-12 14:00"),
            unit("U-3"),
        ],
        contingents=[contingent("C", arrives="2024-07-09 08:00")],
    )
    timetable = planned(plan)
    assert begins(timetable) == {"S-1": "09 08:00", "S-2": "10 13:00", "S-3": "08 02:00"}
    assert {p.serial: p.units for p in timetable.placements}["S-3"] == ("U-3",)


def test_areas_are_occupied_only_while_they_are_open() -> None:
    serials = [
        serial("S-1", areas="A", setup=30),
        serial("S-2", 180, areas="A", clearup=60),
        serial("S-3", areas="B"),
    ]
    areas = [
        area("A", open_hours="06:00-08:00; 10:00-14:00"),
        area("B", open_days="Wed", closures="2024-07-10 00:00..2024-07-10 05:00"),
    ]
    timetable = planned(plan_with(serials=serials, areas=areas))
    assert begins(timetable) == {"S-1": "08 06:30", "S-2": "08 10:00", "S-3": "10 05:00"}


def test_pools_are_drawn_on_only_while_they_are_available() -> None:
    plan = plan_with(
        serials=[serial("S-1", resources="1 x TUG")],
        resources=[resource("TUG", 1, available_from="2024-07-09 06:00")],
    )
    assert begins(planned(plan)) == {"S-1": "09 06:00"}


def test_a_unit_needs_time_to_travel_between_sites() -> None:
    serials = [serial("S-1", areas="A", units="U"), serial("S-2", areas="B", units="U")]
    near = [area("A", site="NORTH"), area("B", site="NORTH")]
    apart = [area("A", site="NORTH"), area("B", site="SOUTH")]
    ways = [travel("SOUTH", "NORTH", 70, id="T-1")]
    together = planned(plan_with(serials=serials, areas=near, units=[unit("U")], travel=ways))
    assert set(begins(together).values()) == {"08 00:00", "08 01:00"}
    separate = planned(plan_with(serials=serials, areas=apart, units=[unit("U")], travel=ways))
    assert set(begins(separate).values()) == {"08 00:00", "08 02:15"}


def test_a_way_that_no_sheet_names_takes_as_long_as_the_distance() -> None:
    # One degree of latitude is 111 km: 2 h 14 min at 50 km/h.
    plan = plan_with(
        serials=[serial("S-1", areas="A", units="U"), serial("S-2", areas="B", units="U")],
        areas=[area("A", position="43 51"), area("B", position="44 51")],
        units=[unit("U", travel_speed=50)],
    )
    assert set(begins(planned(plan)).values()) == {"08 00:00", "08 03:15"}


def test_a_unit_works_no_more_than_so_many_hours_a_day() -> None:
    plan = plan_with(
        serials=[serial(f"S-{n}", 240, units="U") for n in (1, 2, 3)],
        units=[unit("U")],
        rules=[rule("R-1", "most work a day", limit=8)],
        day_begins="04:00",
    )
    # The first working day ends at 04:00: one serial on it, two on the next.
    assert sorted(begins(planned(plan)).values()) == ["08 00:00", "08 04:00", "08 08:00"]


def test_a_unit_rests_between_working_days() -> None:
    plan = plan_with(
        serials=[
            serial("S-1", units="U", fixed="2024-07-08 22:00"),
            serial("S-2", units="U", earliest="2024-07-09 00:00"),
        ],
        units=[unit("U")],
        rules=[rule("R-1", "least rest", limit=8)],
    )
    assert begins(planned(plan))["S-2"] == "09 07:00"


@pytest.mark.parametrize(
    ("kind", "scope", "start"),
    [
        ("quiet hours", {"hours": "22:00-06:00"}, "08 06:00"),
        ("barred hours", {"hours": "00:00-10:00", "serial_kinds": "live fire"}, "08 10:00"),
        ("barred hours", {"hours": "00:00-10:00", "serial_kinds": "sports"}, "08 00:00"),
        ("barred hours", {"hours": "00:00-10:00", "areas": "A"}, "08 10:00"),
        ("quiet hours", {"hours": "00:00-10:00", "except_serials": "S-1"}, "08 00:00"),
        ("holiday", {"days": "2024-07-08", "nations": "AZE"}, "09 00:00"),
        ("holiday", {"days": "2024-07-08", "nations": "KAZ"}, "08 00:00"),
        ("prayer time", {"days": "Mon", "hours": "00:30-01:30", "units": "U"}, "08 01:30"),
    ],
)
def test_rules_close_hours_to_what_they_hold_for(
    kind: str, scope: dict[str, Any], start: str
) -> None:
    plan = plan_with(
        serials=[serial("S-1", kind="live fire", areas="A", units="U")],
        areas=[area("A")],
        units=[unit("U", "AZE")],
        rules=[rule("R-1", kind, **scope)],
    )
    assert begins(planned(plan)) == {"S-1": start}


def test_a_unit_on_holiday_is_not_chosen() -> None:
    plan = plan_with(
        serials=[serial("S-1", choose="1 x ASSAULT")],
        units=[unit("A", "AZE", kind="ASSAULT"), unit("K", "KAZ", kind="ASSAULT")],
        rules=[rule("R-1", "holiday", days="2024-07-08", nations="AZE")],
    )
    (placement,) = planned(plan).placements
    assert placement.units == ("K",)


def test_scarce_areas_are_shared_fairly() -> None:
    plan = plan_with(
        serials=[serial(f"S-{n}", areas="BEACH", choose="1 x *") for n in (1, 2, 3, 4)],
        areas=[area("BEACH")],
        units=[unit("A", "AZE"), unit("K", "KAZ")],
        rules=[rule("R-1", "fair share", areas="BEACH")],
        **ONE_DAY,
    )
    timetable = planned(plan)
    assert sorted(p.units for p in timetable.placements) == [("A",), ("A",), ("K",), ("K",)]
    assert timetable.score.unfairness == 0


def test_observers_have_no_share_and_an_accepted_difference_costs_nothing() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="BEACH", nations="KAZ")],
        areas=[area("BEACH")],
        nations=[nation("KAZ"), nation("AZE"), nation("TUR", role="observer")],
        rules=[rule("R-1", "fair share", areas="BEACH", limit=0.5)],
    )
    assert planned(plan).score.unfairness == 30


def test_the_exercise_ends_early_and_units_move_little() -> None:
    serials = [serial(f"S-{n}", areas="A" if n % 2 else "B", units="U") for n in (1, 2, 3, 4)]
    plan = plan_with(
        serials=serials,
        areas=[area("A", site="X"), area("B", site="Y")],
        units=[unit("U")],
        travel=[travel("X", "Y", 15, id="T-1")],
    )
    timetable = planned(plan)
    assert timetable.score.moves == 1
    assert timetable.score.end == 4 * 60 + 15


def test_the_same_plan_and_seed_give_the_same_timetable() -> None:
    serials = [serial(f"S-{n}", 45, areas="A | B", choose="1 x *") for n in range(8)]
    plan = plan_with(
        serials=serials, areas=[area("A"), area("B")], units=[unit("U"), unit("V"), unit("W")]
    )
    first, second = planned(plan), planned(plan)
    assert first.reproducible
    assert first == second


def test_an_exercise_without_a_frame_cannot_be_planned() -> None:
    with pytest.raises(ValueError, match="STARTEX"):
        planned(plan_with(serials=[serial("S-1")], startex=None))


def test_a_plan_without_serials_gives_an_empty_timetable() -> None:
    timetable = planned(plan_with())
    assert timetable.placements == ()
    assert timetable.complete
