"""Which timetables can be rehearsed: those of this plan that break none of its rules."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.planning.rehearsal import AnotherPlan, BrokenTimetable, rehearse
from birlik.planning.timetable import Placement
from tests.building import area, placed, plan_with, serial, timetable_with, unit

PLAN = plan_with(
    areas=[area("RANGE")],
    units=[unit("U-1")],
    serials=[
        serial("A", 60, areas="RANGE", units="U-1"),
        serial("B", 60, after="A"),
        serial("C", 60, together_with="B"),
        serial("D", 60, fixed="2024-07-09 08:00"),
    ],
)
A = placed("A", "2024-07-09 08:00", areas="RANGE", units="U-1")
B = placed("B", "2024-07-09 09:00")
C = placed("C", "2024-07-09 09:00")
D = placed("D", "2024-07-09 08:00")
SOUND = timetable_with(PLAN, A, B, C, D)


def like(placement: Placement, **fields: Any) -> Placement:
    return placement.model_copy(update=fields)


def test_a_timetable_that_keeps_every_rule_is_rehearsed():
    assert len(rehearse(PLAN, SOUND, runs=1).serials) == 4


@pytest.mark.parametrize(
    ("placements", "code", "words"),
    [
        ((like(A, areas=("NOWHERE",)), B, C, D), "B502", "NOWHERE"),
        ((like(A, units=("NOBODY",)), B, C, D), "B505", "U-1"),
        ((A, B, C, D, placed("X", "2024-07-09 08:00")), "B552", "X is in the timetable"),
        ((A, B, C, placed("D", "2024-07-09 10:00")), "B512", "D begins on 9 July 10:00"),
        ((A, placed("B", "2024-07-09 08:00"), C, D), "B516", "B begins on 9 July 08:00"),
        ((A, B, placed("C", "2024-07-09 11:00"), D), "B518", "B"),
        ((A, B, D), "B518", "C"),
        ((A, like(B, ends=C.ends.replace(minute=30)), C, D), "B501", "B lasts"),
    ],
)
def test_a_timetable_that_breaks_a_rule_of_its_plan_is_refused_with_the_verifiers_finding(
    placements: tuple[Placement, ...], code: str, words: str
):
    with pytest.raises(BrokenTimetable) as error:
        rehearse(PLAN, timetable_with(PLAN, *placements), runs=1)
    assert code in {found.code for found in error.value.findings}
    assert any(words in found.message for found in error.value.findings)
    assert error.value.findings[0].text in str(error.value)


def test_how_many_rules_are_broken_is_said():
    broken = timetable_with(PLAN, like(A, areas=("NOWHERE",), units=("NOBODY",)), B, C, D)
    with pytest.raises(BrokenTimetable, match=r"breaks [0-9]+ rules of its plan, the first: B5"):
        rehearse(PLAN, broken, runs=1)


def test_a_mandatory_serial_that_is_left_out_is_no_reason_to_refuse():
    found = rehearse(PLAN, timetable_with(PLAN, A, D), runs=1)
    assert [serial.serial for serial in found.serials] == ["A", "D"]


def test_a_timetable_of_another_plan_or_a_damaged_one_is_refused():
    with pytest.raises(AnotherPlan, match="another plan"):
        rehearse(plan_with(title="Another"), SOUND)
    with pytest.raises(BrokenTimetable, match="the timetable is damaged: A stands in it twice"):
        rehearse(PLAN, SOUND.model_copy(update={"placements": (A, A)}))
