"""Writing a plan to a workbook that reads back as the same plan and is as easy to fill in as a new one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.plan import MODELS, ForeignSheet, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import Exercise
from birlik.formats.replacing import replace_file
from birlik.formats.stored import restored
from birlik.formats.workbook.cells import CellWriter, Formats, field_value, fits_cell
from birlik.formats.workbook.foreign_writing import write_foreign
from birlik.formats.workbook.guidance import (
    NEEDED_COLOUR,
    add_comment,
    add_drop_down,
    column_look,
    heading_look,
    prepared_rows,
    print_on_one_width,
    row_to_fill_in,
)
from birlik.formats.workbook.headings import NEEDED, PIECE
from birlik.formats.workbook.instructions import write_instructions
from birlik.formats.workbook.order import in_order

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Height of the row of headings, in points: two lines.
HEADING_HEIGHT = 32

#: Width of a column that is not part of the vocabulary, in characters.
OTHER_WIDTH = 16


def write_workbook(plan: Plan, path: Path) -> None:
    """Write a plan as a workbook; a file that is there is replaced only when all is done.

    Raises
    ------
    OSError
        If the file cannot be written.
    ValueError
        If a text is longer than a cell can hold, with a sentence that says which.
    """
    replace_file(path, workbook_bytes(plan))


def workbook_bytes(plan: Plan) -> bytes:
    """Workbook of a plan; the same plan gives the same bytes."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(content, options) as workbook:
        # A fixed date, so that the same plan always gives the same file.
        workbook.set_properties(
            {"title": plan.exercise.title, "created": datetime(2024, 1, 1, tzinfo=UTC)}
        )
        _Writer(workbook, plan).write()
    return content.getvalue()


@dataclass(frozen=True)
class _Part:
    """A column to write: its heading, what it is in the vocabulary, and its values by record."""

    heading: str
    column: Column | None
    values: dict[int, Any]


class _Writer:
    """The writing of one workbook."""

    def __init__(self, workbook: Workbook, plan: Plan) -> None:
        self._workbook = workbook
        self._plan = plan
        self._formats = Formats(workbook)
        zone = plan.exercise.time_zone
        self._zone = ZoneInfo(zone) if zone else None
        self._prepared = prepared_rows({kind: len(plan.records(kind)) for kind in MODELS})

    def write(self) -> None:
        """Write all sheets."""
        shown = False
        filled = [kind for kind in MODELS if self._records(kind)]
        for name, about in in_order(self._plan.foreign_sheets, filled):
            sheet = self._workbook.add_worksheet(name)
            if about is None:
                write_instructions(sheet, self._formats)
            elif isinstance(about, ForeignSheet):
                write_foreign(sheet, about, self._formats)
            else:
                self._write_kind(about, sheet)
            if not shown and not isinstance(about, ForeignSheet):
                # A foreign sheet may be hidden, which the one that is shown first cannot be.
                sheet.activate()
                shown = True

    def _write_kind(self, kind: RecordKind, sheet: Worksheet) -> None:
        """Write the sheet of a kind: headings, help, records."""
        records = self._records(kind)
        table = self._table(kind)
        cells = CellWriter(sheet, self._formats)
        for position, part in enumerate(table):
            column = part.column
            cells.write(0, position, part.heading, heading_look(column))
            look = column_look(kind, column) if column else ()
            width = column.width if column else OTHER_WIDTH
            sheet.set_column(position, position, width, self._formats.of(look))
            if column:
                add_comment(sheet, position, column)
                add_drop_down(sheet, kind, position, column, self._prepared)
            for index, value in part.values.items():
                cells.write(index + 1, position, value, look)
            if kind is RecordKind.EXERCISE and column and not records:
                sheet.write_blank(1, position, None, self._formats.of(row_to_fill_in(look)))
        last = max(len(records), 1)
        sheet.autofilter(0, 0, last, len(table) - 1)
        sheet.set_row(0, HEADING_HEIGHT)
        sheet.freeze_panes(1, 1)
        print_on_one_width(sheet)
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if kind in NEEDED:
            sheet.set_tab_color(NEEDED_COLOUR)

    def _records(self, kind: RecordKind) -> tuple[Record, ...]:
        """Records to write; an exercise of which nothing is known is no row."""
        records = self._plan.records(kind)
        return () if records == (Exercise(),) else records

    def _table(self, kind: RecordKind) -> list[_Part]:
        """Columns of a sheet with their values, those that the vocabulary does not know last."""
        records = self._records(kind)
        table = []
        for column in columns_of(MODELS[kind]):
            values = {}
            for index, record in enumerate(records):
                value = self._value(record, column.name)
                if value != "":
                    values[index] = value
            table += _in_pieces(_Part(column.heading, column, values))
        for name in dict.fromkeys(name for record in records for name in record.extra):
            kept = {
                index: restored(record.extra[name])
                for index, record in enumerate(records)
                if name in record.extra
            }
            table += _in_pieces(_Part(name, None, kept))
        return table

    def _value(self, record: Record, name: str) -> Any:
        if name in record.unread:
            return restored(record.unread[name])
        return field_value(getattr(record, name), self._zone)


def _in_pieces(part: _Part) -> list[_Part]:
    """Column, and columns that go on with texts too long for one cell: ``Outline (2)``."""
    if all(not isinstance(v, str) or fits_cell(v) for v in part.values.values()):
        return [part]
    pieces: list[_Part] = []
    for index, value in part.values.items():
        whole = not isinstance(value, str) or fits_cell(value)
        texts = [value] if whole else [value[i : i + PIECE] for i in range(0, len(value), PIECE)]
        for number, text in enumerate(texts):
            if number == len(pieces):
                heading = part.heading if number == 0 else f"{part.heading} ({number + 1})"
                pieces.append(_Part(heading, part.column if number == 0 else None, {}))
            pieces[number].values[index] = text
    return pieces
