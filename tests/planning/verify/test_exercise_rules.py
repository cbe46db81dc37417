"""What the exercise demands as a whole: its frame, arrivals, open hours, ways, work and rest."""

from __future__ import annotations

from tests.building import (
    area,
    contingent,
    nation,
    phase,
    placed,
    plan_with,
    rule,
    serial,
    travel,
    unit,
)
from tests.planning.verify.proving import Proof, at, on, proves


@proves("B531", "S-1 runs on 8 July from 05:45 to 06:45; STARTEX is on 8 July 06:00")
def test_no_serial_runs_before_startex() -> Proof:
    plan = plan_with(startex="2024-07-08 06:00", serials=[serial("S-1", setup=30)])
    return plan, [on("S-1", 8, "06:00")], [on("S-1", 8, "05:45")]


@proves("B531", "S-1 runs from 17 July 23:15 to 18 July 00:15; ENDEX is on 18 July 00:00")
def test_every_serial_is_over_by_endex() -> Proof:
    plan = plan_with(serials=[serial("S-1", clearup=30)])
    return plan, [on("S-1", 17, "23:00")], [on("S-1", 17, "23:15")]


@proves("B531", "The exercise has no STARTEX, so no serial can be in its timetable")
def test_without_a_frame_nothing_can_be_placed() -> Proof:
    plan = plan_with(startex=None, serials=[serial("S-1", priority=1)])
    return plan, [], [at("S-1", "09:00")]


@proves(
    "B532",
    "S-1 runs on 9 July from 11:15 to 12:15; its phase P-1 lasts from 9 July 08:00 to 9 July 12:00",
    "phase",
)
def test_a_serial_runs_within_its_phase() -> Proof:
    plan = plan_with(
        phases=[phase("P-1", "2024-07-09 08:00", "2024-07-09 12:00")],
        serials=[serial("S-1", phase="P-1")],
    )
    return plan, [at("S-1", "11:00")], [at("S-1", "11:15")]


@proves("B533", "U-1 takes part in S-1 from 9 July 08:45; it arrives on 9 July 09:00", "units")
def test_a_unit_takes_part_from_its_arrival() -> Proof:
    plan = plan_with(
        units=[unit("U-1", arrives="2024-07-09 09:00")], serials=[serial("S-1", units="U-1")]
    )
    return plan, [at("S-1", "09:00", units="U-1")], [at("S-1", "08:45", units="U-1")]


@proves("B533", "U-1 takes part in S-1 until 9 July 10:15; it departs on 9 July 10:00", "units")
def test_a_unit_without_a_departure_departs_with_its_contingent() -> Proof:
    plan = plan_with(
        contingents=[contingent("C-1", departs="2024-07-09 10:00", arrives="2024-07-09 10:00")],
        units=[unit("U-1", contingent="C-1", arrives="2024-07-09 08:00")],
        serials=[serial("S-1", units="U-1")],
    )
    # Its own arrival holds, not the later one of its contingent.
    return plan, [at("S-1", "09:00", units="U-1")], [at("S-1", "09:15", units="U-1")]


@proves("B534", "S-1 occupies A on 9 July from 07:45 to 09:15; it is open 08:00-18:00", "areas")
def test_an_area_is_occupied_within_its_open_hours_set_up_included() -> Proof:
    plan = plan_with(
        areas=[area("A", open_hours="08:00-18:00")], serials=[serial("S-1", areas="A", setup=30)]
    )
    return plan, [at("S-1", "08:30", areas="A")], [at("S-1", "08:15", areas="A")]


@proves("B534", "S-1 occupies A from 9 July 23:45 to 10 July 00:45; it is open Mon; Tue")
def test_open_days_that_adjoin_count_as_one() -> Proof:
    plan = plan_with(areas=[area("A", open_days="Mon; Tue")], serials=[serial("S-1", areas="A")])
    return plan, [on("S-1", 8, "23:45", areas="A")], [on("S-1", 9, "23:45", areas="A")]


@proves("B534", "S-1 occupies A on 9 July from 03:00 to 04:00; it is open 20:00-04:00 on Tue")
def test_hours_run_on_from_an_open_day_into_the_next() -> Proof:
    plan = plan_with(
        areas=[area("A", open_hours="20:00-04:00", open_days="Tue")],
        serials=[serial("S-1", areas="A")],
    )
    return plan, [on("S-1", 10, "03:00", areas="A")], [on("S-1", 9, "03:00", areas="A")]


@proves("B535", "S-1 occupies A on 9 July from 12:00 to 12:15, while it is closed", "areas")
def test_an_area_is_not_occupied_while_it_is_closed() -> Proof:
    plan = plan_with(
        areas=[area("A", closures="2024-07-09 12:00..2024-07-09 14:00")],
        serials=[serial("S-1", areas="A", clearup=15)],
    )
    return plan, [at("S-1", "10:45", areas="A")], [at("S-1", "11:00", areas="A")]


@proves(
    "B536",
    "U-1 ends S-1 at TOKMAK on 9 July 10:00 and begins S-2 at OYMASHA on 9 July 11:15; "
    "the way takes 1 h 30 min",
    "units",
)
def test_a_unit_has_time_to_travel() -> Proof:
    plan = plan_with(
        areas=[area("A", site="TOKMAK"), area("B", site="OYMASHA")],
        travel=[travel("OYMASHA", "TOKMAK", 90), travel("TOKMAK", "OYMASHA", 100)],
        units=[unit("U-1")],
        serials=[serial("S-1", areas="A", units="U-1"), serial("S-2", areas="B", units="U-1")],
    )
    first = at("S-1", "09:00", areas="A", units="U-1")
    return (
        plan,
        [first, at("S-2", "11:30", areas="B", units="U-1")],
        [first, at("S-2", "11:15", areas="B", units="U-1")],
    )


@proves("B536")
def test_time_to_travel_lies_between_any_two_serials_not_only_neighbours() -> Proof:
    plan = plan_with(
        areas=[area("A"), area("B")],
        travel=[travel("A", "B", 90)],
        units=[unit("U-1")],
        serials=[
            serial("S-1", areas="A", units="U-1"),
            serial("S-2", 30, units="U-1"),
            serial("S-3", areas="B", units="U-1"),
        ],
    )
    there = [at("S-1", "09:00", areas="A", units="U-1"), at("S-2", "10:00", 30, units="U-1")]
    return (
        plan,
        [*there, at("S-3", "11:30", areas="B", units="U-1")],
        [*there, at("S-3", "11:15", areas="B", units="U-1")],
    )


@proves("B536")
def test_a_way_that_no_sheet_gives_is_measured() -> Proof:
    # A degree of latitude at 43° N is 111.1 km, at 60 km/h 112 minutes.
    plan = plan_with(
        time_step=1,
        areas=[area("A", position="43 51"), area("B", outline="44.1 51; 43.9 51.1; 44 50.9")],
        units=[unit("U-1", travel_speed=60)],
        serials=[serial("S-1", areas="A", units="U-1"), serial("S-2", areas="B", units="U-1")],
    )
    first = at("S-1", "09:00", areas="A", units="U-1")
    return (
        plan,
        [first, at("S-2", "11:52", areas="B", units="U-1")],
        [first, at("S-2", "11:50", areas="B", units="U-1")],
    )


@proves(
    "B537", "U-1 works 7 h on 9 July (S-1 and S-2); at most 6 h are allowed (rule R-1)", "units"
)
def test_a_unit_works_no_longer_than_is_allowed() -> Proof:
    plan = plan_with(
        day_begins="04:00",
        units=[unit("U-1")],
        rules=[rule("R-1", "most work a day", limit=6)],
        serials=[serial("S-1", 240, units="U-1"), serial("S-2", 180, units="U-1")],
    )
    # What begins at 03:45 belongs to the working day before.
    first = on("S-1", 9, "09:00", 240, units="U-1")
    return (
        plan,
        [first, on("S-2", 10, "04:00", 180, units="U-1")],
        [first, on("S-2", 10, "03:45", 180, units="U-1")],
    )


@proves("B537")
def test_work_counts_the_serials_of_the_kinds_named_for_the_nations_named() -> Proof:
    plan = plan_with(
        units=[unit("K-1", "KAZ"), unit("A-1", "AZE")],
        rules=[rule("R-1", "most work a day", limit=2, serial_kinds="live fire", nations="KAZ")],
        serials=[
            serial("S-1", 120, kind="live fire", choose="1 x *"),
            serial("S-2", 120, kind="lecture", choose="1 x *"),
            serial("S-3", 120, kind="live fire", choose="1 x *"),
        ],
    )
    there = [at("S-1", "09:00", 120, units="K-1"), at("S-2", "11:00", 120, units="K-1")]
    return (
        plan,
        [*there, at("S-3", "13:00", 120, units="A-1")],
        [*there, at("S-3", "13:00", 120, units="K-1")],
    )


@proves(
    "B538",
    "U-1 rests 9 h 45 min between S-1, which ends on 9 July 22:00, and S-2, which begins on "
    "10 July 07:45; at least 10 h are needed (rule R-1)",
    "units",
)
def test_a_unit_rests_between_two_working_days() -> Proof:
    plan = plan_with(
        units=[unit("U-1")],
        rules=[rule("R-1", "least rest", limit=10)],
        serials=[serial("S-1", units="U-1"), serial("S-2", units="U-1")],
    )
    first = on("S-1", 9, "21:00", units="U-1")
    return (
        plan,
        [first, on("S-2", 10, "08:00", units="U-1")],
        [first, on("S-2", 10, "07:45", units="U-1")],
    )


@proves("B538")
def test_rest_counts_from_the_last_serial_of_any_earlier_day() -> Proof:
    plan = plan_with(
        units=[unit("U-1")],
        rules=[rule("R-1", "least rest", limit=10)],
        serials=[serial("S-1", 180, units="U-1"), serial("S-2", units="U-1")],
    )
    # S-1 begins on the 9th and runs into the 10th; within one working day no rest is needed.
    return (
        plan,
        [on("S-1", 9, "20:00", 180, units="U-1"), on("S-2", 9, "18:00", units="U-1")],
        [on("S-1", 9, "23:00", 180, units="U-1"), on("S-2", 10, "11:45", units="U-1")],
    )


@proves("B539", "S-1 runs in quiet hours on 9 July from 22:00 to 22:15 (rule R-1)")
def test_no_serial_runs_in_quiet_hours() -> Proof:
    plan = plan_with(
        rules=[rule("R-1", "quiet hours", hours="22:00-06:00", except_serials="S-2")],
        serials=[serial("S-1"), serial("S-2")],
    )
    return plan, [at("S-1", "21:00"), at("S-2", "22:00")], [at("S-1", "21:15"), at("S-2", "22:00")]


@proves("B539", "S-1 runs in quiet hours on 9 July from 05:45 to 06:00 (rule R-1)")
def test_quiet_hours_run_on_past_midnight() -> Proof:
    plan = plan_with(
        rules=[rule("R-1", "quiet hours", hours="22:00-06:00", days="Mon", areas="A")],
        areas=[area("A"), area("B")],
        serials=[serial("S-1", areas="A"), serial("S-2", areas="B")],
    )
    other = at("S-2", "05:00", areas="B")
    return plan, [other, at("S-1", "06:00", areas="A")], [other, at("S-1", "05:45", areas="A")]


@proves("B540", "S-1 runs in hours barred to it on 9 July from 12:00 to 12:30 (rule R-1)")
def test_no_serial_of_a_kind_runs_in_barred_hours() -> Proof:
    plan = plan_with(
        rules=[rule("R-1", "barred hours", hours="12:00-15:00", serial_kinds="live fire")],
        serials=[serial("S-1", kind="live fire"), serial("S-2", kind="lecture")],
    )
    other = at("S-2", "12:30")
    return plan, [at("S-1", "11:00"), other], [at("S-1", "11:30"), other]


@proves(
    "B541",
    "S-1 runs in a holiday of those who take part from 11 July 23:45 to 12 July 00:00 (rule R-1)",
)
def test_no_serial_runs_on_a_holiday_of_a_nation_that_takes_part() -> Proof:
    plan = plan_with(
        rules=[rule("R-1", "holiday", days="2024-07-11", nations="AZE")],
        serials=[serial("S-1", nations="AZE"), serial("S-2", nations="KAZ")],
    )
    other = on("S-2", 11, "09:00")
    return plan, [on("S-1", 12, "00:00"), other], [on("S-1", 11, "23:45"), other]


@proves(
    "B542",
    "S-1 runs in a prayer time of those who take part on 12 July from 12:45 to 13:00 (rule R-1)",
)
def test_no_serial_runs_in_a_prayer_time_of_a_unit_that_takes_part() -> Proof:
    plan = plan_with(
        nations=[nation("KAZ"), nation("AZE")],
        units=[unit("U-1"), unit("U-2")],
        rules=[rule("R-1", "prayer time", hours="12:45-14:00", days="Fri", units="U-1")],
        serials=[serial("S-1", units="U-1"), serial("S-2", units="U-2")],
    )
    other = on("S-2", 12, "13:00", units="U-2")
    return (
        plan,
        [on("S-1", 12, "11:45", units="U-1"), other],
        [on("S-1", 12, "12:00", units="U-1"), other],
    )


@proves("B534")
def test_open_hours_follow_the_clock_when_it_goes_back() -> Proof:
    # On 27 October 2024 in Berlin the night has 25 hours: 20:00-04:00 is open for nine.
    plan = plan_with(
        zone="Europe/Berlin",
        startex="2024-10-20 00:00",
        endex="2024-11-01 00:00",
        areas=[area("A", open_hours="20:00-04:00")],
        serials=[serial("S-1", 540, areas="A")],
    )
    return (
        plan,
        [placed("S-1", "2024-10-26 20:00", 540, areas="A", zone="Europe/Berlin")],
        [placed("S-1", "2024-10-25 20:00", 540, areas="A", zone="Europe/Berlin")],
    )


@proves("B539")
def test_an_hour_that_the_clock_skips_begins_when_the_clocks_go_forward() -> Proof:
    # On 31 March 2024 in Berlin, 01:59 is followed by 03:00, so 02:30 is the same moment as 03:00.
    plan = plan_with(
        zone="Europe/Berlin",
        startex="2024-03-25 00:00",
        endex="2024-04-05 00:00",
        rules=[rule("R-1", "quiet hours", hours="02:30-04:00")],
        serials=[serial("S-1", 60)],
    )
    return (
        plan,
        [placed("S-1", "2024-03-31 01:00", zone="Europe/Berlin")],
        [placed("S-1", "2024-03-31 01:15", zone="Europe/Berlin")],
    )
