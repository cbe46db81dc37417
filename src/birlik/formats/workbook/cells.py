"""Values written to cells, so that they come back the same and never become something else.

A text stays a text whatever it begins with; only formulas of a foreign sheet are written as such.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from birlik.exercise.values.demands import AreaSet
from birlik.exercise.values.moments import Period
from birlik.formats.stored import GREATEST_EXACT, ErrorValue, Formula

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Characters, as UTF-16 counts them, of the longest text in a cell.
LONGEST_CELL = 32_767

#: Before this day Excel counts a day that never was; such dates are written as texts.
FIRST_DAY = date(1900, 3, 1)

DATE, MOMENT, CLOCK, LENGTH = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm:ss", "[h]:mm:ss"

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


#: Properties of a format, as XlsxWriter names them: ``(("bold", True), ("num_format", "0.0"))``.
Look = tuple[tuple[str, Any], ...]


class Formats:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[Look, Format] = {}

    def of(self, look: Look) -> Format | None:
        """Format of a look; None if it has no properties."""
        if not look:
            return None
        if look not in self._made:
            self._made[look] = self._workbook.add_format(dict(look))
        return self._made[look]

    def plain(self) -> Format:
        """Format without properties, where the writer wants one."""
        return self._made.setdefault((), self._workbook.add_format())


class TooLong(ValueError):
    """A text that no cell can hold."""


class _ExactNumber(float):
    """A number written with all its digits; the writer of workbooks rounds to sixteen."""

    def __format__(self, _spec: str) -> str:
        return repr(float(self))


def fits_cell(text: str) -> bool:
    """Whether a cell can hold a text; Excel counts as UTF-16 does."""
    return (
        len(text) <= LONGEST_CELL // 2
        or len(text.encode("utf-16-le", "replace")) // 2 <= LONGEST_CELL
    )


def field_value(value: Any, zone: ZoneInfo | None) -> Any:
    """What stands in a cell for the value of a field; an empty text if nothing does.

    Parameters
    ----------
    zone : ZoneInfo or None
        Zone of the exercise, in whose wall clock instants are written; UTC if it has none.
    """
    if value is None or value is False or value == ():
        return ""
    if value is True:
        return "yes"
    if isinstance(value, datetime):
        return _wall_clock(value, zone)
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ")
    if isinstance(value, tuple):
        between = " | " if isinstance(value[0], AreaSet) else "; "
        return between.join(_part_text(part, zone) for part in value)
    if isinstance(value, str | int | float | date):
        return value
    return str(value)


def _part_text(part: Any, zone: ZoneInfo | None) -> str:
    if isinstance(part, Period):
        return f"{_moment_text(part.begins, zone)}..{_moment_text(part.ends, zone)}"
    return part.value if isinstance(part, StrEnum) else str(part)


def _wall_clock(instant: datetime, zone: ZoneInfo | None) -> Any:
    """Wall clock of an instant, or a text if that would be ambiguous or no date for Excel."""
    local = instant.astimezone(zone or UTC).replace(tzinfo=None)
    if zone is None or local.date() < FIRST_DAY or not _is_plain(instant, local, zone):
        return _moment_text(instant, zone)
    return local


def _is_plain(instant: datetime, local: datetime, zone: ZoneInfo) -> bool:
    """Whether a wall-clock time means that instant and no other."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC) == instant


def _moment_text(instant: datetime, zone: ZoneInfo | None) -> str:
    """Instant as ``2024-07-10 08:00`` by the wall clock, with an offset where that is ambiguous."""
    local = instant.astimezone(zone or UTC)
    wall = local.replace(tzinfo=None)
    digits = "seconds" if wall.second else "minutes"
    if zone is not None and _is_plain(instant, wall, zone):
        return wall.isoformat(" ", digits)
    offset = local.utcoffset() or timedelta()
    if zone is None or offset % timedelta(minutes=1):
        return instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", digits) + "Z"
    return local.isoformat(" ", digits)


class CellWriter:
    """Writes values of any type to the cells of one sheet.

    Parameters
    ----------
    sheet : Worksheet
    formats : Formats
        Where formats come from.
    """

    def __init__(self, sheet: Worksheet, formats: Formats) -> None:
        self._sheet = sheet
        self._formats = formats

    def write(self, row: int, column: int, value: Any, look: Look = ()) -> None:
        """Write a value of :func:`field_value` or of :func:`birlik.formats.stored.restored`."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            self._write_text(row, column, value, look)
        elif isinstance(value, bool):
            self._sheet.write_boolean(row, column, value, self._formats.of(look))
        elif isinstance(value, int | float):
            self._write_number(row, column, value, look)
        elif isinstance(value, date | time | timedelta):
            self._write_date(row, column, value, look)
        elif isinstance(value, ErrorValue) and value.text in _ERRORS:
            format_ = self._formats.of(look)
            self._sheet.write_formula(row, column, f"={value.text}", format_, value.text)
        elif isinstance(value, ErrorValue):
            self._write_text(row, column, value.text, look)
        elif isinstance(value, Formula):
            # Its cells have moved, so it would give another result than it was meant to.
            self._write_text(row, column, f"={value.text}", look)
        else:
            text = json.dumps(value, ensure_ascii=False, default=str)
            self._write_text(row, column, text, look)

    def _write_text(self, row: int, column: int, text: str, look: Look) -> None:
        format_ = self._formats.of(look)
        if not fits_cell(text):
            raise TooLong(f"the text has {len(text):,} characters, more than a cell can hold")
        if text.startswith("<r>") and text.endswith("</r>"):
            # The writer takes such a text for ready XML; in two pieces it takes it for a text.
            plain = self._formats.plain()
            pieces = (text[:1], plain, text[1:], *([format_] if format_ else []))
            self._sheet.write_rich_string(row, column, *pieces)
        else:
            self._sheet.write_string(row, column, text, format_)

    def _write_number(self, row: int, column: int, number: float, look: Look) -> None:
        exact = abs(number) <= GREATEST_EXACT if isinstance(number, int) else math.isfinite(number)
        if not exact:
            self._write_text(row, column, str(number), look)
        else:
            # A number that could not be read as a time, in the look of its column, would come back
            # as another time.
            if dict(look).get("num_format") in (MOMENT, DATE):
                look = tuple(pair for pair in look if pair[0] != "num_format")
            self._sheet.write_number(row, column, _ExactNumber(number), self._formats.of(look))

    def _write_date(
        self, row: int, column: int, value: date | time | timedelta, look: Look
    ) -> None:
        if isinstance(value, timedelta):
            fits, shown = value >= timedelta(0), LENGTH
        elif isinstance(value, time):
            fits, shown = value.tzinfo is None, CLOCK
        elif isinstance(value, datetime):
            fits, shown = value.date() >= FIRST_DAY and value.tzinfo is None, MOMENT
        else:
            fits, shown = value >= FIRST_DAY, DATE
        if not fits:
            self._write_text(row, column, str(value), look)
            return
        if dict(look).get("num_format", "@") == "@":
            look = (*(pair for pair in look if pair[0] != "num_format"), ("num_format", shown))
        self._sheet.write_datetime(row, column, value, self._formats.of(look))
