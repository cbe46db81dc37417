"""File names made from ids: safe on any file system, and no two the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

#: Names that Windows keeps for devices.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")

#: Longest name in bytes; file systems allow 255, endings and marks included.
_LONGEST = 180


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """File name, without ending, for each id.

    Letters of any script, digits and hyphens stay. What is left of an id that loses something, or
    that a file system would take for that of another id, is followed by a mark made from the id.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for whole in dict.fromkeys(ids):
        plain = re.sub(r"[^\w-]", "_", unicodedata.normalize("NFC", whole))
        plain = plain.encode()[:_LONGEST].decode(errors="ignore")
        name, tries = plain, 0
        while not name or _looks(name) in taken or (not tries and _loses(whole, plain)):
            name = f"{plain}-{hashlib.sha256(f'{tries}{whole}'.encode()).hexdigest()[:8]}"
            tries += 1
        taken.add(_looks(name))
        names[whole] = name
    return names


def _loses(whole: str, plain: str) -> bool:
    """Whether a name is not its id, or no name for a file."""
    return plain != whole or _DEVICE.fullmatch(plain) is not None


def _looks(name: str) -> str:
    """What a name is on a file system that knows no capitals and composes accents."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper().casefold())
