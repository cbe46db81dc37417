"""How a value arrives from a cell or from JSON, and what reading it needs to know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationInfo, WithJsonSchema

from birlik.exercise.sentences import said

#: What a cell of a workbook can hold.
Cell = str | int | float | bool | datetime | date | time | timedelta

_SPLIT = re.compile(r"[;,\n]+")


@dataclass
class Reading:
    """Context of a validation: the zone of times that name none, and remarks made on the way.

    Attributes
    ----------
    zone : ZoneInfo or None
        Zone of the exercise; without it a time that names no zone cannot be read.
    remarks : list of (str, str)
        Field name and a sentence for each value that was read, but could have meant another.
    """

    zone: ZoneInfo | None = None
    remarks: list[tuple[str, str]] = field(default_factory=list)


def in_json(**schema: Any) -> WithJsonSchema:
    """JSON Schema of a value as it stands in ``plan.json``."""
    return WithJsonSchema(schema)


def or_null(**schema: Any) -> WithJsonSchema:
    """JSON Schema of a value that may be missing."""
    return WithJsonSchema({"anyOf": [schema, {"type": "null"}]})


def reading_of(info: ValidationInfo) -> Reading:
    """Reading in force; an empty one outside a workbook."""
    return info.context if isinstance(info.context, Reading) else Reading()


def cell_text(value: Any) -> str:
    """Text of a cell's value as the planner sees it: trimmed, composed, whole numbers without ``.0``.

    Raises
    ------
    ValueError
        If the value is not something a cell can hold.
    """
    if isinstance(value, str):
        return value.strip() if value.isascii() else unicodedata.normalize("NFC", value).strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int | float | date | time | timedelta):
        return str(value)
    raise ValueError(said("a text was expected, not {name}", name=type(value).__name__))


def pieces(text: str) -> list[str]:
    """Parts of a list written with ``;``, ``,`` or line breaks, without empty ones."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def list_reader(
    read: Callable[[str], Any], split: Callable[[str], Iterable[str]] = pieces
) -> Callable[[Any], Any]:
    """Validator of a list field: a cell is split and each part read; a list from JSON passes through."""

    def read_list(value: Any) -> Any:
        if value is None or value == "":
            return ()
        if isinstance(value, list | tuple | set | frozenset):
            items = (read(item) if isinstance(item, str) else item for item in value)
            return tuple(item for item in items if item is not None and item != "")
        if isinstance(value, dict):
            return (value,)
        return tuple(read(part) for part in split(cell_text(value)))

    return read_list


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing."""
    return value is None or value == "" or (isinstance(value, str) and value.isspace())
