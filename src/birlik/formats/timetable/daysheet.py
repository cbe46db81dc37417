"""The sheet *By day and area*: for each day a picture of who is in which area at what hour."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from birlik.exercise.sentences import said
from birlik.formats.timetable.paper import (
    KINDS,
    OTHER_KINDS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Paper,
    lines_of,
)
from birlik.formats.timetable.programme import Entry, Programme
from birlik.formats.timetable.wording import one_line
from birlik.languages import told
from birlik.languages.writing import day_in, weekdays

#: Minutes of a column, and columns of an hour.
SLOT = 15
HOUR = 60 // SLOT

_NAME_WIDTH = 190
_TITLE_HEIGHT, _LINE_HEIGHT, _LEAST_HEIGHT = 22, 11, 16
_MOST_LINES = 8
#: Width of a letter of the smallest print, in pixels.
_LETTER = 5.6

#: What stands for the area of a serial without one.
NOWHERE = ""


@dataclass(frozen=True)
class Bar:
    """What lies in one row of a day: a serial, or a danger zone that shuts the area.

    Attributes
    ----------
    first, begins, ends, last : int
        Columns from the beginning of the day: taken from, running, no longer running, free again.
    text : str
    look : str
        Name of its format.
    fill : str
        Its colour; empty for that of the format.
    """

    first: int
    begins: int
    ends: int
    last: int
    text: str
    look: str
    fill: str = ""


@dataclass(frozen=True)
class Day:
    """One day of the picture.

    Attributes
    ----------
    day : date
        Calendar day on which it begins.
    rows : tuple
        Name of an area, and its lanes: bars of which no two overlap.
    """

    day: date
    rows: tuple[tuple[str, tuple[tuple[Bar, ...], ...]], ...]

    @property
    def bars(self) -> Iterator[Bar]:
        """All bars of the day."""
        for _, lanes in self.rows:
            for lane in lanes:
                yield from lane


def write_days(paper: Paper) -> None:
    """Write the sheet: one block for each day, rows are areas, columns quarters of an hour."""
    sheet = paper.sheet(said("By day and area"))
    days = picture(paper.seen)
    sheet.set_column_pixels(0, 0, _NAME_WIDTH)
    if not days:
        paper.text(sheet, 2, 0, said("No serial is placed."), "plain")
        return
    # All days show the same hours, so that one row of hours serves them all.
    first = min(bar.first for day in days for bar in day.bars) // HOUR * HOUR
    last = -(-max(bar.last for day in days for bar in day.bars) // HOUR) * HOUR
    width = max(8, (PAGE_WIDTH - _NAME_WIDTH) // (last - first))
    sheet.set_column_pixels(1, last - first, width)
    _DayWriter(paper, sheet, first, last, width).write(days)


class _DayWriter:
    """The picture being written: which hours it shows, and how wide a column is."""

    def __init__(self, paper: Paper, sheet: Any, first: int, last: int, width: int) -> None:
        self.paper, self.sheet = paper, sheet
        self.first, self.last, self.width = first, last, width

    def write(self, days: Iterable[Day]) -> None:
        self._hours()
        row, room, breaks = 3, PAGE_HEIGHT, []
        for day in days:
            needed = _TITLE_HEIGHT + sum(sum(self._heights(*row)) for row in day.rows)
            if row > 3 and needed > room:
                breaks.append(row)
                room = PAGE_HEIGHT
            room -= needed
            row = self._day(day, row)
        self.sheet.set_h_pagebreaks(breaks)
        self._legend(row + 1)

    def _hours(self) -> None:
        midnight = _day_begins(self.paper.seen)
        self.paper.text(self.sheet, 2, 0, said("Area"), "head")
        for column in range(self.first, self.last, HOUR):
            clock = (midnight + column * SLOT) // 60 % 24
            self._fill(2, column, column + HOUR, f"{clock:02}:00", "hour")
        self.sheet.freeze_panes(3, 1)
        self.sheet.repeat_rows(0, 2)
        self.sheet.repeat_columns(0)

    def _day(self, day: Day, row: int) -> int:
        """Write a day from a row on; the row after it."""
        self.sheet.set_row(row, _TITLE_HEIGHT)
        title = self._title(day.day)
        self.sheet.merge_range(row, 0, row, self.last - self.first, "", self.paper.look("block"))
        self.paper.text(self.sheet, row, 0, title, "block")
        row += 1
        for name, lanes in day.rows:
            look = self.paper.look("name")
            if len(lanes) > 1:
                self.sheet.merge_range(row, 0, row + len(lanes) - 1, 0, "", look)
            self.paper.text(self.sheet, row, 0, name, "name")
            for lane, height in zip(lanes, self._heights(name, lanes), strict=True):
                self.sheet.set_row(row, height)
                self._lane(row, lane)
                row += 1
        return row

    def _title(self, day: date) -> str:
        """``Tuesday 9 July 2024``, as the language writes it."""
        language = self.paper.language
        written = day_in(language, datetime.combine(day, time()), with_year=True)
        return f"{weekdays(language)[day.weekday()]} {written}"

    def _lane(self, row: int, lane: tuple[Bar, ...]) -> None:
        for column in range(self.first, self.last):
            look = "slot" if column % HOUR else "slot of hour"
            self.sheet.write_blank(row, self._column(column), None, self.paper.look(look))
        for bar in lane:
            self._fill(row, bar.first, bar.begins, "", "around")
            self._fill(row, bar.begins, bar.ends, bar.text, bar.look, bar.fill)
            self._fill(row, bar.ends, bar.last, "", "around")

    def _fill(self, row: int, first: int, last: int, text: str, look: str, fill: str = "") -> None:
        """Write a text over some columns."""
        if last <= first:
            return
        column, until = self._column(first), self._column(last - 1)
        if until > column:
            self.sheet.merge_range(row, column, row, until, "", self.paper.look(look, fill))
        self.paper.text(self.sheet, row, column, text, look, fill)

    def _column(self, slot: int) -> int:
        return slot - self.first + 1

    def _heights(self, name: str, lanes: Iterable[tuple[Bar, ...]]) -> list[int]:
        """Heights in points that the lanes of an area need for their texts, and for its name."""
        lines = [
            max(
                (
                    lines_of(
                        told(bar.text, self.paper.language),
                        ((bar.ends - bar.begins) * self.width - 4) / _LETTER,
                    )
                    for bar in lane
                    if bar.ends > bar.begins
                ),
                default=1,
            )
            for lane in lanes
        ]
        heights = [max(_LEAST_HEIGHT, 4 + _LINE_HEIGHT * min(n, _MOST_LINES)) for n in lines]
        named = 4 + (_LINE_HEIGHT + 1) * lines_of(
            told(name, self.paper.language), (_NAME_WIDTH - 8) / (_LETTER + 1)
        )
        heights[-1] += max(0, named - sum(heights))
        return heights

    def _legend(self, row: int) -> None:
        """Write what the colours mean, from a row on."""
        seen, each = self.paper.seen, max(2, 150 // self.width)
        shown = [(kind, "serial", fill) for kind, fill in fills_of(seen).items()]
        shown += [
            (said("other kinds"), "serial", OTHER_KINDS),
            (said("set-up, clear-up"), "around", ""),
            (said("shut by a danger zone"), "shut", ""),
        ]
        if seen.reader.nation is not None:
            shown.append((said("taken; not released to you"), "reserved", ""))
        beside = max(1, (self.last - self.first) // each)
        self.paper.text(self.sheet, row, 0, said("What the colours mean"), "name")
        for number, (text, look, fill) in enumerate(shown):
            column = self.first + number % beside * each
            self._fill(row + number // beside, column, column + each, text, look, fill)
        for below in range(-(-len(shown) // beside)):
            self.sheet.set_row(row + below, 2 * _LINE_HEIGHT + 4)


def picture(seen: Programme) -> list[Day]:
    """Days on which an area is taken or a serial runs, each with its areas in the order of the plan."""
    fills = fills_of(seen)
    bars: dict[tuple[date, str], list[Bar]] = {}
    for entry in seen.entries:
        for area, (day, bar) in _bars(seen, entry, fills):
            bars.setdefault((day, area), []).append(bar)
    names = {area.id: area.name for area in seen.areas} | {NOWHERE: said("without an area")}
    days: dict[date, list[tuple[str, tuple[tuple[Bar, ...], ...]]]] = {}
    for day in sorted({day for day, _ in bars}):
        days[day] = [
            (name, _lanes(bars[day, area])) for area, name in names.items() if (day, area) in bars
        ]
    return [Day(day, tuple(rows)) for day, rows in days.items()]


def fills_of(seen: Programme) -> dict[str, str]:
    """Colours of the most frequent kinds of serial; the others have none of their own."""
    kinds = Counter(
        entry.serial.kind
        for entry in seen.entries
        if entry.serial is not None and entry.serial.kind
    )
    ordered = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    return dict(zip(ordered, KINDS, strict=False))


def _bars(
    seen: Programme, entry: Entry, fills: Mapping[str, str]
) -> Iterator[tuple[str, tuple[date, Bar]]]:
    """Area, day and bar of everything that an entry takes or shuts."""
    begins, ends, since, until = (
        seen.local(moment).replace(tzinfo=None)
        for moment in (entry.begins, entry.ends, entry.occupied_from, entry.occupied_until)
    )
    look, fill, name = "reserved", "", entry.title
    if entry.serial is not None:
        look, fill, name = "serial", fills.get(entry.serial.kind, OTHER_KINDS), entry.serial.id
    text = f"{one_line(entry.title)}\n{begins:%H:%M}-{ends:%H:%M}"
    if not entry.areas:
        for piece in _cut(seen, (begins, begins, ends, ends), text, look, fill):
            yield NOWHERE, piece
    for area in entry.areas:
        for piece in _cut(seen, (since, begins, ends, until), text, look, fill):
            yield area.id, piece
    for shut in entry.shut:
        for piece in _cut(
            seen, (begins, begins, ends, ends), said("shut by {name}", name=name), "shut", ""
        ):
            yield shut, piece


def _cut(
    seen: Programme,
    moments: tuple[datetime, datetime, datetime, datetime],
    text: str,
    look: str,
    fill: str,
) -> Iterator[tuple[date, Bar]]:
    """Bars of the days over which a serial lies, from the wall-clock times of its four edges."""
    since, begins, ends, until = moments
    # Where the clocks go back, a serial may end before it begins.
    ends = max(ends, begins + timedelta(minutes=SLOT))
    until = max(until, ends)
    offset = timedelta(minutes=_day_begins(seen))
    day = (since - offset).date()
    while (midnight := datetime.combine(day, time()) + offset) < until:

        def column(moment: datetime, midnight: datetime = midnight) -> float:
            return min(max((moment - midnight) / timedelta(minutes=SLOT), 0), 24 * HOUR)

        yield (
            day,
            Bar(
                math.floor(column(since)),
                math.floor(column(begins)),
                math.ceil(column(ends)),
                math.ceil(column(until)),
                text,
                look,
                fill,
            ),
        )
        day += timedelta(days=1)


def _day_begins(seen: Programme) -> int:
    """Minutes after midnight at which the exercise's working day begins."""
    hours, _, minutes = (seen.plan.exercise.day_begins or "00:00").partition(":")
    return int(hours) * 60 + int(minutes)


def _lanes(bars: Iterable[Bar]) -> tuple[tuple[Bar, ...], ...]:
    """Bars in as few lanes as hold them side by side."""
    lanes: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: (bar.first, bar.last, bar.text)):
        lane = next((lane for lane in lanes if lane[-1].last <= bar.first), None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(bar)
    return tuple(tuple(lane) for lane in lanes)
