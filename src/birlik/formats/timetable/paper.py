"""How the sheets of a timetable look on screen and on A3 paper."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from birlik.exercise.sentences import said
from birlik.formats.timetable.programme import Programme
from birlik.formats.timetable.wording import one_line
from birlik.languages import SOURCE, lower, told

#: Height of a line of print in points, and letters that stand in the width of one figure.
_LINE_HEIGHT, _LETTER = 13.0, 1.12

#: Longest text of a cell in Excel, and longest header or footer of a page.
LONGEST, LONGEST_HEADER = 32_767, 255

#: Room on A3 in landscape between the margins: width in pixels of Excel, height in points.
PAGE_WIDTH, PAGE_HEIGHT = 1_500, 735

INK, PALE, LINE = "#1d2b36", "#eef3f6", "#b8c6cf"
HEAD, BLOCK, ALARM = "#27465c", "#d5e2ea", "#b3261e"

#: Fills of the most frequent kinds of serial, told apart in pale print too; and of all others.
KINDS = (
    "#cfe3f5", "#f8ddb5", "#d3ecd0", "#f3cfd3", "#e0d6f2", "#fbf0b0", "#c9ece8", "#e6dccf",
    "#d5dbe3", "#f6cfe8",
)  # fmt: skip
OTHER_KINDS = "#ffffff"

_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "wrapped": {"text_wrap": True},
    "strong": {"text_wrap": True, "bold": True},
    "moment": {"num_format": "ddd d mmm hh:mm", "align": "left"},
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "font_color": "#ffffff", "bg_color": HEAD, "text_wrap": True},
    "hour": {"bold": True, "font_color": "#ffffff", "bg_color": HEAD, "left": 1,
             "left_color": "#7f9bb0", "font_size": 9},
    "block": {"bold": True, "bg_color": BLOCK, "font_size": 12, "valign": "vcenter"},
    "alarm": {"bold": True, "font_color": ALARM},
    "name": {"bold": True, "text_wrap": True, "bg_color": PALE, "font_size": 9, "top": 1,
             "bottom": 1, "top_color": LINE, "bottom_color": LINE, "valign": "vcenter"},
    "slot": {"bottom": 1, "bottom_color": "#e3eaee"},
    "slot of hour": {"bottom": 1, "bottom_color": "#e3eaee", "left": 1, "left_color": LINE},
    "serial": {"text_wrap": True, "font_size": 8, "border": 1, "border_color": "#6f8391",
               "valign": "vcenter"},
    "around": {"font_size": 8, "border": 1, "border_color": LINE, "bg_color": "#e8e8e8",
               "valign": "vcenter"},
    "reserved": {"text_wrap": True, "font_size": 8, "border": 1, "border_color": "#6f8391",
                 "bg_color": "#d9d9d9", "italic": True, "valign": "vcenter"},
    "shut": {"text_wrap": True, "font_size": 8, "border": 1, "border_color": ALARM,
             "bg_color": "#fbe3e1", "font_color": ALARM, "italic": True, "valign": "vcenter"},
}  # fmt: skip


class Paper:
    """A workbook being written for one programme: its formats, and sheets with marking and titles."""

    def __init__(self, book: Any, seen: Programme, language: str = SOURCE) -> None:
        self._book, self.seen, self.language = book, seen, language
        self._names: set[str] = set()
        self.look = cache(self._look)

    def _look(self, name: str, fill: str = "") -> Any:
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "font_color": INK}
        return self._book.add_format(base | _LOOKS[name] | ({"bg_color": fill} if fill else {}))

    def sheet(self, name: str) -> Any:
        """Sheet for A3 in landscape, with marking, title and zone over it and on each page."""
        name = self._name_of(name)
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        marking = _in_header(self.seen.marking, 180) or told(
            said("REL TO: SEE THE FIRST LINES"), self.language
        )
        room = LONGEST_HEADER - len(marking) - len(name) - len("&L&C&R")
        title = _in_header(one_line(self.seen.title)[: room // 2 - 1], room)
        sheet.set_header(f"&L{title}&C{marking}&R{name}")
        page = told(said("Page {page} of {pages}", page="&P", pages="&N"), self.language)
        sheet.set_footer(f"&C{marking}&R{page}")
        self.text(
            sheet, 0, 0, one_line(f"{self.seen.title}: {lower(name, self.language)}"), "title"
        )
        zone = told(said("Times are those of {zone}.", zone=self.seen.zone.key), self.language)
        self.text(sheet, 1, 0, f"{self.seen.marking}. {zone}", "plain")
        return sheet

    def _name_of(self, name: str) -> str:
        """Name of a sheet in the language, as Excel allows it: short, and no other's."""
        made = re.sub(r"[\[\]:*?/\\]", " ", told(name, self.language))[:31].strip("' ")
        if lower(made, self.language) in self._names:
            made = f"{made[:28]} {len(self._names) + 1}"
        self._names.add(lower(made, self.language))
        return made

    def table(self, name: str, columns: Sequence[tuple[str, int]], frozen: int) -> Any:
        """Sheet with a row of headings, each with its column's width in characters."""
        sheet = self.sheet(name)
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            self.text(sheet, 2, place, heading, "head")
        sheet.freeze_panes(3, frozen)
        sheet.repeat_rows(0, 2)
        return sheet

    def text(
        self, sheet: Any, row: int, column: int, text: str, look: str = "wrapped", fill: str = ""
    ) -> None:
        """Text of a cell; never a formula, a number or a link, whatever it looks like."""
        sheet.write_string(row, column, told(text, self.language)[:LONGEST], self.look(look, fill))

    def row(
        self, sheet: Any, row: int, columns: Sequence[tuple[str, int]], texts: Sequence[str]
    ) -> None:
        """Make a row as high as its longest text needs; not every program does it by itself."""
        widths = (width * _LETTER for _, width in columns)
        lines = max(map(lines_of, (told(text, self.language) for text in texts), widths), default=1)
        if lines > 1:
            sheet.set_row(row, min(409, _LINE_HEIGHT * lines + 2))


def lines_of(text: str, letters: float) -> int:
    """Lines that a text takes where so many letters stand side by side, words kept whole."""
    room = max(1, int(letters))
    if len(text) <= room and "\n" not in text:
        return 1
    lines = 0
    for line in text.split("\n"):
        used = room + 1
        for word in line.split(" "):
            if used + 1 + len(word) <= room:
                used += 1 + len(word)
            else:
                lines += max(1, math.ceil(len(word) / room))
                used = (len(word) - 1) % room + 1 if word else 0
    return lines


def _in_header(text: str, most: int) -> str:
    """Text in a page header, where ``&`` begins a command; empty if it is too long."""
    escaped = text.replace("&", "&&")
    return escaped if len(escaped) <= most else ""
