"""What a planner should know about a sheet that was read: columns, formulas, merged cells, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.records.record import Record
from birlik.formats.workbook.headings import Headings
from birlik.formats.workbook.rows import Sheet
from birlik.formats.workbook.survey import Cell, cell_name, column_letters


def remarks_on_sheet(
    sheet: Sheet, headings: Headings, records: Sequence[Record]
) -> Iterator[Finding]:
    """Findings about the sheet itself, in the order of its columns and rows."""
    used = {name for record in records for name in record.extra}
    for column, first in headings.twice:
        message = f"this column has the same heading as column {column_letters(first)}"
        remedy = "give it another one; its values are kept, but not read"
        yield _at(sheet, (headings.row, column), "B113", message, remedy)
    twice = {column for column, _ in headings.twice}
    for column, name in headings.others.items():
        if column in twice or column in headings.continued:
            continue
        if column in headings.nameless:
            if name in used:
                message = "this column has values but no heading; they are kept"
                yield _at(sheet, (headings.row, column), "B112", message)
        else:
            message = f'"{name}" is not a heading of a plan; the column is kept'
            yield _at(sheet, (headings.row, column), "B112", message)
    survey = sheet.survey
    for cell in sorted(survey.formulas):
        if cell[0] >= headings.row:
            message = "the cell holds a formula; its last result is used, and is kept in its place"
            yield _at(sheet, cell, "B123", message)
    for first_cell, last_cell in survey.merged:
        if last_cell[0] >= headings.row and first_cell[0] < len(sheet.values):
            message = f"the cells {cell_name(first_cell)}:{cell_name(last_cell)} are merged"
            remedy = "part them, and write the value into each cell it holds for"
            yield _at(sheet, first_cell, "B125", message, remedy)
    for thing in survey.beside:
        yield finding("B126", f"the sheet holds {thing}, which is not kept", Place(cell=sheet.name))
    for cell in sorted(survey.comments):
        if cell[0] != headings.row:
            yield _at(sheet, cell, "B126", "the cell has a comment, which is not kept")


def _at(sheet: Sheet, cell: Cell, code: str, message: str, remedy: str = "") -> Finding:
    return finding(code, message, Place(cell=f"{sheet.name}!{cell_name(cell)}"), remedy)
