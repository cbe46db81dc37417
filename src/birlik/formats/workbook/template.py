"""An empty workbook with instructions, drop-downs and comments, to be filled in."""

from __future__ import annotations

from pathlib import Path

from birlik.exercise.plan import Plan
from birlik.formats.workbook.writer import write_workbook


def write_template(path: Path) -> None:
    """Write an empty workbook; a file that is there is replaced only when all is done.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    write_workbook(Plan(), path)
