"""Reading a plan from a workbook: every sheet by its name, every column by its heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, cast
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.plan import SHEETS, ForeignSheet, Plan
from birlik.exercise.records.setting import Exercise
from birlik.exercise.sentences import said, term
from birlik.exercise.values.reading import Reading
from birlik.formats.kinds import is_packed, refuse_other_kinds
from birlik.formats.origins import Origin, ReadPlan
from birlik.formats.workbook.foreign import foreign_sheets
from birlik.formats.workbook.headings import (
    NEEDED,
    Headings,
    found_headings,
    plain_name,
    sheet_kinds,
)
from birlik.formats.workbook.instructions import is_our_own
from birlik.formats.workbook.order import canonical_name, in_order
from birlik.formats.workbook.parts import Parts, parts_of
from birlik.formats.workbook.remarks import remarks_on_sheet
from birlik.formats.workbook.rows import Rows, Sheet
from birlik.formats.workbook.values import values_of

Progress = Callable[[float], None]


def workbook_plan(content: bytes, progress: Progress | None = None) -> ReadPlan:
    """Plan of a workbook's bytes, with what was found while reading it.

    Parameters
    ----------
    content : bytes
    progress : callable, optional
        Told the fraction done, from 0 to 1.

    Raises
    ------
    UnreadableFile
        If nothing at all can be read: B102 to B105.
    """
    if not is_packed(content):
        refuse_other_kinds(content)
    tell = progress or _nobody
    parts = parts_of(content, lambda done: tell(0.3 * done))
    sheets = values_of(parts)
    tell(0.4)
    read = _Reader(parts, sheets, lambda done: tell(0.4 + 0.6 * done)).read()
    tell(1.0)
    return read


def _nobody(_done: float) -> None:
    """Listen to nothing."""


class _Reader:
    """The reading of one workbook."""

    def __init__(self, parts: Parts, sheets: Mapping[str, Sheet], tell: Progress) -> None:
        self._parts = parts
        self._sheets = sheets
        self._tell = tell
        self._findings: dict[str, list[Finding]] = {"": [], **{name: [] for name in sheets}}
        self._known: dict[RecordKind, tuple[Sheet, Headings]] = {}
        self._empty: set[RecordKind] = set()
        self._foreign: list[str] = []
        self._rows: dict[RecordKind, Rows] = {}
        self._size = sum(len(sheet.values) for sheet in sheets.values()) or 1
        self._done = 0

    def read(self) -> ReadPlan:
        """Plan of all sheets; the exercise comes first, as its zone says what the times mean."""
        for sheet in self._sheets.values():
            self._sort(sheet)
        exercise = self._exercise()
        zone = ZoneInfo(exercise.time_zone) if exercise.time_zone else None
        for kind in self._known:
            if kind is not RecordKind.EXERCISE:
                self._read_sheet(kind, zone)
        self._report_on_workbook()
        records: dict[str, Any] = {
            kind.value: tuple(rows.records)
            for kind, rows in self._rows.items()
            if kind is not RecordKind.EXERCISE
        }
        plan = Plan(exercise=exercise, foreign_sheets=self._kept_sheets(), **records)
        origins: dict[RecordKind, Origin] = {k: rows.origin for k, rows in self._rows.items()}
        return ReadPlan(plan, tuple(chain.from_iterable(self._findings.values())), origins)

    def _sort(self, sheet: Sheet) -> None:
        """Find out whether a sheet holds records, and under which headings."""
        kind = sheet_kinds().get(plain_name(sheet.name))
        if kind is None:
            if is_our_own(sheet):
                return
            message = said("this sheet is not part of a plan; it is kept as it is")
            self._note(sheet.name, "B111", message)
        elif kind in self._known or kind in self._empty:
            message = said(
                "there is another sheet {sheet}; this one is not read, but kept",
                sheet=term(SHEETS[kind]),
            )
            self._note(sheet.name, "B116", message, said("put its rows into the other one"))
        elif headings := found_headings(kind, sheet.values):
            self._known[kind] = (sheet, headings)
            return
        else:
            self._empty.add(kind)
            if not sheet.values:
                return
            message = said("no heading of this sheet is known; it is not read, but kept as it is")
            self._note(sheet.name, "B114", message, said("take the headings from birlik template"))
        self._foreign.append(sheet.name)

    def _note(self, sheet: str, code: str, message: str, remedy: str = "") -> None:
        self._findings[sheet].append(finding(code, message, Place(cell=sheet or None), remedy))

    def _exercise(self) -> Exercise:
        """The one exercise; its sheet is read again once its own zone is known."""
        kind = RecordKind.EXERCISE
        if kind not in self._known:
            return Exercise()
        first = Rows(kind, *self._known[kind], Reading()).read().records
        zone = getattr(first[0], "time_zone", None) if first else None
        rows = self._read_sheet(kind, ZoneInfo(zone) if zone else None)
        for index, record in enumerate(rows.records[1:], start=1):
            place = Place(cell=rows.origin.place(index, None))
            message = said(
                "a plan has one exercise; this row ({record}) is not read", record=record.name
            )
            self._findings[rows.origin.sheet].append(
                finding("B115", message, place, said("delete it"))
            )
        return cast("Exercise", rows.records[0]) if rows.records else Exercise()

    def _read_sheet(self, kind: RecordKind, zone: ZoneInfo | None) -> Rows:
        sheet, headings = self._known[kind]
        size = len(sheet.values)
        rows = Rows(kind, sheet, headings, Reading(zone=zone))
        rows.read(lambda part: self._tell((self._done + part * size) / self._size))
        self._done += size
        self._rows[kind] = rows
        remarks = remarks_on_sheet(sheet, headings, rows.records)
        self._findings[sheet.name] += [*remarks, *rows.findings]
        return rows

    def _kept_sheets(self) -> tuple[ForeignSheet, ...]:
        """Foreign sheets, in the order in which they would be written."""
        after: dict[str, str | None] = {}
        before: str | None = None
        for name in self._sheets:
            after[name] = before
            before = name if name in self._foreign else canonical_name(name)
        kept, findings = foreign_sheets(self._parts, self._sheets, self._foreign, after)
        for found in findings:
            sheet, _, _ = (found.place.cell or "").rpartition("!")
            self._findings[sheet or found.place.cell or ""].append(found)
        filled = [kind for kind, rows in self._rows.items() if rows.records]
        ordered = [about for _, about in in_order(kept, filled)]
        return tuple(about for about in ordered if isinstance(about, ForeignSheet))

    def _report_on_workbook(self) -> None:
        """Report what is missing, and what is in the workbook beside sheets of cells."""
        for kind in NEEDED:
            if kind not in self._known and kind not in self._empty:
                self._note(
                    "", "B110", said("the sheet {sheet} is missing", sheet=term(SHEETS[kind]))
                )
        if self._parts.macros:
            self._note("", "B126", said("the workbook holds macros; they are not kept"))
        for name in self._parts.charts:
            self._note("", "B126", said('the sheet "{name}" is a chart; it is not kept', name=name))
        for name in self._foreign:
            survey = self._sheets[name].survey
            for thing in (*survey.beside, *survey.looks):
                self._note(
                    name, "B126", said("the sheet holds {thing}, which is not kept", thing=thing)
                )
