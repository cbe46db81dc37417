"""How a document speaks: its language, its clock, and how it writes dates, times and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from birlik.exercise.sentences import said
from birlik.exercise.time import date_time_group
from birlik.languages import LANGUAGES, SOURCE, capital, moment_in, number_in, told
from birlik.languages.writing import weekdays

#: Says a sentence in a language; a text that is no sentence stays as it is.
Tell = Callable[[str], str]


@dataclass(frozen=True)
class Speech:
    """A language and a clock.

    Attributes
    ----------
    language : str
        One of :data:`birlik.languages.LANGUAGES`.
    zone : ZoneInfo
    tell : callable
        Says a sentence in that language.
    """

    language: str
    zone: ZoneInfo
    tell: Tell

    def local(self, at: datetime) -> datetime:
        """An instant by the clock of the document; one at the end of all times by that of Greenwich."""
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            return at

    def day(self, day: date) -> str:
        """``8 July 2024``."""
        return moment_in(self.language, datetime.combine(day, time(), self.zone), "day_year")

    def weekday(self, day: date) -> str:
        """``Monday, 8 July 2024``."""
        name = self.weekday_name(day.weekday())
        text = self.tell(said("{weekday}, {day}", weekday=name, day=self.day(day)))
        return capital(text, self.language)

    def weekday_name(self, number: int) -> str:
        """Name of a day of the week, Monday being 0."""
        return weekdays(self.language)[number]

    def clock(self, at: datetime) -> str:
        """``14:30``."""
        return f"{self.local(at):%H:%M}"

    def moment(self, at: datetime | None) -> str:
        """``8 July 2024, 14:30``; empty if there is none."""
        return f"{self.day(self.local(at).date())}, {self.clock(at)}" if at is not None else ""

    def group(self, at: datetime | None) -> str:
        """``081430EJUL24``: a date-time group in the zone, or in UTC; empty if there is none."""
        return date_time_group(at, self.zone) if at is not None else ""

    def hours(self, begins: datetime, ends: datetime) -> str:
        """``09:00–11:30``; with the days from the first to the last, ``22:00–02:00 +1``."""
        days = (self.local(ends).date() - self.local(begins).date()).days
        return f"{self.clock(begins)}–{self.clock(ends)}" + (f" +{days}" if days else "")

    def days(self, first: date | None, last: date | None) -> str:
        """``8 July 2024 – 17 July 2024``; one day alone if they are the same."""
        shown = dict.fromkeys(self.day(each) for each in (first, last) if each is not None)
        return " – ".join(shown)

    def number(self, value: float) -> str:
        """A number as the language groups its thousands."""
        return number_in(self.language, value)


def speech_in(language: str, zone: ZoneInfo) -> Speech:
    """Speech in a language, which says sentences as the catalogues have them; in English if there is none."""
    known = language if language in LANGUAGES else SOURCE
    return Speech(known, zone, partial(_plainly, known))


def _plainly(language: str, text: str) -> str:
    """A sentence in a language, as a text that nobody tells otherwise any more."""
    return told(text, language)[:]
