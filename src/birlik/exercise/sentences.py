"""Sentences: what is said to people, as a pattern and values, so that it can be said in another language later."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

#: Values of a sentence that has none.
_NOTHING: Mapping[str, object] = MappingProxyType({})


class Sentence(str):
    """A sentence in English that remembers how it was made.

    It is a text like any other; whoever shows it to somebody asks :mod:`birlik.languages` for it in his language.

    Attributes
    ----------
    pattern : str
        The sentence with places for its values: ``"{serial} waits for {other}"``; what catalogues are looked up by.
    plural : str
        The pattern for more than one, or other than one; empty if the sentence counts nothing.
    number : int
        What decides between the two.
    values : mapping of str to object
        Texts (names and ids, which stay as they are), numbers, other sentences, and lists of those.
    """

    pattern: str
    plural: str
    number: int
    values: Mapping[str, object]

    def __new__(
        cls,
        pattern: str,
        values: Mapping[str, object] = _NOTHING,
        plural: str = "",
        number: int = 1,
    ) -> Sentence:
        """Make a sentence; its text is what it says in English."""
        chosen = plural if plural and number != 1 else pattern
        made = super().__new__(cls, chosen.format_map(_Written(values)) if values else chosen)
        made.pattern, made.plural, made.number = pattern, plural, number
        made.values = MappingProxyType(dict(values))
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept whole where it is copied or sent to another process."""
        return Sentence, (self.pattern, dict(self.values), self.plural, self.number)


class _Written(dict[str, object]):
    """Values as English writes them: thousands parted, lists joined."""

    def __getitem__(self, name: str) -> object:
        return written(super().__getitem__(name))


def written(value: object) -> object:
    """A value as English writes it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(written(each)) for each in value)
    return value


def said(pattern: str, /, **values: object) -> Sentence:
    """A sentence.

    Parameters
    ----------
    pattern : str
        A literal, so that catalogues can be made from the code; its places are named: ``{serial}``. Numbers are given
        as numbers, and have no format of their own.
    **values : object
        One for each place.

    Raises
    ------
    KeyError
        If a place has no value.
    """
    return Sentence(pattern, values)


def counted(one: str, many: str, number: int, /, **values: object) -> Sentence:
    """A sentence that depends on a number: ``counted("{number} serial", "{number} serials", 3)``.

    Parameters
    ----------
    one, many : str
        Literals; other languages choose among their own plurals. ``{number}`` is the number.
    """
    return Sentence(one, {"number": number, **values}, many, number)
