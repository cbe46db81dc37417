"""Numbers and moments as each language writes them, by the data of Unicode (CLDR) where that is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from birlik.exercise.sentences import Moment, Style
from birlik.languages.catalogues import translated
from birlik.languages.known import PLURALS

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

#: Names of months beside a day where the CLDR is wanting: it has Tajik ones in their short form alone.
_MONTHS = {
    "tg": [
        "январи",
        "феврали",
        "марти",
        "апрели",
        "майи",
        "июни",
        "июли",
        "августи",
        "сентябри",
        "октябри",
        "ноябри",
        "декабри",
    ]
}

#: A day without and with its year.
_DAYS = {
    "en": ("{day} {month}", "{day} {month} {year}"),
    "az": ("{day} {month}", "{day} {month} {year}"),
    "kk": ("{day} {month}", "{year} ж. {day} {month}"),
    "ky": ("{day}-{month}", "{year}-ж. {day}-{month}"),
    "tg": ("{day} {month}", "{day} {month} {year}"),
    "uz": ("{day}-{month}", "{year}-yil {day}-{month}"),
    "ru": ("{day} {month}", "{day} {month} {year} г."),
    "tr": ("{day} {month}", "{day} {month} {year}"),
}

#: And, or. The CLDR joins Kazakh and Tajik lists by a comma alone.
_JOINED = {
    "en": ("and", "or"),
    "az": ("və", "və ya"),
    "kk": ("және", "немесе"),
    "ky": ("жана", "же"),
    "tg": ("ва", "ё"),
    "uz": ("va", "yoki"),
    "ru": ("и", "или"),
    "tr": ("ve", "veya"),
}

#: Weekdays of the CLDR: Tajik ones are right, but begin with a capital there.
_SMALL_DAYS = frozenset({"tg"})


#: A number of each plural category; fractions, which are *other*, go with many.
_NUMBERS = {"one": 1, "few": 2, "many": 5, "other": 5}


@cache
def locale_of(language: str) -> Locale:
    """Data of a language."""
    from babel import Locale

    return Locale.parse({"uz": "uz_Latn"}.get(language, language if language in _DAYS else "en"))


@cache
def months(language: str) -> tuple[str, ...]:
    """Names of the twelve months as they stand beside a day: ``июля``."""
    if language in _MONTHS:
        return tuple(_MONTHS[language])
    names = locale_of(language).months["format"]["wide"]
    return tuple(names[number] for number in range(1, 13))


@cache
def weekdays(language: str) -> tuple[str, ...]:
    """Names of the seven days of the week, Monday first."""
    names = locale_of(language).days["format"]["wide"]
    small = language in _SMALL_DAYS
    return tuple(names[n].lower() if small else names[n] for n in range(7))


def month_names(language: str, *, short: bool = False) -> list[str]:
    """Twelve names without blanks, as they stand beside a day; cut short without a full stop."""
    if not short:
        return [name.replace(" ", "\u00a0") for name in months(language)]
    names = locale_of(language).months["format"]["abbreviated"]
    return [str(names[number]).rstrip(".").replace(" ", "\u00a0") for number in range(1, 13)]


def weekday_names(language: str, *, short: bool = False) -> list[str]:
    """Seven names without blanks within, Sunday first."""
    if short:
        names = locale_of(language).days["format"]["abbreviated"]
        found = [str(names[number]).rstrip(".") for number in range(7)]
    else:
        found = list(weekdays(language))
    return [name.replace(" ", "\u00a0") for name in (found[6], *found[:6])]


def forms_in(language: str, one: str, many: str) -> dict[str, str]:
    """Forms of a text that counts, by the plural categories of the language (CLDR): ``one``, ``few`` ..."""
    found: dict[str, str] = {}
    categories = set(locale_of(language).plural_form.tags) | {"other"}
    for category in ("one", "few", "many", "other"):
        if category in categories:
            number = _NUMBERS[category]
            form = translated(language, one, many, number) if language in PLURALS else None
            found[category] = form or (one if category == "one" else many)
    return found


def number_in(language: str, number: float) -> str:
    """A number: ``12 345,678``; at most three decimals."""
    return _whole_in(language, number) if type(number) is int else _number_in(language, number)


@cache
def _pattern() -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern("#,##0.###")


def _number_in(language: str, number: float) -> str:
    text: str = _pattern().apply(number, locale_of(language))
    return text


#: Counts of pages are small, and come again and again.
_whole_in = lru_cache(maxsize=10_000)(_number_in)


def day_in(language: str, day: datetime, with_year: bool = False) -> str:
    """A day: ``9 июля``, ``9 июля 2024 г.``."""
    pattern = _DAYS.get(language, _DAYS["en"])[int(with_year)]
    return pattern.format(day=day.day, month=months(language)[day.month - 1], year=day.year)


def moment_in(language: str, at: datetime, style: Style = "moment") -> str:
    """A moment in its own zone, in one of the styles of :class:`birlik.exercise.sentences.Moment`."""
    if language not in _DAYS or language == "en":
        return str(Moment(at, style))[:]
    if style == "time":
        return _clock(at)
    day = day_in(language, at, style in ("day_year", "moment_year"))
    return day if style in ("day", "day_year") else f"{day} {_clock(at)}"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}"


def list_in(language: str, items: Sequence[str], word: str) -> str:
    """Items joined by *and*, *or* or a comma."""
    texts = list(items)
    if word and len(texts) > 1:
        joining = _JOINED.get(language, _JOINED["en"])[word == "or"]
        texts[-2:] = [f"{texts[-2]} {joining} {texts[-1]}"]
    return ", ".join(texts)
