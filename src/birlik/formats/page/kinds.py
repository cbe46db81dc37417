"""Short codes of the kinds of serial, so that no kind is told by its colour alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator


def kinds_by_use(kinds: Iterable[str]) -> list[str]:
    """Kinds in order of use, the most frequent first; colours are given in this order."""
    used = Counter(kind for kind in kinds if kind)
    return sorted(used, key=lambda kind: (-used[kind], kind))


def codes_of(kinds: Iterable[str]) -> list[str]:
    """A code of two signs for each kind, each once: ``live fire`` is ``LF``."""
    taken: set[str] = set()
    codes = []
    for kind in kinds:
        code = next(code for code in _candidates(kind) if code not in taken)
        taken.add(code)
        codes.append(code)
    return codes


def _candidates(kind: str) -> Iterator[str]:
    """Codes that a kind could have, the best first."""
    words = ["".join(sign for sign in word if sign.isalnum()) for word in kind.split()]
    words = [word for word in words if word] or ["X"]
    first = words[0]
    if len(words) > 1:
        yield _upper(first[0] + words[-1][0])
    letters = first[1:] + "".join(words[1:])
    for letter in letters:
        yield _upper(first[0] + letter)
    number = 1
    while True:
        yield f"{_upper(first[0])}{number}"
        number += 1


def _upper(code: str) -> str:
    """Capitals, unless these are more signs than the letters (as with the German ß)."""
    return code.upper() if len(code.upper()) == len(code) else code
