"""Workbooks for tests: from rows, and with parts changed behind the back of any library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from birlik.formats.origins import ReadPlan, finding_line
from birlik.formats.workbook.reader import workbook_plan

#: An exercise in Aktau, five hours ahead of UTC.
EXERCISE = [["Id", "Title", "Host", "Time zone"], ["U-24", "Unity", "KAZ", "Asia/Aqtau"]]
SERIALS = [["Id", "Title", "Duration [min]"], ["S-1", "Landing", 90]]

Rows = Sequence[Any]


def workbook(
    sheets: Mapping[str, Rows] | None = None,
    change: Callable[[Workbook, dict[str, Worksheet]], None] | None = None,
    **more: Rows,
) -> bytes:
    """Workbook of rows, by sheet; `change` may do to it what rows cannot say."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    with Workbook(content, options) as book:
        made = {}
        everything: dict[str, Rows] = {"Exercise": EXERCISE, "Serials": SERIALS}
        for name, rows in (everything | dict(sheets or {}) | more).items():
            made[name] = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        made[name].write(number, column, value)
        if change:
            change(book, made)
    return content.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """Parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Archive of parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """Workbook with a text of one of its parts replaced."""
    made = parts(content)
    before = made[name].decode()
    assert old in before, before[:2000]
    made[name] = before.replace(old, new).encode()
    return packed(made)


def lines(read: ReadPlan) -> list[str]:
    """Findings as the command line shows them, without the name of the file."""
    return [finding_line("", found, read).removeprefix(": ") for found in read.findings]


def findings_of(content: bytes) -> list[str]:
    """Findings of a workbook, one line each."""
    return lines(workbook_plan(content))
