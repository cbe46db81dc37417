"""Disturbances whose numbers mean nothing, or that name what they do not hit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import area, disturbance, plan_with, resource, serial
from tests.exercise.judge.lines import lines


def found(kind: str, **fields: Any) -> list[str]:
    """Findings about one disturbance of an exercise."""
    plan = plan_with(
        areas=[area("SEA", kind="sea")],
        resources=[resource("TEAM", 2), resource("AMMO", 50, used_up=True)],
        serials=[serial("S-1", kind="live fire", areas="SEA", resources="1 x TEAM; 5 x AMMO")],
        disturbances=[disturbance("W-1", kind, **fields)],
    )
    return [line.removeprefix("disturbances W-1 ") for line in lines(plan)]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("duration", {"distribution": "fixed", "usual": 110, "counted_in": "percent"}),
        ("delay", {"distribution": "uniform", "least": 0, "most": 10, "serial_kinds": "live fire"}),
        ("weather", {"distribution": "normal", "usual": 60, "spread": 20, "area_kind": "sea"}),
        ("failure", {"distribution": "lognormal", "usual": 60, "spread": 9, "resources": "TEAM"}),
        ("late arrival", {"distribution": "exponential", "usual": 60, "nations": "AZE"}),
        ("delay", {"distribution": "triangular", "least": 0, "usual": 0, "most": 0}),
    ],
)
def test_a_sound_disturbance_is_no_finding(kind: str, fields: dict[str, Any]) -> None:
    assert found(kind, **fields) == []


def test_a_distribution_has_what_it_needs():
    assert found("delay", distribution="triangular", usual=5) == [
        "least: B318 W-1: triangular needs Least",
        "most: B318 W-1: triangular needs Most",
    ]
    assert found("delay", distribution="normal", usual=5) == [
        "spread: B318 W-1: normal needs Spread"
    ]


def test_a_disturbance_without_kind_or_distribution_is_missed():
    assert found("") == [
        "kind: B201 W-1 has nothing in Kind",
        "distribution: B201 W-1 has nothing in Distribution",
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        (
            "delay",
            {"distribution": "uniform", "least": 9, "most": 3},
            "most: B319 W-1: the most, 3, is less than the least, 9",
        ),
        (
            "delay",
            {"distribution": "triangular", "least": 3, "usual": 12, "most": 9},
            "usual: B319 W-1: the usual, 12, does not lie between 3 and 9",
        ),
        (
            "delay",
            {"distribution": "lognormal", "usual": 0, "spread": 9},
            "usual: B319 W-1: the mean of a lognormal distribution is above 0",
        ),
        (
            "weather",
            {"distribution": "fixed", "usual": 60, "counted_in": "percent"},
            "counted_in: B319 W-1: weather is no part of a serial's duration; count it in minutes",
        ),
        (
            "failure",
            {"distribution": "fixed", "usual": 60, "amount": 0},
            "amount: B319 W-1: a failure takes more than 0 away; leave it empty for 1",
        ),
    ],
)
def test_numbers_fit_together(kind: str, fields: dict[str, Any], line: str) -> None:
    assert found(kind, **fields) == [line]


def test_what_a_kind_does_not_look_at_is_reported():
    assert found("weather", distribution="fixed", usual=60, resources="TEAM", amount=2) == [
        "resources: B320 W-1: weather does not look at Resources; empty the cell",
        "amount: B320 W-1: weather does not look at Amount; empty the cell",
    ]
    [line] = found("failure", distribution="fixed", usual=60, resources="AMMO")
    assert line.startswith("resources: B320 W-1: AMMO is used up")


def test_kinds_of_serial_are_those_of_serials():
    assert found("delay", distribution="fixed", usual=5, serial_kinds="live fires") == [
        'serial_kinds: B206 W-1: no serial is of the kind "live fires"; did you mean "live fire"?'
    ]


def test_a_value_that_could_not_be_read_is_not_missed_again():
    fields: dict[str, Any] = {"distribution": "fixed", "unread": {"usual": "an hour or so"}}
    assert found("delay", **fields) == []
