"""Sentences: what is said to people, as a pattern and values, so that it can be said otherwise later."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Values of a sentence that has none.
_NOTHING: Mapping[str, object] = MappingProxyType({})

#: A place for a value in a pattern. Anything else in braces stays as it is: a pattern is no program.
PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

#: How a moment is written: its day, its clock or both, with the year or without.
Style = Literal["day", "day_year", "time", "moment", "moment_year"]

#: How deep sentences may lie within sentences where they are read from a file.
_DEEPEST = 12

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Told(str):  # noqa: SLOT000 - what it remembers is set when it is made
    """A text in English that remembers how it was made, so that it can be told in other words.

    It is a text like any other, and stays what it is under :class:`str`: a reason in an exception is still a
    sentence. Templates ask for :meth:`__html__`, which tells it in the words of whoever looks.
    """

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        """As it stands in a page: in its reader's language, with nothing that a browser would obey."""
        return html.escape(_tell[0](self))


#: How a page tells a sentence to its reader; what shows pages knows who that is. English until it says so.
_tell: list[Callable[[Told], str]] = [lambda told: told[:]]


def tell_by(teller: Callable[[Told], str]) -> None:
    """Say how sentences are told where a page shows them; once for each process."""
    _tell[0] = teller


class Sentence(Told):
    """A sentence in English that remembers how it was made.

    Whoever shows it to somebody asks :mod:`birlik.languages` for it in his language.

    Attributes
    ----------
    pattern : str
        The sentence with places for its values: ``"{serial} waits for {other}"``; catalogues know it by that.
    plural : str
        The pattern for more than one, or other than one; empty if the sentence counts nothing.
    number : int
        What decides between the two.
    values : mapping of str to object
        Texts (names and ids, which stay as they are), numbers, moments, other sentences, and lists of those.
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
    ) -> Self:
        """Make a sentence; its text is what it says in English."""
        chosen = _with_articles(plural if plural and number != 1 else pattern, values)
        made = super().__new__(cls, filled(chosen, values, written) if values else chosen)
        made.pattern, made.plural, made.number = pattern, plural, number
        made.values = MappingProxyType(dict(values))
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept whole where it is copied or sent to another process."""
        return type(self), (self.pattern, dict(self.values), self.plural, self.number)


class Moment(Told):
    """A moment as English writes it, that remembers which it is: ``9 July 14:30``.

    Attributes
    ----------
    at : datetime
        Aware, in the zone in which it is written.
    style : Style
    """

    at: datetime
    style: Style

    def __new__(cls, at: datetime, style: Style = "moment") -> Self:
        """Make a moment.

        Raises
        ------
        ValueError
            If it has no zone.
        """
        if at.tzinfo is None:
            raise ValueError("a moment that is told has a zone")
        made = super().__new__(cls, _moment_in_english(at, style))
        made.at, made.style = at, style
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept whole where it is copied or sent to another process."""
        return Moment, (self.at, self.style)


class Listing(Told):
    """Several things joined by a word: ``A, B and C``.

    Attributes
    ----------
    items : tuple of object
        Values as a sentence has them.
    word : ``"and"``, ``"or"`` or empty
        What stands before the last.
    """

    items: tuple[object, ...]
    word: Literal["and", "or", ""]

    def __new__(cls, items: Iterable[object], word: Literal["and", "or", ""] = "and") -> Self:
        """Make a list; its text is what it says in English."""
        kept = tuple(items)
        texts = [str(written(item)) for item in kept]
        if word and len(texts) > 1:
            texts[-2:] = [f"{texts[-2]} {word} {texts[-1]}"]
        made = super().__new__(cls, ", ".join(texts))
        made.items, made.word = kept, word
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept whole where it is copied or sent to another process."""
        return Listing, (self.items, self.word)


class Opened(Told):
    """A text whose first letter is a capital, as at the beginning of a sentence.

    Attributes
    ----------
    text : str
        What it was.
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Make it; in English every letter has one capital."""
        made = super().__new__(cls, text[:1].upper() + text[1:])
        made.text = text
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept whole where it is copied or sent to another process."""
        return Opened, (self.text,)


def said(pattern: str, /, **values: object) -> Sentence:
    """A sentence.

    Parameters
    ----------
    pattern : str
        A literal, so that catalogues can be made from the code; its places are named: ``{serial}``. Numbers
        are given as numbers, and have no format of their own.
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


def term(word: str) -> Sentence:
    """A word of the vocabulary, which has a translation of its own: a kind of record, a title, a choice."""
    return word if isinstance(word, Sentence) else Sentence(word)


def word_of(choice: StrEnum | None) -> Sentence:
    """A choice as people read it: ``fair share``."""
    return Sentence(choice.value.replace("_", " ") if choice else "")


def clauses(*parts: object) -> Sentence:
    """Clauses one after another: ``S-1 asks for 3 x BUS; there are 2``."""
    whole, *others = parts
    for other in others:
        whole = said("{clause}; {other}", clause=whole, other=other)
    return whole if isinstance(whole, Sentence) else Sentence("{clause}", {"clause": whole})


def full(clause: str) -> Sentence:
    """A clause as a sentence of its own: with a capital and a full stop."""
    return said("{sentence}.", sentence=Opened(clause))


def about(what: object, message: object) -> Sentence:
    """What is said about something: ``S-204: it lasts 0 min``."""
    return said("{what}: {message}", what=what, message=message)


def all_of(items: Iterable[object]) -> Listing:
    """Things joined by *and*."""
    return Listing(items, "and")


def one_of(items: Iterable[object]) -> Listing:
    """Things joined by *or*."""
    return Listing(items, "or")


def filled(pattern: str, values: Mapping[str, object], writer: Callable[[object], object]) -> str:
    """A pattern with its values in their places.

    Parameters
    ----------
    pattern : str
    values : mapping of str to object
    writer : callable
        What writes a value.

    Raises
    ------
    KeyError
        If a place has no value.
    """
    return PLACE.sub(lambda place: str(writer(values[place[1]])), pattern)


def written(value: object) -> object:
    """A value as English writes it: thousands parted, at most three decimals, lists joined."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if not isfinite(value) or abs(value) >= 1e15 or round(value, 3) != value:
            return f"{value:g}"
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple)):
        return ", ".join(str(written(each)) for each in value)
    return value


def _moment_in_english(at: datetime, style: Style) -> str:
    day, clock = (
        f"{at.day} {_MONTHS[at.month - 1]}",
        f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}",
    )
    return {
        "day": day,
        "day_year": f"{day} {at.year}",
        "time": clock,
        "moment": f"{day} {clock}",
        "moment_year": f"{day} {at.year} {clock}",
    }[style]


def kept_form(value: object) -> Any:
    """What is kept of a value in JSON, so that :func:`from_kept_form` makes it again."""
    if isinstance(value, Sentence):
        kept: dict[str, Any] = {"pattern": value.pattern}
        if value.values:
            kept["values"] = {name: kept_form(each) for name, each in value.values.items()}
        if value.plural:
            kept |= {"plural": value.plural, "number": value.number}
        return kept
    if isinstance(value, Moment):
        zone = getattr(value.at.tzinfo, "key", "UTC")
        return {"at": value.at.astimezone(UTC).isoformat(), "zone": zone, "style": value.style}
    if isinstance(value, Opened):
        return {"opened": kept_form(value.text)}
    if isinstance(value, Listing):
        return {"list": [kept_form(each) for each in value.items], "word": value.word}
    if isinstance(value, (list, tuple)):
        return [kept_form(each) for each in value]
    return value


def from_kept_form(kept: object, deep: int = 0) -> object:
    """Value of which :func:`kept_form` was kept.

    Raises
    ------
    ValueError
        If it is none; what is read may have been written by anybody.
    """
    if deep > _DEEPEST:
        raise ValueError("sentences are nested too deeply")
    if isinstance(kept, (str, int, float)):
        return kept
    if isinstance(kept, list):
        return [from_kept_form(each, deep + 1) for each in kept]
    if not isinstance(kept, dict):
        raise ValueError("this is no value of a sentence")
    try:
        if "at" in kept:
            zone = ZoneInfo(kept["zone"])
            return Moment(datetime.fromisoformat(kept["at"]).astimezone(zone), _style(kept))
        if "opened" in kept:
            return Opened(str(from_kept_form(kept["opened"], deep + 1)))
        if "list" in kept:
            items: Sequence[object] = [from_kept_form(each, deep + 1) for each in kept["list"]]
            if kept["word"] not in ("and", "or", ""):
                raise ValueError("lists are joined by and, or, or a comma")
            return Listing(items, kept["word"])
        values = {str(k): from_kept_form(v, deep + 1) for k, v in kept.get("values", {}).items()}
        texts = kept["pattern"], kept.get("plural", "")
        number = kept.get("number", 1)
        if not all(isinstance(text, str) for text in texts) or not isinstance(number, int):
            raise ValueError("a sentence has a pattern and a number")
        return Sentence(texts[0], values, texts[1], number)
    except (KeyError, TypeError, AttributeError, OverflowError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"this is no sentence: {error}") from error


def _style(kept: Mapping[str, Any]) -> Style:
    if kept["style"] not in Style.__args__:  # type: ignore[attr-defined]
        raise ValueError("a moment has a style")
    style: Style = kept["style"]
    return style


def sentence_again(text: str, kept: object) -> str:
    """A text as the sentence that was kept beside it.

    The sentence counts only if it says in English what the text says: nobody is told in his language what
    another does not read in English.
    """
    try:
        again = from_kept_form(kept)
    except ValueError:
        return text
    return again if isinstance(again, Told) and again == text else text


def several(word: str) -> str:
    """English word for more than one of a kind: ``serials``, ``ways``, ``countries``."""
    ends_otherwise = word.endswith("y") and word[-2:-1] not in "aeiou"
    return f"{word[:-1]}ies" if ends_otherwise else f"{word}s"


def with_article(word: str) -> str:
    """English word with its article: ``an area``, ``a unit``."""
    sounds = word[:1] in "aeio" or (word[:1] == "u" and not word.startswith(("uni", "use")))
    return f"{'an' if sounds else 'a'} {word}"


#: An article before a word that is filled in.
_ARTICLE = re.compile(r"\b([Aa]) \{(\w+)\}")


def _with_articles(pattern: str, values: Mapping[str, object]) -> str:
    """English pattern with the articles that the words which are filled in ask for."""

    def fitting(found: re.Match[str]) -> str:
        word = values.get(found[2])
        an = isinstance(word, str) and with_article(word).startswith("an ")
        return f"{found[1]}{'n' if an else ''} {{{found[2]}}}"

    return _ARTICLE.sub(fitting, pattern) if "a {" in pattern or "A {" in pattern else pattern
