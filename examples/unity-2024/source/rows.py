"""How the tables of the example are written down."""

from __future__ import annotations

from typing import Any

#: What stands in the notes of everything that no source reports.
INVENTED = "invented"

Row = dict[str, Any]


def row(id: str, title: str, **fields: Any) -> Row:  # noqa: A002
    """One record: invented, unless its notes say otherwise."""
    return {"id": id, "title": title, "notes": INVENTED} | fields
