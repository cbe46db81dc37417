"""The JSON Schema of ``plan.json``, made from the vocabulary."""

from __future__ import annotations

from typing import Any

from birlik.exercise.plan import FORMAT, Plan


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a plan, with title, unit and help of every field.

    Times are RFC 3339 in UTC; lengths are minutes; positions are degrees of WGS 84.
    """
    schema = Plan.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "Plan of an exercise",
    } | {key: value for key, value in schema.items() if key != "title"}
