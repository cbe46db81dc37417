"""The JSON Schema describes what plan.json holds, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from birlik.exercise.columns import RecordKind
from birlik.exercise.judge.index import COLUMNS
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.schema import json_schema
from tests.building import area, plan_with, serial, unit
from tests.strategies import plans

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

ANY = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))


def wrong(plan: Any) -> list[str]:
    """Where a plan's JSON breaks the schema."""
    return [error.json_path for error in VALIDATOR.iter_errors(plan)]


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert json_schema() == SCHEMA


@ANY
@given(plans(most=3))
def test_any_plan_keeps_to_it(plan: Plan) -> None:
    assert wrong(json.loads(plan.to_json())) == []


GOOD: dict[str, Any] = json.loads(
    plan_with(
        units=[unit("U-1", kind="ASSAULT")],
        areas=[area("A", position="43 51", closures="2024-07-10", outline="0 0; 0 1; 1 1")],
        serials=[
            serial("S-0"),
            serial(
                "S-1",
                areas="A",
                choose="1 x ASSAULT @ KAZ",
                resources="2 x TEAM",
                after="S-0 +60 (gate)",
                earliest="2024-07-09 08:00",
                hours="08:00-12:00",
                days="Mon; 2024-07-09",
                light="night; dusk",
                priority=2,
            ),
        ],
        day_begins="04:00",
    ).to_json()
)


def test_a_plan_of_everything_keeps_to_it() -> None:
    assert wrong(GOOD) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "birlik-plan/9"),
        ("exercise.startex", "2024-07-09 08:00"),
        ("exercise.startex", "2024-07-09T08:00:00+05:00"),
        ("exercise.startex", 1720512000),
        ("exercise.day_begins", "24:00"),
        ("exercise.time_step", -15),
        ("exercise.colour", "green"),
        ("units", {"id": "U-1"}),
        ("units.0.id", "U 1"),
        ("units.0.id", "U" * 65),
        ("units.0.nation", ""),
        ("areas.0.position", "43 51"),
        ("areas.0.position.lat", 91),
        ("areas.0.closures.0.begins", "2024-07-10"),
        ("serials.1.id", "S;1"),
        ("serials.1.duration", "long"),
        ("serials.1.duration", 1.5),
        ("serials.1.duration", 527041),
        ("serials.1.priority", 6),
        ("serials.1.hours.0.begins", 1440),
        ("serials.1.hours", "08:00-12:00"),
        ("serials.1.days.0.weekday", "Friday"),
        ("serials.1.light.0", "moon"),
        ("serials.1.areas.0.areas", []),
        ("serials.1.choose.0.count", 0),
        ("serials.1.resources.0.quantity", -1),
        ("serials.1.after.0.min_gap", -60),
    ],
)
def test_what_a_plan_cannot_hold_breaks_it(path: str, value: Any) -> None:
    plan = json.loads(json.dumps(GOOD))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = plan
    for part in way:
        place = place[part]
    place[last] = value
    assert len(wrong(plan)) == 1
    assert wrong({}) == ["$"]


@pytest.mark.parametrize("kind", list(MODELS))
def test_every_field_has_what_people_read_of_it(kind: RecordKind) -> None:
    definition = SCHEMA["$defs"][MODELS[kind].__name__]
    for column in COLUMNS[kind]:
        field = definition["properties"][column.name]
        assert field["title"] == column.title
        assert field["description"].startswith(column.help)
        assert field.get("x-unit") == column.unit
        assert field.get("x-refers-to", []) == [target.value for target in column.refers_to]
        assert field.get("x-needed", False) is column.needed
        assert field.get("x-in-a-cell", "") == column.example
    beside = set(definition["properties"]) - {column.name for column in COLUMNS[kind]}
    assert beside == {"extra", "unread"}


def test_parts_of_a_field_are_described_too() -> None:
    for name, definition in SCHEMA["$defs"].items():
        assert definition["description"], name
        assert "`" not in definition["description"], name
        assert "----" not in definition["description"], name
    after = SCHEMA["$defs"]["After"]["properties"]
    assert after["max_gap"]["description"] == "Most minutes between them; null for no limit."
