"""Readers: a nation with a role, and what each role takes away from what the nation may read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from birlik.exercise.columns import RecordKind


class Role(StrEnum):
    """What somebody is in an exercise."""

    DIRECTOR = "director"
    CHIEF_PLANNER = "chief planner"
    PLANNER = "planner"
    CONTROLLER = "controller"
    OBSERVER = "observer"
    TRAINING_AUDIENCE = "training audience"
    VISITOR = "visitor"


#: Those who make the exercise: they read all that is released to their nation.
STAFF = frozenset({Role.DIRECTOR, Role.CHIEF_PLANNER, Role.PLANNER, Role.CONTROLLER})

#: The kinds of record that make up the script.
SCRIPT = frozenset({RecordKind.STORYLINE, RecordKind.EVENT, RecordKind.INCIDENT, RecordKind.INJECT})


@dataclass(frozen=True)
class Reader:
    """Somebody to whom something is shown.

    Attributes
    ----------
    nation : str or None
        Nation he reads for; None for one who belongs to none.
    role : Role or None
        What he is; a planner, if he reads for a nation and nothing else is said. None without a
        nation is the author, who may read the whole plan.
    trusted : bool
        Whether he is a trusted agent: one outside the staff who is cleared to see the script.
    """

    nation: str | None = None
    role: Role | None = None
    trusted: bool = False

    def __post_init__(self) -> None:
        if self.role is None and self.nation is not None:
            object.__setattr__(self, "role", Role.PLANNER)

    @property
    def whole(self) -> bool:
        """Whether he reads everything: he is the author."""
        return self.nation is None and self.role is None

    @property
    def staff(self) -> bool:
        """Whether he reads all that is released to his nation."""
        trusted_audience = self.role is Role.TRAINING_AUDIENCE and self.trusted
        return self.whole or self.role in STAFF or trusted_audience

    @property
    def seat(self) -> Reader:
        """The reader who stands for all that read the same, so that they can share one view."""
        if self.whole:
            return AUTHOR
        if self.staff:
            return replace(self, role=Role.PLANNER, trusted=False)
        return replace(self, trusted=False) if self.role is Role.VISITOR else self


#: The author of the plan: whoever holds the workbook holds all of it.
AUTHOR = Reader()

_NAMED = ("id", "title", "owner", "releasable_to")

#: What a programme for guests needs, kind by kind; nothing else is shown to a visitor.
_PROGRAMME: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.EXERCISE: ("host", "time_zone", "startex", "endex", "day_begins", "theme"),
    RecordKind.NATION: (),
    RecordKind.PHASE: ("begins", "ends"),
    RecordKind.UNIT: ("nation",),
    RecordKind.AREA: ("kind", "site", "position", "radius", "outline"),
    RecordKind.SERIAL: ("kind", "phase", "nations"),
}

#: What those need who take part, beyond that.
_TAKING_PART: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.EXERCISE: ("position",),
    RecordKind.NATION: ("time_zone", "language", "role"),
    RecordKind.CONTINGENT: ("nation", "head", "arrives", "departs"),
    RecordKind.UNIT: (
        "contingent", "kind", "personnel", "equipment", "arrives", "departs", "symbol",
    ),
    RecordKind.AREA: ("open_hours", "open_days", "closures", "people_at_once"),
    RecordKind.TRAVEL: ("origin", "destination", "minutes"),
    RecordKind.OBJECTIVE: ("nations",),
    RecordKind.SERIAL: (
        "duration", "setup", "clearup", "units", "people", "areas", "danger_radius", "danger_zone",
    ),
}  # fmt: skip

#: What those need who rate it, beyond that.
_RATING: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.OBJECTIVE: ("criteria",),
    RecordKind.SERIAL: ("objectives",),
}

#: The script as an observer reads it who is a trusted agent.
_SCRIPT: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.STORYLINE: ("text",),
    RecordKind.EVENT: ("storyline", "text"),
    RecordKind.INCIDENT: ("event", "objectives", "text"),
    RecordKind.INJECT: (
        "incident", "serial", "edge", "offset", "at", "sender", "audience", "channel", "message",
        "expected", "contingency", "state",
    ),
}  # fmt: skip


def _together(*parts: dict[RecordKind, tuple[str, ...]]) -> dict[RecordKind, frozenset[str]]:
    kinds = dict.fromkeys(kind for part in parts for kind in part)
    return {
        kind: frozenset(_NAMED).union(*(part.get(kind, ()) for part in parts)) for kind in kinds
    }


_VISITOR = _together(_PROGRAMME)
_AUDIENCE = _together(_PROGRAMME, _TAKING_PART)
_OBSERVER = _together(_PROGRAMME, _TAKING_PART, _RATING)
_TRUSTED_OBSERVER = _together(_PROGRAMME, _TAKING_PART, _RATING, _SCRIPT)


def fields_left(reader: Reader, kind: RecordKind) -> frozenset[str] | None:
    """Fields of a kind that a reader's role leaves him; None for all of them, nothing for no record.

    What is not named here is not shown, so that a new field or kind is hidden from all but the
    staff until somebody decides otherwise.
    """
    if reader.staff:
        return None
    if reader.role is Role.VISITOR:
        return _VISITOR.get(kind, frozenset())
    if reader.role is Role.OBSERVER:
        return (_TRUSTED_OBSERVER if reader.trusted else _OBSERVER).get(kind, frozenset())
    return _AUDIENCE.get(kind, frozenset())
