"""Letters of several alphabets that look or sound alike, and what a name looks like without them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from birlik.exercise.sentences import said, term

_CYRILLIC = "АВЕЁКМНОРСТУХІЇЈЅҮҺӘӨӮӀҪԚԜӒӦӰӐӖӔаеёорсухіїјѕһәөӯҫԛԝӓӧӱӑӗӕ"
_AS_LATIN = "ABEËKMHOPCTYXIÏJSYhƏƟȲIÇQWÄÖŸĂĔÆaeëopcyxiïjshəɵȳçqwäöÿăĕæ"
_GREEK = "ΑΒΕΖΗΘΙΚΜΝΟΡΤΥΧονρϲϳ"
_GREEK_AS_LATIN = "ABEZHƟIKMNOPTYXovpcj"
#: Hyphens, dashes and apostrophes that programs put in for the plain ones, and letters of Latin
#: alphabets that differ from another only in the name of a mark.
_SIGNS = "‐‑‒–—−‘’ʻ′ǝșțȘȚ"
_AS_PLAIN = "------ʼʼʼʼəşţŞŢ"

#: Signs that nobody tells from the sign they stand for here.
LOOK_ALIKES = str.maketrans(
    _CYRILLIC + _GREEK + _SIGNS,
    _AS_LATIN + _GREEK_AS_LATIN + _AS_PLAIN,
)

#: Signs that are mistaken for one another beyond that: good for a guess, not for an error. Capitals.
_MISTAKEN = str.maketrans(
    "01LƏƟŁЗБВКМТНҚҒҢҰҮҲҶЬΛ",
    "OIIEOI36BKMTHKFHYYXЧBA",
)

#: How a name in Cyrillic letters is written in Latin ones by those who hear it.
_SOUNDS = str.maketrans(
    dict(
        zip(
            "АБВГДЕЁЗИЙКЛМНОПРСТУФЫЭҚҒҢӨҰҮҺІӘӢӮҲЎЈ",
            "ABVGDEEZIYKLMNOPRSTUFYEQGNOUUHIAIUHOJ",
            strict=True,
        )
    )
    | {"Ж": "ZH", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ю": "YU", "Я": "YA"}
    | {"Ҷ": "J", "Ъ": "", "Ь": ""}
)

_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_SEPARATORS = re.compile(r"[\W_]+")


def skeleton(name: str) -> str:
    """What a name looks like, whatever alphabet it is written in."""
    return name if name.isascii() else name.translate(LOOK_ALIKES)


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """A name without case, marks, alphabet, leading zeros and kinds of hyphen, for guessing."""
    text = skeleton(_LEADING_ZEROS.sub("", name)).upper().translate(_MISTAKEN)
    if not text.isascii():
        text = "".join(
            sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
        )
    return _SEPARATORS.sub("-", text).strip("-")


def by_sound(name: str) -> str:
    """A name in Latin letters as it sounds, in the form of :func:`plain`."""
    return plain(name.upper().translate(_SOUNDS))


@lru_cache(maxsize=4096)
def alphabet(letter: str) -> str:
    """``Latin``, ``Cyrillic`` or ``Greek``; empty for signs that belong to none of them."""
    if not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0].capitalize()
    return first if first in {"Latin", "Cyrillic", "Greek"} else ""


@dataclass(frozen=True)
class Stranger:
    """A letter of another alphabet than most letters of its name.

    Attributes
    ----------
    letter : str
    alphabet : str
        Its own.
    place : int
        Where it stands, from 1.
    others : str
        Alphabet of the name's other letters.
    """

    letter: str
    alphabet: str
    place: int
    others: str

    def __str__(self) -> str:
        if self.place == 1:
            return said(
                "begins with the {alphabet} letter {letter}",
                alphabet=term(self.alphabet),
                letter=self.letter,
            )
        return said(
            "has the {alphabet} letter {letter} in place {place}",
            alphabet=term(self.alphabet),
            letter=self.letter,
            place=self.place,
        )


def stranger(name: str) -> Stranger | None:
    """First letter that does not belong among the others of a name; None if all are of one alphabet.

    Of two alphabets the one with fewer letters is the strange one; with as many, the one that is
    not Latin. A letter that looks like one of the others' is named before one that does not.
    """
    if name.isascii():
        return None
    letters = [
        (place, sign, alphabet(sign)) for place, sign in enumerate(name, start=1) if alphabet(sign)
    ]
    counts = Counter(script for _, _, script in letters)
    if len(counts) < 2:
        return None
    rare = min(counts, key=lambda script: (counts[script], script == "Latin", script))
    most = max(counts, key=lambda script: (counts[script], script == "Latin", script))
    strange = [(place, sign) for place, sign, script in letters if script == rare]
    place, sign = next(
        (entry for entry in strange if rare == "Latin" or skeleton(entry[1]) != entry[1]),
        strange[0],
    )
    return Stranger(sign, rare, place, most)
