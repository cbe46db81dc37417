"""Random keys of records, entries and steps, and the texts that keep records in the planner's order."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

#: What a key looks like: 96 bits in hexadecimal.
KEY = re.compile(r"[0-9a-f]{24}")

#: Letters of a rank, in the order in which they sort.
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)

#: What a rank looks like; it never ends in the first digit, so that there is room before it.
RANK_TEXT = re.compile(r"[0-9a-z]{0,400}[1-9a-z]")


def new_key() -> str:
    """Random key of 96 bits, for an address, a record, an entry or a step: never guessed, never reused."""
    return secrets.token_hex(12)


def rank_between(before: str, after: str) -> str:
    """Text that sorts between two ranks; an empty one is the beginning, or the end.

    Two people who put a record between the same two get different ranks, as the last letters are
    random. Where the two are equal, which merging can bring about, it is after both.
    """
    if after and before >= after:
        after = ""
    return _between(before, after) + _jitter()


def ranks_between(before: str, after: str, count: int) -> Iterator[str]:
    """So many ranks in rising order between two; see :func:`rank_between`."""
    if count <= 0:
        return
    if count == 1:
        yield rank_between(before, after)
        return
    if after and before >= after:
        after = ""
    stem = _between(before, after)
    # Every continuation of a text between the two lies between them as well.
    width = 1
    while _BASE**width < count + 2:
        width += 1
    gap = _BASE**width // (count + 1)
    for number in range(1, count + 1):
        yield stem + _digits(number * gap, width) + _jitter()


def _between(before: str, after: str) -> str:
    """Shortest text in the middle that neither begins with `after` nor ends in the first digit."""
    found = ""
    position = 0
    open_above = not after
    while True:
        low = _DIGITS.index(before[position]) if position < len(before) else 0
        high = (
            _BASE if open_above else _DIGITS.index(after[position]) if position < len(after) else 0
        )
        if high - low > 1:
            return found + _DIGITS[(low + high) // 2]
        found += _DIGITS[low]
        if high > low:
            open_above = True
        position += 1


def _jitter() -> str:
    """Two random digits, the last of which is not the first: there is room below as well."""
    return _DIGITS[secrets.randbelow(_BASE)] + _DIGITS[1 + secrets.randbelow(_BASE - 1)]


def _digits(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, rest = divmod(number, _BASE)
        digits.append(_DIGITS[rest])
    return "".join(reversed(digits))
