"""``timetable.json``: written whole or not at all, and read with care."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from birlik.formats.replacing import replace_file
from birlik.planning.timetable import FORMAT, Timetable

#: Largest file that is read, in bytes.
LARGEST = 512 * 1024 * 1024


class UnreadableTimetable(ValueError):
    """A file that is no timetable, with a sentence that says why."""


def write_timetable(timetable: Timetable, path: Path) -> None:
    """Write ``timetable.json``; the same timetable gives the same bytes.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    content = timetable.model_dump(mode="json")
    replace_file(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def read_timetable(path: Path) -> Timetable:
    """Timetable of a file that ``birlik plan`` wrote.

    Raises
    ------
    UnreadableTimetable
        If the file is missing, cut off, something else, or of a newer Birlik.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableTimetable(f"{path.name} is larger than {LARGEST >> 20} MiB")
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableTimetable(f"{path} cannot be opened: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableTimetable(f"{path.name} is not a timetable, or is cut off") from error
    form = content.get("format") if isinstance(content, dict) else None
    if form != FORMAT:
        newer = isinstance(form, str) and form.startswith(FORMAT.split("/")[0])
        what = (
            "was written by a newer Birlik"
            if newer
            else "is not a timetable that birlik plan wrote"
        )
        raise UnreadableTimetable(f"{path.name} {what}")
    try:
        return Timetable.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UnreadableTimetable(f"{path.name} is damaged: {place}: {first['msg']}") from error
