"""Names that look alike: letters of two alphabets, slips of the pen, and the name that was meant."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

#: Letters of the Cyrillic and Greek alphabets, and the Latin letter each looks like.
LOOK_ALIKES = str.maketrans(
    "АВЕЗКМНОРСТУХІЈЅҮҺԚԜаеорсухіјѕһԛԝкмнтΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "ABE3KMHOPCTYXIJSYHQWaeopcyxijshqwkmhtABEZHIKMNOPTYXovp",
)

#: Signs that are mistaken for one another beyond that, for guessing only.
_CONFUSED = str.maketrans("0lI|", "O111")


def skeleton(name: str) -> str:
    """What a name looks like, whatever alphabet it is written in."""
    return name.translate(LOOK_ALIKES)


@lru_cache(maxsize=4096)
def alphabet(letter: str) -> str:
    """``Latin``, ``Cyrillic`` or ``Greek``; empty for signs that belong to none."""
    if not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0].capitalize()
    return first if first in {"Latin", "Cyrillic", "Greek"} else ""


def stranger(name: str) -> tuple[str, str, int] | None:
    """Letter of a second alphabet in a name: the letter, its alphabet and its position from 1.

    The second alphabet is the one with fewer letters; with as many, the one that is not Latin.
    """
    letters = [(sign, alphabet(sign), place) for place, sign in enumerate(name, start=1)]
    counts: defaultdict[str, int] = defaultdict(int)
    for _, script, _ in letters:
        if script:
            counts[script] += 1
    if len(counts) < 2:
        return None
    rare = min(counts, key=lambda script: (counts[script], script == "Latin"))
    return next(entry for entry in letters if entry[1] == rare)


class Names:
    """Names of one kind of record, and the one that was meant by a name that is not among them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.known = frozenset(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.known

    @cached_property
    def _by_look(self) -> dict[str, str]:
        looks: dict[str, str] = {}
        for name in self.names:
            looks.setdefault(_plain(name), name)
        return looks

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """Names by what is left when one sign is dropped; two that share such a part are a slip apart."""
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for part in _parts(_plain(name)):
                parts[part].append(name)
        return dict(parts)

    def meant_by(self, name: str) -> str | None:
        """Name most like `name`: one that looks the same, or is a slip away; None if none is."""
        plain = _plain(name)
        if plain in self._by_look:
            return self._by_look[plain]
        near = {other for part in _parts(plain) for other in self._by_part.get(part, ())[:50]}
        return min(
            near,
            key=lambda other: (-SequenceMatcher(None, plain, _plain(other)).ratio(), other),
            default=None,
        )


def _plain(name: str) -> str:
    """Name without case, alphabet and spaces around its signs."""
    return skeleton(name).upper().translate(_CONFUSED).replace("_", "-").replace(" ", "")


def _parts(name: str) -> set[str]:
    """A name, and what is left of it when one sign is dropped."""
    return (
        {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))} - {""}
        if len(name) > 2
        else {name}
    )
