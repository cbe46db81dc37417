"""Problems in answers of the API, as RFC 9457 has them."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from birlik.wire.said import Told

#: What a type of problem begins with; each is explained in docs/api.md.
TYPES = "urn:birlik:problem:"


class WrongValue(Told):
    """One value of a request that cannot be taken.

    Attributes
    ----------
    where : str
        Where it stands: ``body.fields``, ``query.limit``, ``path.kind``.
    message : str
        What is wrong with it, in a sentence.
    """

    where: str
    message: str


class Lost(Told):
    """A field that was not changed, for somebody else was faster.

    Attributes
    ----------
    field : str
    seen, holds, typed : any JSON
        What its author saw, what it holds now as he may read it, and what he wanted it to hold.
    by : str
        Key of the account that changed it; empty if that cannot be told.
    at : str or None
        When, RFC 3339 in UTC.
    """

    field: str
    seen: object = None
    holds: object = None
    typed: object = None
    by: str = ""
    at: str | None = None


class Problem(Told):
    """Why a request was not done (``application/problem+json``).

    Attributes
    ----------
    type : str
        Stable name of the kind of problem: ``urn:birlik:problem:absent``.
    title : str
        What kind of problem it is, in a few words; always the same for a type.
    status : int
        HTTP status.
    detail : str
        What happened here and what to do, in sentences.
    instance : str
        Path that was asked for.
    errors : list of WrongValue
        Values that cannot be taken.
    conflicts : list of Lost
        Fields that others changed meanwhile.
    findings : list of str
        What is wrong with a plan or a timetable, a sentence each.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = ""
    instance: str = ""
    errors: tuple[WrongValue, ...] = ()
    conflicts: tuple[Lost, ...] = ()
    findings: tuple[str, ...] = ()
