"""Exercises, and what the API tells of one as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field, StrictBool

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Severity
from birlik.wire.problem import Lost
from birlik.wire.records import LONGEST_REASON
from birlik.wire.said import Asked, Told


class ExercisePart(Told):
    """An exercise in which somebody has a part.

    Attributes
    ----------
    key : str
        Names it in addresses.
    id, title : str
        As people know it; empty if that is not released to him.
    nation, role : str
        His part in it.
    trusted_agent : bool
        Whether he is of the training audience and cleared to see the script.
    """

    key: str
    id: str = ""
    title: str = ""
    nation: str
    role: str
    trusted_agent: bool = False


class ExerciseTold(ExercisePart):
    """An exercise as one reader sees it.

    Attributes
    ----------
    time_zone : str
        Zone of the exercise.
    startex, endex : datetime or None
        UTC.
    marking : str
        Nations to whom everything that he sees of it may be released.
    counts : object
        How many records of each kind he sees.
    may_add : list of RecordKind
        Kinds of which he may add a record.
    has_timetable : bool
        Whether there is a timetable.
    """

    time_zone: str = ""
    startex: datetime | None = None
    endex: datetime | None = None
    marking: str = ""
    counts: dict[str, int]
    may_add: tuple[RecordKind, ...] = ()
    has_timetable: bool = False


class Exercises(Told):
    """The exercises of whoever asks."""

    items: tuple[ExercisePart, ...]


class NewExercise(Asked):
    """An exercise to be begun; whoever begins it is its director, for the host.

    Attributes
    ----------
    id : str
        A short code: ``UNITY-25``.
    title : str
    host : str
        Code of the nation that hosts.
    time_zone : str
        Name in the IANA database: ``Asia/Aqtau``.
    nations : list of str
        Codes of the nations that take part; the host is one of them whether it is named or not.
    """

    id: str = Field(min_length=1, max_length=40)
    title: str = Field("", max_length=200)
    host: str = Field(min_length=1, max_length=40)
    time_zone: str = Field("UTC", max_length=64)
    nations: tuple[str, ...] = Field((), max_length=200)


class PlaceOfFinding(Told):
    """Where something was found.

    Attributes
    ----------
    kind : RecordKind or None
        None for the exercise as a whole.
    key : str
        Key of the record; empty if it is none.
    id : str
        Its id, for people.
    field : str or None
    """

    kind: RecordKind | None = None
    key: str = ""
    id: str = ""
    field: str | None = None


class FindingTold(Told):
    """Something that was found about the plan as its reader sees it.

    Attributes
    ----------
    code : str
        Described in docs/reference.
    severity : Severity
    place : PlaceOfFinding
    message, remedy : str
        What is wrong, and what would help.
    """

    code: str
    severity: Severity
    place: PlaceOfFinding
    message: str
    remedy: str = ""


class FindingPage(Told):
    """Some of the findings; `next` is the cursor of the next page."""

    items: tuple[FindingTold, ...]
    next: str | None = None
    total: int


class Counts(Told):
    """How many records of each kind a reader sees, by kind."""

    counts: dict[str, int]


class ReservedTime(Told):
    """A time at which an area or a unit is taken, and nobody says by what.

    Attributes
    ----------
    begins, ends : datetime
        UTC.
    kind : RecordKind
        Areas or units.
    id : str
        Of the area or unit.
    """

    begins: datetime
    ends: datetime
    kind: RecordKind
    id: str


class ReservedTimes(Told):
    """All reserved times that a reader is told of, by beginning."""

    items: tuple[ReservedTime, ...]


class NewTimetable(Asked):
    """A timetable to be put in place of the one that is there.

    Attributes
    ----------
    timetable : object
        As ``birlik plan`` writes it in timetable.json, made from the plan as its author sees it.
    reason : str
        Why, on the whole.
    reasons : object
        Why single serials were moved, by their ids.
    """

    timetable: dict[str, Any]
    reason: str = Field("", max_length=LONGEST_REASON)
    reasons: dict[str, str] = Field(default_factory=dict, max_length=20_000)


class StepDone(Told):
    """What was done.

    Attributes
    ----------
    step : str
        Key of the step, to undo it by; empty if there was nothing to change.
    """

    step: str


class ImportPreview(Told):
    """What a file would change of what its author sees and may change; nothing is changed yet.

    Attributes
    ----------
    key : str
        To do it by, within an hour.
    counts : object
        How many records of each kind would be added, changed and removed.
    changes, removals : list of str
        The first of what would change, a sentence each; removals only if they are asked for.
    refused : list of str
        The first of what is not his to change, and why.
    findings : list of str
        The first of what could not be read, with its place in the file.
    other_exercise : str
        Id of the exercise in the file if it is another one; empty if it is this one.
    """

    key: str
    counts: dict[str, dict[str, int]]
    changes: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    other_exercise: str = ""


class DoImport(Asked):
    """How an import that was looked at is to be done.

    Attributes
    ----------
    remove : bool
        Whether records that the file does not hold are removed.
    another_exercise : bool
        Whether it is meant, if the file is of another exercise.
    reason : str
        Why, for the history.
    """

    remove: StrictBool = False
    another_exercise: StrictBool = False
    reason: str = Field("", max_length=LONGEST_REASON)


class ImportDone(Told):
    """What an import did.

    Attributes
    ----------
    step : str
        Key of the step, to undo it by; empty if nothing changed.
    conflicts : list of Lost
        Fields that stay as others have left them since the preview.
    """

    step: str
    conflicts: tuple[Lost, ...] = ()


class ExportForm(Told):
    """A form in which an exercise can be written.

    Attributes
    ----------
    form : str
        Names it in addresses: ``workbook.xlsx``.
    media_type : str
    needs_timetable : bool
    """

    form: str
    media_type: str
    needs_timetable: bool


class ExportForms(Told):
    """All forms in which an exercise can be written."""

    items: tuple[ExportForm, ...]
