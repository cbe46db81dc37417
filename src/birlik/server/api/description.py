"""The OpenAPI 3.1 description, made from the routes, the vocabulary and what goes over the wire."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from birlik.exercise.plan import MODELS
from birlik.exercise.schema import json_schema
from birlik.server.api.problems import KINDS, MEDIA_TYPE
from birlik.wire import concurrences, exercises, history, people, problem, records, timetable
from birlik.wire.said import Asked, Told

#: Models that are written by hand below, for their records are of many kinds.
_BY_HAND = frozenset({"SeenRecord", "RecordPage", "Changed"})

#: What somebody can try; made for Unity-2024, the example exercise.
EXAMPLES: dict[str, Any] = {
    "NewRecord": {
        "fields": {
            "id": "S-901",
            "title": "Night boarding",
            "duration": 90,
            "earliest": "2024-07-12T16:00:00Z",
            "light": ["night"],
        },
        "reason": "Asked for at the main planning conference",
    },
    "RecordChange": {
        "fields": {"duration": 120},
        "seen": {"duration": 90},
        "reason": "The boats need longer",
    },
    "NewExercise": {
        "id": "UNITY-25",
        "title": "Unity 2025",
        "host": "KAZ",
        "time_zone": "Asia/Aqtau",
        "nations": ["AZE", "KGZ", "TJK", "UZB"],
    },
    "NewBaseline": {"name": "Main planning conference"},
    "NewConcurrence": {
        "signer": "Capt Leyla Aliyeva",
        "function": "Head of delegation",
        "reservations": "No live fire before the ferry has passed",
        "password": "…",
    },
    "NewToken": {"name": "wall display", "scope": "read", "days": 30},
    "PartGiven": {"nation": "AZE", "role": "planner"},
    "NewInvitation": {"email": "leyla@example.org"},
    "Standing": {"administrator": True},
    "Problem": {
        "type": "urn:birlik:problem:stale",
        "title": "Somebody was faster",
        "status": 412,
        "detail": "The record is not what you saw any more. Look at it again, and decide anew.",
        "instance": "/api/exercises/5f0c/records/serials/91ab",
        "conflicts": [
            {
                "field": "duration",
                "seen": 90,
                "holds": 100,
                "typed": 120,
                "by": "k7m2",
                "at": "2024-05-02T09:30:00.000000Z",
            }
        ],
    },
}


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description as JSON."""
    return HttpResponse(_written(), content_type="application/json")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The description as a page, which needs nothing from elsewhere."""
    told = description()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_row(path, method, operation))
    schemas = [
        {
            "name": name,
            "about": schema.get("description", ""),
            "json": json.dumps(schema, ensure_ascii=False, indent=1),
        }
        for name, schema in told["components"]["schemas"].items()
    ]
    return render(
        request,
        "api/documentation.html",
        {"api": told["info"], "groups": list(groups.items()), "schemas": schemas},
    )


@cache
def _written() -> bytes:
    return json.dumps(description(), ensure_ascii=False).encode()


@cache
def description() -> dict[str, Any]:
    """The whole description; not to be changed."""
    from birlik.server.api.rest import api

    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    made["jsonSchemaDialect"] = "https://json-schema.org/draft/2020-12/schema"
    made["servers"] = [{"url": "/"}]
    made["externalDocs"] = {"url": "/api/documentation/", "description": "The same as a page"}
    components = made["components"]
    components["schemas"] = _schemas()
    components["responses"] = {f"Problem{status}": _problem(status) for status in KINDS}
    components["headers"] = {
        "ETag": {
            "description": "Names what is told; If-None-Match with it asks for what is new.",
            "schema": {"type": "string"},
        }
    }
    for methods in made["paths"].values():
        for operation in methods.values():
            _finish(operation)
    return made


def _finish(operation: dict[str, Any]) -> None:
    """What the framework says of an operation, in our words."""
    answers = operation["responses"]
    if "200" in answers and answers["200"] == {"description": "OK"} and len(answers) > 1:
        del answers["200"]
    for parameter in operation["parameters"]:
        schema = parameter["schema"]
        schema.pop("title", None)
        if parameter["name"] == "at":
            # Read by us, for the framework would take any number for a moment.
            parameter["schema"] = {"type": "string", "format": "date-time"}
        if parameter["in"] == "path":
            parameter["description"] = _OF_PATH[parameter["name"]]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None:
        name = body["schema"]["$ref"].rsplit("/", 1)[-1]
        if name in EXAMPLES:
            body["examples"] = {"usual": {"value": EXAMPLES[name]}}


_OF_PATH = {
    "exercise": "Key of the exercise, as list_exercises tells it.",
    "kind": "Kind of record, as list_kinds tells it.",
    "key": "Random key, as a list tells it.",
    "form": "Form, as list_forms tells it.",
    "step": "Key of the step, as list_history tells it.",
    "baseline": "Key of the baseline, as list_baselines tells it.",
}


def _schemas() -> dict[str, Any]:
    """Schemas of all that goes over the wire; those of records are the vocabulary's."""
    found: dict[str, Any] = {
        name: _here(definition) for name, definition in deepcopy(json_schema()["$defs"]).items()
    }
    modules = (problem, records, exercises, timetable, history, concurrences, people)
    models = {
        name: model
        for module in modules
        for name, model in vars(module).items()
        if isinstance(model, type)
        and issubclass(model, Told | Asked)
        and model.__module__ == module.__name__
        and name not in _BY_HAND
    }
    _, made = models_json_schema(
        [
            (model, "validation" if issubclass(model, Asked) else "serialization")
            for model in models.values()
        ],
        ref_template="#/components/schemas/{model}",
    )
    for name, schema in made["$defs"].items():
        if name not in found:
            found[name] = _plain(schema, models.get(name))
    for name, example in EXAMPLES.items():
        if name in found:
            found[name]["examples"] = [example]
    found["Kinds"] = _list_of("KindOfRecord", "All kinds of record.")
    return dict(sorted((found | _of_records()).items()))


def _here(value: Any) -> Any:
    """A definition of the vocabulary's schema, with its references pointing into this description."""
    if isinstance(value, dict):
        return {
            key: part.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(part, str)
            else _here(part)
            for key, part in value.items()
        }
    return [_here(part) for part in value] if isinstance(value, list) else value


def _plain(schema: dict[str, Any], model: type[BaseModel] | None) -> dict[str, Any]:
    """A schema without what only repeats the names, described by the docstring of its model."""
    document, _, attributes = schema.get("description", "").partition("\n\nAttributes\n")
    about = _attributes(attributes)
    shown = {key: value for key, value in schema.items() if key != "title"}
    if document:
        shown["description"] = " ".join(document.split()).replace("``", "")
    for name, field in shown.get("properties", {}).items():
        field.pop("title", None)
        if about.get(name) and "$ref" not in field:
            field.setdefault("description", about[name])
    if model is not None and issubclass(model, Told):
        shown.pop("additionalProperties", None)
    return shown


def _attributes(text: str) -> dict[str, str]:
    """What a docstring says of each attribute."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith(" ") and not line.startswith("-"):
            names = [name.strip() for name in line.partition(":")[0].split(",")]
        elif line.strip() and not line.startswith("-"):
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip().replace("``", "")
    return found


def _of_records() -> dict[str, Any]:
    """Schemas of records of every kind, told apart by their kind."""
    seen: dict[str, Any] = {}
    mapping = {}
    for kind, model in MODELS.items():
        name = f"Seen{model.__name__}"
        mapping[kind.value] = f"#/components/schemas/{name}"
        seen[name] = {
            "type": "object",
            "description": f"A {model.word} as its reader sees it.",
            "properties": {
                "kind": {"const": kind.value},
                "key": {"type": "string", "description": "Names it in addresses."},
                "version": {"type": "string", "description": "Its ETag."},
                "fields": {"$ref": f"#/components/schemas/{model.__name__}"},
                "editable": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Fields that its reader may change.",
                },
                "removable": {"type": "boolean"},
            },
            "required": ["kind", "key", "version", "fields", "editable", "removable"],
        }
    one = {"$ref": "#/components/schemas/SeenRecord"}
    return seen | {
        "SeenRecord": {
            "description": "A record as its reader sees it; empty fields are left out.",
            "oneOf": [{"$ref": reference} for reference in mapping.values()],
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        },
        "RecordPage": {
            **_list_of("SeenRecord", "Some of the records that were asked for."),
            "properties": {
                "items": {"type": "array", "items": one},
                "next": {
                    "type": ["string", "null"],
                    "description": "Cursor of the next page; null on the last.",
                },
                "total": {"type": "integer", "minimum": 0},
                "may_add": {"type": "boolean"},
            },
            "required": ["items", "next", "total", "may_add"],
        },
        "Changed": {
            "type": "object",
            "description": "What came of a change.",
            "properties": {
                "step": {
                    "type": "string",
                    "description": "Key of the step, to undo it by; empty if nothing was changed.",
                },
                "record": {"anyOf": [one, {"type": "null"}]},
                "conflicts": {
                    "type": "array",
                    "items": {"$ref": "#/components/schemas/Lost"},
                    "description": "Fields that stay as others left them; all others went through.",
                },
            },
            "required": ["step", "record", "conflicts"],
        },
    }


def _list_of(name: str, about: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": about,
        "properties": {
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
        },
        "required": ["items"],
    }


def _problem(status: int) -> dict[str, Any]:
    _, title, detail = KINDS[status]
    told = {
        "description": f"{title}. {detail}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == 429:
        told["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}
        }
    return told


def _row(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """An operation as the page shows it."""
    body = operation.get("requestBody", {}).get("content", {})
    answers = [
        {
            "status": status,
            "about": answer.get("description", ""),
            "schema": next(
                (
                    c["schema"]["$ref"].rsplit("/", 1)[-1]
                    for c in answer.get("content", {}).values()
                    if "$ref" in c.get("schema", {})
                ),
                "",
            ),
        }
        for status, answer in operation["responses"].items()
        if "$ref" not in answer
    ]
    example = next(
        (
            json.dumps(each["value"], ensure_ascii=False, indent=1)
            for content in body.values()
            for each in content.get("examples", {}).values()
        ),
        "",
    )
    return {
        "method": method.upper(),
        "path": path,
        "id": operation["operationId"],
        "summary": operation["summary"],
        "paragraphs": operation.get("description", "").replace("`", "").split("\n\n"),
        "parameters": operation["parameters"],
        "bodies": [
            (kind, content["schema"].get("$ref", "").rsplit("/", 1)[-1])
            for kind, content in body.items()
        ],
        "example": example,
        "answers": answers,
        "problems": [
            status for status, answer in operation["responses"].items() if "$ref" in answer
        ],
    }
