"""How a document speaks: its language, its clock, and how it writes dates, times and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from birlik.exercise.time import date_time_group

#: Languages of documents, with the locale in which Babel knows them.
LOCALES = {
    "en": "en_GB",
    "az": "az_Latn",
    "kk": "kk",
    "ky": "ky",
    "tg": "tg",
    "uz": "uz_Latn",
    "ru": "ru",
    "tr": "tr",
}

#: Forms of a day, without and with its weekday, where those of Babel are not what a document wants.
_FORMS = {"tg": ("d MMMM y", "EEEE, d MMMM y")}

#: Says a sentence in a language; a text that is no sentence stays as it is.
Tell = Callable[[str], str]


@dataclass(frozen=True)
class Speech:
    """A language and a clock.

    Attributes
    ----------
    language : str
        A key of :data:`LOCALES`.
    zone : ZoneInfo
    tell : callable
        Says a sentence in that language.
    """

    language: str
    zone: ZoneInfo
    tell: Tell = str

    def __post_init__(self) -> None:
        if self.language not in LOCALES:
            raise ValueError(f"{self.language} is none of {', '.join(LOCALES)}")

    @cached_property
    def locale(self) -> Locale:
        """Locale of the language."""
        return Locale.parse(LOCALES[self.language])

    def local(self, at: datetime) -> datetime:
        """An instant by the clock of the document; one at the end of all times by that of Greenwich."""
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            return at

    def day(self, day: date) -> str:
        """``8 July 2024``."""
        form = _FORMS.get(self.language, ("long", "full"))[0]
        return _written(format_date(day, form, locale=self.locale))

    def weekday(self, day: date) -> str:
        """``Monday, 8 July 2024``."""
        form = _FORMS.get(self.language, ("long", "full"))[1]
        text = _written(format_date(day, form, locale=self.locale))
        return text[:1].upper() + text[1:]

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
        return format_decimal(value, locale=self.locale)


def _written(text: str) -> str:
    """Text of Babel without the narrow spaces that some fonts lack."""
    return text.replace("\u202f", "\u00a0")


def speech_in(language: str, zone: ZoneInfo) -> Speech:
    """Speech in a language, which says sentences as the catalogues have them."""
    return Speech(language, zone)
