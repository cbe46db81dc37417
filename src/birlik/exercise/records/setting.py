"""The exercise itself and its frame: nations, phases, contingents and training objectives."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.demands import RELEASE_WORDS, Release
from birlik.exercise.values.ground import MaybePosition
from birlik.exercise.values.hours import TimeOfDay
from birlik.exercise.values.moments import Instant, TimeZoneName
from birlik.exercise.values.plain import (
    Quantity,
    Reference,
    References,
    Text,
    Whole,
    YesNo,
    choice_reader,
)


class Exercise(Record):
    """The exercise: when, where, by whose clock."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.EXERCISE
    word: ClassVar[str] = "exercise"

    host: Reference = column(
        "Host", "The nation that hosts.", refers_to=RecordKind.NATION, needed=True
    )
    time_zone: TimeZoneName = column(
        "Time zone",
        "Zone of every time in this workbook that names none.",
        needed=True,
        example="Asia/Aqtau",
        width=16,
    )
    startex: Instant = column("STARTEX", "No serial begins before.", needed=True, width=17)
    endex: Instant = column("ENDEX", "Every serial is over by then.", needed=True, width=17)
    time_step: Whole = column(
        "Time step",
        "Serials begin at multiples of this after the full hour: 5, 10, 15, 20, 30 or 60; empty means 15.",
        unit="min",
    )
    day_begins: TimeOfDay = column(
        "Day begins",
        "When one working day ends and the next begins, for hours of work and rest; empty means 00:00.",
        example="04:00",
    )
    position: MaybePosition = column(
        "Position",
        "Where the sun is taken for a serial that uses no area.",
        example="43.65 51.17",
        width=16,
    )
    travel_speed: Quantity = column(
        "Travel speed",
        "Speed of a unit between sites for which the sheet Travel gives no time; empty means 40.",
        unit="km/h",
    )
    default_release: Release = column(
        "Default release",
        "Who may read a record that neither its own label nor the sheet Release defaults speaks of: "
        "nations, ALL or VISITORS; empty means its owner alone.",
        default=(),
        refers_to=RecordKind.NATION,
        words=RELEASE_WORDS,
        example="ALL",
    )
    no_borders: YesNo = column(
        "No borders", "Yes if its maps draw no borders between states.", default=False
    )
    theme: Text = column("Theme", "What the exercise is about.", default="", width=40)
    fir: Text = column(
        "Flight information region",
        "Location indicator for NOTAM drafts.",
        default="",
        example="UATT",
        width=10,
    )
    notam_days: Whole = column(
        "NOTAM lead time",
        "A NOTAM is issued at least so long before; empty means 7.",
        unit="days",
    )
    coastal_days: Whole = column(
        "Coastal lead time",
        "A coastal warning is issued at least so long before; empty means 5.",
        unit="days",
    )
    residents_days: Whole = column(
        "Residents lead time",
        "Residents are warned, and ranges told shut, at least so long before; empty means 3.",
        unit="days",
    )


class Nation(Record):
    """A nation that takes part or observes."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.NATION
    word: ClassVar[str] = "nation"

    time_zone: TimeZoneName = column("Time zone", "Zone at home.", example="Asia/Baku", width=16)
    language: Text = column(
        "Language", "Language of its copies, as a code.", default="", example="az"
    )
    role: Text = column("Role", "Host, participant or observer.", default="", example="participant")


class ReleaseDefault(Record):
    """Who may read the records of a kind, or of a nation, that have no label of their own."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.RELEASE_DEFAULT
    word: ClassVar[str] = "release default"

    kind: Annotated[RecordKind | None, BeforeValidator(choice_reader(RecordKind))] = column(
        "Kind of record",
        "The sheet whose records it speaks of; empty means every sheet.",
        choices=RecordKind,
        width=18,
    )
    nation: Reference = column(
        "Nation",
        "The nation whose records it speaks of; empty means every nation.",
        refers_to=RecordKind.NATION,
        width=8,
    )
    default_release: Release = column(
        "Default release",
        "Who may read them: nations, ALL or VISITORS; empty means their owner alone.",
        default=(),
        refers_to=RecordKind.NATION,
        words=RELEASE_WORDS,
        example="AZE; KAZ",
        width=18,
    )


class Phase(Record):
    """A stretch of the exercise to which serials can belong."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.PHASE
    word: ClassVar[str] = "phase"

    begins: Instant = column(
        "Begins", "No serial of the phase begins before.", needed=True, width=17
    )
    ends: Instant = column(
        "Ends", "Every serial of the phase is over by then.", needed=True, width=17
    )


class Contingent(Record):
    """A nation's part in the exercise."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.CONTINGENT
    word: ClassVar[str] = "contingent"

    nation: Reference = column(
        "Nation", "Whose contingent it is.", refers_to=RecordKind.NATION, needed=True
    )
    head: Text = column("Head of delegation", "Who speaks for it.", default="", width=24)
    personnel: Whole = column("Personnel", "How many people come.", unit="people")
    equipment: Whole = column("Equipment", "How many pieces of equipment come.", unit="pieces")
    arrives: Instant = column(
        "Arrives", "Its units take part from then on, unless a unit says otherwise.", width=17
    )
    departs: Instant = column(
        "Departs", "Its units take part until then, unless a unit says otherwise.", width=17
    )


class Objective(Record):
    """A training objective, with the criteria by which it is judged."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.OBJECTIVE
    word: ClassVar[str] = "objective"

    nations: References = column(
        "Nations", "Who is to be trained; empty means all.", default=(), refers_to=RecordKind.NATION
    )
    criteria: Text = column(
        "Criteria", "How an evaluator sees that it was reached.", default="", width=50
    )
