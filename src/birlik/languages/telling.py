"""A sentence told in a language: its pattern from the catalogue, its values as the language writes them."""

from __future__ import annotations

import re

from birlik.exercise.sentences import PLACE, Listing, Moment, Opened, Sentence, filled, written
from birlik.languages.catalogues import translated
from birlik.languages.known import SOURCE
from birlik.languages.letters import capital
from birlik.languages.writing import list_in, moment_in, number_in

_LETTER = re.compile(r"[^\W\d_]")


def told(value: object, language: str) -> str:
    """What is said, in a language; in English where a translation is missing.

    Parameters
    ----------
    value : object
        A sentence, or anything that can be a value of one. A text stays as it is.
    language : str
        One of :data:`birlik.languages.LANGUAGES`.
    """
    if language == SOURCE:
        return f"{written(value)}"
    if isinstance(value, Sentence):
        return _sentence(value, language)
    if isinstance(value, Moment):
        return moment_in(language, value.at, value.style)
    if isinstance(value, Listing):
        return list_in(language, [told(each, language) for each in value.items], value.word)
    if isinstance(value, Opened):
        return capital(told(value.text, language), language)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_in(language, value)
    if isinstance(value, list | tuple):
        return list_in(language, [told(each, language) for each in value], "")
    return f"{value}"


def _sentence(sentence: Sentence, language: str) -> str:
    pattern = translated(language, sentence.pattern, sentence.plural, sentence.number)
    if pattern is None:
        if _LETTER.search(PLACE.sub("", sentence.pattern)):
            return f"{sentence}"  # wholly in English rather than half
        pattern = sentence.pattern  # nothing but values and signs
    if not sentence.values:
        return pattern
    return filled(pattern, sentence.values, lambda value: told(value, language))
