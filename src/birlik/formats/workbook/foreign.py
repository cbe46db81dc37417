"""Sheets that are no part of a plan, kept as they are and written back.

A sheet is kept in a plan as an object that JSON can hold:

``cells``
    Row, column (both from 0), value and number of its look for each cell that holds anything. A
    value is kept as :mod:`birlik.formats.stored` says; one of a formula as
    ``{"formula": "=A1+1", "result": 2}``, with ``"range"`` if it fills several cells at once.
``looks``
    Formats that cells have, as :class:`birlik.formats.workbook.looks.CellLook`.
``widths``, ``heights``
    Width of a column and height of a row in pixels, by their number.
``merged``, ``comments``, ``hidden``
    Merged ranges, comments by cell, and whether the sheet is hidden.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.plan import ForeignSheet
from birlik.exercise.sentences import said
from birlik.formats.stored import Formula, stored
from birlik.formats.workbook.addresses import Cell, cell_name
from birlik.formats.workbook.formulas import is_harmless
from birlik.formats.workbook.looks import look_of, theme_colours
from birlik.formats.workbook.parts import Parts
from birlik.formats.workbook.rows import Sheet
from birlik.formats.workbook.survey import ALL_COLUMNS, ALL_ROWS, MOST_PIXELS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Cells of a sheet, and bytes of its XML, beyond which only its values are kept.
MOST_STYLED_CELLS = 200_000
MOST_STYLED_BYTES = 32 * 2**20

#: Height of a row without a height of its own, in pixels.
USUAL_HEIGHT = 20

#: Columns of one width that are kept, of a stretch that may reach to the end of the sheet.
MOST_ALIKE = 200

_STUB = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)

_BEYOND_CELLS = re.compile(
    rb"<(\w+:)?(hyperlinks|tableParts|drawing|legacyDrawing|legacyDrawingHF|picture|oleObjects"
    rb"|controls|conditionalFormatting|dataValidations|extLst)\b[^>]*?(/>|>.*?</(\w+:)?\2>)",
    re.DOTALL,
)

#: What openpyxl raises on workbooks that Excel opens, but that it does not understand.
_OPENPYXL_ERRORS = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,
    ArithmeticError,
)


def foreign_sheets(
    parts: Parts, sheets: Mapping[str, Sheet], names: Sequence[str], after: Mapping[str, str | None]
) -> tuple[list[ForeignSheet], list[Finding]]:
    """Sheets that a plan keeps, and what could not be kept of them.

    Parameters
    ----------
    names : sequence of str
        Names of the foreign sheets, in the order of the workbook.
    after : mapping of str to str or None
        Name of the sheet before each.
    """
    if not names:
        return [], []
    styled = _styled(parts, names)
    kept, findings = [], []
    for name in names:
        content, found = _kept(sheets[name], styled.get(name), theme_colours(_theme(parts)))
        kept.append(ForeignSheet(title=name, after=after[name], content=content))
        findings += found
    return kept, findings


def _cells_alone(xml: bytes) -> bytes:
    """XML of a sheet without what leads to parts that openpyxl is not given."""
    cells, end, rest = xml.rpartition(b"sheetData")
    return cells + end + _BEYOND_CELLS.sub(b"", rest)


def _kept(
    sheet: Sheet, styled: Worksheet | None, theme: dict[str, str]
) -> tuple[dict[str, Any], list[Finding]]:
    """Content of a sheet; only its values if its formats cannot be read."""
    if styled is not None:
        content = _Content(sheet, styled, theme)
        try:
            return content.kept(), content.findings
        except _OPENPYXL_ERRORS:
            pass
    message = said("only the values of this sheet are kept, not its formulas and formats")
    remark = finding("B126", message, Place(cell=sheet.name))
    return _Content(sheet, None, theme).kept(), [remark]


def _theme(parts: Parts) -> bytes | None:
    return next((xml for name, xml in parts.xml.items() if "/theme/theme" in name), None)


def _styled(parts: Parts, names: Sequence[str]) -> dict[str, Worksheet]:
    """Foreign sheets with their formulas and formats, those that can be read."""
    from openpyxl import load_workbook

    wanted = {
        name
        for name in names
        if len(parts.xml[parts.paths[name]]) <= MOST_STYLED_BYTES
        and parts.surveys[name].rows * parts.surveys[name].columns <= MOST_STYLED_CELLS
    }
    if not wanted:
        return {}
    instead = {
        path: _cells_alone(parts.xml[path]) if name in wanted else _STUB
        for name, path in parts.paths.items()
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(parts.archive(instead), keep_links=False)
        return {name: book[name] for name in wanted if name in book.sheetnames}
    except _OPENPYXL_ERRORS:
        return {}


class _Content:
    """What is kept of one sheet."""

    def __init__(self, sheet: Sheet, styled: Worksheet | None, theme: dict[str, str]) -> None:
        self._sheet = sheet
        self._styled = styled
        self._theme = theme
        self._looks: list[dict[str, Any]] = []
        self._numbers: dict[Any, int | None] = {}
        self.findings: list[Finding] = []

    def kept(self) -> dict[str, Any]:
        """The sheet as an object that JSON can hold; what is empty is left out."""
        survey = self._sheet.survey
        content = {
            "cells": list(self._cells()),
            "looks": self._looks,
            "widths": self._widths(),
            "heights": self._heights(),
            "merged": [f"{cell_name(first)}:{cell_name(last)}" for first, last in survey.merged],
            "comments": {cell_name(cell): text for cell, text in sorted(survey.comments.items())},
            "hidden": survey.hidden,
        }
        return {name: value for name, value in content.items() if value}

    def _cells(self) -> Iterator[list[Any]]:
        """Row, column, value and look of each cell, row by row."""
        values = dict(self._values())
        styled = self._styled_cells()
        for row, column in sorted(values.keys() | styled.keys()):
            at = (row, column)
            look = self._look(styled[at]) if at in styled else None
            value = values.get(at)
            if value is not None or look is not None:
                yield [row, column, value, look]

    def _values(self) -> Iterator[tuple[Cell, Any]]:
        survey = self._sheet.survey
        formulas = self._formulas()
        for row, values in enumerate(self._sheet.values):
            for column, value in enumerate(values):
                at = (row, column)
                if at in formulas:
                    yield at, self._formula(at, formulas[at], value)
                elif at in survey.errors:
                    yield at, {"error": survey.errors[at]}
                elif at in survey.unsolved:
                    yield at, stored(Formula(survey.unsolved[at]))
                elif value != "":
                    yield at, stored(value)

    def _formulas(self) -> dict[Cell, tuple[str, str | None]]:
        """Text of each formula, and the range it fills if that is more than its cell."""
        if self._styled is None:
            return {}
        found = {}
        for (row, column), cell in self._styled._cells.items():
            value = cell.value
            if cell.data_type != "f" or value is None:
                continue
            text, reach = getattr(value, "text", value), getattr(value, "ref", None)
            if isinstance(text, str):
                found[row - 1, column - 1] = (f"={text.removeprefix('=').strip()}", reach)
        return found

    def _formula(self, at: Cell, formula: tuple[str, str | None], value: Any) -> Any:
        text, reach = formula
        errors = self._sheet.survey.errors
        result = {"error": errors[at]} if at in errors else stored(value)
        if at in errors and text == f"={errors[at]}":
            return result
        if not is_harmless(text):
            message = said(
                "the cell holds a formula that reaches out of the workbook; its last result is kept"
            )
            place = Place(cell=f"{self._sheet.name}!{cell_name(at)}")
            self.findings.append(finding("B123", message, place))
            return result
        kept: dict[str, Any] = {"formula": text}
        if result != "":
            kept["result"] = result
        if reach:
            kept["range"] = reach
        return kept

    def _styled_cells(self) -> dict[Cell, Any]:
        if self._styled is None:
            return {}
        return {
            (row - 1, column - 1): cell
            for (row, column), cell in self._styled._cells.items()
            if cell.has_style and row <= ALL_ROWS and column <= ALL_COLUMNS
        }

    def _look(self, cell: Any) -> int | None:
        """Number of a cell's look; None if it is that of a plain cell."""
        style = tuple(cell._style)
        if style not in self._numbers:
            look = look_of(cell, self._theme)
            if look and look not in self._looks:
                self._looks.append(look)
            self._numbers[style] = self._looks.index(look) if look else None
        return self._numbers[style]

    def _widths(self) -> dict[str, int]:
        """Width of each column that has its own, in pixels."""
        widths = {}
        for about in self._styled.column_dimensions.values() if self._styled else ():
            if about.customWidth and about.width and about.min and about.max:
                last = min(about.max, about.min + MOST_ALIKE, ALL_COLUMNS)
                for column in range(about.min, last + 1):
                    widths[str(column - 1)] = min(round(about.width * 7), MOST_PIXELS)
        return widths

    def _heights(self) -> dict[str, int]:
        """Height of each row that has its own, in pixels."""
        heights = {}
        for row, about in self._styled.row_dimensions.items() if self._styled else ():
            pixels = min(round((about.height or 15) * 4 / 3), MOST_PIXELS)
            if pixels != USUAL_HEIGHT and row <= ALL_ROWS:
                heights[str(row - 1)] = pixels
        return heights
