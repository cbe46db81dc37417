"""What a repair changed: from when, where and whom, to when, where and whom, and why."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from birlik.exercise.diagnostics import Finding
from birlik.exercise.values.said import KeepsSentences, Said
from birlik.planning.timetable import Placement, Timetable


class ChangeKind(StrEnum):
    """What happened to a serial.

    What *fell out* found no place among the others; what is *no longer possible* no timetable of the plan
    as it is now can hold, so that it falls out of every repair and counts nothing.
    """

    MOVED = "moved"
    UNITS = "other units"
    FIRST_AREA = "other first area"
    LENGTH = "other length"
    ADDED = "added"
    FELL_OUT = "fell out"
    IMPOSSIBLE = "no longer possible"
    REMOVED = "removed"


class Cause(KeepsSentences):
    """One thing for which a serial could not stay.

    Attributes
    ----------
    code : str
        Of the rule of the new plan that its old place would break; empty if it would break none.
    text : str
        A sentence for the planner.
    """

    model_config = ConfigDict(frozen=True)

    code: str = ""
    text: Said


class Change(BaseModel):
    """One serial that is not as it was.

    Attributes
    ----------
    serial : str
    kind : ChangeKind
    was, now : Placement or None
    cost : int
        What the change counts; nothing if every repair makes it.
    causes : tuple of Cause
        Why it could not stay, or found no place.
    """

    model_config = ConfigDict(frozen=True)

    serial: str
    kind: ChangeKind
    was: Placement | None = None
    now: Placement | None = None
    cost: int = 0
    causes: tuple[Cause, ...] = ()


class Repair(BaseModel):
    """A repaired timetable, and what it took.

    Attributes
    ----------
    timetable : Timetable
    changes : tuple of Change
        By the earlier of the times before and after.
    frozen : tuple of str
        Serials that had begun, and stand as they were.
    contradictions : tuple of Finding
        Rules of the new plan that frozen serials break.
    cost, bound : int
        Weighted moves, and what no repair that leaves out as few mandatory serials can be below.
    proven : bool
        Whether neither the mandatory serials left out nor the cost can be less.
    """

    model_config = ConfigDict(frozen=True)

    timetable: Timetable
    changes: tuple[Change, ...]
    frozen: tuple[str, ...] = ()
    contradictions: tuple[Finding, ...] = ()
    cost: int
    bound: int
    proven: bool

    def __repr__(self) -> str:
        proof = "proven least" if self.proven else f"no less than {self.bound:,} possible"
        return (
            f"<Repair: {len(self.timetable.placements):,} serials placed, {len(self.changes):,} changes, "
            f"{len(self.frozen):,} frozen; cost {self.cost:,}, {proof}>"
        )

    __str__ = __repr__
