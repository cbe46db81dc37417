"""What is said to whoever reads a page or an answer: sentences, numbers and moments in his language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta, timezone

from django.utils.translation import get_language

from birlik.exercise.time import date_time_group
from birlik.languages import SOURCE, moment_in, number_in, told

#: Whether whoever is being answered wants moments as date-time groups.
_groups: ContextVar[bool] = ContextVar("groups", default=False)


@contextmanager
def moments_as_groups(wanted: bool) -> Iterator[None]:
    """Write moments as date-time groups, or in words, while the block runs."""
    before = _groups.set(wanted)
    try:
        yield
    finally:
        _groups.reset(before)


def language() -> str:
    """Language of whoever is being answered."""
    return get_language() or SOURCE


def spoken(value: object) -> str:
    """A sentence in the language of whoever is being answered; anything else as it is written there.

    Templates do this by themselves; it is for what becomes part of another text, or of JSON.
    """
    return told(value, language())


def number(value: float) -> str:
    """A number as the reader's language writes it."""
    return number_in(language(), value)


def moment(at: datetime) -> str:
    """A moment with its year, by the clock of its own zone."""
    if _groups.get():
        return date_time_group(at, timezone(at.utcoffset() or timedelta()))
    if language() == SOURCE:
        return f"{at.day} {at:%b %Y %H:%M}"
    return moment_in(language(), at, "moment_year")
