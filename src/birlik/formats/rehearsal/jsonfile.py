"""``rehearsal.json``: written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from birlik.formats.replacing import replace_file
from birlik.planning.rehearsal import Rehearsal


def write_rehearsal(rehearsal: Rehearsal, path: Path) -> None:
    """Write ``rehearsal.json``; the same rehearsal gives the same bytes.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    content = rehearsal.model_dump(mode="json")
    replace_file(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
