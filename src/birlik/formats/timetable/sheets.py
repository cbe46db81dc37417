"""``timetable.xlsx``: by time, by day and area, by unit, by nation, and what was left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from birlik.exercise.sentences import said
from birlik.exercise.time import date_time_group
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.daysheet import write_days
from birlik.formats.timetable.paper import PALE, Paper
from birlik.formats.timetable.programme import Entry, Programme
from birlik.languages import SOURCE

_TIMETABLE = (
    (said("Serial"), 12),
    (said("Title"), 38),
    (said("Begins"), 17),
    (said("Ends"), 17),
    (said("Date-time group"), 16),
    (said("Areas"), 26),
    (said("Areas taken from"), 17),
    (said("until"), 17),
    (said("Nations"), 24),
    (said("Units"), 50),
    (said("Kind"), 16),
    (said("Marking"), 18),
)

_BLOCKS = (
    (said("Begins"), 17),
    (said("Ends"), 17),
    (said("Date-time group"), 16),
    (said("Serial"), 12),
    (said("Title"), 44),
    (said("Areas"), 30),
    (said("Units"), 76),
)

_LEFT_OUT = (
    (said("Serial"), 12),
    (said("Title"), 40),
    (said("Mandatory"), 12),
    (said("Code"), 10),
    (said("Reason"), 110),
)


def write_sheets(seen: Programme, path: Path, language: str = SOURCE) -> None:
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
    properties = {"title": seen.title, "subject": seen.marking, "created": datetime(2000, 1, 1)}  # noqa: DTZ001
    book.set_properties(properties)
    paper = Paper(book, seen, language)
    _write_timetable(paper)
    write_days(paper)
    held = seen.by_unit()
    _write_blocks(
        paper,
        said("By unit"),
        (
            (
                said("{nation}: {unit}", nation=unit.nation or said("no nation"), unit=unit.name),
                held[unit.id],
            )
            for unit in seen.units
        ),
    )
    titles = {nation.id: nation.name for nation in seen.nations}
    named = {nation for entry in seen.entries for nation in entry.nations} | titles.keys()
    _write_blocks(
        paper,
        said("By nation"),
        (
            (titles.get(nation.id, nation.id), seen.of_nation(nation.id))
            for nation in seen.plan.nations
            if nation.id in named
        ),
    )
    _write_left_out(paper)
    book.close()
    replace_file(path, content.getvalue())


def _write_timetable(paper: Paper) -> None:
    """All serials by time; the days are told apart by their ground."""
    seen = paper.seen
    sheet = paper.table(said("Timetable"), _TIMETABLE, 2)
    days = sorted({seen.local(entry.begins).date() for entry in seen.entries})
    fills = {day: PALE if number % 2 else "" for number, day in enumerate(days)}
    for row, entry in enumerate(seen.entries, start=3):
        fill = fills[seen.local(entry.begins).date()]
        texts = {
            0: entry.serial.id if entry.serial else "",
            1: entry.serial.title if entry.serial else entry.title,
            4: date_time_group(entry.begins, seen.zone),
            5: " + ".join(area.id for area in entry.areas),
            6: "",
            7: "",
            8: ", ".join(entry.nations),
            9: ", ".join(unit.id for unit in entry.units),
            10: entry.serial.kind if entry.serial else "",
            11: entry.marking,
        }
        for column, text in texts.items():
            paper.text(sheet, row, column, text, "strong" if column == 0 else "wrapped", fill)
        paper.row(sheet, row, _TIMETABLE, [texts.get(column, "") for column in range(12)])
        _moments(paper, sheet, row, 2, (entry.begins, entry.ends), fill)
        if entry.areas:
            taken = entry.occupied_from, entry.occupied_until
            _moments(paper, sheet, row, 6, taken, fill)
    if seen.entries:
        sheet.autofilter(2, 0, 2 + len(seen.entries), len(_TIMETABLE) - 1)
    else:
        paper.text(sheet, 3, 0, said("No serial is placed."), "plain")


def _moments(
    paper: Paper, sheet: Any, row: int, column: int, instants: Sequence[datetime], fill: str = ""
) -> None:
    """Instants in cells side by side, as dates that can be sorted."""
    for place, instant in enumerate(instants, start=column):
        local = paper.seen.local(instant).replace(tzinfo=None)
        if local.year < 1900:
            paper.text(sheet, row, place, f"{local:%Y-%m-%d %H:%M}", "plain", fill)
        else:
            sheet.write_datetime(row, place, local, paper.look("moment", fill))


def _write_blocks(paper: Paper, name: str, blocks: Iterable[tuple[str, Sequence[Entry]]]) -> None:
    """A block for each unit or nation, its serials by time."""
    sheet = paper.table(name, _BLOCKS, 0)
    row = 3
    for title, entries in blocks:
        for column in range(len(_BLOCKS)):
            paper.text(sheet, row, column, "" if column else title, "block")
        row += 1
        if not entries:
            paper.text(sheet, row, 0, said("Takes part in nothing."), "plain")
            row += 1
        for entry in entries:
            texts = (
                "",
                "",
                date_time_group(entry.begins, paper.seen.zone),
                entry.serial.id if entry.serial else "",
                entry.serial.title if entry.serial else entry.title,
                " + ".join(area.id for area in entry.areas),
                ", ".join(unit.id for unit in entry.units),
            )
            for column, text in enumerate(texts):
                paper.text(sheet, row, column, text)
            _moments(paper, sheet, row, 0, (entry.begins, entry.ends))
            paper.row(sheet, row, _BLOCKS, texts)
            row += 1


def _write_left_out(paper: Paper) -> None:
    """Serials without a place, with code and reason."""
    seen = paper.seen
    sheet = paper.table(said("Left out"), _LEFT_OUT, 0)
    for row, (left, serial) in enumerate(
        zip(seen.left_out, seen.left_out_serials, strict=True), start=3
    ):
        texts = (
            left.serial,
            serial.title,
            said("yes") if left.mandatory else said("no"),
            left.code,
            left.reason,
        )
        for column, text in enumerate(texts):
            alarm = left.mandatory and column == 2
            paper.text(sheet, row, column, text, "alarm" if alarm else "wrapped")
        paper.row(sheet, row, _LEFT_OUT, texts)
    if not seen.left_out:
        paper.text(sheet, 3, 0, said("Every serial is in the timetable."), "plain")
