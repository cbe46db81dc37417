"""A table with headings as a workbook of one sheet, or as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from birlik.formats.workbook.cells import CellWriter, Formats, TooLong

#: What a spreadsheet would take for the beginning of a formula.
_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")

#: Characters that a sheet's name cannot have, and how many it can.
_STRANGE, LONGEST_NAME = re.compile(r"[\[\]:*?/\\']"), 31

#: Row of the headings, counted from 0: title and marking stand before them.
HEADINGS = 3


@dataclass(frozen=True)
class Table:
    """A table to be written.

    Attributes
    ----------
    title, marking : str
    headings : tuple of (str, int)
        Each with the width of its column, in characters.
    rows : sequence of sequence of Any
        Values as :func:`birlik.formats.workbook.cells.field_value` gives them.
    """

    title: str
    marking: str
    headings: tuple[tuple[str, int], ...]
    rows: Sequence[Sequence[Any]]


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: with an apostrophe before it, if it looks like one."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def csv_bytes(marking: str, headings: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Texts as CSV (UTF-8 with a mark, so that Excel knows): marking, headings, and rows, defused."""
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow([defused(marking)])
    writer.writerow([defused(heading) for heading in headings])
    writer.writerows([defused(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + content.getvalue().encode("utf-8", "replace")


def sheet_bytes(table: Table) -> bytes:
    """A workbook of one sheet, marked over the table and on each page; the same table, the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {"title": table.title, "subject": table.marking, "created": datetime(2000, 1, 1)}  # noqa: DTZ001
    )
    sheet = book.add_worksheet(_STRANGE.sub(" ", table.title).strip()[:LONGEST_NAME] or "Table")
    writer, bold = CellWriter(sheet, Formats(book)), (("bold", True),)
    writer.write(0, 0, table.title, (*bold, ("font_size", 14)))
    writer.write(1, 0, table.marking, bold)
    head = (*bold, ("bottom", 1), ("text_wrap", True), ("valign", "top"))
    for number, (heading, width) in enumerate(table.headings):
        writer.write(HEADINGS, number, heading, head)
        sheet.set_column(number, number, width)
    for number, row in enumerate(table.rows, start=HEADINGS + 1):
        for place, value in enumerate(row):
            try:
                writer.write(number, place, value)
            except TooLong as error:
                writer.write(number, place, str(error))
    sheet.freeze_panes(HEADINGS + 1, 1)
    sheet.repeat_rows(HEADINGS)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    mark = table.marking.replace("&", "&&")[:180]
    sheet.set_header(f"&C{mark}")
    sheet.set_footer(f"&C{mark}&R&P / &N")
    if table.rows and table.headings:
        last = HEADINGS + len(table.rows)
        sheet.autofilter(HEADINGS, 0, last, len(table.headings) - 1)
    book.close()
    return content.getvalue()
