"""Records of no use."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.records.serials import Serial
from tests.building import area, nation, plan_with, resource, rule, serial, travel, unit
from tests.exercise.judge.lines import lines


def test_a_pool_is_drawn_on() -> None:
    def drawn(*serials: Serial) -> list[str]:
        return lines(plan_with(resources=[resource("TEAM", 4)], serials=serials))

    assert drawn(serial("S-1", resources="1 x TEAM")) == []
    assert drawn(serial("S-1")) == ["resources TEAM: B310 no serial draws on TEAM"]
    assert drawn(serial("S-1", unread={"resources": "some TEAM"})) == []
    assert drawn() == []


def test_a_way_leads_somewhere_else() -> None:
    ways = [travel("KURYK", "KURYK", 0, id="W-1")]
    assert lines(plan_with(areas=[area("KURYK")], travel=ways)) == [
        (
            "travel W-1 destination: B310 the way leads from KURYK to itself; "
            "within a site there is none"
        )
    ]


SERIALS = [
    serial("S-1", kind="live fire", areas="A | B", units="KAZ-1"),
    serial("S-2", kind="march", areas="B", choose="1 x TANK"),
    serial("S-3", kind="reception", nations="UZB"),
]


def ruled(kind: str = "quiet hours", serials: list[Serial] = SERIALS, **fields: Any) -> list[str]:
    needs = {"quiet hours": {"hours": "22:00-06:00"}, "fair share": {"areas": "A"}}
    plan = plan_with(
        nations=[nation(name) for name in ("KAZ", "AZE", "UZB", "KGZ")],
        units=[unit("KAZ-1"), unit("AZE-1", "AZE", kind="TANK"), unit("KGZ-1", "KGZ")],
        areas=[area("A"), area("B"), area("C")],
        serials=serials,
        rules=[rule("R-1", kind, **needs.get(kind, {"limit": 8}) | fields)],
    )
    return lines(plan)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"serial_kinds": "march"},
        {"areas": "A"},
        {"areas": "C; B"},
        {"units": "KAZ-1"},
        {"nations": "KAZ"},
        {"units": "AZE-1"},  # it can be chosen
        {"nations": "AZE"},  # one of its units can be chosen
        {"nations": "UZB"},  # its delegation is there
        {"serial_kinds": "march", "areas": "B", "nations": "AZE"},
        {"except_serials": "S-1"},
        {"kind": "most work a day", "units": "KAZ-1"},
        {"kind": "fair share", "nations": "KGZ"},
        {"serials": []},
    ],
)
def test_a_rule_that_may_hold_for_a_serial_is_of_use(fields: dict[str, Any]) -> None:
    assert ruled(**fields) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"areas": "C"}, "none takes place in its areas"),
        ({"units": "KGZ-1"}, "none has its units"),
        ({"nations": "KGZ"}, "none has its nations"),
        ({"serial_kinds": "march", "areas": "A"}, "none fits all that it names"),
        ({"serial_kinds": "march", "except_serials": "S-2"}, "it excepts them all"),
        ({"kind": "least rest", "units": "KGZ-1"}, "none has its units"),
        ({"kind": "fair share", "areas": "C"}, "none takes place in its areas"),
    ],
)
def test_a_rule_that_holds_for_nothing_is_reported(fields: dict[str, Any], why: str) -> None:
    assert ruled(**fields) == [f"rules R-1: B310 rule R-1 holds for no serial: {why}"]


def test_a_slip_in_a_rule_is_told_once() -> None:
    assert [line.split()[3] for line in ruled(areas="D")] == ["B203"]
    assert [line.split()[3] for line in ruled(serial_kinds="marsh")] == ["B206"]


def test_a_serial_that_could_not_be_read_may_fall_under_any_rule() -> None:
    assert ruled(serials=[serial("S-1", unread={"areas": "A or so"})], areas="C") == []
