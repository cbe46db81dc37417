"""The exercise's frame: how instants, wall clocks and days become minutes of a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.planning.timetable import YEARS
from birlik.planning.windows import ALWAYS, Windows

USUAL_STEP = 15

#: Years in which an exercise can lie: timetables are read within them, and remedies go a little beyond.
PLANNED_YEARS = range(YEARS[0] + 1, YEARS[-1])

#: No exercise is longer. From 400 days on it has an error (B313), which a plan in work may have for a while.
LONGEST = timedelta(days=4_000)


@dataclass(frozen=True)
class Frame:
    """When an exercise takes place, and by whose clock.

    Attributes
    ----------
    startex, endex : datetime
        UTC.
    zone : ZoneInfo
    day_begins : int
        Minutes after midnight at which a working day begins.
    step : int
        Minutes.
    """

    startex: datetime
    endex: datetime
    zone: ZoneInfo
    day_begins: int
    step: int

    @classmethod
    def of(cls, plan: Plan) -> Frame:
        """Frame of a plan's exercise.

        Raises
        ------
        ValueError
            If the exercise lacks STARTEX or ENDEX, ends before it begins, lies where no timetable can be
            written down, or is so long that counting its minutes would take all memory.
        """
        exercise = plan.exercise
        if exercise.startex is None or exercise.endex is None or exercise.endex <= exercise.startex:
            raise ValueError(said("the exercise needs a STARTEX and a later ENDEX"))
        for word, instant in (("STARTEX", exercise.startex), ("ENDEX", exercise.endex)):
            if instant.year not in PLANNED_YEARS:
                raise ValueError(
                    said(
                        "{word} lies in the year {year}; nothing is planned before {first} or after {last}",
                        word=word,
                        year=str(instant.year),
                        first=str(PLANNED_YEARS[0]),
                        last=str(PLANNED_YEARS[-1]),
                    )
                )
        if exercise.endex - exercise.startex > LONGEST:
            raise ValueError(
                said(
                    "the exercise lasts {days} days; at most 400 are planned; plan it in parts",
                    days=(exercise.endex - exercise.startex).days,
                )
            )
        hours, minutes = (exercise.day_begins or "00:00").split(":")
        return cls(
            startex=exercise.startex,
            endex=exercise.endex,
            zone=plan.zone,
            day_begins=int(hours) * 60 + int(minutes),
            step=exercise.time_step or USUAL_STEP,
        )

    @cached_property
    def origin(self) -> datetime:
        """Last full hour of the wall clock at or before STARTEX, in UTC; minutes count from here."""
        local = self.startex.astimezone(self.zone)
        return local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)

    def minute(self, instant: datetime) -> int:
        """Minutes from the origin to an instant, rounded down."""
        return int((instant - self.origin).total_seconds() // 60)

    def minute_after(self, instant: datetime) -> int:
        """Minutes from the origin to an instant, rounded up."""
        return -self.minute(self.origin - (instant - self.origin))

    def instant(self, minute: int) -> datetime:
        """Instant of a minute, in UTC."""
        return self.origin + timedelta(minutes=minute)

    @cached_property
    def span(self) -> Windows:
        """From STARTEX to ENDEX."""
        return Windows(((self.minute(self.startex), self.minute(self.endex)),))

    @cached_property
    def calendar(self) -> tuple[date, ...]:
        """Days of the exercise with two more at either end, for windows that pass midnight."""
        first = self.startex.astimezone(self.zone).date() - timedelta(days=2)
        last = self.endex.astimezone(self.zone).date() + timedelta(days=2)
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

    def wall_clock(self, day: date, minutes: int) -> int:
        """Minute at which the wall clock of a day shows `minutes` after midnight."""
        moment = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return self.minute(moment.replace(tzinfo=self.zone).astimezone(UTC))

    def chosen_days(self, days: Iterable[DaySpan]) -> tuple[date, ...]:
        """Days of the calendar that are among `days`; all if none is named."""
        spans = tuple(days)
        return tuple(
            day for day in self.calendar if not spans or any(span.includes(day) for span in spans)
        )

    def whole_days(self, days: Iterable[DaySpan]) -> Windows:
        """The named days from midnight to midnight; always if none is named."""
        spans = tuple(days)
        if not spans:
            return ALWAYS
        return Windows.of(
            (self.wall_clock(day, 0), self.wall_clock(day, 1440)) for day in self.chosen_days(spans)
        )

    def hours_on(self, hours: Iterable[HourWindow], days: Iterable[DaySpan]) -> Windows:
        """Hours that begin on the named days; whole days without hours, always without either."""
        windows, spans = tuple(hours), tuple(days)
        if not windows:
            return self.whole_days(spans)
        if (windows, spans) not in self._known_hours:
            self._known_hours[windows, spans] = Windows.of(
                (self.wall_clock(day, window.begins), self.wall_clock(day, window.ends))
                for day in self.chosen_days(spans)
                for window in windows
            )
        return self._known_hours[windows, spans]

    @cached_property
    def _known_hours(self) -> dict[tuple[tuple[HourWindow, ...], tuple[DaySpan, ...]], Windows]:
        """Hours asked for before: thousands of serials ask for the same few."""
        return {}

    @cached_property
    def day_edges(self) -> tuple[int, ...]:
        """Minutes at which the working days of the calendar begin."""
        return tuple(self.wall_clock(day, self.day_begins) for day in self.calendar)
