"""Capitals and alphabetical order, by the alphabet of each language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

Thing = TypeVar("Thing")

#: Languages in which i has a dot as a capital, and ı none.
_DOTTED = frozenset({"az", "tr"})

#: Alphabets in their order. Letters of two signs stand for themselves where they are named.
_ALPHABETS = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "ky": "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я",
    "tg": "а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я",
    "uz": "a b c d e f g h i j k l m n o p q r s t u v w x y z oʻ gʻ sh ch ng",
    "ru": "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
}

#: Signs that people type for the turned comma of Uzbek.
_TURNED = re.compile("[\u2018\u2019'`\u02bc]")

Key = tuple[tuple[int, int, str], ...]


def upper(text: str, language: str) -> str:
    """Text in capitals."""
    if language in _DOTTED:
        text = text.replace("i", "İ")
    return text.upper()


def lower(text: str, language: str) -> str:
    """Text in small letters."""
    if language in _DOTTED:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def capital(text: str, language: str) -> str:
    """Text whose first letter is a capital."""
    return upper(text[:1], language) + text[1:]


def order(text: str, language: str) -> Key:
    """Key by which texts are sorted as readers of a language expect.

    Numbers count as numbers (``S-2`` before ``S-10``); then come letters of the language's own alphabet,
    then those of other alphabets. Capitals make no difference unless nothing else does.
    """
    small = lower(unicodedata.normalize("NFC", text), language)
    if language == "uz":
        small = _TURNED.sub("ʻ", small)
    places, pattern = _places(language)
    parts = []
    for part in pattern.findall(small):
        if part.isdecimal():
            parts.append((1, int(part), ""))
        elif part in places:
            parts.append((2, places[part], ""))
        elif part.isalpha():
            parts.append((3, 0, part))
        else:
            parts.append((0, 0, part))
    return (*parts, (-1, 0, text))


def in_order(
    things: Iterable[Thing], language: str, name: Callable[[Thing], str] = str
) -> list[Thing]:
    """Things sorted by their names."""
    return sorted(things, key=lambda thing: order(name(thing), language))


@cache
def _places(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    letters = _ALPHABETS.get(language, " ".join("abcdefghijklmnopqrstuvwxyz")).split()
    long = "|".join(letter for letter in letters if len(letter) > 1)
    pattern = re.compile(rf"\d+|{long}|." if long else r"\d+|.", re.DOTALL)
    return {letter: number for number, letter in enumerate(letters)}, pattern
