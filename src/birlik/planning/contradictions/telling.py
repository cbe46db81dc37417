"""Times, lists and records as the sentences of an explanation name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Place
from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Light
from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.exercise.values.moments import Period

#: Things of a list that a sentence names.
MOST_NAMED = 5

_LIGHT = {
    Light.DAY: "by day",
    Light.NIGHT: "at night",
    Light.DAWN: "at dawn",
    Light.DUSK: "at dusk",
}


def moment_text(instant: datetime, zone: ZoneInfo) -> str:
    """Instant in a zone: ``14 July 22:40``."""
    local = instant.astimezone(zone)
    return f"{local.day} {local:%B %H:%M}"


def stretch_text(begins: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """From one instant to another: ``14 July 22:40 to 15 July 02:50``, ``14 July 09:00 to 10:30``."""
    first, last = begins.astimezone(zone), ends.astimezone(zone)
    if first.date() == last.date():
        return f"{moment_text(begins, zone)} to {last:%H:%M}"
    return f"{moment_text(begins, zone)} to {moment_text(ends, zone)}"


def period_text(period: Period, zone: ZoneInfo) -> str:
    """The same of a period."""
    return stretch_text(period.begins, period.ends, zone)


def day_text(day: date) -> str:
    """``14 July``."""
    return f"{day.day} {day:%B}"


def days_text(spans: Iterable[DaySpan]) -> str:
    """Days: ``on 14 July``, ``from 14 July to 16 July``, ``on Fri``."""
    parts = []
    for span in spans:
        if span.first is None or span.last is None:
            parts.append(f"on {span.weekday}")
        elif span.first == span.last:
            parts.append(f"on {day_text(span.first)}")
        else:
            parts.append(f"from {day_text(span.first)} to {day_text(span.last)}")
    return joined(parts, "or")


def hours_text(windows: Iterable[HourWindow]) -> str:
    """Hours: ``08:00-12:00 or 14:00-16:00``."""
    return joined([str(window) for window in windows], "or")


def light_text(lights: Sequence[Light]) -> str:
    """Light: ``at night``, ``at dusk or at night``."""
    return joined([_LIGHT[light] for light in lights], "or")


def joined(words: Sequence[str], last: str = "and") -> str:
    """Words in a row: ``A, B and C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def named(names: Sequence[str]) -> str:
    """Names in a row, the first of them if there are many: ``S-1, S-2, S-3 and 20 more``."""
    if len(names) > MOST_NAMED + 1:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
    return joined(names)


def place_of(plan: Plan, kind: RecordKind, index: int, field: str | None = None) -> Place:
    """Place of a record or one of its fields."""
    return Place(kind=kind, index=index, record=plan.records(kind)[index].id, field=field)
