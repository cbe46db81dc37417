"""Plain values: texts, ids and lists of ids, whole numbers, amounts, choices and yes or no."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from birlik.exercise.sentences import said, word_of
from birlik.exercise.values.reading import cell_text, in_json, list_reader, or_null

LONGEST_TEXT = 20_000
LONGEST_ID = 64

#: Ids that need no closer look, one sign after the other.
_USUAL_ID = re.compile(rf"[A-Za-z0-9/._-]{{1,{LONGEST_ID}}}")

#: Signs that separate ids in the notations of cells, and so cannot be part of one.
SEPARATORS = frozenset(";,|+()[]{}<>@\"'`*=\\")


#: A number with one comma that groups thousands or marks decimals, and one with commas that group.
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")


def _text(value: Any) -> Any:
    text = cell_text(value)
    if len(text) > LONGEST_TEXT:
        raise ValueError(
            said(
                "the text has {count} characters; at most {longest_text} are kept",
                count=len(text),
                longest_text=LONGEST_TEXT,
            )
        )
    if text.isprintable():
        return text
    if bad := [
        sign
        for sign in text
        if not sign.isprintable()
        and sign not in "\n\r\t\u00ad\u200b\u200c\u200d\u200e\u200f\u00a0\u202f\u2028\u2029\ufeff"
    ]:
        raise ValueError(
            said("the text holds a control character (U+{code})", code=f"{ord(bad[0]):04X}")
        )
    return text


def _identifier(value: Any) -> Any:
    text = cell_text(value)
    if _USUAL_ID.fullmatch(text):
        return text
    if len(text) > LONGEST_ID:
        raise ValueError(
            said(
                "an id has at most {longest_id} characters; this one has {count}",
                longest_id=LONGEST_ID,
                count=len(text),
            )
        )
    for sign in text:
        if sign.isspace() or sign in SEPARATORS or not sign.isprintable():
            name = (
                said("a space")
                if sign.isspace()
                else f'"{sign}"'
                if sign.isprintable()
                else f"U+{ord(sign):04X}"
            )
            raise ValueError(
                said(
                    'an id is letters, digits and hyphens, as S-204; "{text}" holds {name}',
                    text=text,
                    name=name,
                )
            )
    return text


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_or_none(value: Any) -> Any:
        empty = value is None or value == "" or (isinstance(value, str) and value.isspace())
        return None if empty else read(value)

    return read_or_none


def _number(value: Any) -> float:
    """Number of a cell, also one typed as text with a decimal comma or grouped thousands."""
    if isinstance(value, bool):
        raise ValueError(said("a number was expected, not yes or no"))
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e300 else math.inf
    else:
        text = cell_text(value).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
        if _EITHER.fullmatch(text):
            plain, decimal = text.replace(",", ""), text.replace(",", ".")
            raise ValueError(
                said(
                    '"{text}" can be {plain} or {decimal}; write the one that is meant',
                    text=text,
                    plain=plain,
                    decimal=decimal,
                )
            )
        if _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        try:
            number = float(text.replace(",", ".") if text.count(",") == 1 else text)
        except ValueError:
            raise ValueError(said('"{value}" is not a number', value=cell_text(value))) from None
    if not math.isfinite(number) or abs(number) > 1e12:
        raise ValueError(said('"{value}" is not a number that can be used here', value=value))
    return number


def _whole(value: Any) -> int:
    number = _number(value)
    if not number.is_integer():
        raise ValueError(said("{number} is not a whole number", number=number))
    if number < 0:
        raise ValueError(said("{number} is less than nothing", number=number))
    return int(number)


def _quantity(value: Any) -> float:
    number = _number(value)
    if number < 0:
        raise ValueError(said("{number} is less than nothing", number=number))
    if round(number, 3) != number:
        raise ValueError(said("{number} has more than three decimals", number=number))
    return number


def _word(value: Any) -> Any:
    """Word of a list: a text without the signs that part a list."""
    text = _text(value)
    if bad := [sign for sign in text if sign in ";,\n"]:
        raise ValueError(
            said('"{text}" cannot be one of a list, as it holds "{bad}"', text=text, bad=bad[0])
        )
    return text


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = cell_text(value).casefold()
    if word in {"yes", "y", "true", "1", "x"}:
        return True
    if word in {"no", "n", "false", "0", "-", ""}:
        return False
    raise ValueError(said('"{value}" is neither yes nor no', value=cell_text(value)))


def choice_reader(choices: type[StrEnum]) -> Callable[[Any], Any]:
    """Validator of a field that holds one of a few words; case and spaces do not matter."""

    def read(value: Any) -> Any:
        if value is None or value == "" or isinstance(value, choices):
            return value or None
        word = cell_text(value).casefold().replace("_", " ")
        for choice in choices:
            if word == choice.value.casefold().replace("_", " "):
                return choice
        allowed = [word_of(choice) for choice in choices]
        raise ValueError(
            said('"{value}" is not one of {allowed}', value=cell_text(value), allowed=allowed)
        )

    return read


def bounded(read: Callable[[Any], Any], least: float, most: float) -> Callable[[Any], Any]:
    """Validator that also wants the number to lie within `least` and `most`."""

    def check(value: Any) -> Any:
        number = read(value)
        if number is not None and not least <= number <= most:
            raise ValueError(
                said(
                    "{number} is not between {least} and {most}",
                    number=number,
                    least=least,
                    most=most,
                )
            )
        return number

    return check


#: An id as JSON Schema describes it.
ID_SCHEMA: dict[str, Any] = {
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST_ID,
    "pattern": rf"^[^\s{re.escape(''.join(sorted(SEPARATORS)))}]*$",
}

Text = Annotated[
    str,
    BeforeValidator(lambda value: "" if value is None else _text(value)),
    in_json(type="string", maxLength=LONGEST_TEXT),
]
Identifier = Annotated[
    str,
    BeforeValidator(lambda value: "" if value is None else _identifier(value)),
    in_json(**ID_SCHEMA | {"minLength": 0}),
]
Reference = Annotated[str | None, BeforeValidator(_optional(_identifier)), or_null(**ID_SCHEMA)]
References = Annotated[
    tuple[str, ...],
    BeforeValidator(list_reader(_identifier)),
    in_json(type="array", items=ID_SCHEMA),
]
Words = Annotated[
    tuple[str, ...],
    BeforeValidator(list_reader(_word)),
    in_json(type="array", items={"type": "string", "pattern": "^[^;,\\n]+$"}),
]
Whole = Annotated[
    int | None,
    BeforeValidator(_optional(_whole)),
    or_null(type="integer", minimum=0, maximum=10**12),
]
Quantity = Annotated[
    float | None,
    BeforeValidator(_optional(_quantity)),
    or_null(type="number", minimum=0, maximum=10**12),
]
YesNo = Annotated[bool, BeforeValidator(lambda value: False if value is None else _yes_no(value))]
Priority = Annotated[
    int | None,
    BeforeValidator(bounded(_optional(_whole), 1, 5)),
    or_null(type="integer", minimum=1, maximum=5),
]
Percentage = Annotated[
    float | None,
    BeforeValidator(bounded(_optional(_quantity), 0, 100)),
    or_null(type="number", minimum=0, maximum=100),
]
WishCost = Annotated[
    int | None,
    BeforeValidator(bounded(_optional(_whole), 1, 1000)),
    or_null(type="integer", minimum=1, maximum=1000),
]
