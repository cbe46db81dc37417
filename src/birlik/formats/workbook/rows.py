"""The rows of a sheet as records of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, get_args

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import counted, said
from birlik.exercise.values.moments import NO_ZONE
from birlik.exercise.values.reading import Reading
from birlik.formats.origins import SheetOrigin
from birlik.formats.records import record_of, trouble_finding
from birlik.formats.stored import ErrorValue, Formula, stored
from birlik.formats.workbook.addresses import column_letters
from birlik.formats.workbook.headings import PIECE, Headings
from birlik.formats.workbook.survey import SheetSurvey

#: Rows between two calls that tell how far the reading has come.
_STRIDE = 500

#: Notations of a date that mean the same everywhere: ISO 8601 and date-time groups.
_PLAIN_DATE = re.compile(r"\s*(\d{4}-|\d{6}[A-Za-z]{4}\d{2})")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its values from the first cell on, and what the survey saw.

    Attributes
    ----------
    name : str
    values : list of list
        Rows of equal length; an empty cell is an empty text.
    survey : SheetSurvey
    """

    name: str
    values: Sequence[list[Any]]
    survey: SheetSurvey


class Rows:
    """The records of a sheet, and what was found while they were read.

    Attributes
    ----------
    records : list of Record
    findings : list of Finding
    origin : SheetOrigin
    """

    def __init__(
        self, kind: RecordKind, sheet: Sheet, headings: Headings, reading: Reading
    ) -> None:
        self.records: list[Record] = []
        self.findings: list[Finding] = []
        self._rows: list[int] = []
        columns = {name: column_letters(column) for column, name in headings.fields.items()}
        self.origin = SheetOrigin(sheet.name, self._rows, columns)
        self._kind, self._sheet, self._headings, self._reading = kind, sheet, headings, reading
        self._without_zone: list[Place] = []

    def read(self, progress: Callable[[float], None] | None = None) -> Rows:
        """Read all rows below the headings; empty ones are skipped."""
        fields = list(self._headings.fields.items())
        others = list(self._headings.others.items())
        survey = self._sheet.survey
        special = {row for row, _ in (*survey.errors, *survey.unsolved)}
        moments = _moments(self._kind)
        for number in range(self._headings.row + 1, len(self._sheet.values)):
            if progress and number % _STRIDE == 0:
                progress(number / len(self._sheet.values))
            row = self._sheet.values[number]
            if self._headings.continued or number in special:
                row = _completed(row, number, self._headings, survey)
            values = {name: row[column] for column, name in fields if _filled(row[column])}
            extra = {name: _kept(row[column]) for column, name in others if _filled(row[column])}
            if not values and not extra:
                continue
            for name in moments:
                value = values.get(name)
                if isinstance(value, datetime) and value.microsecond:
                    values[name] = _whole_second(value)
            self._add(number, values, extra)
        self._report_without_zone()
        return self

    def _add(self, number: int, values: dict[str, Any], extra: dict[str, Any]) -> None:
        """Add the record of a row."""
        raw = values | {"extra": extra} if extra else values
        record, troubles = record_of(MODELS[self._kind], raw, self._reading)
        self.records.append(record)
        self._rows.append(number + 1)
        for trouble in troubles:
            value, place = values[trouble.field], self._place(trouble.field)
            if trouble.message.endswith(NO_ZONE):
                self._without_zone.append(place)
            else:
                self.findings.append(trouble_finding(trouble, value, place))
        for name, remark in self._reading.remarks:
            self.findings.append(finding("B121", remark, self._place(name)))
        remarked = {name for name, _ in self._reading.remarks}
        for name in _moments(self._kind):
            text = values.get(name)
            if isinstance(text, str) and name not in remarked and name not in record.unread:
                self._report_text(name, text, getattr(record, name))

    def _place(self, name: str) -> Place:
        index = len(self.records) - 1
        return Place(kind=self._kind, index=index, record=self.records[-1].id, field=name)

    def _report_text(self, name: str, text: str, read: datetime | date) -> None:
        """Warn of a date typed in a notation that not every program reads in the same way."""
        if _PLAIN_DATE.match(text):
            return
        shown = str(read)
        if isinstance(read, datetime):
            shown = f"{read.astimezone(self._reading.zone or UTC):%Y-%m-%d %H:%M}"
        message = said(
            '"{text}" is a text, not a date; it was read as {shown}', text=text.strip(), shown=shown
        )
        self.findings.append(
            finding("B122", message, self._place(name), said("write it as a date"))
        )

    def _report_without_zone(self) -> None:
        """Report once what has one cause."""
        if places := self._without_zone:
            message = said("a time of this sheet cannot be read, as the exercise has no time zone")
            if len(places) > 1:
                message = counted(
                    "{number} time of this sheet cannot be read, as the exercise has no time zone",
                    "{number} times of this sheet cannot be read, as the exercise has no time zone",
                    len(places),
                )
            remedy = said("fill in the time zone in the sheet Exercise")
            self.findings.append(finding("B120", message, places[0], remedy))


def _kept(value: Any) -> Any:
    """Value of a column that nobody knows; a formula without a result is kept as its text."""
    return f"={value.text}" if isinstance(value, Formula) else stored(value)


def _filled(value: Any) -> bool:
    """Whether a cell holds anything; spaces are nothing."""
    return value != "" and not (isinstance(value, str) and value.isspace())


def _completed(row: list[Any], number: int, headings: Headings, survey: SheetSurvey) -> list[Any]:
    """Row with errors and unsolved formulas in their cells, and long texts put together."""
    row = list(row)
    for column in range(len(row)):
        if (number, column) in survey.errors:
            row[column] = ErrorValue(survey.errors[number, column])
        elif (number, column) in survey.unsolved:
            row[column] = Formula(survey.unsolved[number, column])
    piece: Any = ""
    owner = 0
    for column, value in enumerate(row):
        full = isinstance(piece, str) and len(piece) == PIECE
        if column in headings.continued and full and isinstance(value, str):
            row[owner] += value
            row[column] = ""
        else:
            owner = column
        piece = value
    return row


def _whole_second(moment: datetime) -> datetime:
    """Moment without the fraction of a second that a floating-point number leaves."""
    return moment.replace(microsecond=0) + timedelta(seconds=moment.microsecond >= 500_000)


@cache
def _moments(kind: RecordKind) -> tuple[str, ...]:
    """Fields of a kind that hold a date, with a time or without."""
    return tuple(
        name
        for name, column in MODELS[kind].model_fields.items()
        if {datetime, date} & set(get_args(column.annotation))
    )
