"""Words for what fields hold, as sentences that can be said in each language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from birlik.exercise.records.cooperation import EngagementKind
from birlik.exercise.records.means import AreaKind
from birlik.exercise.records.rules import RuleKind
from birlik.exercise.sentences import said
from birlik.exercise.values.hours import DaySpan, HourWindow, Weekday
from birlik.formats.documents.speaking import Speech

AREA_KINDS: dict[AreaKind, str] = {
    AreaKind.LAND: said("land"),
    AreaKind.SEA: said("sea"),
    AreaKind.AIR: said("air"),
    AreaKind.FACILITY: said("facility"),
}

RULE_KINDS: dict[RuleKind, str] = {
    RuleKind.WORK: said("most work a day"),
    RuleKind.REST: said("least rest"),
    RuleKind.QUIET: said("quiet hours"),
    RuleKind.BARRED: said("barred hours"),
    RuleKind.HOLIDAY: said("holiday"),
    RuleKind.PRAYER: said("prayer time"),
    RuleKind.FAIR_SHARE: said("fair share"),
}

ENGAGEMENT_KINDS: dict[EngagementKind, str] = {
    EngagementKind.VISIT: said("visit"),
    EngagementKind.CONFERENCE: said("conference"),
    EngagementKind.EXERCISE: said("exercise"),
    EngagementKind.OBSERVATION: said("observation"),
    EngagementKind.COURSE: said("course"),
    EngagementKind.TRANSFER: said("transfer"),
    EngagementKind.PROJECT: said("project"),
    EngagementKind.AGREEMENT: said("agreement"),
}

#: The first Monday of 2024 and the days after it, to name weekdays by.
_WEEKDAYS = {day: date(2024, 1, 1 + number) for number, day in enumerate(Weekday)}


def hours_text(hours: Iterable[HourWindow]) -> str:
    """``06:00–22:00, 23:00–01:00``."""
    return ", ".join(str(window).replace("-", "–") for window in hours)


def days_text(days: Iterable[DaySpan], speech: Speech) -> str:
    """Days and spans of days, and weekdays by their names."""
    from babel.dates import format_date

    texts = []
    for span in days:
        if span.weekday is not None:
            named = _WEEKDAYS[span.weekday]
            texts.append(format_date(named, "EEEE", locale=speech.locale))
        else:
            texts.append(speech.days(span.first, span.last))
    return ", ".join(texts)
