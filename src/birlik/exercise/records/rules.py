"""Rules that hold for the exercise as a whole: hours of work, rest, quiet, closures, fair shares."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from birlik.exercise.columns import RecordKind, column
from birlik.exercise.records.record import Record
from birlik.exercise.values.hours import DaySpans, HourWindows
from birlik.exercise.values.plain import Quantity, References, Words, choice_reader


class RuleKind(StrEnum):
    """What a rule limits."""

    WORK = "most work a day"
    REST = "least rest"
    QUIET = "quiet hours"
    BARRED = "barred hours"
    HOLIDAY = "holiday"
    PRAYER = "prayer time"
    FAIR_SHARE = "fair share"


#: Kinds of rule under which no serial of their scope runs at certain hours of certain days.
CLOSING_RULES = frozenset({RuleKind.QUIET, RuleKind.BARRED, RuleKind.HOLIDAY, RuleKind.PRAYER})


class Rule(Record):
    """A rule, and the units, nations, areas and kinds of serial it holds for; empty means all."""

    kind_of_record: ClassVar[RecordKind] = RecordKind.RULE
    word: ClassVar[str] = "rule"

    kind: Annotated[RuleKind | None, BeforeValidator(choice_reader(RuleKind))] = column(
        "Kind", "What the rule limits.", choices=RuleKind, needed=True, width=18
    )
    limit: Quantity = column(
        "Limit",
        "Most work a day or least rest; for a fair share, the difference between nations that is accepted.",
        unit="h",
    )
    hours: HourWindows = column(
        "Hours",
        "Quiet, barred or prayer hours, which these rules need; a holiday without hours lasts all day.",
        default=(),
        example="12:00-15:00",
    )
    days: DaySpans = column(
        "Days", "Days on which it holds; empty means every day.", default=(), example="Fri"
    )
    nations: References = column(
        "Nations",
        "It holds for units and delegations of these nations.",
        default=(),
        refers_to=RecordKind.NATION,
    )
    units: References = column(
        "Units", "It holds for these units.", default=(), refers_to=RecordKind.UNIT
    )
    areas: References = column(
        "Areas", "It holds in these areas.", default=(), refers_to=RecordKind.AREA
    )
    serial_kinds: Words = column(
        "Kinds of serial",
        "It holds for serials of these kinds.",
        default=(),
        example="live fire",
        width=22,
    )
    except_serials: References = column(
        "Except", "Serials for which it does not hold.", default=(), refers_to=RecordKind.SERIAL
    )
