"""Pages of a list: a cursor names the last one that was shown, and holds nothing that is hidden."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple, TypeVar

from ninja import Query

from birlik.exercise.sentences import said
from birlik.server.api.problems import Problem
from birlik.wire.records import MOST, USUAL

Item = TypeVar("Item")

LONGEST = 400

Cursor = Annotated[
    str,
    Query("", max_length=LONGEST, description="`next` of the page before; empty for the first."),
]
Limit = Annotated[int, Query(USUAL, ge=1, le=MOST, description="Most items of the page.")]


class Page(NamedTuple):
    """Numbers of the first item of a page and of the first behind it, and the cursor of the next."""

    begin: int
    end: int
    next: str | None


def page_of(items: Sequence[Item], cursor: str, limit: int, key: Callable[[Item], str]) -> Page:
    """Page behind a cursor; if the item that it names has gone, it goes on from its number.

    Parameters
    ----------
    items : sequence
        All that the reader sees, in order.
    cursor : str
        Empty for the first page.
    limit : int
    key : callable
        Names an item; empty for items that have no name.
    """
    begin = 0
    if cursor:
        number, name = _read(cursor)
        begin = number
        if name and not (number <= len(items) and key(items[number - 1]) == name):
            found = next((n for n, item in enumerate(items) if key(item) == name), None)
            begin = number if found is None else found + 1
    end = min(begin + limit, len(items))
    more = end < len(items) and end > begin
    return Page(begin, end, _written(end, key(items[end - 1])) if more else None)


def _written(number: int, name: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([number, name]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[int, str]:
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        number, name = json.loads(packed)
        if type(number) is int and 0 < number < 10**9 and isinstance(name, str):
            return number, name
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    raise Problem(404, said("There is no such page; begin with the first"))
