"""What happened to an exercise, its baselines, and what differs between two moments."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from birlik.wire.records import LONGEST_REASON
from birlik.wire.said import Asked, Told


class BaselineTold(Told):
    """A named moment of an exercise, such as the outcome of a conference.

    Attributes
    ----------
    key, name : str
    at : datetime or None
        When the last thing that belongs to it happened, in UTC.
    hash : str
        Of the log up to there: what delegations sign.
    """

    key: str
    name: str
    at: datetime | None = None
    hash: str = ""


class Baselines(Told):
    """All baselines, the newest first."""

    items: tuple[BaselineTold, ...]


class NewBaseline(Asked):
    """A name for the exercise as it is now."""

    name: str = Field(min_length=1, max_length=200)


class FieldDifference(Told):
    """A field that differs; null is empty."""

    field: str
    was: object = None
    now: object = None


class RecordDifference(Told):
    """A record that differs between two moments, as its reader sees it.

    Attributes
    ----------
    kind, key, id : str
        Kind and key of the record, and its id for people.
    act : str
        ``add``, ``change`` or ``remove``.
    owner : str
        Nation that owns it.
    sentence : str
        What happened to it, as a planner reads it.
    fields : list of FieldDifference
    """

    kind: str
    key: str
    id: str
    act: str
    owner: str = ""
    sentence: str
    fields: tuple[FieldDifference, ...] = ()


class Differences(Told):
    """Some of what differs between two moments; `next` is the cursor of the next page."""

    items: tuple[RecordDifference, ...]
    next: str | None = None
    total: int


class EntryTold(RecordDifference):
    """What happened to one record in a step.

    Attributes
    ----------
    visible : bool
        Whether the reader sees the record now.
    """

    visible: bool = False


class HistoryStep(Told):
    """What one act did, as its reader may know it.

    Attributes
    ----------
    key : str
        To undo it by.
    at : datetime
        UTC.
    who, nation : str
        Key of the account, and the nation it acted for; empty if the reader may not know.
    reason : str
    undoes : str or None
        Step that it takes back.
    may_undo : bool
        Whether the reader may take it back; of an undo, that is the redo.
    count : int
        Entries that there are for him.
    entries : list of EntryTold
        The first of them.
    """

    key: str
    at: datetime
    who: str = ""
    nation: str = ""
    reason: str = ""
    undoes: str | None = None
    may_undo: bool = False
    count: int
    entries: tuple[EntryTold, ...]


class HistoryPage(Told):
    """Some steps, the newest first; `next` is the cursor of the next page."""

    items: tuple[HistoryStep, ...]
    next: str | None = None


class Undo(Asked):
    """How a step is to be taken back."""

    reason: str = Field("", max_length=LONGEST_REASON)
