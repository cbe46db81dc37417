"""What an answer holds: all of its text, the markers in it, and what is left of it without what is random."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tests.release.forms import text_of

#: A marker's number, also with its thousands parted.
_NUMBER = re.compile(r"(?=([0-9]{9}|[0-9]{3}[,_\u00a0\u202f ][0-9]{3}[,_\u00a0\u202f ][0-9]{3}))")

#: Figures of the process itself: seconds and octets, which hold any digits at all.
_FIGURES = re.compile(r"^(?:process|python)_\w+(?:\{[^}]*\})? [0-9.e+]+$", re.MULTILINE)

#: What may be a text in other letters, such as a cursor.
_PACKED = re.compile(r"[A-Za-z0-9_+/-]{16,4000}={0,2}")

#: Headers that hold a time, or something random.
_PASSING = frozenset({"date", "expires", "set-cookie", "server-timing"})

#: What pages hold that is random, or passes: tokens against forgery, what is under seal, and until when.
_RANDOM = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")[^"]*|(?<=csrf-token" content=")[^"]*'
    r'|[A-Za-z0-9_-]{60,}={0,2}|(?<="until": )[0-9]+'
    # The first letters of a hash.
    r'|(?<=class="digest">)[^<]*|(?<=class="digest" title="[0-9a-f]{64}">)[^<]*'
)


@dataclass(frozen=True)
class Answer:
    """An answer, taken apart.

    Attributes
    ----------
    status : int
    headers : dict of str to str
    text : str
        Of the body; of an archive, of all that is in it.
    content : bytes
    """

    status: int
    headers: dict[str, str]
    text: str
    content: bytes

    def markers(self) -> set[int]:
        """Numbers of all markers that stand anywhere in it."""
        return numbers_in(self.text, *self.headers.values())

    def around(self, hidden: set[int]) -> list[str]:
        """What stands around those markers in it that are hidden; the first few."""
        found = sorted(self.markers() & hidden)[:5]
        whole = "\n".join((self.text, *self.headers.values()))
        return [f"{n}: …{whole[max(0, (at := whole.find(str(n))) - 200) : at + 80]}" for n in found]

    def plain(self, *names: str) -> tuple[object, ...]:
        """All of it, for comparing: without what is random, and without the names that were asked for."""
        text, headers = self.text, self.headers
        shown = {n: _without(v, names) for n, v in headers.items() if n.lower() not in _PASSING}
        if _RANDOM.search(text):
            # What names the text names what is random in it.
            shown.pop("ETag", None)
        kind = headers.get("Content-Type", "")
        if self.content.startswith(b"PK") or not kind:
            return self.status, shown, self.content
        return self.status, shown, _without(text, names)


def difference_of(one: object, other: object) -> str:
    """Where two answers part; empty if they do not."""
    if one == other:
        return ""
    first, second = repr(one), repr(other)
    lengths = range(min(len(first), len(second)))
    at = next((n for n in lengths if first[n] != second[n]), len(lengths))
    begin = max(0, at - 200)
    return f"…{first[begin : at + 100]}… is …{second[begin : at + 100]}…"


def answer_of(response: Any) -> Answer:
    """An answer of the test client."""
    streamed = getattr(response, "streaming_content", None)
    content = b"".join(streamed) if streamed is not None else response.content
    headers = dict(response.headers.items())
    headers |= {f"cookie {n}": "…" * len(m.value) for n, m in response.cookies.items()}
    return Answer(response.status_code, headers, text_of(content), content)


def numbers_in(*texts: str) -> set[int]:
    """Numbers of nine digits in texts, and in what they hold in other letters."""
    return set().union(*(_found(text) for text in texts))


@lru_cache(maxsize=256)
def _found(text: str) -> frozenset[int]:
    """Numbers in a text; many answers are the same."""
    text = _FIGURES.sub("", text)
    found = {int(re.sub(r"[^0-9]", "", each)) for each in _NUMBER.findall(text)}
    return frozenset(found.union(*(_packed(word) for word in set(_PACKED.findall(text)))))


def numbers_of(markers: Iterable[str]) -> set[int]:
    """Numbers of markers, which are words or numbers."""
    return {int(marker.strip("QZ")) for marker in markers}


@lru_cache(maxsize=100_000)
def _packed(word: str) -> frozenset[int]:
    """Numbers in a word, if it is a text in other letters; most words stand on every page."""
    plain = word.rstrip("=")
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        content = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_")
    except (ValueError, binascii.Error):
        return frozenset()
    numbers = _NUMBER.findall(content.decode("utf-8", "replace"))
    return frozenset(int(re.sub(r"[^0-9]", "", each)) for each in numbers)


def _without(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, "…")
    return _RANDOM.sub("…", text)
