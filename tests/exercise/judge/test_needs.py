"""Fields that cannot be empty, rules that lack what they limit, settings of no use."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.judge.index import COLUMNS
from birlik.exercise.plan import MODELS, Plan
from tests.building import area, plan_with, rule, serial, unit
from tests.exercise.judge.lines import lines

NEEDED = [(kind, column.name) for kind in MODELS for column in COLUMNS[kind] if column.needed]


@pytest.mark.parametrize(("kind", "field"), NEEDED)
def test_every_field_that_is_needed_is_missed(kind: RecordKind, field: str) -> None:
    record = MODELS[kind]()
    plan = Plan.model_validate(
        {kind.value: record if kind is RecordKind.EXERCISE else (record,)},
    )
    where = f"{kind.value} row 0 {field}: B201 this {record.word} has nothing in "
    assert [line for line in lines(plan) if line.startswith(where)]


def test_an_example_is_given_where_there_is_one() -> None:
    assert lines(plan_with(time_zone=None)) == [
        (
            "exercise UNITY-24 time_zone: B201 UNITY-24 has nothing in Time zone; "
            "for example Asia/Aqtau"
        )
    ]


def test_a_record_without_an_id_is_named_by_its_row() -> None:
    assert lines(plan_with(serials=[serial("S-1"), serial("")])) == [
        "serials row 1 id: B201 this serial has nothing in Id; give it one that no other serial has"
    ]


def test_a_value_that_could_not_be_read_is_not_missed_again() -> None:
    unread = serial("S-1", None, unread={"duration": "an hour or so"})
    assert lines(plan_with(serials=[unread])) == []
    assert lines(plan_with(serials=[serial("S-1", None)])) == [
        "serials S-1 duration: B201 S-1 has nothing in Duration"
    ]


@pytest.mark.parametrize(
    ("kind", "field", "lack", "enough"),
    [
        ("most work a day", "limit", "most work a day needs a limit in hours", {"limit": 10}),
        ("least rest", "limit", "least rest needs a limit in hours", {"limit": 8}),
        (
            "quiet hours",
            "hours",
            "quiet hours needs hours of the day, for example 22:00-06:00",
            {"hours": "22:00-06:00"},
        ),
        (
            "barred hours",
            "hours",
            "barred hours needs hours of the day, for example 22:00-06:00",
            {"hours": "12:00-15:00"},
        ),
        (
            "prayer time",
            "hours",
            "prayer time needs hours of the day, for example 22:00-06:00",
            {"hours": "12:30-14:00", "days": "Fri"},
        ),
        ("holiday", "days", "a holiday needs its days", {"days": "2024-07-12"}),
        ("fair share", "areas", "a fair share needs the areas that are shared", {"areas": "A"}),
    ],
)
def test_a_rule_has_what_its_kind_needs(
    kind: str, field: str, lack: str, enough: dict[str, Any]
) -> None:
    def ruled(**fields: Any) -> list[str]:
        serials, areas = [serial("S-1", areas="A", units="U-1")], [area("A")]
        rules = [rule("R-1", kind, **fields)]
        return lines(plan_with(serials=serials, areas=areas, units=[unit("U-1")], rules=rules))

    assert ruled() == [f"rules R-1 {field}: B312 R-1: {lack}"]
    assert ruled(**enough) == []
    assert ruled(unread={field: "?"}) == []


@pytest.mark.parametrize("step", [1, 5, 10, 15, 20, 30, 60, None])
def test_time_steps_that_divide_an_hour_evenly(step: int | None) -> None:
    assert lines(plan_with(time_step=step)) == []


@pytest.mark.parametrize("step", [0, 7, 12, 90])
def test_other_time_steps_cannot_be_used(step: int) -> None:
    assert lines(plan_with(time_step=step)) == [
        (
            f"exercise UNITY-24 time_step: B313 the time step cannot be {step} min; "
            "choose 1, 5, 10, 15, 20, 30 or 60"
        )
    ]


def test_an_exercise_is_not_planned_for_years() -> None:
    assert lines(plan_with(startex="2024-01-01", endex="2025-02-04")) == []
    assert lines(plan_with(startex="2024-01-01", endex="2025-02-05 00:01")) == [
        (
            "exercise UNITY-24 endex: B313 the exercise lasts 401 days; at most 400 are planned; "
            "plan it in parts"
        )
    ]


def test_nobody_travels_at_no_speed() -> None:
    assert lines(plan_with(travel_speed=0, units=[unit("U-1", travel_speed=0)])) == [
        (
            "exercise UNITY-24 travel_speed: B313 the travel speed cannot be 0 km/h; "
            "leave it empty for 40"
        ),
        (
            "units U-1 travel_speed: B313 U-1 cannot travel at 0 km/h; "
            "leave it empty for the exercise's speed"
        ),
    ]
    assert lines(plan_with(travel_speed=30, units=[unit("U-1", travel_speed=5)])) == []
