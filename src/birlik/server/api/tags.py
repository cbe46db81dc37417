"""Tags of versions in requests: what If-Match names (RFC 9110)."""

from __future__ import annotations

import re

_TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)')


def named_in(header: str, version: str) -> bool:
    """Whether an If-Match names a version; weak tags, and what is no tag, name none."""
    if header.strip() == "*":
        return True
    position = 0
    while (found := _TAG.match(header, position)) is not None:
        if not found[1] and found[2] == version:
            return True
        position = found.end()
    return False
