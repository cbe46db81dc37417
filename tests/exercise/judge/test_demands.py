"""Demands of one serial that nothing can meet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import area, plan_with, resource, serial, unit
from tests.exercise.judge.lines import lines

UNITS = [
    unit("KAZ-1", kind="ASSAULT", personnel=80),
    unit("KAZ-2", kind="ASSAULT", personnel=120),
    unit("AZE-1", "AZE", kind="ASSAULT", personnel=60),
    unit("AZE-2", "AZE", kind="ARTILLERY"),
]


def drawing(resources: str, quantity: float = 3) -> list[str]:
    serials = [serial("S-1", resources=resources)]
    return lines(plan_with(resources=[resource("TEAM", quantity)], serials=serials))


def test_a_serial_asks_for_no_more_of_a_pool_than_there_is() -> None:
    assert drawing("3 x TEAM") == []
    assert drawing("4 x TEAM") == ["serials S-1 resources: B303 S-1 asks for 4 x TEAM; there are 3"]
    assert drawing("1 x TEAM", quantity=0) == [
        "serials S-1 resources: B303 S-1 asks for 1 x TEAM; there are none"
    ]


def test_amounts_of_one_pool_are_added_up() -> None:
    assert [line for line in drawing("0.1 x TEAM; 0.2 x TEAM", 0.3) if "B303" in line] == []
    assert [line for line in drawing("0.1 x TEAM; 0.2 x TEAM", 0.25) if "B303" in line] == [
        "serials S-1 resources: B303 S-1 asks for 0.3 x TEAM; there are 0.25"
    ]


@pytest.mark.parametrize(
    ("units", "choose"),
    [
        ("", "3 x ASSAULT"),
        ("", "2 x ASSAULT @ KAZ; 1 x ASSAULT; 1 x *"),
        ("KAZ-1", "2 x ASSAULT"),
        ("KAZ-1; KAZ-2", "2 x * @ AZE"),
        ("AZE-2", "3 x *"),
    ],
)
def test_units_that_can_be_chosen(units: str, choose: str) -> None:
    assert lines(plan_with(units=UNITS, serials=[serial("S-1", units=units, choose=choose)])) == []


@pytest.mark.parametrize(
    ("units", "choose", "message"),
    [
        ("", "4 x ASSAULT", "S-1 asks for 4 x ASSAULT; there are 3"),
        ("", "2 x ASSAULT @ AZE", "S-1 asks for 2 x ASSAULT @ AZE; there is 1"),
        ("", "1 x ARTILLERY @ KAZ", "S-1 asks for 1 x ARTILLERY @ KAZ; there are none"),
        ("KAZ-1", "3 x ASSAULT", "S-1 asks for 3 x ASSAULT; there are 2 besides those it names"),
        (
            "AZE-2",
            "1 x ARTILLERY",
            "S-1 asks for 1 x ARTILLERY; there are none besides those it names",
        ),
        (
            "",
            "1 x ASAULT",
            'S-1 asks for 1 x ASAULT; no unit is of the kind "ASAULT"; did you mean "ASSAULT"?',
        ),
        ("", "1 x TANK", 'S-1 asks for 1 x TANK; no unit is of the kind "TANK"'),
        (
            "",
            "2 x ASSAULT; 2 x ASSAULT @ KAZ",
            "S-1 asks for 2 x ASSAULT and 2 x ASSAULT @ KAZ: 4 units in all; there are 3",
        ),
        (
            "KAZ-1",
            "1 x ARTILLERY; 1 x * @ KAZ; 1 x ASSAULT @ KAZ",
            (
                "S-1 asks for 1 x * @ KAZ and 1 x ASSAULT @ KAZ: 2 units in all; "
                "there is 1 besides those it names"
            ),
        ),
    ],
)
def test_a_serial_asks_for_no_more_units_than_there_are(
    units: str, choose: str, message: str
) -> None:
    plan = plan_with(units=UNITS, serials=[serial("S-1", units=units, choose=choose)])
    assert lines(plan) == [f"serials S-1 choose: B304 {message}"]


def crowded(areas: str, **fields: Any) -> list[str]:
    rooms = [area("TENT", people_at_once=100), area("HALL", people_at_once=200), area("FIELD")]
    plan = plan_with(areas=rooms, units=UNITS, serials=[serial("S-1", areas=areas, **fields)])
    return lines(plan)


def test_an_area_holds_the_people_of_a_serial() -> None:
    assert crowded("TENT", units="KAZ-1", people=20) == []
    assert crowded("TENT", units="KAZ-1", people=21) == [
        "serials S-1 areas: B305 S-1 brings 101 people; TENT holds 100"
    ]


def test_any_choice_of_areas_that_holds_them_will_do() -> None:
    assert crowded("TENT | HALL", people=150) == []
    assert crowded("TENT | FIELD", people=1500) == []
    assert crowded("TENT + FIELD | HALL", people=1500) == [
        "serials S-1 areas: B305 S-1 brings 1,500 people; TENT holds 100, HALL holds 200"
    ]


def test_units_to_choose_bring_at_least_the_people_of_the_smallest() -> None:
    assert crowded("TENT", choose="1 x ASSAULT") == []
    assert crowded("TENT", choose="2 x ASSAULT") == [
        "serials S-1 areas: B305 S-1 brings 140 people; TENT holds 100"
    ]


def test_what_was_met_is_looked_at_again_once_the_means_are_others() -> None:
    asking = serial("S-1", choose="3 x ASSAULT", resources="3 x TEAM", areas="SEA", people=90)
    means: dict[str, Any] = {
        "units": UNITS,
        "resources": [resource("TEAM", 3)],
        "areas": [area("SEA", people_at_once=500)],
    }

    def found(**other: Any) -> list[str]:
        told = lines(plan_with(serials=[asking], **means | other))
        return [line.split(": ")[1].split()[0] for line in told]

    assert found() == []
    assert found(units=UNITS[1:]) == ["B304"]
    assert found(resources=[resource("TEAM", 2)]) == ["B303"]
    assert found(areas=[area("SEA", people_at_once=100)]) == ["B305"]
    assert found() == []
