"""The cooperation around an exercise: conferences, decisions, action items and engagements."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.moments import Day, Instant
from birlik.exercise.values.plain import Reference, References, Text, choice_reader

#: Kinds of record that a decision can concern.
DECIDABLE = (
    RecordKind.SERIAL,
    RecordKind.AREA,
    RecordKind.UNIT,
    RecordKind.RESOURCE,
    RecordKind.RULE,
    RecordKind.PHASE,
    RecordKind.OBJECTIVE,
    RecordKind.NATION,
)


class ConferenceKind(StrEnum):
    """The planning conferences of an exercise."""

    IPC = "IPC"
    MPC = "MPC"
    FPC = "FPC"
    OTHER = "other"


class EngagementKind(StrEnum):
    """What nations do with one another."""

    VISIT = "visit"
    CONFERENCE = "conference"
    EXERCISE = "exercise"
    OBSERVATION = "observation"
    COURSE = "course"
    TRANSFER = "transfer"
    PROJECT = "project"
    AGREEMENT = "agreement"


class Conference(Record):
    """A planning conference."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.CONFERENCE
    word: ClassVar[str] = "conference"

    kind: Annotated[ConferenceKind | None, BeforeValidator(choice_reader(ConferenceKind))] = column(
        "Kind", "Initial, main or final planning conference, or another.", choices=ConferenceKind
    )
    place: Text = column("Place", "Where it meets.", default="", width=20)
    begins: Instant = column("Begins", "When it opens.", width=17)
    ends: Instant = column("Ends", "When it closes.", width=17)
    chair: Text = column("Chair", "Who chairs it.", default="", width=30)
    nations: References = column(
        "Nations", "Who takes part.", default=(), refers_to=RecordKind.NATION, width=26
    )


class Decision(Record):
    """What a conference decided; the title is the decision in one sentence."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.DECISION
    word: ClassVar[str] = "decision"

    conference: Reference = column(
        "Conference", "Where it was taken.", refers_to=RecordKind.CONFERENCE
    )
    concerns: References = column(
        "Concerns", "Ids of the records it is about.", default=(), refers_to=DECIDABLE, width=24
    )
    reason: Text = column("Reason", "Why.", default="", width=40)


class ActionItem(Record):
    """What somebody promised to do; the title says what."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.ACTION_ITEM
    word: ClassVar[str] = "action item"

    conference: Reference = column(
        "Conference", "Where it was given.", refers_to=RecordKind.CONFERENCE
    )
    nation: Reference = column("Nation", "Who does it.", refers_to=RecordKind.NATION)
    due: Day = column("Due", "By when.", width=11)
    done: Day = column("Done", "When it was done; empty while it is open.", width=11)


class Engagement(Record):
    """A visit, purchase, course, project or another thing nations do with one another."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.ENGAGEMENT
    word: ClassVar[str] = "engagement"

    kind: Annotated[EngagementKind | None, BeforeValidator(choice_reader(EngagementKind))] = column(
        "Kind", "What kind of engagement it is.", choices=EngagementKind
    )
    nations: References = column(
        "Nations", "Between whom.", default=(), refers_to=RecordKind.NATION, width=26
    )
    begins: Day = column("Begins", "First day.", width=11)
    ends: Day = column("Ends", "Last day; empty for a single day.", width=11)
    place: Text = column("Place", "Where.", default="", width=20)
    source: Text = column("Source", "Where this is known from.", default="", width=36)
