"""Records made from the raw values of a cell or a file; what cannot be read is kept and reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import Sentence, said
from birlik.exercise.values.reading import Reading
from birlik.formats.stored import ErrorValue, Formula, stored

AnyRecord = TypeVar("AnyRecord", bound=Record)

#: Parts of a list in a cell; what stands in brackets is not split.
_PARTS = re.compile(r"(?:\([^()]*\)|[^;\n(])+|\(")

#: Characters of a value that a sentence shows.
LONGEST_SHOWN = 60

#: Sentences for what the models themselves refuse in a plan file.
_SENTENCES = {
    "missing": said("{place} is missing"),
    "extra_forbidden": said("{place} is not known here"),
    "too_short": said("nothing stands in it"),
    "greater_than_equal": said("{value} is less than {ge}"),
    "less_than_equal": said("{value} is more than {le}"),
    "greater_than": said("{value} is not more than {gt}"),
    "less_than": said("{value} is not less than {lt}"),
    "string_type": said("a text was expected, not {value}"),
    "tuple_type": said("a list was expected, not {value}"),
    "bool_type": said("yes or no was expected, not {value}"),
    "model_type": said("{value} is not what stands in this list"),
    "model_attributes_type": said("{value} is not what stands in this list"),
}


@dataclass(frozen=True)
class Trouble:
    """A value that could not be read.

    Attributes
    ----------
    field : str
    message : str
        Why, in a sentence for the planner.
    """

    field: str
    message: str


def record_of(
    model: type[AnyRecord], values: Mapping[str, Any], reading: Reading
) -> tuple[AnyRecord, list[Trouble]]:
    """Record of raw values, and what could not be read; such values are kept in ``unread``.

    Parameters
    ----------
    model : type of Record
    values : mapping of str to Any
        Value of each field that is not empty; ``extra`` as it is to be kept.
    reading : Reading
        Its remarks are replaced by those on this record.
    """
    reading.remarks.clear()
    try:
        return model.model_validate(values, context=reading), []
    except ValidationError as error:
        found = list(_troubles(model, values, reading, error))
    names = list(values)
    troubles = sorted(found, key=lambda trouble: names.index(trouble.field))
    readable = dict(values)
    unread = {name: stored(readable.pop(name)) for name in {trouble.field for trouble in troubles}}
    reading.remarks.clear()
    in_order = {name: unread[name] for name in names if name in unread}
    return model.model_validate(readable | {"unread": in_order}, context=reading), troubles


def trouble_finding(trouble: Trouble, value: Any, place: Place) -> Finding:
    """Finding of a value that could not be read."""
    if isinstance(value, ErrorValue):
        message = said("the cell holds the error {value} instead of a value", value=value.text)
        return finding("B124", message, place, said("mend the formula, or type the value"))
    if isinstance(value, Formula):
        message = said("the cell holds a formula whose result is not in the file")
        return finding(
            "B124", message, place, said("open and save the workbook in Excel or LibreOffice")
        )
    return finding("B120", trouble.message, place)


def _troubles(
    model: type[Record], values: Mapping[str, Any], reading: Reading, error: ValidationError
) -> Iterator[Trouble]:
    """What was wrong, each thing once; of a list written in a cell, each part that is wrong."""
    seen = set()
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0])
        value = values[name]
        if isinstance(value, str) and model.model_fields[name].default == ():
            if name not in seen:
                yield from _parts_in_trouble(model, name, value, reading, detail)
        else:
            yield Trouble(name, _sentence(detail))
        seen.add(name)


def _parts_in_trouble(
    model: type[Record], name: str, text: str, reading: Reading, detail: ErrorDetails
) -> Iterator[Trouble]:
    """Troubles of the parts of a list, each read by itself; of the list as a whole if that tells nothing."""
    parts = [part.strip() for part in _PARTS.findall(text) if part.strip()]
    sentences = {}
    for number, part in enumerate(parts if len(parts) > 1 else (), start=1):
        try:
            model.model_validate({name: part}, context=Reading(zone=reading.zone))
        except ValidationError as error:
            sentences[number] = _sentence(error.errors(include_url=False)[0])
    # A sentence that does not name the part may be about its being alone.
    telling = {n: sentence for n, sentence in sentences.items() if parts[n - 1] in sentence}
    if telling:
        yield from (Trouble(name, sentence) for sentence in telling.values())
    elif sentences and len(sentences) < len(parts):
        yield from (
            Trouble(name, said("part {number}: {cause}", number=str(n), cause=sentence))
            for n, sentence in sentences.items()
        )
    else:
        yield Trouble(name, _sentence(detail))


def _sentence(detail: ErrorDetails) -> str:
    """What is wrong, without the words of the library that found it, and in which part of a list."""
    place = detail["loc"][1:]
    # A place that begins with a name lies in a value read from a text, which the sentence quotes.
    numbers = [str(part + 1) for part in place if isinstance(part, int)]
    listed = bool(place) and isinstance(place[0], int)
    cause = cause_of(detail)
    return (
        said("part {number}: {cause}", number=".".join(numbers), cause=cause) if listed else cause
    )


def cause_of(detail: ErrorDetails) -> str:
    """What is wrong with a value, without the words of the library that found it."""
    context = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, ValidationError):
        # A text that was read as a value of several parts, one of which is wrong.
        return cause_of(cause.errors(include_url=False)[0])
    if cause is not None:
        return str(cause)
    value = detail["input"]
    if isinstance(value, str):
        value = f'"{value[:LONGEST_SHOWN]}"'
    elif isinstance(value, dict | list | tuple):
        value = said("a group of values") if isinstance(value, dict) else said("a list")
    names = [part for part in detail["loc"][1:] if isinstance(part, str)]
    words = {
        "place": f'"{names[-1][:LONGEST_SHOWN]}"' if names else said("a value"),
        "value": value,
    }
    pattern = _SENTENCES.get(detail["type"], said("{value} cannot stand here"))
    return Sentence(pattern.pattern, context | words)
