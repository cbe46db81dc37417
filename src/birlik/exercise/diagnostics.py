"""Findings: what is wrong with a plan or a timetable, where, and what would help."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from birlik.exercise.codes import CODES
from birlik.exercise.columns import RecordKind
from birlik.exercise.sentences import clauses, said
from birlik.exercise.values.said import Said


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(BaseModel):
    """Where in a plan something was found.

    Attributes
    ----------
    kind : RecordKind or None
        Kind of record; None for the file as a whole.
    index : int or None
        Position of the record among its kind, from 0.
    record : str
        Its id, for people.
    field : str or None
        Name of the field.
    cell : str or None
        Place in a workbook that is not part of a record: ``Serials!G1``.
    """

    model_config = ConfigDict(frozen=True)

    kind: RecordKind | None = None
    index: int | None = None
    record: str = ""
    field: str | None = None
    cell: str | None = None


class Finding(BaseModel):
    """One thing found, in a sentence a planner understands.

    Attributes
    ----------
    code : str
        Stable code, described in :mod:`birlik.exercise.codes`.
    severity : Severity
    place : Place
    message : str
        What is wrong; no full stop at the end.
    remedy : str
        What would help, if that is known.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    place: Place = Place()
    message: Said
    remedy: Said = ""

    @property
    def text(self) -> str:
        """Code, message and remedy in one line."""
        return said("{code} {text}", code=self.code, text=self.without_code)

    @property
    def without_code(self) -> str:
        """Message and remedy in one line."""
        return clauses(self.message, self.remedy) if self.remedy else self.message


def finding(code: str, message: str, place: Place | None = None, remedy: str = "") -> Finding:
    """Finding of a code, with the severity that the code has.

    Raises
    ------
    KeyError
        If no such code is described.
    """
    return Finding(
        code=code,
        severity=Severity(CODES[code].severity),
        place=place or Place(),
        message=message,
        remedy=remedy,
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(found.severity is Severity.ERROR for found in findings)
