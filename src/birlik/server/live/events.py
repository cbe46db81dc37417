"""The events of the stream as they go over the wire: server-sent events with JSON in them."""

from __future__ import annotations

import json
from typing import Any

#: Bytes of a change beyond which a client is told to load what he shows again: thousands of readers
#: would each be sent what few of them look at.
LARGEST = 128 * 1024


def event(name: str, data: Any, id: str = "") -> bytes:
    """Event of a name; with an id, a client who comes back says that he has seen it."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    head = f"id: {id}\n" if id else ""
    return f"{head}event: {name}\ndata: {content}\n\n".encode()


def change(data: dict[str, Any], id: str) -> bytes:
    """Event of what changed, or of that so much changed that all is to be loaded again."""
    told = event("change", data, id)
    return told if len(told) <= LARGEST else reset("large", id)


def reset(reason: str, id: str) -> bytes:
    """Event that tells a client to load again what he shows; what follows goes on from there.

    Parameters
    ----------
    reason : str
        ``restored``: the past is another one; ``unknown``: the cursor is of another part in the
        exercise, or of none; ``long``: he was away for too long; ``large``: too much changed at once.
    """
    return event("reset", {"reason": reason}, id)
