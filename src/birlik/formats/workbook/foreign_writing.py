"""Writing back the sheets that are no part of a plan."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from birlik.exercise.plan import ForeignSheet
from birlik.exercise.sentences import said
from birlik.formats.stored import ErrorValue, restored
from birlik.formats.workbook.addresses import named_cell
from birlik.formats.workbook.cells import FIRST_DAY, CellWriter, Formats, Look
from birlik.formats.workbook.formulas import is_harmless
from birlik.formats.workbook.looks import CellLook
from birlik.formats.workbook.survey import ALL_COLUMNS, ALL_ROWS, MOST_PIXELS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Row = Annotated[int, Field(ge=0, lt=ALL_ROWS)]
Column = Annotated[int, Field(ge=0, lt=ALL_COLUMNS)]
Pixels = Annotated[int, Field(ge=0, le=MOST_PIXELS)]
Digits = Annotated[str, Field(pattern=r"^[0-9]{1,7}$")]


class Content(BaseModel):
    """What is kept of a sheet; see :mod:`birlik.formats.workbook.foreign`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    cells: list[tuple[Row, Column, Any, int | None]] = []
    looks: list[CellLook] = []
    widths: dict[Digits, Pixels] = {}
    heights: dict[Digits, Pixels] = {}
    merged: list[str] = []
    comments: dict[str, str] = {}
    hidden: bool = False


def content_of(sheet: ForeignSheet) -> Content:
    """What a sheet holds, checked.

    Raises
    ------
    ValueError
        If it is not what a workbook gave.
    """
    try:
        return Content.model_validate(sheet.content)
    except ValidationError:
        message = said(
            'the sheet "{title}" cannot be written: what is kept of it is damaged',
            title=sheet.title,
        )
        raise ValueError(message) from None


def write_foreign(sheet: Worksheet, kept: ForeignSheet, formats: Formats) -> None:
    """Write a sheet as it was.

    Raises
    ------
    ValueError
        If what is kept of it is damaged, or a text is longer than a cell can hold.
    """
    content = content_of(kept)
    cells = CellWriter(sheet, formats)
    looks = [look.as_look() for look in content.looks]
    for column, pixels in content.widths.items():
        sheet.set_column_pixels(int(column), int(column), pixels)
    for row, pixels in content.heights.items():
        sheet.set_row_pixels(int(row), pixels)
    _merge(sheet, content.merged)
    for row_number, column_number, value, number in content.cells:
        look = looks[number] if number is not None and 0 <= number < len(looks) else ()
        _write_cell(cells, sheet, formats, (row_number, column_number), value, look)
    for name, text in content.comments.items():
        row_number, column_number = named_cell(name)
        sheet.write_comment(row_number, column_number, text[:32_000])
    if content.hidden:
        sheet.hide()


def _merge(sheet: Worksheet, ranges: list[str]) -> None:
    """Merge cells; a range that overlaps another is left out, as it can only be a mistake."""
    from xlsxwriter.exceptions import OverlappingRange

    for name in ranges:
        first, _, last = name.partition(":")
        (top, left), (bottom, right) = named_cell(first), named_cell(last or first)
        if (top, left) == (bottom, right):
            continue
        try:
            sheet.merge_range(top, left, bottom, right, "")
        except OverlappingRange:
            continue


def _write_cell(
    cells: CellWriter,
    sheet: Worksheet,
    formats: Formats,
    at: tuple[int, int],
    value: Any,
    look: Look,
) -> None:
    if value is None:
        sheet.write_blank(*at, None, formats.of(look))
        return
    formula = value.get("formula") if isinstance(value, dict) else None
    if not isinstance(formula, str) or not is_harmless(formula):
        kept = value.get("result", "") if isinstance(value, dict) and "formula" in value else value
        cells.write(*at, restored(kept), look)
        return
    result = _result(restored(value.get("result", "")))
    # The writer takes a brace at the end for that of an array formula.
    text = f"{formula} " if formula.endswith("}") else formula
    reach = value.get("range")
    if isinstance(reach, str):
        first, _, last = reach.partition(":")
        ends = (*named_cell(first), *named_cell(last or first))
        sheet.write_array_formula(*ends, text, formats.of(look), result)
    else:
        sheet.write_formula(*at, text, formats.of(look), result)


def _result(value: Any) -> Any:
    """Result of a formula as its cell holds it: a date is a number there."""
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, date) and value >= FIRST_DAY:
        moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
        if isinstance(value, datetime):
            moment = value.replace(tzinfo=UTC)
        return (moment - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
    if isinstance(value, bool | int | float):
        return value
    return _NOT_XML.sub("", str(value))
