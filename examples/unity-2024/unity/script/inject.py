"""An inject of the tables."""

from __future__ import annotations

from typing import Any

from birlik.exercise.records.script import Inject
from unity.rows import row
from unity.script.threads import CONTROL, TWO_NAVIES


def inject(
    id: str,
    title: str,
    incident: str,
    when: tuple[str, int],
    sender: str,
    audience: str,
    channel: str,
    message: str,
    expected: str,
    **fields: Any,
) -> Inject:
    """Inject; `when` is a serial and minutes after it begins."""
    label = TWO_NAVIES if incident.startswith("IN-1") else CONTROL
    return row(
        Inject,
        id,
        title,
        incident=incident,
        serial=when[0],
        offset=when[1],
        sender=sender,
        audience=audience,
        channel=channel,
        message=f"EXERCISE UNITY. {message}",
        expected=expected,
        **({"state": "approved"} | label | fields),
    )
