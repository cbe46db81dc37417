"""What helps a planner in a sheet: comments on headings, drop-downs, marks on what is needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_args

from birlik.exercise.columns import Column, RecordKind
from birlik.exercise.plan import MODELS, SHEETS
from birlik.formats.workbook.cells import DATE, MOMENT, Look

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Rows prepared for typing, whatever the plan holds so far.
LEAST_ROWS = 2000

NEEDED_COLOUR, HEADING_COLOUR, OTHER_COLOUR = "#1F4E79", "#5B7F95", "#8C8C8C"

#: Shows a star behind the heading of a needed column; the text of the cell stays the heading.
NEEDED_SIGN = '@" *"'

#: Longest list of words that a drop-down can hold by itself.
_LONGEST_LIST = 255


def heading_look(column: Column | None) -> Look:
    """Look of a heading: dark with a star if the column is needed, grey if it is not the product's."""
    colour = OTHER_COLOUR if column is None else HEADING_COLOUR
    if column and column.needed:
        colour = NEEDED_COLOUR
    look = (("bold", True), ("font_color", "#FFFFFF"), ("bg_color", colour), ("valign", "top"))
    sign = (("num_format", NEEDED_SIGN),) if column and column.needed else ()
    return (*look, ("text_wrap", True), ("border", 1), ("border_color", "#FFFFFF"), *sign)


def column_look(kind: RecordKind, column: Column) -> Look:
    """Look of the cells of a column: dates as ISO 8601, notations as texts, long texts wrapped."""
    held = value_types(kind, column.name)
    look: Look = (("valign", "top"),)
    if datetime in held:
        return (*look, ("num_format", MOMENT))
    if date in held:
        return (*look, ("num_format", DATE))
    if held & {int, float}:
        return look
    wrap = (("text_wrap", True),) if column.width >= 30 else ()
    return (*look, ("num_format", "@"), *wrap)


def row_to_fill_in(look: Look) -> Look:
    """Look of the cells of a row that waits to be filled in."""
    return (*look, ("bg_color", "#FFF8E1"), ("border", 1), ("border_color", "#D9C77F"))


def value_types(kind: RecordKind, field: str) -> set[Any]:
    """Types a field can hold."""
    annotation = MODELS[kind].model_fields[field].annotation
    return set(get_args(annotation)) or {annotation}


def comment(column: Column) -> str:
    """What the comment on a heading says: help, unit, example, whether it is needed."""
    parts = [column.help]
    if column.refers_to:
        sheets = " or ".join(SHEETS[kind] for kind in column.refers_to)
        parts.append(
            f"Ids of the sheet {sheets}." if column.many else f"An id of the sheet {sheets}."
        )
    if column.words:
        parts.append("Or " + " and ".join(column.words) + ", which are no nations.")
    if column.choices:
        parts.append("One of: " + ", ".join(column.choices) + ".")
    if column.many:
        parts.append("Several are separated by ;")
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.example:
        parts.append(f"Example: {column.example}")
    parts.append("Needed." if column.needed else "May stay empty.")
    return "\n".join(parts)


def add_comment(sheet: Worksheet, position: int, column: Column) -> None:
    """Put the comment on the heading of a column."""
    text = comment(column)
    lines = sum(1 + len(line) // 38 for line in text.splitlines())
    options = {"x_scale": 1.9, "y_scale": max(1.0, lines / 4.2), "author": "Birlik"}
    sheet.write_comment(0, position, text, options)


def add_drop_down(
    sheet: Worksheet,
    kind: RecordKind,
    position: int,
    column: Column,
    rows: Mapping[RecordKind, int],
) -> None:
    """Let a planner choose what a column can hold.

    A list is only suggested, because a cell can hold several; anything else is wanted as offered.

    Parameters
    ----------
    rows : mapping of RecordKind to int
        Last row of each sheet that is prepared.
    """
    source: str | list[str] | None = None
    if bool in value_types(kind, column.name):
        source = ["yes", "no"]
    elif column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        source = list(column.choices)
    elif len(column.refers_to) == 1:
        (referred,) = column.refers_to
        name = SHEETS[referred]
        name = f"'{name}'" if " " in name else name
        source = f"={name}!$A$2:$A${rows[referred]}"
    if source is None:
        return
    options = {
        "validate": "list",
        "source": source,
        "show_error": not column.many,
        "error_title": column.title[:32],
        "error_message": "Choose one from the list, or leave the cell empty.",
    }
    if column.words:
        options["input_title"] = column.title[:32]
        options["input_message"] = "Ids from the list, or " + ", ".join(column.words) + "."
    sheet.data_validation(1, position, rows[kind] - 1, position, options)


def print_on_one_width(sheet: Worksheet) -> None:
    """Let a sheet be printed with all its columns on each page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def prepared_rows(records: Mapping[RecordKind, int]) -> dict[RecordKind, int]:
    """Last row of each sheet that has drop-downs, and that those of other sheets look at."""
    return {kind: max(LEAST_ROWS, records[kind] + 500) for kind in MODELS}
