"""The same exercise as it might have looked before the planning conference, mistakes and all."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.comments import Comment as CellComment

from birlik.exercise.plan import Plan
from birlik.formats.workbook.writer import workbook_bytes
from unity.edits import Column, Comment, Edit, Formula, Merge, Put, Row, Sheet, Value
from unity.mistakes import MISTAKES
from unity.plan import unity_2024

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: Time of every part of the file, so that the same tables give the same bytes.
_MADE = (2024, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def before_the_conference() -> Plan:
    """Plan without what only the conferences brought: decisions, their action items, the script."""
    plan = unity_2024()
    return plan.model_copy(
        update={
            "conferences": plan.conferences[:2],
            "decisions": (),
            "action_items": plan.action_items[:1],
            "storylines": (),
            "events": (),
            "incidents": (),
            "injects": (),
        }
    )


def first_draft() -> bytes:
    """Workbook ``unity-2024-first-draft.xlsx``; the same tables give the same bytes."""
    book = load_workbook(io.BytesIO(workbook_bytes(before_the_conference())))
    results: dict[tuple[str, str], float] = {}
    for mistake in MISTAKES:
        for edit in mistake.edits:
            _apply(book, edit, results)
    content = io.BytesIO()
    book.save(content)
    parts = {title: f"xl/worksheets/sheet{n}.xml" for n, title in enumerate(book.sheetnames, 1)}
    return _sealed(
        content.getvalue(),
        {(parts[sheet], cell): result for (sheet, cell), result in results.items()},
    )


def cell_of(book: Workbook, sheet: str, record: str, heading: str) -> str:
    """Cell of a field, ``G14``: of the last record with that id; of the heading if `record` is empty."""
    table = book[sheet]
    headings = [cell.value for cell in table[1]]
    if not record:
        return str(table.cell(1, len(headings) - headings[::-1].index(heading)).coordinate)
    rows = range(table.max_row, 1, -1)
    row = next(n for n in rows if table.cell(n, headings.index("Id") + 1).value == record)
    return str(table.cell(row, headings.index(heading) + 1).coordinate)


def _apply(book: Workbook, edit: Edit, results: dict[tuple[str, str], float]) -> None:
    """Make one edit."""
    match edit:
        case Put(sheet, record, heading, value):
            book[sheet][cell_of(book, sheet, record, heading)].value = value
        case Formula(sheet, record, heading, text, result):
            cell = cell_of(book, sheet, record, heading)
            book[sheet][cell].value = text
            if result is not None:
                results[sheet, cell] = result
        case Comment(sheet, record, heading, text):
            book[sheet][cell_of(book, sheet, record, heading)].comment = CellComment(
                text, "Planner"
            )
        case Merge(sheet, first, last, heading):
            cells = (cell_of(book, sheet, record, heading) for record in (first, last))
            book[sheet].merge_cells(":".join(cells))
        case Row(sheet, values):
            _add_row(book[sheet], values)
        case Column(sheet, heading, values):
            table = book[sheet]
            place = table.max_column + 1
            table.cell(1, place).value = heading
            for record, value in values.items():
                row = book[sheet][cell_of(book, sheet, record, "Id")].row
                table.cell(row, place).value = value
        case Sheet(title, rows):
            added = book.create_sheet(title)
            for cells_of_row in rows:
                added.append(cells_of_row)


def _add_row(table: Worksheet, values: dict[str, Value]) -> None:
    headings = [cell.value for cell in table[1]]
    row = table.max_row + 1
    for heading, value in values.items():
        table.cell(row, headings.index(heading) + 1).value = value


def _sealed(content: bytes, results: dict[tuple[str, str], float]) -> bytes:
    """The file with the results of formulas, which openpyxl does not write, and with a fixed time."""
    sealed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            part = _MODIFIED.sub(rb"\g<1>2024-01-01T00:00:00Z", archive.read(name))
            for (sheet, cell), result in results.items():
                if sheet == name:
                    empty = re.compile(
                        rb'(<c r="%s"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?' % cell.encode()
                    )
                    part, count = empty.subn(rb"\g<1><v>%g</v>" % result, part)
                    assert count == 1, f"{cell} holds no formula"
            copy.writestr(zipfile.ZipInfo(name, _MADE), part, zipfile.ZIP_DEFLATED)
    return sealed.getvalue()
