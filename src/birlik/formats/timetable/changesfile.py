"""``changes.json``: what a repair moved, added and left out, and why; for the plan's author."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from birlik.formats.replacing import replace_file
from birlik.planning.repair import Repair

FORMAT = "birlik-changes/1"


def changes_document(repair: Repair) -> dict[str, Any]:
    """A repair without its timetable, as JSON keeps it."""
    content = repair.model_dump(mode="json", exclude={"timetable"}, exclude_none=True)
    return {
        "format": FORMAT,
        "exercise": repair.timetable.exercise,
        "plan": repair.timetable.plan,
        **content,
    }


def write_changes(repair: Repair, path: Path) -> None:
    """Write ``changes.json``; the same repair gives the same bytes.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    document = changes_document(repair)
    replace_file(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
