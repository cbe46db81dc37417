"""Room for one serial more: others move, or those with which it quarrels are named, and no others."""

from __future__ import annotations

from typing import Any

from birlik.planning.contradictions.budget import Budget
from birlik.planning.contradictions.placing import Placing, Quarrel
from birlik.planning.formulate import formulate
from birlik.planning.problem import Slot
from tests.building import area, plan_with, serial

MORNING: dict[str, Any] = {"days": "2024-07-09", "hours": "08:00-09:30"}
DAY: dict[str, Any] = {"days": "2024-07-09", "hours": "08:00-12:00"}

#: Minutes from STARTEX to 8 and to 10 o'clock on 9 July.
EIGHT, TEN = 32 * 60, 34 * 60


def placing(*serials: Any, at: dict[int, int], seconds: float = 10) -> Placing:
    """Serials that all use one area, some of them placed already."""
    problem = formulate(plan_with(areas=[area("A")], serials=serials)).problem
    return Placing(problem, {n: Slot(start, 0, ()) for n, start in at.items()}, Budget(seconds))


def test_a_serial_is_placed_where_there_is_room():
    here = placing(serial("S-0", areas="A", **DAY), serial("S-1", areas="A", **DAY), at={0: EIGHT})
    assert here.settle(1) is True
    assert here.solution[0].start == EIGHT


def test_others_move_for_one_that_has_no_other_place():
    here = placing(
        serial("S-0", areas="A", **DAY),
        serial("S-1", areas="A", **DAY),
        serial("S-2", areas="A", **MORNING),
        at={0: EIGHT, 1: TEN},
    )
    assert here.missing() == [2]
    assert here.settle(2) is True
    assert here.missing() == []


def test_only_those_that_quarrel_are_named():
    here = placing(
        serial("S-0", "2 h", areas="A", **DAY),
        serial("S-1", areas="A", **MORNING),
        serial("S-2", areas="A", **MORNING),
        at={0: TEN, 1: EIGHT},
    )
    assert here.settle(2) == Quarrel((1, 2))
    assert here.solution.keys() == {0, 1}


def test_what_waits_for_the_other_quarrels_with_it_although_it_has_room_alone():
    here = placing(
        serial("S-0", areas="A", **MORNING),
        serial("S-1", areas="A", after="S-0 +60", days="2024-07-09", hours="09:00-10:30"),
        at={0: EIGHT},
    )
    assert here.settle(1) == Quarrel((0, 1))


def test_places_that_break_a_rule_are_not_taken_over():
    here = placing(
        serial("S-0", areas="A", **DAY), serial("S-1", areas="A", **DAY), at={0: EIGHT, 1: EIGHT}
    )
    assert list(here.solution) == [0]


def test_without_a_budget_nothing_is_decided():
    serials = [serial(f"S-{n}", areas="A", **MORNING) for n in range(2)]
    here = placing(*serials, at={0: EIGHT}, seconds=0)
    assert here.settle(1) is False
