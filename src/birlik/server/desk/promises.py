"""Which action items a nation should be reminded of, and how near their day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from birlik.exercise.records.cooperation import ActionItem
from birlik.server.desk.conferring import action_items, today_in
from birlik.server.desk.programme import title_of
from birlik.server.desk.sight import Seen, Sight

#: Days before the day on which somebody is reminded for the first and for the second time.
FIRST, SECOND = 7, 1

#: How long after an exercise nobody is reminded of what was promised for it any more.
FORGOTTEN = timedelta(days=90)


@dataclass(frozen=True)
class Promise:
    """An open action item that somebody is reminded of.

    Attributes
    ----------
    exercise, title : str
        Key of the exercise, and what the reader knows it by.
    seen : Seen
    item : ActionItem
    due : date
    stage : str
        As :func:`stage_of` has it.
    days : int
        Until it is due; negative once it is late.
    """

    exercise: str
    title: str
    seen: Seen
    item: ActionItem
    due: date
    stage: str
    days: int


def stage_of(due: date, today: date) -> str:
    """How near a day is: ``week``, ``day``, ``late 0``, ``late 1`` … for each week after it; empty before.

    Of each stage somebody is reminded once: a week before, the day before or on the day itself, the
    day after, and each week after that.
    """
    days = (due - today).days
    if days > FIRST:
        return ""
    if days > SECOND:
        return "week"
    return "day" if days >= 0 else f"late {(-days - 1) // 7}"


def promises(sight: Sight, now: datetime) -> tuple[Promise, ...]:
    """Open action items of the reader's nation of which somebody is to be reminded, the latest first."""
    endex = sight.whole.exercise.endex
    if endex is not None and endex + FORGOTTEN < now:
        return ()
    today = today_in(sight, now)
    found = []
    for seen in action_items(sight):
        item = seen.record
        assert isinstance(item, ActionItem)
        if item.nation != sight.reader.nation or item.done is not None or item.due is None:
            continue
        stage = stage_of(item.due, today)
        if stage:
            days = (item.due - today).days
            found.append(
                Promise(sight.state.log, title_of(sight), seen, item, item.due, stage, days)
            )
    return tuple(sorted(found, key=lambda each: each.due))
