"""What several serials need of the same thing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import area, plan_with, resource, serial, unit
from tests.exercise.judge.lines import lines


def test_a_pool_that_is_used_up_serves_all_mandatory_serials() -> None:
    shots = {"S-1": 40, "S-2": 500, "S-3": 300, "S-4": 300, "S-5": 60}
    serials = [serial(name, resources=f"{amount} x AMMO") for name, amount in shots.items()]
    serials.append(serial("S-6", resources="1000 x AMMO", priority=1))

    def found(quantity: int, used_up: str = "yes") -> list[str]:
        pool = resource("AMMO", quantity, used_up=used_up)
        return lines(plan_with(resources=[pool], serials=serials))

    assert found(1200) == []
    assert found(1000, used_up="no") == []
    assert found(1199) == [
        (
            "resources AMMO quantity: B309 mandatory serials use 1,200 x AMMO; there are 1,199; "
            "most goes to S-2 (500), S-3 (300), S-4 (300)"
        )
    ]


def test_a_serial_that_alone_asks_for_too_much_is_told_once() -> None:
    pool = resource("AMMO", 100, used_up="yes")
    serials = [serial("S-1", resources="101 x AMMO"), serial("S-2", resources="100 x AMMO")]
    assert lines(plan_with(resources=[pool], serials=serials)) == [
        "serials S-1 resources: B303 S-1 asks for 101 x AMMO; there are 100"
    ]


def fixed(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Findings of S-1, from 8 to 10 o'clock, and S-2, of an hour."""
    serials = [
        serial("S-1", 120, fixed="2024-07-10 08:00", **one),
        serial("S-2", 60, **other),
    ]
    areas = [area("A"), area("B"), area("WIDE", serials_at_once=2)]
    return lines(plan_with(serials=serials, units=[unit("U-1"), unit("U-2")], areas=areas))


@pytest.mark.parametrize(
    ("one", "other", "thing"),
    [
        ({"units": "U-1"}, {"units": "U-1; U-2", "fixed": "2024-07-10 09:00"}, "U-1"),
        ({"areas": "A"}, {"areas": "B + A", "fixed": "2024-07-10 09:00"}, "A"),
        (
            {"areas": "A", "clearup": 30},
            {"areas": "A", "fixed": "2024-07-10 10:30", "setup": 1},
            "A",
        ),
    ],
)
def test_two_fixed_serials_do_not_need_one_thing_at_once(
    one: dict[str, Any], other: dict[str, Any], thing: str
) -> None:
    assert fixed(one, other) == [
        f"serials S-2 fixed: B314 S-1 and S-2 are fixed at the same time, and both need {thing}"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"units": "U-1"}, {"units": "U-1", "fixed": "2024-07-10 10:00"}),
        ({"units": "U-1", "clearup": 60}, {"units": "U-1", "fixed": "2024-07-10 10:00"}),
        ({"units": "U-1"}, {"units": "U-1"}),
        ({"areas": "A | B"}, {"areas": "A", "fixed": "2024-07-10 09:00"}),
        ({"areas": "WIDE"}, {"areas": "WIDE", "fixed": "2024-07-10 09:00"}),
    ],
)
def test_fixed_serials_that_do_not_meet(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert fixed(one, other) == []


def test_every_serial_too_many_is_named() -> None:
    starts = {"S-1": "08:00", "S-2": "08:30", "S-3": "12:00", "S-4": "11:00", "S-5": "15:00"}
    serials = [
        serial(name, 240 if name == "S-1" else 90, fixed=f"2024-07-10 {start}", units="U-1")
        for name, start in starts.items()
    ]
    assert [
        line.split("B314 ")[1] for line in lines(plan_with(serials=serials, units=[unit("U-1")]))
    ] == [
        "S-1 and S-2 are fixed at the same time, and both need U-1",
        "S-1 and S-4 are fixed at the same time, and both need U-1",
        "S-3 and S-4 are fixed at the same time, and both need U-1",
    ]


def test_serials_that_begin_together_are_told_so_alone() -> None:
    start = "2024-07-10 08:00"
    found = fixed({"units": "U-1"}, {"units": "U-1", "fixed": start, "together_with": "S-1"})
    assert [line.split()[3] for line in found] == ["B306"]
