"""Records as the API shows and takes them."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import Field

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.record import Record
from birlik.wire.problem import Lost
from birlik.wire.said import Asked, Told

AnyRecord = TypeVar("AnyRecord", bound=Record)

#: Most records of one page, and how many it has unless somebody asks for another number.
MOST, USUAL = 500, 100

#: Longest text that is searched for, and longest reason.
LONGEST_SEARCH, LONGEST_REASON = 200, 2_000


class SeenRecord(Told, Generic[AnyRecord]):
    """A record as its reader sees it.

    Attributes
    ----------
    kind : RecordKind
    key : str
        Names it in addresses; random, and its own for ever.
    version : str
        Another one when what the reader sees of it changes; the ETag of its address.
    fields : Record
        Those that hold something, as in plan.json; times are UTC.
    editable : list of str
        Fields that the reader may change.
    removable : bool
        Whether he may remove it.
    """

    kind: RecordKind
    key: str
    version: str
    fields: AnyRecord
    editable: tuple[str, ...] = ()
    removable: bool = False


class RecordPage(Told, Generic[AnyRecord]):
    """Some of the records that were asked for.

    Attributes
    ----------
    items : list of SeenRecord
    next : str or None
        Cursor of the next page; None on the last.
    total : int
        How many there are in all that the reader sees.
    may_add : bool
        Whether the reader may add one of this kind.
    """

    items: tuple[SeenRecord[AnyRecord], ...]
    next: str | None = None
    total: int
    may_add: bool = False


class NewRecord(Asked):
    """A record to be added.

    Attributes
    ----------
    fields : object
        As in plan.json, or as a planner types them in a cell.
    reason : str
        Why, for the history.
    """

    fields: dict[str, Any] = Field(max_length=200)
    reason: str = Field("", max_length=LONGEST_REASON)


class RecordChange(Asked):
    """What is wanted of a record.

    Attributes
    ----------
    fields : object
        New values, as in plan.json or as a planner types them; null empties a field. Others stay.
    seen : object or None
        What each of these fields held when its author saw it; one that is not named was empty. With
        it, fields that others changed meanwhile stay and are told of, and the others go through.
        Without it, If-Match must name the version that was seen.
    reason : str
        Why, for the history.
    """

    fields: dict[str, Any] = Field(min_length=1, max_length=200)
    seen: dict[str, Any] | None = Field(None, max_length=200)
    reason: str = Field("", max_length=LONGEST_REASON)


class Changed(Told, Generic[AnyRecord]):
    """What came of a change.

    Attributes
    ----------
    step : str
        Key of the step, to undo it by; empty if nothing was changed.
    record : SeenRecord or None
        As it is now; None if its author does not see it any more.
    conflicts : list of Lost
        Fields that stay as others left them; all others went through.
    """

    step: str
    record: SeenRecord[AnyRecord] | None = None
    conflicts: tuple[Lost, ...] = ()


class KindOfRecord(Told):
    """A kind of record, with what is needed to show and to fill in one.

    Attributes
    ----------
    kind : RecordKind
    word : str
        What one such record is called in a sentence.
    title : str
        Name of its sheet in a workbook.
    columns : list of ColumnOfRecord
    """

    kind: RecordKind
    word: str
    title: str
    columns: tuple[ColumnOfRecord, ...]


class ColumnOfRecord(Told):
    """A field of a kind of record, as people meet it.

    Attributes
    ----------
    name, title, help : str
        In JSON, over a column, and for somebody who fills it in.
    unit : str or None
    refers_to : list of RecordKind
        Kinds whose ids it holds.
    many : bool
        Whether it holds a list.
    needed : bool
        Whether a record without it is reported.
    choices : list of str
        The words allowed, if only some are.
    example : str
        How a planner writes it in a cell.
    """

    name: str
    title: str
    help: str
    unit: str | None = None
    refers_to: tuple[RecordKind, ...] = ()
    many: bool = False
    needed: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""


class KindWithSchema(KindOfRecord):
    """A kind of record with the JSON Schema (2020-12) of its fields.

    Attributes
    ----------
    record_schema : object
    """

    record_schema: dict[str, Any]


KindOfRecord.model_rebuild()
KindWithSchema.model_rebuild()
