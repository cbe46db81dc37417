"""``timetable.xlsx``: by time, by day and area, by unit, by nation, and what was left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from birlik.exercise.time import date_time_group
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.programme import Entry, Programme

#: Longest text of a cell in Excel.
LONGEST = 32_767

_COLOURS = {
    "ink": "#1d2b36",
    "head": "#27465c",
    "band": "#eef3f6",
    "day": "#d5e2ea",
    "alarm": "#b3261e",
}


def write_sheets(seen: Programme, path: Path) -> None:
    """Write the timetable as a workbook to be read and printed; times are the exercise's wall clock.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    # A fixed date: the same timetable gives the same bytes.
    book.set_properties({"title": seen.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    sheets = _Sheets(book, seen)
    sheets.timetable()
    sheets.by_day_and_area()
    sheets.by_unit()
    sheets.by_nation()
    sheets.left_out()
    book.close()
    replace_file(path, content.getvalue())


class _Sheets:
    """One workbook being written."""

    def __init__(self, book: Any, seen: Programme) -> None:
        self.book, self.seen = book, seen
        base = {
            "font_name": "Calibri",
            "font_size": 10,
            "valign": "top",
            "font_color": _COLOURS["ink"],
        }
        bold = {"bold": True}
        self.plain = book.add_format(base)
        self.wrap = book.add_format(base | {"text_wrap": True})
        self.time = book.add_format(base | {"num_format": "ddd d mmm hh:mm", "align": "left"})
        self.head = book.add_format(
            base | bold | {"bg_color": _COLOURS["head"], "font_color": "#ffffff", "text_wrap": True}
        )
        self.day = book.add_format(base | bold | {"bg_color": _COLOURS["day"], "font_size": 12})
        self.cell = book.add_format(
            base | {"text_wrap": True, "border": 1, "border_color": "#b8c6cf", "font_size": 9}
        )
        self.name = book.add_format(
            base
            | bold
            | {
                "text_wrap": True,
                "border": 1,
                "border_color": "#b8c6cf",
                "bg_color": _COLOURS["band"],
            }
        )
        self.title = book.add_format(base | bold | {"font_size": 14})
        self.alarm = book.add_format(base | bold | {"font_color": _COLOURS["alarm"]})

    def _sheet(self, name: str, widths: Sequence[int], headings: Sequence[str] = ()) -> Any:
        """Sheet with title, marking, print layout for A3, and a row of headings."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.set_margins(0.4, 0.4, 0.7, 0.7)
        sheet.fit_to_pages(1, 0)
        mark = self.seen.marking.replace("&", "&&")
        title = self.seen.title.replace("&", "&&")
        sheet.set_header(f"&L{title[:80]}&C{mark[:80]}&R{name}")
        sheet.set_footer(f"&C{mark[:80]}&RPage &P of &N")
        sheet.write_string(0, 0, f"{self.seen.title}: {name.lower()}", self.title)
        sheet.write_string(1, 0, f"{self.seen.marking}. Times: {self.seen.zone.key}.", self.plain)
        for column, heading in enumerate(headings):
            sheet.write_string(2, column, heading, self.head)
        if headings:
            sheet.freeze_panes(3, 2)
            sheet.repeat_rows(2)
        return sheet

    def _text(self, sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:
        """Text of a cell; never a formula, whatever it begins with."""
        sheet.write_string(row, column, text[:LONGEST], form or self.wrap)

    def _moment(self, sheet: Any, row: int, column: int, instant: datetime) -> None:
        sheet.write_datetime(row, column, self.seen.local(instant).replace(tzinfo=None), self.time)

    def timetable(self) -> None:
        """All serials by time."""
        headings = ("Serial", "Title", "Begins", "Ends", "Date-time group", "Areas", "Areas taken from",
                    "until", "Nations", "Units", "Kind", "Marking")  # fmt: skip
        sheet = self._sheet("Timetable", (12, 38, 17, 17, 17, 26, 17, 17, 22, 40, 16, 18), headings)
        for row, entry in enumerate(self.seen.entries, start=3):
            self._row(sheet, row, entry)
        if self.seen.entries:
            sheet.autofilter(2, 0, 2 + len(self.seen.entries), len(headings) - 1)
        else:
            self._text(sheet, 3, 0, "No serial is placed.")

    def _row(self, sheet: Any, row: int, entry: Entry) -> None:
        from birlik.exercise.release import marking

        serial = entry.serial
        self._text(sheet, row, 0, serial.id if serial else "")
        self._text(sheet, row, 1, serial.title if serial else entry.title)
        self._moment(sheet, row, 2, entry.begins)
        self._moment(sheet, row, 3, entry.ends)
        self._text(sheet, row, 4, date_time_group(entry.begins, self.seen.zone), self.plain)
        self._text(sheet, row, 5, " + ".join(area.id for area in entry.areas))
        if entry.areas:
            self._moment(sheet, row, 6, entry.occupied_from)
            self._moment(sheet, row, 7, entry.occupied_until)
        self._text(sheet, row, 8, ", ".join(entry.nations))
        self._text(sheet, row, 9, ", ".join(unit.id for unit in entry.units))
        self._text(sheet, row, 10, serial.kind if serial else "")
        self._text(sheet, row, 11, marking([serial], self.seen.plan) if serial else "")

    def by_day_and_area(self) -> None:
        """Rows are areas, columns are days; each cell lists what begins there."""
        days = _days(self.seen)
        sheet = self._sheet("By day and area", (24, *(26 for _ in days)))
        self._text(sheet, 2, 0, "Area", self.head)
        for column, day in enumerate(days, start=1):
            self._text(sheet, 2, column, f"{day:%A} {day.day} {day:%B}", self.head)
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)
        sheet.repeat_columns(0)
        used = {area.id for entry in self.seen.entries for area in entry.areas}
        rows = [
            (area.id, f"{area.id}\n{area.title}".strip())
            for area in self.seen.areas
            if area.id in used
        ]
        rows.append(("", "without an area"))
        for row, (area, name) in enumerate(rows, start=3):
            self._text(sheet, row, 0, name, self.name)
            for column, day in enumerate(days, start=1):
                here = [
                    entry
                    for entry in self.seen.entries
                    if self.seen.local(entry.begins).date() == day
                    and (area in {a.id for a in entry.areas} if area else not entry.areas)
                ]
                self._text(sheet, row, column, "\n".join(self._short(e) for e in here), self.cell)

    def _short(self, entry: Entry) -> str:
        """``09:00-11:00 S-204 Title`` of an entry."""
        begins, ends = self.seen.local(entry.begins), self.seen.local(entry.ends)
        later = f" (+{(ends.date() - begins.date()).days})" * (ends.date() > begins.date())
        return f"{begins:%H:%M}-{ends:%H:%M}{later} {entry.title}"

    def by_unit(self) -> None:
        """A block for each unit, its serials by time."""
        blocks = [
            (
                f"{unit.id} {unit.title} ({unit.nation or ''})",
                [e for e in self.seen.entries if unit in e.units],
            )
            for unit in self.seen.units
        ]
        self._blocks("By unit", blocks)

    def by_nation(self) -> None:
        """A block for each nation, the serials it takes part in by time."""
        blocks = [
            (
                f"{nation.id} {nation.title}",
                [e for e in self.seen.entries if nation.id in e.nations],
            )
            for nation in self.seen.plan.nations
        ]
        self._blocks("By nation", blocks)

    def _blocks(self, name: str, blocks: Iterable[tuple[str, list[Entry]]]) -> None:
        headings = ("Begins", "Ends", "Serial", "Title", "Areas", "With")
        sheet = self._sheet(name, (17, 17, 12, 44, 30, 50), headings)
        row = 3
        for title, entries in blocks:
            for column in range(len(headings)):
                self._text(sheet, row, column, title if column == 0 else "", self.day)
            row += 1
            if not entries:
                self._text(sheet, row, 0, "nothing", self.plain)
                row += 1
            for entry in entries:
                self._moment(sheet, row, 0, entry.begins)
                self._moment(sheet, row, 1, entry.ends)
                self._text(sheet, row, 2, entry.serial.id if entry.serial else "")
                self._text(sheet, row, 3, entry.serial.title if entry.serial else entry.title)
                self._text(sheet, row, 4, " + ".join(area.id for area in entry.areas))
                self._text(sheet, row, 5, ", ".join(unit.id for unit in entry.units))
                row += 1

    def left_out(self) -> None:
        """Serials without a place, with code and reason."""
        headings = ("Serial", "Title", "Mandatory", "Code", "Reason")
        sheet = self._sheet("Left out", (12, 40, 12, 10, 110), headings)
        titles = {serial.id: serial.title for serial in self.seen.plan.serials}
        for row, left in enumerate(self.seen.left_out, start=3):
            self._text(sheet, row, 0, left.serial)
            self._text(sheet, row, 1, titles.get(left.serial, ""))
            self._text(
                sheet,
                row,
                2,
                "yes" if left.mandatory else "no",
                self.alarm if left.mandatory else None,
            )
            self._text(sheet, row, 3, left.code)
            self._text(sheet, row, 4, left.reason)
        if not self.seen.left_out:
            self._text(sheet, 3, 0, "Every serial is in the timetable.", self.plain)


def _days(seen: Programme) -> list[date]:
    """Days on which something begins, in order."""
    return sorted({seen.local(entry.begins).date() for entry in seen.entries})
