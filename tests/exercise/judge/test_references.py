"""Each reference names a record that exists, once, and not its own."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.judge.index import COLUMNS
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.cooperation import Decision
from tests.building import (
    area,
    exercise,
    nation,
    plan_with,
    resource,
    rule,
    serial,
    travel,
    unit,
)
from tests.exercise.judge.lines import lines

#: How each field that holds more than ids is written with one id in it.
NOTATIONS = {
    (RecordKind.SERIAL, "areas"): "{} + {}",
    (RecordKind.SERIAL, "resources"): "2 x {}",
    (RecordKind.SERIAL, "after"): "{} +60..240 (dry run passed)",
}

REFERENCES = [
    (kind, column.name) for kind in MODELS for column in COLUMNS[kind] if column.refers_to
]


def plan_of(kind: RecordKind, fields: dict[str, Any]) -> Plan:
    """Plan with one record, beside an empty exercise."""
    record = MODELS[kind].model_validate({"id": "ONE"} | fields)
    return Plan.model_validate(
        {kind.value: record if kind is RecordKind.EXERCISE else (record,)},
    )


@pytest.mark.parametrize(("kind", "field"), REFERENCES)
def test_every_field_that_refers_to_records_is_looked_at(kind: RecordKind, field: str) -> None:
    notation = NOTATIONS.get((kind, field), "{}").replace("{} + {}", "{}")
    plan = plan_of(kind, {field: notation.format("NOBODY")})
    found = [line for line in lines(plan) if "B203" in line]
    assert len(found) == 1
    assert found[0].startswith(f"{kind.value} ONE {field}: B203 no ")
    assert ' is called "NOBODY"' in found[0]


def test_the_name_that_was_meant_is_told() -> None:
    areas = [area("TOKMAK-1"), area("OYMASHA-1")]
    plan = plan_with(areas=areas, serials=[serial("S-1", areas="TOKMAK-X + OYMASHA-1")])
    assert lines(plan) == [
        'serials S-1 areas: B203 no area is called "TOKMAK-X"; did you mean "TOKMAK-1"?'
    ]
    assert lines(plan_with(areas=areas, serials=[serial("S-1", areas="TOKMAK-1")])) == []


def test_a_letter_of_another_alphabet_is_named() -> None:
    plan = plan_with(areas=[area("TOKMAK-1")], serials=[serial("S-1", areas="ТOKMAK-1")])
    assert lines(plan) == [
        (
            'serials S-1 areas: B203 no area is called "ТOKMAK-1", which begins with the '
            'Cyrillic letter Т; did you mean "TOKMAK-1"?'
        )
    ]


def test_every_wrong_name_in_a_field_is_told_once() -> None:
    plan = plan_with(
        areas=[area("A")],
        serials=[serial("S-1", areas="A + LAKE | DESERT | LAKE + DESERT")],
    )
    assert lines(plan) == [
        'serials S-1 areas: B203 no area is called "DESERT"',
        'serials S-1 areas: B203 no area is called "LAKE"',
    ]


def test_an_empty_sheet_is_named() -> None:
    assert lines(plan_with(serials=[serial("S-1", units="KAZ-1")])) == [
        (
            'serials S-1 units: B203 no unit is called "KAZ-1"; '
            "list it in the sheet Units, which is empty"
        )
    ]


def test_a_nation_asked_for_among_units_to_choose_must_exist() -> None:
    units = [unit("U-1", kind="ASSAULT")]
    plan = plan_with(units=units, serials=[serial("S-1", choose="1 x ASSAULT @ KZA")])
    assert lines(plan) == [
        'serials S-1 choose: B203 no nation is called "KZA"; did you mean "KAZ"?'
    ]


@pytest.mark.parametrize("field", ["releasable_to", "owner"])
def test_a_nation_may_own_its_record_and_release_it_to_itself(field: str) -> None:
    assert lines(plan_with(nations=[nation("KAZ", **{field: "KAZ"})])) == []


def test_a_label_may_open_a_record_to_all() -> None:
    plan = plan_with(serials=[serial("S-1", releasable_to="ALL")], default_release="all")
    assert lines(plan) == []


def test_a_label_names_nations() -> None:
    assert lines(plan_with(serials=[serial("S-1", releasable_to="AZE; KZA")])) == [
        'serials S-1 releasable_to: B203 no nation is called "KZA"; did you mean "KAZ"?'
    ]


def test_a_decision_may_concern_records_of_several_kinds() -> None:
    plan = plan_with(serials=[serial("S-1")], areas=[area("A-1")])
    right = Decision.model_validate({"id": "D-1", "concerns": "S-1; A-1; KAZ"})
    wrong = Decision.model_validate({"id": "D-1", "concerns": "S-1; TOKMAK"})
    assert lines(plan.model_copy(update={"decisions": (right,)})) == []
    assert lines(plan.model_copy(update={"decisions": (wrong,)})) == [
        'decisions D-1 concerns: B203 no record that can stand here is called "TOKMAK"'
    ]


def test_ways_lead_between_sites_of_areas() -> None:
    areas = [area("A-1", site="KURYK"), area("OYMASHA")]
    ways = [travel("KURYK", "OYMASHA", 60, id="W-1")]
    assert lines(plan_with(areas=areas, travel=ways)) == []
    ways = [travel("KURIK", "AKTAU", 60, id="W-1")]
    assert lines(plan_with(areas=areas, travel=ways)) == [
        'travel W-1 origin: B203 no site is called "KURIK"; did you mean "KURYK"?',
        'travel W-1 destination: B203 no site is called "AKTAU"',
    ]


@pytest.mark.parametrize("field", ["after", "together_with", "never_with"])
def test_a_serial_does_not_refer_to_itself(field: str) -> None:
    assert lines(plan_with(serials=[serial("S-1", **{field: "S-1"})])) == [
        f"serials S-1 {field}: B207 S-1 refers to itself; take it out"
    ]


def test_a_reference_stands_once_in_a_list() -> None:
    plan = plan_with(
        units=[unit("U-1")],
        areas=[area("A")],
        resources=[resource("TEAM", 9)],
        serials=[serial("S-1", units="U-1; U-1", areas="A | A", resources="1 x TEAM; 2 x TEAM")],
    )
    assert lines(plan) == [
        'serials S-1 units: B208 "U-1" stands here twice; once is enough',
        'serials S-1 areas: B208 "A" stands here twice; once is enough',
        'serials S-1 resources: B208 "TEAM" stands here twice; once is enough',
    ]


def test_two_choices_may_share_an_area() -> None:
    plan = plan_with(
        areas=[area("A"), area("B"), area("C")], serials=[serial("S-1", areas="A + B | A + C")]
    )
    assert lines(plan) == []


def test_a_word_stands_once_in_a_rule() -> None:
    plan = plan_with(
        serials=[serial("S-1", kind="live fire")],
        rules=[rule("R-1", "quiet hours", hours="22:00-06:00", serial_kinds=["live fire"] * 3)],
    )
    assert lines(plan) == [
        'rules R-1 serial_kinds: B208 "live fire" stands here 3 times; once is enough'
    ]


def test_the_exercise_is_looked_at_too() -> None:
    plan = plan_with().model_copy(update={"exercise": exercise(host="KAS")})
    assert lines(plan) == ['exercise UNITY-24 host: B203 no nation is called "KAS"']
