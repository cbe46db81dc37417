"""File names made from ids: safe on any file system, and no two the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """File name, without ending, for each id.

    Letters of any script, digits and hyphens stay; what is left of an id that loses something, or
    that another id would take, is followed by a mark made from the whole id.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for whole in ids:
        name = re.sub(r"[^\w-]", "_", whole)[:60]
        if name != whole or name.casefold() in taken or _RESERVED.fullmatch(name) or not name:
            name = f"{name}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
        taken.add(name.casefold())
        names[whole] = name
    return names
