"""The JSON Schema describes what plan.json holds."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from birlik.exercise.schema import json_schema
from tests.building import area, plan_with, serial, unit


def test_a_plan_keeps_to_the_schema_and_a_broken_one_does_not() -> None:
    plan = plan_with(
        serials=[
            serial("S-1", areas="A", units="U", earliest="2024-07-09 08:00", hours="08:00-12:00")
        ],
        areas=[area("A", position="43 51")],
        units=[unit("U")],
    )
    validator = Draft202012Validator(json_schema())
    Draft202012Validator.check_schema(json_schema())
    content = json.loads(plan.to_json())
    assert list(validator.iter_errors(content)) == []
    content["serials"][0]["duration"] = "long"
    assert list(validator.iter_errors(content)) != []


def test_every_field_of_a_serial_has_title_and_help() -> None:
    fields = json_schema()["$defs"]["Serial"]["properties"]
    for name, field in fields.items():
        if name not in {"extra", "unread"}:
            assert field.get("title"), name
            assert field.get("description"), name
