"""Serials that are to begin together and cannot run at the same time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import area, plan_with, serial, unit
from tests.exercise.judge.lines import lines

NORTH_HOLDS_TWO = [area("NORTH", serials_at_once=2), area("SOUTH"), area("EAST")]


def pair(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Findings of S-1 and S-2, which begin together."""
    serials = [serial("S-1", **one), serial("S-2", together_with="S-1", **other)]
    units = [unit("U-1"), unit("U-2")]
    return lines(plan_with(serials=serials, units=units, areas=NORTH_HOLDS_TWO))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"units": "U-1; U-2"}, {"units": "U-2"}, "both need the unit U-2"),
        (
            {"areas": "SOUTH"},
            {"areas": "SOUTH + EAST"},
            "both need SOUTH, which holds one serial at once",
        ),
        (
            {"areas": "SOUTH"},
            {"areas": "SOUTH | SOUTH + EAST"},
            "both need SOUTH, which holds one serial at once",
        ),
        (
            {"fixed": "2024-07-10 08:00"},
            {"fixed": "2024-07-10 09:00"},
            "their fixed starts are 10 July 2024 08:00 and 10 July 2024 09:00",
        ),
        ({"never_with": "S-2"}, {"never_with": "S-1"}, "must never run at the same time"),
        ({}, {"after": "S-1"}, "S-2 waits for S-1"),
    ],
)
def test_what_keeps_two_serials_apart(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    assert pair(one, other) == [
        f"serials S-2 together_with: B306 S-1 and S-2 are to begin together, but {why}"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"units": "U-1"}, {"units": "U-2"}),
        ({"areas": "NORTH"}, {"areas": "NORTH"}),
        ({"areas": "SOUTH"}, {"areas": "SOUTH | EAST"}),
        ({"fixed": "2024-07-10 08:00"}, {"fixed": "2024-07-10 08:00"}),
        ({"fixed": "2024-07-10 08:00"}, {}),
        ({"together_with": "S-2"}, {}),
    ],
)
def test_serials_that_can_begin_together(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert pair(one, other) == []


def test_beginning_together_is_passed_on() -> None:
    serials = [
        serial("S-1", units="U-1", together_with="S-2"),
        serial("S-2", together_with="S-3"),
        serial("S-3", units="U-1"),
    ]
    assert lines(plan_with(serials=serials, units=[unit("U-1")])) == [
        (
            "serials S-1 together_with: B306 S-1 and S-3 are to begin together, "
            "but both need the unit U-1"
        )
    ]


def test_an_area_may_be_too_small_for_a_group() -> None:
    serials = [
        serial("S-1", areas="NORTH", together_with="S-2; S-3"),
        serial("S-2", areas="NORTH"),
        serial("S-3", areas="NORTH"),
    ]
    assert lines(plan_with(serials=serials, areas=NORTH_HOLDS_TWO)) == [
        (
            "serials S-1 together_with: B306 S-1 and S-3 are to begin together, "
            "but both need NORTH, which holds 2 serials at once"
        )
    ]
