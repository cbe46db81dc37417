"""What a serial asks for: each rule kept to the minute, and broken by one minute or one name."""

from __future__ import annotations

from tests.building import area, placed, plan_with, resource, serial, unit
from tests.planning.verify.proving import Proof, at, proves


@proves(
    "B501",
    "S-1 lasts 1 h 1 min in the timetable, from 9 July 09:00; its duration is 1 h",
    field="duration",
)
def test_a_serial_lasts_as_long_as_its_duration() -> Proof:
    plan = plan_with(serials=[serial("S-1", 60)])
    return plan, [at("S-1", "09:00", 60)], [at("S-1", "09:00", 61)]


@proves("B501")
def test_a_serial_without_a_duration_cannot_be_placed() -> Proof:
    plan = plan_with(serials=[serial("S-1", None, priority=5)])
    return plan, [], [at("S-1", "09:00")]


@proves("B501")
def test_minutes_that_really_pass_count_when_the_clocks_go_forward() -> Proof:
    plan = plan_with(
        zone="Europe/Berlin",
        startex="2024-03-25 00:00",
        endex="2024-04-05 00:00",
        serials=[serial("S-1", 180)],
    )
    # From 01:00 to 05:00 on the clock three hours pass in that night; to 04:00, two.
    begins = "2024-03-31 01:00"
    return (
        plan,
        [placed("S-1", begins, 180, zone="Europe/Berlin")],
        [placed("S-1", begins, 120, zone="Europe/Berlin")],
    )


@proves("B502", "S-1 uses C; it asks for A and B or D", field="areas")
def test_a_serial_uses_one_of_the_sets_of_areas_it_asks_for() -> Proof:
    plan = plan_with(
        areas=[area("A"), area("B"), area("C"), area("D")],
        serials=[serial("S-1", areas="A + B | D")],
    )
    return plan, [at("S-1", "09:00", areas="D")], [at("S-1", "09:00", areas="C")]


@proves("B502", "S-1 uses A; it asks for A and B", field="areas")
def test_a_serial_uses_all_areas_of_its_set() -> Proof:
    plan = plan_with(areas=[area("A"), area("B")], serials=[serial("S-1", areas="A + B")])
    return plan, [at("S-1", "09:00", areas="A + B")], [at("S-1", "09:00", areas="A")]


@proves("B502", "S-1 uses B as its first area; its units assemble in A")
def test_the_first_area_of_the_set_comes_first() -> Proof:
    plan = plan_with(areas=[area("A"), area("B")], serials=[serial("S-1", areas="A + B")])
    return plan, [at("S-1", "09:00", areas="A + B")], [at("S-1", "09:00", areas="B + A")]


@proves("B502", "S-1 uses A; it asks for none")
def test_a_serial_that_asks_for_no_area_uses_none() -> Proof:
    plan = plan_with(areas=[area("A")], serials=[serial("S-1")])
    return plan, [at("S-1", "09:00")], [at("S-1", "09:00", areas="A")]


@proves("B502", "S-1 uses no area; it asks for A")
def test_a_serial_that_asks_for_an_area_uses_it() -> Proof:
    plan = plan_with(areas=[area("A")], serials=[serial("S-1", areas="A")])
    return plan, [at("S-1", "09:00", areas="A")], [at("S-1", "09:00")]


@proves("B502", "S-1 uses GHOST, which is not in the plan")
def test_an_area_that_the_plan_does_not_hold_cannot_be_used() -> Proof:
    plan = plan_with(areas=[area("A")], serials=[serial("S-1", areas="A | GHOST")])
    return plan, [at("S-1", "09:00", areas="A")], [at("S-1", "09:00", areas="GHOST")]


@proves(
    "B503",
    "S-1 and S-2 both occupy TOKMAK-SEA on 9 July from 09:45 to 10:00; it holds 1 serial at once",
    field="areas",
)
def test_an_area_holds_one_serial_at_a_time() -> Proof:
    plan = plan_with(
        areas=[area("TOKMAK-SEA")],
        serials=[serial("S-1", areas="TOKMAK-SEA"), serial("S-2", areas="TOKMAK-SEA")],
    )
    first = at("S-1", "09:00", areas="TOKMAK-SEA")
    return (
        plan,
        [first, at("S-2", "10:00", areas="TOKMAK-SEA")],
        [first, at("S-2", "09:45", areas="TOKMAK-SEA")],
    )


@proves(
    "B503", "S-1 and S-2 both occupy A on 9 July from 10:15 to 10:20; it holds 1 serial at once"
)
def test_set_up_and_clear_up_occupy_the_area_too() -> Proof:
    plan = plan_with(
        time_step=5,
        areas=[area("A")],
        serials=[serial("S-1", areas="A", clearup=20), serial("S-2", areas="A", setup=30)],
    )
    first = at("S-1", "09:00", areas="A")
    return plan, [first, at("S-2", "10:50", areas="A")], [first, at("S-2", "10:45", areas="A")]


@proves(
    "B503", "S-1, S-2 and S-3 occupy A on 9 July from 09:30 to 10:00; it holds 2 serials at once"
)
def test_an_area_can_hold_several_serials() -> Proof:
    plan = plan_with(
        areas=[area("A", serials_at_once=2)],
        serials=[serial(f"S-{number}", areas="A") for number in (1, 2, 3)],
    )
    first, second = at("S-1", "09:00", areas="A"), at("S-2", "09:15", areas="A")
    return (
        plan,
        [first, second, at("S-3", "10:00", areas="A")],
        [first, second, at("S-3", "09:30", areas="A")],
    )


@proves(
    "B504",
    "S-1 and S-2 both bring 101 people to A on 9 July from 09:30 to 10:00; it holds 100 people at once",
    field="areas",
)
def test_everyone_in_an_area_is_counted() -> Proof:
    plan = plan_with(
        areas=[area("A", serials_at_once=5, people_at_once=100)],
        units=[unit("U-1", personnel=60), unit("U-2", personnel=30), unit("U-3", personnel=31)],
        serials=[
            serial("S-1", areas="A", units="U-1", people=10),
            serial("S-2", areas="A", choose="1 x *"),
        ],
    )
    first = at("S-1", "09:00", areas="A", units="U-1")
    return (
        plan,
        [first, at("S-2", "09:30", areas="A", units="U-2")],
        [first, at("S-2", "09:30", areas="A", units="U-3")],
    )


@proves(
    "B504", "S-1 brings 101 people to A on 9 July from 09:00 to 10:00; it holds 100 people at once"
)
def test_a_single_serial_can_bring_too_many_people() -> Proof:
    plan = plan_with(
        areas=[area("A", people_at_once=100), area("B")],
        serials=[serial("S-1", areas="A | B", people=101)],
    )
    return plan, [at("S-1", "09:00", areas="B")], [at("S-1", "09:00", areas="A")]


@proves("B505", "S-1 needs U-2, which does not take part", field="units")
def test_units_that_must_take_part_do() -> Proof:
    plan = plan_with(units=[unit("U-1"), unit("U-2")], serials=[serial("S-1", units="U-1; U-2")])
    return plan, [at("S-1", "09:00", units="U-1; U-2")], [at("S-1", "09:00", units="U-1")]


@proves("B505", "S-1 needs GHOST, which is not in the plan")
def test_a_unit_that_the_plan_does_not_hold_cannot_take_part() -> Proof:
    plan = plan_with(serials=[serial("S-1", units="GHOST", priority=1)])
    return plan, [], [at("S-1", "09:00", units="GHOST")]


@proves(
    "B506",
    "S-1 asks for 3 further units (2 x ASSAULT @ KAZ; 1 x ARTILLERY), and K-1 and G-1 are chosen",
    field="choose",
)
def test_as_many_units_are_chosen_as_asked_for() -> Proof:
    plan = plan_with(
        units=[
            unit("K-1", "KAZ", kind="ASSAULT"),
            unit("K-2", "KAZ", kind="ASSAULT"),
            unit("G-1", "AZE", kind="ARTILLERY"),
        ],
        serials=[serial("S-1", choose="2 x ASSAULT @ KAZ; 1 x ARTILLERY")],
    )
    return plan, [at("S-1", "09:00", units="K-1; K-2; G-1")], [at("S-1", "09:00", units="K-1; G-1")]


@proves("B506", "S-1 asks for 1 x ASSAULT @ KAZ, which A-1 cannot serve")
def test_units_chosen_are_of_the_kind_and_nation_asked_for() -> Proof:
    plan = plan_with(
        units=[unit("K-1", "KAZ", kind="ASSAULT"), unit("A-1", "AZE", kind="ASSAULT")],
        serials=[serial("S-1", choose="1 x ASSAULT @ KAZ")],
    )
    return plan, [at("S-1", "09:00", units="K-1")], [at("S-1", "09:00", units="A-1")]


@proves("B506", "S-1 asks for 1 x ASSAULT; 1 x * @ AZE, which K-1 and K-2 cannot serve")
def test_no_unit_serves_two_demands() -> Proof:
    plan = plan_with(
        units=[
            unit("A-1", "AZE", kind="ASSAULT"),
            unit("K-1", "KAZ", kind="ASSAULT"),
            unit("K-2", "KAZ", kind="ASSAULT"),
        ],
        serials=[serial("S-1", choose="1 x ASSAULT; 1 x * @ AZE")],
    )
    # A-1 fits both demands; it must serve the second, so that K-1 serves the first.
    return plan, [at("S-1", "09:00", units="A-1; K-1")], [at("S-1", "09:00", units="K-1; K-2")]


@proves("B506", "S-1 asks for no further units, and U-2 is chosen")
def test_no_other_unit_takes_part() -> Proof:
    plan = plan_with(units=[unit("U-1"), unit("U-2")], serials=[serial("S-1", units="U-1")])
    return plan, [at("S-1", "09:00", units="U-1")], [at("S-1", "09:00", units="U-1; U-2")]


@proves("B506", "S-1 counts U-1 twice")
def test_no_unit_is_chosen_that_must_take_part_anyway() -> Proof:
    plan = plan_with(
        units=[unit("U-1"), unit("U-2")], serials=[serial("S-1", units="U-1", choose="1 x *")]
    )
    right = at("S-1", "09:00", units="U-1; U-2")
    return plan, [right], [right.model_copy(update={"units": ("U-1", "U-2", "U-1")})]


@proves("B507", "U-1 is in S-1 and S-2 on 9 July from 09:59 to 10:00", field="units")
def test_a_unit_is_in_one_place_at_a_time() -> Proof:
    plan = plan_with(
        time_step=1,
        units=[unit("U-1")],
        serials=[serial("S-1", units="U-1"), serial("S-2", units="U-1")],
    )
    first = at("S-1", "09:00", units="U-1")
    return plan, [first, at("S-2", "10:00", units="U-1")], [first, at("S-2", "09:59", units="U-1")]


@proves(
    "B508",
    "S-1 and S-2 both hold 3 teams of SAFETY on 9 July from 09:45 to 10:00; there is 2",
    field="resources",
)
def test_a_pool_holds_so_much_at_once() -> Proof:
    plan = plan_with(
        resources=[resource("SAFETY", 2, measure="teams")],
        serials=[serial("S-1", resources="1 x SAFETY"), serial("S-2", resources="2 x SAFETY")],
    )
    return plan, [at("S-1", "09:00"), at("S-2", "10:00")], [at("S-1", "09:00"), at("S-2", "09:45")]


@proves("B508")
def test_amounts_add_up_to_the_last_decimal() -> Proof:
    plan = plan_with(
        resources=[resource("FUEL", 0.3)],
        serials=[
            serial("S-1", resources="0.1 x FUEL"),
            serial("S-2", resources="0.2 x FUEL"),
            serial("S-3", resources="0.001 x FUEL"),
        ],
    )
    first = [at("S-1", "09:00"), at("S-2", "09:00")]
    return plan, [*first, at("S-3", "10:00")], [*first, at("S-3", "09:45")]


@proves("B508", "S-1 draws on GHOST, which is not in the plan")
def test_a_pool_that_the_plan_does_not_hold_cannot_be_drawn_on() -> Proof:
    plan = plan_with(serials=[serial("S-1", resources="1 x GHOST", priority=1)])
    return plan, [], [at("S-1", "09:00")]


@proves("B509", "S-2 and S-1 together use up 110 of AMMO; there is 100", field="resources")
def test_a_pool_is_used_up_once() -> Proof:
    plan = plan_with(
        resources=[resource("AMMO", 100, used_up=True)],
        serials=[
            serial("S-1", resources="60 x AMMO"),
            serial("S-2", resources="50 x AMMO", priority=2),
        ],
    )
    return plan, [at("S-1", "09:00")], [at("S-1", "09:00"), at("S-2", "15:00")]


@proves(
    "B522",
    "S-1 draws on HELI on 9 July from 08:45 to 09:45; it is available from 9 July 09:00",
    "resources",
)
def test_a_pool_is_drawn_on_only_when_it_is_there() -> Proof:
    plan = plan_with(
        resources=[resource("HELI", 1, available_from="2024-07-09 09:00")],
        serials=[serial("S-1", resources="1 x HELI")],
    )
    return plan, [at("S-1", "09:00")], [at("S-1", "08:45")]


@proves(
    "B522", "S-1 draws on HELI on 9 July from 09:15 to 10:15; it is available until 9 July 10:00"
)
def test_a_pool_is_gone_after_its_time() -> Proof:
    plan = plan_with(
        resources=[resource("HELI", 1, available_until="2024-07-09 10:00")],
        serials=[serial("S-1", resources="1 x HELI"), serial("S-2", resources="0 x HELI")],
    )
    # S-2 draws nothing, so it may run whenever it likes.
    return plan, [at("S-1", "09:00"), at("S-2", "15:00")], [at("S-1", "09:15"), at("S-2", "15:00")]


@proves("B556", "S-1 begins on 9 July 09:10, which is not on the time step of 15 min")
def test_a_serial_begins_on_the_time_step() -> Proof:
    plan = plan_with(serials=[serial("S-1")])
    return plan, [at("S-1", "09:15")], [at("S-1", "09:10")]


@proves("B556")
def test_who_begins_with_a_fixed_serial_needs_no_time_step() -> Proof:
    plan = plan_with(
        serials=[
            serial("S-1", fixed="2024-07-09 09:07"),
            serial("S-2", together_with="S-1"),
            serial("S-3", together_with="S-2"),
            serial("S-4"),
        ]
    )
    group = [at(f"S-{number}", "09:07") for number in (1, 2, 3)]
    return plan, [*group, at("S-4", "09:00")], [*group, at("S-4", "09:07")]


@proves("B556")
def test_the_time_step_counts_from_the_full_hour_of_the_clock() -> Proof:
    # In Kathmandu the clock is 5 h 45 min ahead of UTC.
    plan = plan_with(zone="Asia/Kathmandu", time_step=60, serials=[serial("S-1")])
    return (
        plan,
        [placed("S-1", "2024-07-09 09:00", zone="Asia/Kathmandu")],
        [placed("S-1", "2024-07-09 09:00", zone="UTC")],
    )
