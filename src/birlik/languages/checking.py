"""What is wrong with a catalogue: texts without translation, and translations that do not fit their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from birlik.exercise.sentences import PLACE
from birlik.languages.catalogues import FOLDER, mo_file
from birlik.languages.extracting import compiled, is_translated, read, texts
from birlik.languages.known import PLURALS

_PERCENT = re.compile(r"%\((\w+)\)[sd]|%[sd]")
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b")
_START, _END = re.compile(r"^\s*"), re.compile(r"([.:?!…]|\.\.\.)?\s*$")

#: Places that a form for one may leave out: *one serial* for *{number} serials*.
_COUNTS = frozenset({"number", "n", "count", "num", "days", "counter"})


def lacking(language: str, folder: Path = FOLDER) -> Iterator[str]:
    """Texts of the code that have no translation, and translations of what is not in the code any more."""
    catalogue, wanted = read(language, folder), texts(language)
    for message in wanted:
        if message.id:
            there = catalogue.get(_one(message), message.context)
            if there is None:
                yield f"{language}: missing, run tools/extract-strings: {_one(message)}"
            elif there.fuzzy or not is_translated(there):
                yield f"{language}: not translated: {_one(message)}"
    for message in catalogue:
        if message.id and wanted.get(_one(message), message.context) is None:
            yield f"{language}: not in the code any more, run tools/extract-strings: {_one(message)}"


def faults(language: str, folder: Path = FOLDER) -> Iterator[str]:
    """Translations that lose a place, a tag or a sign at their ends, or lack a plural form."""
    for message in read(language, folder):
        if message.id and is_translated(message):
            for fault in _faults_of(language, message):
                yield f"{language}: {fault}: {_one(message)}"


def is_compiled(language: str, folder: Path = FOLDER) -> bool:
    """Whether what programs read is what translators wrote."""
    mo = mo_file(language, folder)
    catalogue: Catalog = read(language, folder)
    return mo.exists() and mo.read_bytes() == compiled(language, catalogue)


def _one(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _all(text: object) -> Sequence[str]:
    return (text,) if isinstance(text, str) else tuple(map(str, text or ()))  # type: ignore[call-overload]


def _faults_of(language: str, message: Message) -> Iterator[str]:
    sources, forms = _all(message.id), _all(message.string)
    if len(sources) > 1 and len(forms) != PLURALS[language][0]:
        yield f"{len(forms)} plural forms in place of {PLURALS[language][0]}"
    for form in forms:
        for places in (_named, _percent):
            wanted = set().union(*(places(source) for source in sources))
            optional = _COUNTS if len(sources) > 1 else frozenset[str]()
            found = places(form)
            if strange := sorted(found - wanted):
                yield f"there is no value for {', '.join(strange)}"
            if lost := sorted(set.intersection(*(places(s) for s in sources)) - found - optional):
                yield f"the translation has no {', '.join(lost)}"
        if sorted(_TAG.findall(form)) not in [sorted(_TAG.findall(source)) for source in sources]:
            yield "tags differ"
        if not any(_same(_START, form, source) for source in sources):
            yield "what stands before the first word differs"
        if not any(_same(_END, form, source) for source in sources):
            yield "what stands after the last word differs"


def _named(text: str) -> set[str]:
    return set(PLACE.findall(text))


def _percent(text: str) -> set[str]:
    return {found[0] for found in _PERCENT.finditer(text)}


def _same(ends: re.Pattern[str], one: str, other: str) -> bool:
    found, wanted = ends.search(one), ends.search(other)
    return (found and found[0]) == (wanted and wanted[0])
