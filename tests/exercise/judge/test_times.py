"""Times that contradict one another, or lie outside the exercise (8 to 17 July 2024)."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.plan import Plan
from birlik.exercise.records.cooperation import Conference, Engagement
from tests.building import contingent, phase, plan_with, resource, serial, unit
from tests.exercise.judge.lines import lines


def timed(**fields: Any) -> list[str]:
    """Findings of a plan with one serial of two hours."""
    return lines(plan_with(serials=[serial("S-1", 120, **fields)]))


def test_the_exercise_ends_after_it_begins() -> None:
    assert lines(plan_with(endex="2024-07-07 00:00")) == [
        "exercise UNITY-24 endex: B301 exercise UNITY-24 ends before it begins"
    ]
    assert lines(plan_with(endex="2024-07-08 00:00")) == [
        "exercise UNITY-24 endex: B301 exercise UNITY-24 ends as it begins"
    ]


def test_a_phase_ends_after_it_begins() -> None:
    late = phase("P-1", "2024-07-10 12:00", "2024-07-10 08:00", title="Live fire")
    assert lines(plan_with(phases=[late])) == [
        "phases P-1 ends: B301 phase P-1 Live fire ends before it begins"
    ]
    assert lines(plan_with(phases=[phase("P-1", "2024-07-10 08:00", "2024-07-10 12:00")])) == []


def test_a_pool_is_available_until_after_it_is_available_from() -> None:
    pool = resource(
        "TEAM", 4, available_from="2024-07-12 08:00", available_until="2024-07-11 08:00"
    )
    plan = plan_with(resources=[pool], serials=[serial("S-1", resources="1 x TEAM")])
    assert lines(plan) == [
        "resources TEAM available_until: B301 resource TEAM ends before it begins"
    ]


def test_a_conference_and_an_engagement_may_last_a_day_and_no_less() -> None:
    def plan(first: str, last: str) -> Plan:
        days = {"begins": f"{first}T00:00:00Z", "ends": f"{last}T00:00:00Z"}
        conference = Conference.model_validate({"id": "IPC"} | days)
        engagement = Engagement.model_validate({"id": "E-1", "begins": first, "ends": last})
        records = {"conferences": (conference,), "engagements": (engagement,)}
        return plan_with().model_copy(update=records)

    assert lines(plan("2024-04-04", "2024-04-04")) == []
    assert lines(plan("2024-04-04", "2024-04-03")) == [
        "conferences IPC ends: B301 conference IPC ends before it begins",
        "engagements E-1 ends: B301 engagement E-1 ends before it begins",
    ]


def test_a_serial_can_be_over_by_its_latest_end() -> None:
    assert timed(earliest="2024-07-10 08:00", latest="2024-07-10 10:00") == []
    assert timed(earliest="2024-07-10 08:01", latest="2024-07-10 10:00") == [
        (
            "serials S-1 latest: B301 from its earliest start S-1 is over on 10 July 2024 10:01, "
            "after its latest end; begin earlier, end later or shorten it"
        )
    ]
    assert timed(fixed="2024-07-10 09:00", latest="2024-07-10 10:00") == [
        (
            "serials S-1 latest: B301 from its fixed start S-1 is over on 10 July 2024 11:00, "
            "after its latest end; begin earlier, end later or shorten it"
        )
    ]


def test_a_fixed_start_lies_after_the_earliest() -> None:
    assert timed(fixed="2024-07-10 09:00", earliest="2024-07-10 09:00") == []
    assert timed(fixed="2024-07-10 09:00", earliest="2024-07-10 10:00") == [
        (
            "serials S-1 fixed: B301 the fixed start of S-1 lies before its earliest start; "
            "a fixed start needs no earliest"
        )
    ]


def test_a_serial_lasts_some_time() -> None:
    assert lines(plan_with(serials=[serial("S-1", 0)])) == [
        "serials S-1 duration: B301 S-1 lasts 0 min; write how long it lasts"
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"fixed": "2024-07-07 09:00"}, "fixed: B308 S-1: its fixed start lies before STARTEX"),
        ({"fixed": "2024-07-18 09:00"}, "fixed: B308 S-1: its fixed start lies after ENDEX"),
        (
            {"fixed": "2024-07-17 22:30"},
            "fixed: B308 S-1: from its fixed start it runs beyond ENDEX, as it lasts 2 h",
        ),
        (
            {"earliest": "2024-07-19 09:00"},
            "earliest: B308 S-1: its earliest start lies after ENDEX",
        ),
        ({"latest": "2024-07-07 09:00"}, "latest: B308 S-1: its latest end lies before STARTEX"),
    ],
)
def test_a_serial_lies_within_startex_and_endex(fields: dict[str, str], message: str) -> None:
    assert timed(**fields) == [f"serials S-1 {message}"]


def test_a_serial_may_touch_startex_and_endex() -> None:
    assert timed(fixed="2024-07-08 00:00") == []
    assert timed(fixed="2024-07-17 22:00", latest="2024-07-18 00:00") == []


def test_a_phase_lies_within_startex_and_endex() -> None:
    assert lines(plan_with(phases=[phase("P-1", "2024-07-07", "2024-07-20")])) == [
        "phases P-1 begins: B308 phase P-1 begins before STARTEX",
        "phases P-1 ends: B308 phase P-1 ends after ENDEX",
    ]
    assert lines(plan_with(phases=[phase("P-1", "2024-07-08", "2024-07-18")])) == []


def test_a_unit_is_there_during_the_exercise() -> None:
    early = unit("U-1", arrives="2024-07-01 08:00", departs="2024-07-06 08:00")
    late = unit("U-2", arrives="2024-07-18 08:00")
    assert lines(plan_with(units=[early, late])) == [
        "units U-1 departs: B308 unit U-1 departs before STARTEX",
        "units U-2 arrives: B308 unit U-2 arrives after ENDEX",
    ]
    assert lines(plan_with(units=[unit("U-1", arrives="2024-07-01 08:00")])) == []


def test_a_contingent_departs_after_it_arrives() -> None:
    short = contingent("C-1", arrives="2024-07-10 08:00", departs="2024-07-09 08:00")
    assert lines(plan_with(contingents=[short], units=[unit("U-1", contingent="C-1")])) == [
        "contingents C-1 departs: B307 contingent C-1 departs before it arrives"
    ]


def test_a_unit_departs_after_it_arrives() -> None:
    short = unit("U-1", arrives="2024-07-10 08:00", departs="2024-07-09 08:00", title="Marines")
    assert lines(plan_with(units=[short])) == [
        "units U-1 departs: B307 unit U-1 Marines departs before it arrives"
    ]


def test_a_unit_departs_after_its_contingent_arrives() -> None:
    stay = contingent("C-1", arrives="2024-07-09 08:00", departs="2024-07-12 08:00")
    departs = unit("U-1", contingent="C-1", departs="2024-07-08 08:00")
    arrives = unit("U-2", contingent="C-1", arrives="2024-07-13 08:00")
    within = unit("U-3", contingent="C-1", arrives="2024-07-10 08:00")
    own = {"arrives": "2024-07-11 08:00", "departs": "2024-07-10 08:00"}
    its_own = unit("U-4", contingent="C-1", **own)
    assert lines(plan_with(contingents=[stay], units=[departs, arrives, within, its_own])) == [
        (
            "units U-1 departs: B307 unit U-1 departs before it arrives: "
            "its contingent C-1 arrives on 9 July 2024 08:00"
        ),
        (
            "units U-2 arrives: B307 unit U-2 departs before it arrives: "
            "its contingent C-1 departs on 12 July 2024 08:00"
        ),
        "units U-4 departs: B307 unit U-4 departs before it arrives",
    ]


def test_a_unit_is_of_the_nation_of_its_contingent() -> None:
    stay = contingent("C-AZE", "AZE")
    assert lines(plan_with(contingents=[stay], units=[unit("U-1", "KAZ", contingent="C-AZE")])) == [
        "units U-1 contingent: B316 unit U-1 is of KAZ, its contingent C-AZE of AZE"
    ]
    assert (
        lines(plan_with(contingents=[stay], units=[unit("U-1", "AZE", contingent="C-AZE")])) == []
    )


def test_times_at_the_ends_of_the_calendar_do_not_stop_the_judge() -> None:
    plan = plan_with(
        startex="0001-01-03 00:00",
        endex="9999-12-29 00:00",
        phases=[phase("P-1", "0001-01-03 00:00", "9999-12-29 00:00")],
        serials=[
            serial("S-1", 366 * 1440, earliest="9999-12-28 00:00", phase="P-1", setup=366 * 1440),
            serial("S-2", 366 * 1440, latest="0001-01-04 00:00", fixed="9999-12-28 00:00"),
        ],
    )
    assert lines(plan)
