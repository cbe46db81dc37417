"""The JSON Schema of ``plan.json``, made from the vocabulary."""

from __future__ import annotations

import re
from inspect import getdoc
from typing import Any

from pydantic import BaseModel

from birlik.exercise.plan import FORMAT, MODELS, ForeignSheet, Plan
from birlik.exercise.values import demands, ground, hours, moments

#: What each part of a plan that is no record is described by: its docstring.
_PARTS: tuple[type[BaseModel], ...] = (
    Plan,
    ForeignSheet,
    ground.Position,
    hours.HourWindow,
    hours.DaySpan,
    moments.Period,
    demands.AreaSet,
    demands.UnitDemand,
    demands.Amount,
    demands.After,
)

#: How what a column shows is called in the schema.
_SHOWN = {
    "unit": "x-unit",
    "refers_to": "x-refers-to",
    "needed": "x-needed",
    "words": "x-words",
    "example": "x-in-a-cell",
}


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a plan, with title, unit and help of every field.

    Times are RFC 3339 in UTC; lengths are minutes; positions are degrees of WGS 84. Beside the words
    of JSON Schema, a field has ``x-unit``; ``x-refers-to``, the lists whose ids it holds;
    ``x-words``, what can stand among those ids; ``x-needed``, if it is missed when it is empty; and
    ``x-in-a-cell``, how a planner writes such a value in a workbook.
    """
    schema = Plan.model_json_schema(mode="serialization")
    definitions = schema["$defs"]
    for model in MODELS.values():
        _describe_record(definitions[model.__name__])
    for part in _PARTS:
        _describe_part(definitions.get(part.__name__, schema), part)
    for definition in definitions.values():
        definition["description"] = _first_paragraph(definition.get("description", ""))
    properties = schema["properties"]
    properties["format"] = {"const": FORMAT, "description": "What the file is."}
    for name, field in properties.items():
        field.pop("title", None)
        if name != "format":
            field.pop("default", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "Plan of an exercise",
        "description": schema["description"],
        "type": "object",
        "properties": properties,
        "required": ["format"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _describe_record(definition: dict[str, Any]) -> None:
    for name, field in definition["properties"].items():
        shown = field.pop("birlik", {})
        if unit := shown.get("unit"):
            field["description"] = f"{field['description']} Unit: {unit}."
        field |= {word: shown[key] for key, word in _SHOWN.items() if key in shown}
        if name in ("extra", "unread"):
            field.pop("title", None)
    for name, about in _attributes(definition["description"]).items():
        if name in definition["properties"]:
            definition["properties"][name].setdefault("description", about)


def _describe_part(definition: dict[str, Any], model: type[BaseModel]) -> None:
    document = getdoc(model) or ""
    about = _attributes(document)
    for name, field in definition["properties"].items():
        field.pop("title", None)
        if about.get(name):
            field["description"] = about[name]
    definition["description"] = _first_paragraph(document)


def _attributes(document: str) -> dict[str, str]:
    """What a NumPy docstring says of each attribute."""
    _, _, section = document.partition("Attributes\n----------\n")
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", section.strip()):
        names, _, rest = entry.partition(":")
        _, _, text = rest.partition("\n")
        about = _plain(" ".join(text.split()))
        found |= dict.fromkeys((name.strip() for name in names.split(",")), about)
    return found


def _first_paragraph(document: str) -> str:
    return _plain(" ".join(document.strip().split("\n\n")[0].split()))


def _plain(text: str) -> str:
    """Text without the marks of a docstring, in the words of JSON."""
    return re.sub(r"\bNone\b", "null", text.replace("``", "").replace("`", ""))
