"""Times, lists and records as the sentences of an explanation name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Light
from birlik.exercise.sentences import Listing, Moment, Sentence, counted, said, term
from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.exercise.values.moments import Period

#: Things of a list that a sentence names.
MOST_NAMED = 5

_LIGHT = {
    Light.DAY: said("by day"),
    Light.NIGHT: said("at night"),
    Light.DAWN: said("at dawn"),
    Light.DUSK: said("at dusk"),
}


class Clock(NamedTuple):
    """An exercise's clock: its zone, and the year that goes without saying, if there is one."""

    zone: ZoneInfo
    year: int | None


def clock_of(plan: Plan) -> Clock:
    """Clock of an exercise; other years than that of STARTEX are named."""
    startex = plan.exercise.startex
    return Clock(plan.zone, startex.astimezone(plan.zone).year if startex else None)


def moment_text(instant: datetime, zone: ZoneInfo | Clock) -> Moment:
    """Instant in a zone: ``14 July 22:40``; by a clock also ``14 July 2025 22:40`` of another year."""
    if not isinstance(zone, Clock):
        return Moment(instant.astimezone(zone))
    local = instant.astimezone(zone.zone)
    return Moment(local, "moment" if local.year == zone.year else "moment_year")


def stretch_text(begins: datetime, ends: datetime, zone: ZoneInfo | Clock) -> Sentence:
    """From one instant to another: ``14 July 22:40 to 15 July 02:50``, ``14 July 09:00 to 10:30``."""
    local = zone.zone if isinstance(zone, Clock) else zone
    first, last = begins.astimezone(local), ends.astimezone(local)
    if first.date() == last.date():
        return said(
            "{begins} to {last}", begins=moment_text(begins, zone), last=Moment(last, "time")
        )
    return said(
        "{begins} to {ends}", begins=moment_text(begins, zone), ends=moment_text(ends, zone)
    )


def period_text(period: Period, zone: ZoneInfo | Clock) -> str:
    """The same of a period."""
    return stretch_text(period.begins, period.ends, zone)


def day_text(day: date, clock: Clock | None = None) -> Moment:
    """``14 July``; by a clock also ``14 July 2025`` of another year."""
    other = clock is not None and day.year != clock.year
    return Moment(datetime.combine(day, time(), UTC), "day_year" if other else "day")


def days_text(spans: Iterable[DaySpan], clock: Clock | None = None) -> str:
    """Days: ``on 14 July``, ``from 14 July to 16 July``, ``on Fri``."""
    parts = []
    for span in spans:
        if span.first is None or span.last is None:
            parts.append(said("on {weekday}", weekday=term(span.weekday or "")))
        elif span.first == span.last:
            parts.append(said("on {first}", first=day_text(span.first, clock)))
        else:
            parts.append(
                said(
                    "from {first} to {last}",
                    first=day_text(span.first, clock),
                    last=day_text(span.last, clock),
                )
            )
    return joined(parts, "or")


def hours_text(windows: Iterable[HourWindow]) -> str:
    """Hours: ``08:00-12:00 or 14:00-16:00``."""
    return joined([str(window) for window in windows], "or")


def light_text(lights: Sequence[Light]) -> str:
    """Light: ``at night``, ``at dusk or at night``."""
    return joined([_LIGHT[light] for light in lights], "or")


def joined(words: Sequence[str], last: Literal["and", "or"] = "and") -> Listing:
    """Words in a row: ``A, B and C``."""
    return Listing(words, last)


def in_a_row(parts: Iterable[str]) -> Sentence:
    """Parts of a sentence that follow one another."""
    whole: Sentence | None = None
    for part in parts:
        whole = (
            Sentence("{first} {second}", {"first": whole, "second": part})
            if whole
            else Sentence("{part}", {"part": part})
        )
    return whole or Sentence("")


def holds_text(at_once: int) -> Sentence:
    """How many serials an area holds: ``holds one serial at a time``."""
    if at_once == 0:
        return said("holds no serials at a time")
    if at_once == 1:
        return said("holds one serial at a time")
    return counted("holds {number} serial at a time", "holds {number} serials at a time", at_once)


def named(names: Sequence[str]) -> str:
    """Names in a row, the first of them if there are many: ``S-1, S-2, S-3 and 20 more``."""
    if len(names) > MOST_NAMED + 1:
        more = len(names) - MOST_NAMED
        return joined([*names[:MOST_NAMED], counted("{number} more", "{number} more", more)])
    return joined(names)


def place_of(plan: Plan, kind: RecordKind, index: int, field: str | None = None) -> Place:
    """Place of a record or one of its fields."""
    return Place(kind=kind, index=index, record=plan.records(kind)[index].id, field=field)
