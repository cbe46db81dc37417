"""Serials that are longer than the hours or the phase in which they must lie."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import phase, plan_with, serial
from tests.exercise.judge.lines import lines


def roomy(minutes: int, **fields: Any) -> list[str]:
    return lines(plan_with(serials=[serial("S-1", minutes, **fields)]))


def test_a_serial_fits_in_its_hours() -> None:
    assert roomy(240, hours="08:00-12:00; 14:00-17:00") == []
    assert roomy(241, hours="08:00-12:00; 14:00-17:00") == [
        (
            "serials S-1 hours: B317 S-1 lasts 4 h 1 min; its hours hold 4 h at most; "
            "widen its hours or shorten it"
        )
    ]


@pytest.mark.parametrize(
    ("hours", "longest"),
    [
        ("08:00-12:00; 12:00-14:00", 360),  # hours that touch count as one
        ("08:00-12:00; 10:00-14:00", 360),
        ("22:00-24:00; 00:00-04:00", 360),  # also across midnight
        ("20:00-02:00; 01:00-05:00", 540),
        ("18:00-06:00; 06:00-17:00", 1380),
    ],
)
def test_hours_that_touch_count_as_one(hours: str, longest: int) -> None:
    assert roomy(longest, hours=hours) == []
    assert len(roomy(longest + 1, hours=hours)) == 1


@pytest.mark.parametrize("hours", ["00:00-24:00", "08:00-08:00", "06:00-18:00; 18:00-06:00"])
def test_hours_round_the_clock_hold_anything(hours: str) -> None:
    assert roomy(3000, hours=hours) == []


def test_the_night_in_which_clocks_go_back_holds_an_hour_more() -> None:
    def night(endex: str) -> list[str]:
        plan = plan_with(
            zone="Europe/Berlin",
            startex="2024-10-20 00:00",
            endex=endex,
            serials=[serial("S-1", 7 * 60, hours="00:00-06:00")],
        )
        return lines(plan)

    assert night("2024-10-31 00:00") == []
    assert len(night("2024-10-26 00:00")) == 1


def in_phase(minutes: int, **fields: Any) -> list[str]:
    """Findings of a serial in a phase of four hours."""
    morning = phase("P-1", "2024-07-10 08:00", "2024-07-10 12:00")
    return lines(
        plan_with(phases=[morning], serials=[serial("S-1", minutes, phase="P-1", **fields)])
    )


def test_a_serial_fits_in_its_phase() -> None:
    assert in_phase(240) == []
    assert in_phase(241) == [
        (
            "serials S-1 phase: B317 S-1 lasts 4 h 1 min, its phase P-1 no longer than 4 h; "
            "move or change one of them"
        )
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"fixed": "2024-07-10 11:30"}, "S-1 has its fixed start outside its phase P-1"),
        ({"fixed": "2024-07-10 07:30"}, "S-1 has its fixed start outside its phase P-1"),
        (
            {"earliest": "2024-07-11 08:00"},
            "S-1 has no room after its earliest start in its phase P-1",
        ),
        ({"latest": "2024-07-10 08:30"}, "S-1 has no room before its latest end in its phase P-1"),
    ],
)
def test_a_serial_leaves_itself_room_in_its_phase(fields: dict[str, str], message: str) -> None:
    assert in_phase(60, **fields) == [
        f"serials S-1 phase: B317 {message}; move or change one of them"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"fixed": "2024-07-10 11:00"},
        {"earliest": "2024-07-10 11:00"},
        {"latest": "2024-07-10 09:00"},
        {"earliest": "2024-07-01 08:00", "latest": "2024-07-17 08:00"},
    ],
)
def test_times_at_the_edge_of_a_phase_leave_room(fields: dict[str, str]) -> None:
    assert [line for line in in_phase(60, **fields) if "B317" in line] == []


def test_a_phase_without_an_end_leaves_room() -> None:
    open_end = phase("P-1", "2024-07-10 08:00", "").model_copy(update={"ends": None})
    plan = plan_with(phases=[open_end], serials=[serial("S-1", 600, phase="P-1")])
    assert lines(plan) == ["phases P-1 ends: B201 P-1 has nothing in Ends"]


def test_what_lies_outside_the_exercise_is_told_once() -> None:
    found = in_phase(60, earliest="2024-07-20 08:00")
    assert [line.split(":")[1].split()[0] for line in found] == ["B308"]
