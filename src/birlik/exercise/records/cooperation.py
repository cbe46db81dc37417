"""The cooperation around an exercise: conferences with agenda, decisions, action items; engagements."""

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


class AgendaTopic(StrEnum):
    """What an agenda item is drawn from: what it lists is looked up when it is read."""

    ERRORS = "errors"
    WARNINGS = "warnings"
    UNPLACED = "unplaced_serials"
    OVERDUE = "overdue_action_items"
    CONCURRENCES = "concurrences"
    CHANGES = "changes"


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


class AgendaItem(Record):
    """A point of a conference's agenda, and its minutes; the title says what it is about."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.AGENDA_ITEM
    word: ClassVar[str] = "agenda item"

    conference: Reference = column(
        "Conference", "On whose agenda it stands.", refers_to=RecordKind.CONFERENCE
    )
    topic: Annotated[AgendaTopic | None, BeforeValidator(choice_reader(AgendaTopic))] = column(
        "Topic",
        "What the point lists by itself, as it is when somebody looks; empty for a point of its own.",
        choices=AgendaTopic,
        width=20,
    )
    whose: Reference = column(
        "Whose", "The nation whose errors or warnings it lists.", refers_to=RecordKind.NATION
    )
    concerns: References = column(
        "Concerns", "Ids of the records it is about.", default=(), refers_to=DECIDABLE, width=24
    )
    minutes: Text = column("Minutes", "What was said.", default="", width=60)
    treated: Day = column("Treated", "When it was treated; empty while it is open.", width=11)


class Decision(Record):
    """What a conference decided; the title is the decision in one sentence."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.DECISION
    word: ClassVar[str] = "decision"

    conference: Reference = column(
        "Conference", "Where it was taken.", refers_to=RecordKind.CONFERENCE
    )
    agenda_item: Reference = column(
        "Agenda item",
        "Under which point of the agenda it was taken.",
        refers_to=RecordKind.AGENDA_ITEM,
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
