"""The kinds of record that an exercise is made of: their words, columns and JSON Schemas."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.schema import json_schema
from birlik.server.api.answers import documented, told

router = Router(tags=["Kinds of record"])


@router.get(
    "/kinds",
    operation_id="list_kinds",
    summary="Kinds of record",
    openapi_extra=documented((200, "All kinds, in the order of a workbook.", "Kinds")),
)
def list_kinds(request: HttpRequest) -> HttpResponse:
    """All kinds of record, with what is needed to show and to fill in one."""
    return told({"items": [_kind(kind) for kind in MODELS]})


@router.get(
    "/kinds/{kind}",
    operation_id="read_kind",
    summary="A kind of record",
    openapi_extra=documented((200, "The kind.", "KindWithSchema")),
)
def read_kind(request: HttpRequest, kind: RecordKind) -> HttpResponse:
    """A kind of record with the JSON Schema of its fields."""
    return told(_kind(kind) | {"record_schema": record_schema(kind)})


@cache
def record_schema(kind: RecordKind) -> dict[str, Any]:
    """JSON Schema (2020-12) of the fields of a kind, with all that it refers to."""
    whole = _whole_schema()
    definitions = whole["$defs"]
    name = MODELS[kind].__name__
    needed = _referred(definitions, name)
    schema = {
        "$schema": whole["$schema"],
        "$id": f"{whole['$id']}:{kind.value}",
        **definitions[name],
    }
    others = {each: definitions[each] for each in definitions if each in needed - {name}}
    return schema | ({"$defs": others} if others else {})


@cache
def _whole_schema() -> dict[str, Any]:
    return json_schema()


def _referred(definitions: dict[str, Any], name: str) -> set[str]:
    """Names of all definitions that one needs, itself among them."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _references(definitions[one])
    return found


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].rsplit("/", 1)[-1]] if isinstance(value.get("$ref"), str) else []
        return own + [name for part in value.values() for name in _references(part)]
    if isinstance(value, list):
        return [name for part in value for name in _references(part)]
    return []


@cache
def _kind(kind: RecordKind) -> dict[str, Any]:
    model = MODELS[kind]
    return {
        "kind": kind.value,
        "word": model.word,
        "title": SHEETS[kind],
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "help": column.help,
                "unit": column.unit,
                "refers_to": [each.value for each in column.refers_to],
                "many": column.many,
                "needed": column.needed,
                "choices": list(column.choices),
                "example": column.example,
            }
            for column in columns_of(model)
        ],
    }
