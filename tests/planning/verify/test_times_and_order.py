"""The times and the order that serials ask for: a right timetable, and one that just breaks the rule."""

from __future__ import annotations

from tests.building import plan_with, serial
from tests.planning.verify.proving import Proof, at, on, proves


@proves("B510", "S-1 begins on 9 July 08:45, before its earliest start on 9 July 09:00", "earliest")
def test_a_serial_does_not_begin_before_its_earliest_start() -> Proof:
    plan = plan_with(serials=[serial("S-1", earliest="2024-07-09 09:00")])
    return plan, [at("S-1", "09:00")], [at("S-1", "08:45")]


@proves("B511", "S-1 ends on 9 July 10:15, after its latest end on 9 July 10:00", "latest")
def test_a_serial_is_over_by_its_latest_end() -> Proof:
    plan = plan_with(serials=[serial("S-1", latest="2024-07-09 10:00")])
    return plan, [at("S-1", "09:00")], [at("S-1", "09:15")]


@proves("B512", "S-1 begins on 9 July 09:15; it is fixed to 9 July 09:07", "fixed")
def test_a_fixed_start_is_kept_exactly_and_needs_no_time_step() -> Proof:
    plan = plan_with(serials=[serial("S-1", fixed="2024-07-09 09:07")])
    return plan, [at("S-1", "09:07")], [at("S-1", "09:15")]


@proves("B513", "S-1 runs on 9 July from 11:15 to 12:15; its hours are 08:00-12:00", "hours")
def test_a_serial_runs_within_its_hours() -> Proof:
    plan = plan_with(serials=[serial("S-1", hours="08:00-12:00")])
    return plan, [at("S-1", "11:00")], [at("S-1", "11:15")]


@proves("B513")
def test_hours_that_touch_count_as_one() -> Proof:
    plan = plan_with(serials=[serial("S-1", 120, hours="08:00-12:00; 12:00-14:00")])
    return plan, [at("S-1", "11:00", 120)], [at("S-1", "12:15", 120)]


@proves("B513", "S-1 runs on 10 July from 03:15 to 04:15; its hours are 22:00-04:00")
def test_hours_can_pass_midnight() -> Proof:
    plan = plan_with(serials=[serial("S-1", hours="22:00-04:00")])
    return plan, [on("S-1", 10, "03:00")], [on("S-1", 10, "03:15")]


@proves("B514", "S-1 begins on 8 July 23:45; its days are 2024-07-09..2024-07-10; Fri", "days")
def test_a_serial_begins_on_one_of_its_days() -> Proof:
    plan = plan_with(serials=[serial("S-1", days="2024-07-09..2024-07-10; Fri")])
    # It may run on into a day that is not named.
    return plan, [on("S-1", 10, "23:45")], [on("S-1", 8, "23:45")]


@proves("B514")
def test_a_weekday_is_one_of_the_calendar_of_the_zone() -> Proof:
    plan = plan_with(serials=[serial("S-1", days="Fri")])
    # Friday 12 July begins at 19:00 UTC on Thursday.
    return plan, [on("S-1", 12, "00:00")], [on("S-1", 13, "00:00")]


@proves(
    "B516",
    "S-2 begins on 9 July 10:45, S-1 ends on 9 July 10:00; at least 1 h must lie between",
    "after",
)
def test_the_least_gap_after_another_serial_is_kept() -> Proof:
    plan = plan_with(serials=[serial("S-1"), serial("S-2", after="S-1 +60 (dry run passed)")])
    return plan, [at("S-1", "09:00"), at("S-2", "11:00")], [at("S-1", "09:00"), at("S-2", "10:45")]


@proves("B516", "S-2 begins on 9 July 09:45, S-1 ends on 9 July 10:00; it must be over first")
def test_a_serial_begins_when_the_one_it_waits_for_is_over() -> Proof:
    plan = plan_with(serials=[serial("S-1"), serial("S-2", after="S-1")])
    return plan, [at("S-1", "09:00"), at("S-2", "10:00")], [at("S-1", "09:00"), at("S-2", "09:45")]


@proves("B516", "S-2 waits for S-1, which is not in the timetable")
def test_a_serial_is_not_placed_without_the_one_it_waits_for() -> Proof:
    plan = plan_with(serials=[serial("S-1", priority=3), serial("S-2", priority=3, after="S-1")])
    return plan, [at("S-1", "09:00")], [at("S-2", "10:00")]


@proves(
    "B517",
    "S-2 begins on 9 July 12:15, S-1 ends on 9 July 10:00; at most 2 h may lie between",
    "after",
)
def test_the_greatest_gap_after_another_serial_is_kept() -> Proof:
    plan = plan_with(serials=[serial("S-1"), serial("S-2", after="S-1 +0..120")])
    return plan, [at("S-1", "09:00"), at("S-2", "12:00")], [at("S-1", "09:00"), at("S-2", "12:15")]


@proves(
    "B518",
    "S-1 begins on 9 July 09:00 and S-2 on 9 July 09:15; they belong together",
    "together_with",
)
def test_what_belongs_together_begins_at_one_moment() -> Proof:
    plan = plan_with(serials=[serial("S-1", together_with="S-2"), serial("S-2")])
    return plan, [at("S-1", "09:00"), at("S-2", "09:00")], [at("S-1", "09:00"), at("S-2", "09:15")]


@proves("B518", "S-2 is in the timetable and S-1 is not; they belong together")
def test_serials_that_belong_together_are_all_there_or_none() -> Proof:
    plan = plan_with(
        serials=[serial("S-1", priority=1, together_with="S-2"), serial("S-2", priority=1)]
    )
    return plan, [], [at("S-2", "09:00")]


@proves("B519", "S-1 and S-2 both run on 9 July from 09:45 to 10:00; they never may", "never_with")
def test_serials_that_never_run_at_once_do_not_whichever_names_the_other() -> Proof:
    plan = plan_with(serials=[serial("S-1", never_with="S-2"), serial("S-2")])
    return plan, [at("S-2", "09:00"), at("S-1", "10:00")], [at("S-1", "09:00"), at("S-2", "09:45")]


@proves("B521", "S-1 is mandatory and not in the timetable", "priority")
def test_a_serial_without_a_priority_is_in_the_timetable() -> Proof:
    plan = plan_with(serials=[serial("S-1"), serial("S-2", priority=5)])
    return plan, [at("S-1", "09:00")], [at("S-2", "09:00")]
