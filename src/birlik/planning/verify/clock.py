"""The wall clock of the exercise's zone: instants of local times, working days, hours on days.

A time that the clock skips (clocks put forward) is the moment at which they go forward; a time that
it shows twice (clocks put back) is its first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.exercise.values.lengths import DAY_MINUTES

_DAY = timedelta(days=1)
#: A window of hours ends at most two days after the midnight it is counted from.
_LONGEST_WINDOW = 2 * DAY_MINUTES

#: A stretch of time: its beginning, and its end, which is not part of it.
Stretch = tuple[datetime, datetime]


class Clock:
    """The wall clock of a zone.

    Parameters
    ----------
    zone : ZoneInfo
    day_begins : int
        Minutes after midnight at which a working day begins.
    """

    def __init__(self, zone: ZoneInfo, day_begins: int = 0) -> None:
        self.zone, self.day_begins = zone, day_begins
        self._instants: dict[tuple[date, int], datetime] = {}

    def local(self, instant: datetime) -> datetime:
        """What calendar and clock show at an instant."""
        return instant.astimezone(self.zone)

    def instant(self, day: date, minutes: int) -> datetime:
        """UTC instant at which the clock shows so many minutes after the midnight of a day."""
        key = (day, minutes)
        found = self._instants.get(key)
        if found is None:
            found = self._instants[key] = self._instant(day, minutes)
        return found

    def _instant(self, day: date, minutes: int) -> datetime:
        wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
        instant = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if instant.astimezone(self.zone).replace(tzinfo=None) == wall:
            return instant
        # Read with the offset after the change, a skipped time lies before the change; with the
        # offset before the change, after it.
        before = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        after_change = self.local(instant).utcoffset()
        seconds = range(int((instant - before).total_seconds()) + 1)
        change = bisect_left(
            seconds,
            True,
            key=lambda second: (
                self.local(before + timedelta(seconds=second)).utcoffset() == after_change
            ),
        )
        return before + timedelta(seconds=change)

    def working_day(self, instant: datetime) -> date:
        """Working day to which a moment belongs, named by the date on which that day begins."""
        day = self.local(instant).date()
        return day if instant >= self.instant(day, self.day_begins) else day - _DAY


class Calendar:
    """The stretches of time that windows of hours make on certain days.

    Parameters
    ----------
    clock : Clock
    hours : sequence of HourWindow
        Empty means the whole day.
    days : sequence of DaySpan
        Days on which a window begins; empty means every day.
    """

    def __init__(
        self, clock: Clock, hours: Sequence[HourWindow] = (), days: Sequence[DaySpan] = ()
    ) -> None:
        self._clock, self._days = clock, tuple(days)
        windows = [(window.begins, min(window.ends, _LONGEST_WINDOW)) for window in hours]
        self._windows = (
            sorted(
                (begins, ends) for begins, ends in windows if 0 <= begins < min(ends, DAY_MINUTES)
            )
            if hours
            else [(0, DAY_MINUTES)]
        )
        self._stretches: dict[date, tuple[Stretch, ...]] = {}

    def includes(self, day: date) -> bool:
        """Whether a day is one of the days."""
        return not self._days or any(span.includes(day) for span in self._days)

    def on(self, day: date) -> tuple[Stretch, ...]:
        """Stretches that begin on a day."""
        found = self._stretches.get(day)
        if found is None:
            instant = self._clock.instant
            found = self._stretches[day] = tuple(
                (instant(day, begins), instant(day, ends))
                for begins, ends in self._windows
                if self.includes(day)
            )
        return found

    def around(self, begins: datetime, ends: datetime) -> Iterator[Stretch]:
        """Stretches, by their beginning, that can have to do with the time from `begins` to `ends`."""
        day = self._clock.local(begins).date() - 2 * _DAY
        last = self._clock.local(ends).date()
        while day <= last:
            yield from self.on(day)
            day += _DAY

    def covers(self, begins: datetime, ends: datetime) -> bool:
        """Whether a stretch of time lies within one window; windows that touch count as one."""
        reach = begins
        for opens, closes in self.around(begins, ends):
            if opens > reach:
                return False
            if closes >= reach:
                reach = closes
                if reach >= ends:
                    return True
        return False

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies within a window."""
        return any(opens <= moment < closes for opens, closes in self.around(moment, moment))

    def overlap(self, begins: datetime, ends: datetime) -> Stretch | None:
        """First part of a stretch of time that lies within a window."""
        for opens, closes in self.around(begins, ends):
            first, last = max(opens, begins), min(closes, ends)
            if first < last:
                return first, last
        return None
