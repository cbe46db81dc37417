"""A timetable repaired after a change of its plan: what moves, what does not, and why."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.repair import ChangeKind, Repair, Unfit, replan
from birlik.planning.verify import verify
from tests.building import (
    area,
    instant,
    placed,
    plan_with,
    resource,
    rule,
    serial,
    timetable_with,
    unit,
)
from tests.planning.repair.changing import changed, without
from tests.planning.test_what_serials_ask_for import ONE_DAY


def repaired(plan: Plan, *kept: Any, **options: Any) -> Repair:
    """Repair of a timetable of these placements; every rule of the plan is kept."""
    repair = replan(plan, timetable_with(plan, *kept), seconds=3, **options)
    if not repair.contradictions:
        assert [found for found in verify(repair.timetable, plan) if found.code != "B521"] == []
    return repair


def told(repair: Repair) -> list[str]:
    """Changes with their causes, each in a line."""
    return [
        f"{change.serial} {change.kind.value}: "
        + "; ".join(f"{cause.code} {cause.text}".strip() for cause in change.causes)
        for change in repair.changes
    ]


def test_a_serial_in_an_area_that_is_shut_moves_and_no_other() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="A"), serial("S-2", areas="A"), serial("S-3", areas="B")],
        areas=[area("A", closures="2024-07-08 08:00..2024-07-08 12:00"), area("B")],
        **ONE_DAY,
    )
    repair = repaired(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A"),
        placed("S-2", "2024-07-08 14:00", areas="A"),
        placed("S-3", "2024-07-08 09:00", areas="B"),
    )
    assert told(repair) == [
        "S-1 moved: B535 S-1 occupies A on 8 July from 09:00 to 10:00, while it is closed"
    ]
    assert repair.proven


def test_a_serial_that_makes_room_is_told_for_whom() -> None:
    # The new one is mandatory and fits nowhere else; the old one does.
    plan = plan_with(
        serials=[serial("S-1", areas="A"), serial("NEW", areas="A", fixed="2024-07-08 09:00")],
        areas=[area("A")],
        **ONE_DAY,
    )
    repair = repaired(plan, placed("S-1", "2024-07-08 09:00", areas="A"))
    assert sorted(told(repair)) == ["NEW added: ", "S-1 moved: A is taken by NEW"]


def test_an_optional_serial_that_is_new_moves_nobody() -> None:
    plan = plan_with(
        serials=[
            serial("S-1", areas="A"),
            serial("NEW", areas="A", fixed="2024-07-08 09:00", priority=1),
        ],
        areas=[area("A")],
        **ONE_DAY,
    )
    repair = repaired(plan, placed("S-1", "2024-07-08 09:00", areas="A"))
    assert repair.changes == ()
    assert [entry.serial for entry in repair.timetable.left_out] == ["NEW"]


def test_what_is_later_and_less_public_makes_room_for_what_is_nearer_and_more_public() -> None:
    plan = plan_with(
        serials=[
            serial("S-1", 120, areas="A", kind="visit"),
            serial("S-2", 60, areas="A"),
        ],
        areas=[area("A")],
        **ONE_DAY,
    )
    repair = repaired(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A"),
        placed("S-2", "2024-07-08 10:00", areas="A"),
    )
    assert [(change.serial, change.kind) for change in repair.changes if change.cost] == [
        ("S-2", ChangeKind.MOVED)
    ]


def test_other_units_cost_less_than_another_time() -> None:
    plan = plan_with(
        serials=[serial("S-1", choose="1 x TANK")],
        units=[
            unit("T-1", kind="TANK", arrives="2024-07-08 12:00"),
            unit("T-2", kind="TANK"),
        ],
        **ONE_DAY,
    )
    repair = repaired(plan, placed("S-1", "2024-07-08 09:00", units="T-1"))
    (change,) = repair.changes
    assert change.kind is ChangeKind.UNITS
    assert change.now is not None
    assert change.now.units == ("T-2",)
    assert [cause.code for cause in change.causes] == ["B533"]


def test_what_waits_for_a_serial_moves_with_it() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="A"), serial("S-2", after="S-1 +0..60")],
        areas=[area("A", closures="2024-07-08 00:00..2024-07-08 15:00")],
        **ONE_DAY,
    )
    repair = repaired(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A"),
        placed("S-2", "2024-07-08 10:00"),
    )
    assert told(repair)[1] == "S-2 moved: S-1 must be over first"
    assert repair.proven


def test_a_serial_that_is_gone_is_named_and_one_that_lasts_longer_stays() -> None:
    before = plan_with(serials=[serial("S-1"), serial("S-2")], **ONE_DAY)
    kept = plan_timetable(before, seconds=0)
    after = changed(without(before, "S-1"), "serials", "S-2", duration=120)
    repair = replan(after, kept)
    assert [change.kind for change in repair.changes] == [ChangeKind.REMOVED, ChangeKind.LENGTH]
    assert repair.cost == 0


def test_what_no_timetable_can_hold_any_more_is_told_apart_from_what_falls_out() -> None:
    # A is shut for good, and S-2 waits for what is there. S-3 and S-4 cannot both be in B any more.
    plan = plan_with(
        serials=[
            serial("S-1", areas="A", priority=1),
            serial("S-2", after="S-1", priority=1),
            serial("S-3", areas="B", fixed="2024-07-08 09:00", priority=1),
            serial("S-4", areas="B", fixed="2024-07-08 09:00", priority=1),
        ],
        areas=[area("A", closures="2024-07-01 00:00..2024-07-20 00:00"), area("B")],
        **ONE_DAY,
    )
    repair = repaired(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A"),
        placed("S-2", "2024-07-08 10:00"),
        placed("S-3", "2024-07-08 09:00", areas="B"),
        placed("S-4", "2024-07-08 09:00", areas="B"),
    )
    kinds = {change.serial: (change.kind, change.cost > 0) for change in repair.changes}
    assert kinds.pop("S-1") == kinds.pop("S-2") == (ChangeKind.IMPOSSIBLE, False)
    assert [*kinds.values()] == [(ChangeKind.FELL_OUT, True)]
    codes = {cause.code for change in repair.changes for cause in change.causes}
    assert codes == {"B401", "B403", "B405"}
    assert repair.cost == sum(change.cost for change in repair.changes)


def test_an_optional_serial_falls_out_rather_than_a_mandatory_one() -> None:
    plan = plan_with(
        serials=[serial("S-1", 1440, areas="A"), serial("S-2", areas="A", priority=1)],
        areas=[area("A")],
        **ONE_DAY,
    )
    repair = repaired(plan, placed("S-2", "2024-07-08 09:00", areas="A"))
    assert told(repair) == [
        "S-1 added: ",
        "S-2 fell out: B403 at 93 of 93 possible starts A is taken by S-1",
    ]
    assert repair.timetable.complete


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"areas": [area("A", closures="2024-07-08 00:00..2024-07-09 00:00")]}, "B535"),
        ({"units": [unit("U", arrives="2024-07-08 12:00")]}, "B533"),
        ({"serials": [serial("S-1", 180, areas="A", units="U")]}, "B501"),
        ({"serials": [serial("S-1", areas="A", units="U", resources="2 x TEAM")]}, "B508"),
        ({"rules": [rule("R", "quiet hours", hours="08:00-10:00")]}, "B539"),
    ],
)
def test_what_has_begun_stands_and_what_it_breaks_is_reported(
    change: dict[str, Any], code: str
) -> None:
    usual: dict[str, Any] = {
        "serials": [serial("S-1", areas="A", units="U")],
        "areas": [area("A")],
        "units": [unit("U")],
        "resources": [resource("TEAM", 1)],
    }
    plan = plan_with(**(usual | change), **ONE_DAY)
    was = placed("S-1", "2024-07-08 09:00", areas="A", units="U")
    repair = repaired(plan, was, frozen_until=instant("2024-07-08 09:30"))
    assert repair.timetable.placements == (was,)
    assert repair.frozen == ("S-1",)
    assert [found.code for found in repair.contradictions] == [code]
    assert repair.changes == ()


def test_the_others_keep_away_from_what_has_begun() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="A"), serial("NEW", areas="A"), serial("NEXT", after="S-1")],
        areas=[area("A")],
        **ONE_DAY,
    )
    was = placed("S-1", "2024-07-08 09:00", areas="A")
    repair = repaired(plan, was, frozen_until=instant("2024-07-08 09:30"))
    begins = {p.serial: p.begins for p in repair.timetable.placements}
    assert begins["NEW"] >= was.ends
    assert begins["NEXT"] >= was.ends
    assert repair.contradictions == ()


def test_what_would_begin_with_something_that_has_begun_is_left_out() -> None:
    plan = plan_with(serials=[serial("S-1"), serial("NEW", together_with="S-1")], **ONE_DAY)
    repair = repaired(
        plan, placed("S-1", "2024-07-08 09:00"), frozen_until=instant("2024-07-08 12:00")
    )
    (left,) = repair.timetable.left_out
    assert (left.serial, left.reason) == ("NEW", "it begins with S-1, which has begun already")
    assert [found.code for found in repair.contradictions] == ["B518"]


def test_set_up_that_would_have_begun_already_is_too_late_but_what_is_being_set_up_can_stay() -> (
    None
):
    plan = plan_with(
        serials=[
            serial("S-1", setup=60, areas="A"),
            serial("S-2", setup=60, areas="B"),
            serial("NEW", setup=60, areas="C"),
        ],
        areas=[area("A"), area("B", closures="2024-07-08 09:00..2024-07-08 09:15"), area("C")],
        **ONE_DAY,
    )
    repair = repaired(
        plan,
        placed("S-1", "2024-07-08 09:00", areas="A"),
        placed("S-2", "2024-07-08 09:00", areas="B"),
        frozen_until=instant("2024-07-08 08:30"),
    )
    begins = {p.serial: p.begins for p in repair.timetable.placements}
    assert begins["S-1"] == instant("2024-07-08 09:00")
    assert begins["S-2"] == instant("2024-07-08 10:15")
    assert begins["NEW"] == instant("2024-07-08 09:30")
    assert repair.frozen == ()


def test_the_same_areas_with_another_first_are_no_move() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="B + A")],
        areas=[area("A", site="X"), area("B", site="Y")],
        **ONE_DAY,
    )
    repair = repaired(plan, placed("S-1", "2024-07-08 09:00", areas="A + B"))
    assert told(repair) == ["S-1 other first area: B502 the plan names B first now"]
    (now,) = repair.timetable.placements
    assert (now.begins, now.areas) == (instant("2024-07-08 09:00"), ("B", "A"))
    assert (repair.cost, repair.proven) == (0, True)


def test_of_two_orders_of_the_same_areas_the_one_of_before_stays() -> None:
    plan = plan_with(
        serials=[serial("S-1", areas="B + A | A + B")], areas=[area("A"), area("B")], **ONE_DAY
    )
    repair = repaired(plan, placed("S-1", "2024-07-08 09:00", areas="A + B"))
    assert repair.changes == ()


def test_who_asks_to_stop_gets_the_best_repair_so_far() -> None:
    plan = plan_with(
        serials=[serial(f"S-{n}", 120, areas="A") for n in range(6)],
        areas=[area("A", closures="2024-07-08 08:00..2024-07-08 09:00")],
        **ONE_DAY,
    )
    kept = [placed(f"S-{n}", f"2024-07-08 {6 + 2 * n:02}:00", 120, areas="A") for n in range(6)]
    repair = repaired(plan, *kept, stop=lambda: True)
    assert len(repair.timetable.placements) == 6
    assert repair.bound <= repair.cost
    assert not repair.timetable.reproducible


def test_a_timetable_of_another_exercise_is_refused() -> None:
    plan = plan_with(serials=[serial("S-1")])
    other = timetable_with(plan, exercise="STEPPE-24")
    with pytest.raises(Unfit, match="one of STEPPE-24, the plan is one of UNITY-24"):
        replan(plan, other)


def test_a_damaged_timetable_is_refused() -> None:
    plan = plan_with(serials=[serial("S-1")])
    twice = placed("S-1", "2024-07-08 09:00"), placed("S-1", "2024-07-08 11:00")
    with pytest.raises(Unfit, match="S-1 stands in it twice"):
        replan(plan, timetable_with(plan, *twice))
    with pytest.raises(Unfit, match="S-1 ends before it begins"):
        replan(plan, timetable_with(plan, placed("S-1", "2024-07-08 09:00", -60)))


def test_the_same_seed_and_budget_give_the_same_repair() -> None:
    serials = [serial(f"S-{n}", 180, areas="A | B", priority=n % 3 + 1) for n in range(10)]
    plan = plan_with(serials=serials, areas=[area("A"), area("B")], **ONE_DAY)
    kept = plan_timetable(plan, seconds=0)
    shut = changed(plan, "areas", "A", closures="2024-07-08 06:00..2024-07-08 12:00")
    assert replan(shut, kept, seconds=2, seed=3) == replan(shut, kept, seconds=2, seed=3)
