"""What a planner should know about a sheet that was read: columns, formulas, merged cells, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import said
from birlik.formats.workbook.addresses import Cell, cell_name, column_letters
from birlik.formats.workbook.headings import Headings
from birlik.formats.workbook.rows import Sheet


def remarks_on_sheet(
    sheet: Sheet, headings: Headings, records: Sequence[Record]
) -> Iterator[Finding]:
    """Findings about the sheet itself, in the order of its columns and rows."""
    yield from _on_columns(sheet, headings, {name for record in records for name in record.extra})
    yield from _on_cells(sheet, headings)
    if any(value != "" for row in sheet.values[: headings.row] for value in row):
        message = said("what stands above the headings is not kept")
        yield _at(sheet, (0, 0), "B126", message, said("move it to a sheet of its own"))
    for thing in sheet.survey.beside:
        yield finding(
            "B126",
            said("the sheet holds {thing}, which is not kept", thing=thing),
            Place(cell=sheet.name),
        )


def _on_columns(sheet: Sheet, headings: Headings, used: set[str]) -> Iterator[Finding]:
    """Columns that nobody knows, and those that stand twice."""
    twice = dict(headings.twice)
    for column, name in headings.others.items():
        at = (headings.row, column)
        if column in twice:
            message = said(
                "this column has the same heading as column {column}",
                column=column_letters(twice[column]),
            )
            remedy = said("give it another one; its values are kept, but not read")
            yield _at(sheet, at, "B113", message, remedy)
        elif column in headings.nameless:
            if name in used:
                message = said("this column has values but no heading; they are kept")
                yield _at(sheet, at, "B112", message)
        elif column not in headings.continued:
            message = said('"{name}" is not a heading of a plan; the column is kept', name=name)
            yield _at(sheet, at, "B112", message)


def _on_cells(sheet: Sheet, headings: Headings) -> Iterator[Finding]:
    """Cells that hold more, or less, than a value."""
    survey = sheet.survey
    for cell in sorted(survey.formulas):
        if cell[0] >= headings.row:
            message = said(
                "the cell holds a formula; its last result is used, and is kept in its place"
            )
            yield _at(sheet, cell, "B123", message)
    for first, last in survey.merged:
        if last[0] >= headings.row and first[0] < len(sheet.values):
            message = said(
                "the cells {first}:{last} are merged", first=cell_name(first), last=cell_name(last)
            )
            remedy = said("part them, and write the value into each cell it holds for")
            yield _at(sheet, first, "B125", message, remedy)
    for cell in sorted(survey.comments):
        if cell[0] != headings.row:
            yield _at(sheet, cell, "B126", said("the cell has a comment, which is not kept"))


def _at(sheet: Sheet, cell: Cell, code: str, message: str, remedy: str = "") -> Finding:
    return finding(code, message, Place(cell=f"{sheet.name}!{cell_name(cell)}"), remedy)
