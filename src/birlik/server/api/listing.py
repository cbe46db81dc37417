"""A list searched and sorted: by the words of what its reader sees, and by one of the fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from birlik.exercise.columns import columns_of
from birlik.exercise.plan import MODELS
from birlik.log.canonical import canonical
from birlik.server.desk.sight import Seen

#: All that a list can be sorted by.
FIELDS = sorted({column.name for model in MODELS.values() for column in columns_of(model)})


def arranged(seen: Sequence[Seen], words: str, sort: str) -> Sequence[Seen]:
    """Records that hold all words, in the order asked for.

    Parameters
    ----------
    seen : sequence of Seen
        In the planner's order.
    words : str
        Parted by spaces; each stands in some text of the record, in whatever case.
    sort : str
        Name of a field, with ``-`` before it for the other way; empty for the planner's order.
        Records in which it is empty, or that have no such field, come last.
    """
    wanted = words.casefold().split()
    found = [each for each in seen if _holds(each, wanted)] if wanted else seen
    if not sort:
        return found
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    there = [(each, value) for each in found if (value := _value(each, name)) is not None]
    rest = [each for each in found if _value(each, name) is None]
    there.sort(key=lambda pair: pair[1], reverse=backwards)
    return [*(each for each, _ in there), *rest]


def _holds(seen: Seen, words: Sequence[str]) -> bool:
    texts = [text.casefold() for text in _texts(seen.fields)]
    return all(any(word in text for text in texts) for word in words)


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value; names of fields are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _value(seen: Seen, name: str) -> tuple[int, float, str] | None:
    """What a field is sorted by: numbers as numbers, all else as text; None if it is empty."""
    value = seen.record.__dict__.get(name)
    if value is None or value in ("", ()):
        return None
    if isinstance(value, int | float):
        return 0, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    held = seen.fields.get(name)
    return 1, 0.0, held if isinstance(held, str) else canonical(held).decode()
