"""Canonical JSON: the one text of a value that is hashed, stored and compared."""

from __future__ import annotations

import json
from typing import Any

_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)

#: Types whose values have one text each.
_PLAIN = (str, int, bool)


def canonical(value: Any) -> bytes:
    """UTF-8 of a JSON value: keys sorted, no spaces, numbers as Python writes them.

    Raises
    ------
    ValueError
        If the value is none of JSON: not a number, a text that is no sound Unicode, another type.
    """
    try:
        return _ENCODER.encode(value).encode()
    except (TypeError, RecursionError) as error:
        raise ValueError(f"a value that JSON does not know: {error}") from error
    except UnicodeEncodeError as error:
        raise ValueError("a text that is no sound Unicode") from error


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; ``true`` is not 1, and 1.0 is not 1."""
    if one is other:
        return True
    if one is None or other is None:
        return False
    if type(one) is type(other) and type(one) in _PLAIN:
        return bool(one == other)
    return canonical(one) == canonical(other)
