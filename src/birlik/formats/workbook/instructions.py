"""The first sheet of a workbook: how to fill it in, made from the vocabulary.

It ends with a line that holds a fingerprint of the rest. So a sheet that nobody has changed is known
again and made anew, by whatever version wrote it; one that a planner wrote into is kept as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.time import NOTATIONS
from birlik.formats.workbook.cells import CellWriter, Formats, Look
from birlik.formats.workbook.guidance import NEEDED_COLOUR, OTHER_COLOUR, print_on_one_width
from birlik.formats.workbook.headings import plain_name
from birlik.formats.workbook.order import INSTRUCTIONS
from birlik.formats.workbook.rows import Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MARK = "This sheet is written anew each time, unless it is changed. Mark: "
_MARKED = re.compile(re.escape(_MARK) + r"([0-9a-f]{16})")

_TITLE: Look = (("bold", True), ("font_size", 16), ("font_color", NEEDED_COLOUR))
_SECTION: Look = (("bold", True), ("font_size", 12), ("font_color", NEEDED_COLOUR))
_PLAIN: Look = (("valign", "top"),)
_STRONG: Look = (*_PLAIN, ("bold", True))
_FAINT: Look = (("font_color", OTHER_COLOUR),)

_STEPS = (
    ("Exercise", "Fill in this sheet first: id, host, time zone, STARTEX and ENDEX, in one row."),
    ("Nations", "One row for each nation. All other sheets refer to their ids."),
    ("Areas, Units, Resources", "What there is to work with. Fill in what serials will ask for."),
    ("Serials", "One row for each activity. Id and duration are needed; all else only limits it."),
    ("All others", "Fill them in when they are wanted. Empty sheets and columns do no harm."),
    ("Check", "birlik check FILE.xlsx names everything that is wrong, with its cell."),
    ("Plan", "birlik plan FILE.xlsx --out DIR makes the timetable."),
)

_SIGNS = (
    ("dark heading, *", "Needed: a row without it is reported."),
    ("lighter heading", "May stay empty. An empty cell asks for nothing."),
    ("grey heading", "A column of your own. It is kept, but not used for planning."),
    ("red corner", "A comment on a heading says what belongs there, with an example."),
    ("arrow in a cell", "A list to choose from. In cells that hold several, it only suggests."),
)

_NOTATION = (
    ("date with time", NOTATIONS, "A time without a zone is one of the exercise's time zone."),
    ("date", "2024-07-09", "Best typed as a date of the program."),
    ("several", "AZE; KAZ", "Parts are separated by ; or by a new line."),
    ("one of several", "A-1 | B-1", "Only areas: one of these, as the planner chooses."),
    ("together", "A-1 + A-2", "Only areas: all of these."),
    ("amount", "2 x SAFETY-TEAM", "A number, x and an id."),
    ("length of time", "90 or 1 h 30 min", "In minutes, if no unit is named."),
    ("hours of the day", "22:00-04:00", "May pass midnight."),
    ("yes or no", "yes", "Empty means no."),
    ("id", "S-204", "Letters, digits and hyphens, without spaces."),
)


def write_instructions(sheet: Worksheet, formats: Formats) -> None:
    """Write the sheet."""
    cells = CellWriter(sheet, formats)
    sheet.hide_gridlines(2)
    print_on_one_width(sheet)
    for column, width in enumerate((30, 66, 100)):
        sheet.set_column(column, column, width)
    texts = []
    row = 0
    for row, (line, look) in enumerate(_lines()):
        for column, text in enumerate(line):
            first = column == 0 and len(line) > 1 and look == _PLAIN
            cells.write(row, column, text, _STRONG if first else look)
            texts.append(text)
    cells.write(row + 2, 0, f"{_MARK}{_fingerprint(texts)}", _FAINT)


def is_our_own(sheet: Sheet) -> bool:
    """Whether a sheet is one of these instructions, as they were written."""
    if plain_name(sheet.name) != plain_name(INSTRUCTIONS) or sheet.survey.beside:
        return False
    texts = [str(value) for row in sheet.values for value in row if value != ""]
    marked = _MARKED.fullmatch(texts[-1]) if texts else None
    return marked is not None and marked[1] == _fingerprint(texts[:-1])


def _fingerprint(texts: list[str]) -> str:
    """Fingerprint of the texts of a sheet, empty ones left out."""
    joined = "\n".join(text for text in texts if text)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def _lines() -> Iterator[tuple[tuple[str, ...], Look]]:
    """Lines of the sheet, each of up to three cells, with their look."""
    yield ("How to fill in this workbook",), _TITLE
    yield (), _PLAIN
    for title, lines in (
        ("What to fill in, and in which order", _STEPS),
        ("What the marks mean", _SIGNS),
    ):
        yield (title,), _SECTION
        for name, text in lines:
            yield (name, text), _PLAIN
        yield (), _PLAIN
    yield ("How things are written",), _SECTION
    for line in _NOTATION:
        yield line, _PLAIN
    yield (), _PLAIN
    yield ("The sheets",), _SECTION
    for kind, model in MODELS.items():
        needed = ", ".join(column.title for column in columns_of(model) if column.needed)
        about = (model.__doc__ or "").splitlines()[0]
        yield (SHEETS[kind], f"Needed: {needed}", about), _PLAIN
    yield (), _PLAIN
    yield ("Examples of cells",), _SECTION
    for kind in MODELS:
        for column in columns_of(MODELS[kind]):
            shared = column.name == "releasable_to" and kind is not RecordKind.NATION
            if column.example and not shared:
                yield (f"{SHEETS[kind]}: {column.heading}", column.example, column.help), _PLAIN
