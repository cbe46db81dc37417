"""What contradicts, told to a planner: one readable exercise for each kind of contradiction."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.diagnostics import Severity
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.planning import explain
from birlik.planning.contradictions import Contradiction, RemedyKind, applied
from birlik.planning.planner import plan_timetable
from birlik.planning.verify import verify
from tests.building import area, phase, plan_with, resource, rule, serial, travel, unit

SEA = area("TOKMAK-SEA", position="43.65 51.17", kind="sea")
AT_TEN = "2024-07-09 10:00"


def only_contradiction(plan: Plan) -> Contradiction:
    """The one contradiction of a plan; each of its remedies makes the whole plan possible."""
    found = explain(plan, seconds=20)
    assert (found.faulty, found.undecided) == ((), ())
    (contradiction,) = found.contradictions
    assert contradiction.smallest
    for remedy in contradiction.remedies:
        assert_possible(applied(plan, remedy.changes))
    return contradiction


def assert_possible(plan: Plan) -> None:
    """See that ``birlik plan`` places everything mandatory, and that the verifier agrees."""
    findings = judge(plan)
    wrong = [found.place for found in findings if found.severity is Severity.ERROR]
    assert not [place.record for place in wrong if plan.serials[place.index or 0].mandatory]
    timetable = plan_timetable(plan, findings, seconds=5)
    assert timetable.complete, timetable.left_out
    assert verify(timetable, plan) == ()


def demands(contradiction: Contradiction) -> set[str]:
    return {demand.text for demand in contradiction.demands}


def remedies(contradiction: Contradiction) -> dict[str, int]:
    return {remedy.text: remedy.price for remedy in contradiction.remedies}


def test_two_serials_need_one_area_in_a_night_that_is_too_short():
    night = {"areas": "TOKMAK-SEA", "light": "night", "earliest": "2024-07-14 12:00"}
    plan = plan_with(
        areas=[SEA],
        serials=[
            serial("S-204", "4 h", **night, latest="2024-07-15 12:00"),
            serial("S-311", "4 h", **night, latest="2024-07-15 12:00", title="Boarding"),
            serial("S-400", "1 h", areas="TOKMAK-SEA"),
        ],
    )
    found = only_contradiction(plan)
    assert found.text == (
        "S-204 and S-311 both need TOKMAK-SEA at night from 14 July 12:00 on by 15 July 12:00. "
        "There are 7 h 41 min for them (14 July 21:51 to 15 July 05:32); they need 8 h."
    )
    assert found.serials == ("S-204", "S-311")
    assert {place.record for place in found.records} == {"S-204", "S-311", "TOKMAK-SEA"}
    assert "TOKMAK-SEA holds one serial at a time" in demands(found)
    cheapest = remedies(found)
    assert cheapest["S-204 may be held at dusk too"] == 4
    assert cheapest["S-204 lasts 30 min less, 3 h 30 min"] == 6


def test_an_area_of_the_same_kind_is_another_way():
    pier = {"kind": "facility", "site": "AKTAU"}
    plan = plan_with(
        areas=[
            area("PIER-1", **pier),
            area("PIER-2", **pier, closures="2024-07-09"),
            area("PIER-3", **pier),
        ],
        serials=[serial(f"S-{n}", areas="PIER-1 | PIER-2", fixed=AT_TEN) for n in (1, 2)],
    )
    found = only_contradiction(plan)
    assert "S-1 and S-2 both need PIER-1" in found.text
    assert "PIER-2 is closed from 9 July 00:00 to 10 July 00:00" in found.text
    assert remedies(found)["S-1 may use PIER-3 in place of PIER-2"] == 3


def test_a_closure_is_shortened():
    plan = plan_with(
        areas=[
            area("BRIDGE", closures="2024-07-09 06:00..2024-07-09 18:00", open_hours="06:00-20:00")
        ],
        serials=[serial("S-1", "3 h", areas="BRIDGE", days="2024-07-09")],
    )
    found = only_contradiction(plan)
    assert "S-1 lasts 3 h and begins on 9 July" in found.text
    assert found.text.endswith("The longest time left on end is 2 h.")
    assert remedies(found)["BRIDGE is closed only from 9 July 06:00 to 17:00"] == 3


@pytest.mark.parametrize(
    ("kind", "hours", "remedy", "price"),
    [
        ("night", "06:00-20:00", "BEACH is open 02:30-20:00", 6),
        ("day", "22:00-04:00", "BEACH is open 18:15-04:00", 6),
    ],
)
def test_light_and_opening_leave_no_time(kind: str, hours: str, remedy: str, price: int):
    beach = area("BEACH", position="43.65 51.17", open_hours=hours)
    plan = plan_with(areas=[beach], serials=[serial("S-351", "3 h", areas="BEACH", light=kind)])
    found = only_contradiction(plan)
    assert f"BEACH is open {hours} only. Together they leave no time at all." in found.text
    assert remedies(found)[remedy] == price


def test_a_serial_longer_than_its_area_is_open():
    plan = plan_with(
        areas=[area("RANGE", open_hours="06:00-20:00")],
        serials=[serial("S-1", "15 h", areas="RANGE")],
    )
    found = only_contradiction(plan)
    assert found.text == (
        "S-1 lasts 15 h; RANGE is open 06:00-20:00 only. The longest time left on end is 14 h."
    )
    assert next(iter(remedies(found).items())) == ("RANGE is open 06:00-21:00", 3)
    assert found.remedies[-1].kind is RemedyKind.OPTIONAL


def test_a_serial_longer_than_the_exercise():
    found = only_contradiction(plan_with(serials=[serial("S-1", "12 days")]))
    assert found.text == "S-1 lasts 288 h. The exercise lasts 240 h."
    assert [demand.kind.value for demand in found.demands] == ["held", "STARTEX", "ENDEX"]
    assert remedies(found)["ENDEX is 48 h later, on 20 July 00:00"] == 58


def test_pools_that_do_not_hold_enough_at_once():
    plan = plan_with(
        resources=[resource("SAFETY-TEAM", 4)],
        serials=[serial(f"S-{n}", resources="2 x SAFETY-TEAM", fixed=AT_TEN) for n in (1, 2, 3)],
    )
    found = only_contradiction(plan)
    assert found.text == (
        "S-1 draws 2 x SAFETY-TEAM, S-2 draws 2 x SAFETY-TEAM and S-3 draws 2 x SAFETY-TEAM; SAFETY-TEAM "
        "holds 4 at a time; S-1, S-2 and S-3 begin exactly on 9 July 10:00."
    )
    assert remedies(found)["SAFETY-TEAM holds 2 more, 6"] == 20


def test_a_pool_that_is_used_up_is_told_once_with_all_who_would_go_without():
    plan = plan_with(
        resources=[resource("AMMO", 50, used_up=True)],
        serials=[serial(f"S-{n}", resources="10 x AMMO") for n in range(8)],
    )
    found = only_contradiction(plan)
    assert found.text == (
        "S-0, S-1, S-2, S-3, S-4 and S-5 draw 60 x AMMO together; AMMO holds 50 altogether."
    )
    assert found.also == ("S-6", "S-7")
    assert remedies(found) == {"AMMO holds 30 more, 80": 24, "S-5, S-6 and S-7 are optional": 600}


def test_a_pool_that_is_there_too_late():
    plan = plan_with(
        resources=[resource("BOAT", 1, available_from="2024-07-10 12:00")],
        serials=[serial("S-1", resources="1 x BOAT", latest="2024-07-10 12:00")],
    )
    found = only_contradiction(plan)
    assert "BOAT is available from 10 July 12:00" in found.text
    assert remedies(found)["S-1 may end 1 h later, by 10 July 13:00"] == 2
    assert remedies(found)["BOAT is available 1 h earlier, on 10 July 11:00"] == 4


def test_a_unit_in_two_places_at_once():
    plan = plan_with(
        units=[unit("U-1", kind="TANK"), unit("U-2", kind="TANK")],
        serials=[
            serial("S-1", "4 h", units="U-1", fixed=AT_TEN),
            serial("S-2", "2 h", units="U-1", fixed="2024-07-09 12:00"),
        ],
    )
    found = only_contradiction(plan)
    assert "S-1 and S-2 both need U-1" in found.text
    assert found.text.endswith("There are 4 h for them (9 July 10:00 to 14:00); they need 6 h.")
    found_remedies = remedies(found)
    assert found_remedies["another TANK of KAZ may take part in S-1 in place of U-1"] == 4
    assert found_remedies["S-1 begins on 9 July 08:00 instead"] == 5


def test_a_unit_that_has_not_arrived():
    plan = plan_with(
        units=[unit("U", arrives="2024-07-12 08:00", departs="2024-07-14 08:00")],
        serials=[serial("S-1", "2 h", units="U", latest="2024-07-12 09:00")],
    )
    found = only_contradiction(plan)
    assert "U arrives on 12 July 08:00" in found.text
    assert remedies(found)["S-1 may end 1 h later, by 12 July 10:00"] == 2
    assert remedies(found)["U arrives 1 h earlier, on 12 July 07:00"] == 5


def test_not_enough_units_to_choose():
    plan = plan_with(
        units=[unit(f"T-{n}", kind="TANK") for n in range(3)],
        serials=[serial(f"S-{n}", choose="2 x TANK", fixed=AT_TEN) for n in (1, 2)],
    )
    found = only_contradiction(plan)
    assert found.text.startswith("S-1 needs 2 x TANK and S-2 needs 2 x TANK; 3 units fit")
    assert remedies(found)["S-1 is content with 1 x TANK"] == 6
    assert remedies(found)["1 more unit of the kind TANK of KAZ comes"] == 8


def test_a_way_that_takes_too_long():
    plan = plan_with(
        areas=[area("N", site="NORTH"), area("S", site="SOUTH")],
        travel=[travel("NORTH", "SOUTH", 180, id="T-1")],
        units=[unit("U")],
        serials=[
            serial("S-1", areas="N", units="U", fixed=AT_TEN),
            serial("S-2", areas="S", units="U", fixed="2024-07-09 13:00"),
        ],
    )
    found = only_contradiction(plan)
    assert "the way from NORTH to SOUTH takes 3 h" in found.text
    assert remedies(found)["S-1 begins on 9 July 09:00 instead"] == 4


def test_more_work_than_a_rule_allows_in_a_day():
    plan = plan_with(
        units=[unit("U")],
        rules=[rule("R", "most work a day", limit=8)],
        serials=[
            serial("S-1", "5 h", units="U", fixed=AT_TEN),
            serial("S-2", "5 h", units="U", fixed="2024-07-09 16:00"),
        ],
    )
    found = only_contradiction(plan)
    assert "the rule R holds: most work a day, 8 h" in found.text
    assert found.text.endswith("Together they last 10 h.")
    assert remedies(found)["the limit of the rule R (most work a day) is 10 h"] == 10
    assert remedies(found)["the rule R (most work a day) does not hold for S-1"] == 10


def test_less_rest_than_a_rule_wants():
    plan = plan_with(
        units=[unit("U")],
        rules=[rule("R", "least rest", limit=12)],
        serials=[
            serial("S-1", "6 h", units="U", fixed="2024-07-09 16:00"),
            serial("S-2", "6 h", units="U", fixed="2024-07-10 08:00"),
        ],
    )
    found = only_contradiction(plan)
    assert "the rule R holds: least rest, 12 h" in found.text
    assert remedies(found)["S-1 begins on 9 July 14:00 instead"] == 5
    assert remedies(found)["the limit of the rule R (least rest) is 10 h"] == 10


def test_a_rule_that_closes_hours():
    plan = plan_with(
        rules=[rule("R-QUIET", "quiet hours", hours="22:00-06:00")],
        serials=[serial("S-1", "2 h", hours="21:00-23:00", kind="live fire")],
    )
    found = only_contradiction(plan)
    assert "the rule R-QUIET holds: quiet hours 22:00-06:00" in found.text
    assert remedies(found)["S-1 may lie within 20:00-23:00"] == 2
    assert remedies(found)["the rule R-QUIET (quiet hours) does not hold for S-1"] == 10


def test_a_chain_that_is_longer_than_its_time():
    plan = plan_with(
        serials=[
            serial("DRY", "4 h", earliest="2024-07-09 10:00"),
            serial("LIVE", "2 h", after="DRY +60 (dry run passed)", latest="2024-07-09 16:00"),
        ],
    )
    found = only_contradiction(plan)
    assert "LIVE begins 1 h or more after DRY is over" in found.text
    assert found.text.endswith("One after another they need 7 h; 9 July 10:00 to 16:00 are 6 h.")
    found_remedies = remedies(found)
    assert found_remedies["DRY may begin 1 h earlier, from 9 July 09:00 on"] == 2
    assert found_remedies["LIVE may end 1 h later, by 9 July 17:00"] == 2
    assert found_remedies["LIVE may begin as soon as 0 min after DRY"] == 3


def test_serials_too_far_apart():
    plan = plan_with(
        serials=[
            serial("DRY", days="2024-07-09"),
            serial("LIVE", after="DRY +60..240", days="2024-07-11"),
        ],
    )
    found = only_contradiction(plan)
    assert "LIVE begins no more than 4 h after DRY is over" in found.text
    assert RemedyKind.LONGER_GAP in {remedy.kind for remedy in found.remedies}


def test_serials_that_wait_for_one_another():
    plan = plan_with(
        serials=[serial("S-1", after="S-2"), serial("S-2", after="S-1"), serial("S-3", after="S-2")]
    )
    found = only_contradiction(plan)
    assert found.text == "S-1 begins after S-2 is over; S-2 begins after S-1 is over."
    assert set(remedies(found)) >= {"S-1 need not wait for S-2", "S-2 need not wait for S-1"}


def test_companions_with_different_fixed_starts():
    plan = plan_with(
        serials=[
            serial("S-1", fixed=AT_TEN),
            serial("S-2", fixed="2024-07-09 10:10", together_with="S-1"),
        ]
    )
    found = only_contradiction(plan)
    assert "S-2 begins together with S-1" in found.text
    assert remedies(found)["S-1 begins on 9 July 10:10 instead"] == 4
    assert remedies(found)["S-2 need not begin together with S-1"] == 9


def test_serials_that_never_run_side_by_side():
    plan = plan_with(
        serials=[
            serial("S-1", "3 h", days="2024-07-09", hours="08:00-12:00"),
            serial("S-2", "3 h", days="2024-07-09", hours="08:00-12:00", never_with="S-1"),
        ]
    )
    found = only_contradiction(plan)
    assert "S-2 never runs beside S-1" in found.text
    assert remedies(found)["S-1 may lie within 08:00-14:00"] == 3


def test_a_danger_zone_is_named_and_never_taken_away():
    near: dict[str, Any] = {"kind": "land"}
    plan = plan_with(
        areas=[
            area("A", position="43.60 51.10", **near),
            area("B", position="43.601 51.10", kind="sea"),
        ],
        serials=[
            serial("S-1", areas="A", danger_radius=1000, fixed=AT_TEN),
            serial("S-2", areas="B", fixed=AT_TEN),
        ],
    )
    found = only_contradiction(plan)
    assert "the danger zone of S-1 shuts the areas that it touches" in found.text
    fields = {change.place.field for remedy in found.remedies for change in remedy.changes}
    assert not fields & {"danger_radius", "danger_zone"}


def test_more_people_than_an_area_holds():
    plan = plan_with(
        areas=[area("CAMP", people_at_once=100, kind="facility")],
        units=[unit("U", personnel=120)],
        serials=[serial("S-1", areas="CAMP", units="U", people=10)],
    )
    found = only_contradiction(plan)
    assert "S-1 brings 130 people; CAMP holds 100 people at a time" in found.text
    assert remedies(found)["CAMP holds 30 people more, 130"] == 12


def test_a_phase_that_is_over_too_soon():
    plan = plan_with(
        phases=[phase("LIVE", "2024-07-12 00:00", "2024-07-13 00:00")],
        serials=[serial("S-1", phase="LIVE", earliest="2024-07-13 06:00")],
    )
    found = only_contradiction(plan)
    assert "phase LIVE" in found.text
    assert remedies(found)["S-1 may lie outside its phase LIVE"] == 5
    assert remedies(found)["the phase LIVE ends later, on 13 July 07:00"] == 11


def test_a_time_step_that_is_too_coarse():
    plan = plan_with(
        time_step=60,
        serials=[serial("S-1", hours="08:10-09:40", days="2024-07-09", duration="1 h")],
    )
    found = only_contradiction(plan)
    assert remedies(found)["serials begin at multiples of 5 min"] == 4


def test_set_up_counts_where_it_makes_the_difference():
    plan = plan_with(
        areas=[area("HALL", kind="facility")],
        serials=[
            serial(f"S-{n}", "2 h", areas="HALL", setup=30, hours="18:00-22:00", days="2024-07-09")
            for n in (1, 2)
        ],
    )
    found = only_contradiction(plan)
    assert "longer for set-up" in found.text
    assert remedies(found)["the set-up of S-2 takes 0 min"] == 4
