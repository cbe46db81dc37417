"""Instants, zones and date-time groups: how people write a moment, and the moment they mean.

Moments are stored as aware datetimes in UTC. A time without a zone is a time in the exercise's zone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as clock
from datetime import timezone as fixed_zone
from zoneinfo import ZoneInfo

from birlik.exercise.sentences import Moment, Sentence, one_of, said

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#: Military zone letters and their offsets from UTC in hours; J is the reader's own zone.
ZONE_LETTERS = {
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)},
    "Z": 0,
}

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_DOTTED = re.compile(
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?:[, ]+(?P<time>\d{1,2}[:.]\d{2}))?"
)
_SLASHED = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?:[, ]+(?P<time>\d{1,2}[:h]\d{2}))?"
)
_WORDED = re.compile(
    r"(?P<d>\d{1,2})\.?[ -](?P<month>[A-Za-z]{3,9})\.?[ ,-]+(?P<y>\d{4})"
    r"(?:[, ]+(?:at )?(?P<time>\d{1,2}:\d{2}))?"
)
_GROUP = re.compile(
    r"(?P<d>\d{2})(?P<h>\d{2})(?P<min>\d{2})(?P<zone>[A-Za-z])(?P<month>[A-Za-z]{3})(?P<y>\d{2}|\d{4})"
)
_MIDNIGHT = re.compile(r"24[:.h]00(?::00)?")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.0+)?)?")

NOTATIONS = one_of(("2024-07-09 14:30", "09.07.2024 14:30", "9 July 2024 14:30", "091430ZJUL24"))


class AmbiguousDate(Sentence):
    """How a date that could be read in two ways was read, in a sentence for the planner."""

    @classmethod
    def of(cls, sentence: Sentence) -> AmbiguousDate:
        """The same sentence as a remark of this kind."""
        return cls(sentence.pattern, sentence.values)


def local_instant(moment: datetime, zone: ZoneInfo) -> datetime:
    """UTC instant of a datetime; one without a zone is a wall-clock time in `zone`.

    Raises
    ------
    ValueError
        If the wall clock skips that time (clocks put forward).
    """
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        instant = moment.replace(tzinfo=zone).astimezone(UTC)
        back = instant.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise ValueError(_too_far(moment)) from None
    if back != moment:
        raise ValueError(
            said(
                "there is no {clock} on {day} in {zone}: the clocks go forward",
                clock=f"{moment:%H:%M}",
                day=f"{moment:%Y-%m-%d}",
                zone=zone.key,
            )
        )
    return instant


def parse_instant(text: str, zone: ZoneInfo) -> tuple[datetime, AmbiguousDate | None]:
    """Instant that a text means, and how it was read if there were two ways.

    Parameters
    ----------
    text : str
        One of the notations in :data:`NOTATIONS`, or day/month/year.
    zone : ZoneInfo
        Zone of a text that names none.

    Raises
    ------
    ValueError
        With a sentence that names the notations understood.
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    if match := _GROUP.fullmatch(text):
        return _group_instant(match), None
    day, tail, ambiguous = _day_and_tail(text)
    if match := _ISO.fullmatch(text):
        offset = match["zone"]
        if offset:
            return local_instant(_with_offset(day, _clock_of(tail or "0:00"), offset), zone), None
    if tail and _MIDNIGHT.fullmatch(tail):
        return local_instant(_next_midnight(day), zone), ambiguous
    at = _clock_of(tail) if tail else clock()
    return local_instant(datetime.combine(day, at), zone), ambiguous


def names_a_day(text: str) -> bool:
    """Whether a text is a date without a time of day.

    Raises
    ------
    ValueError
        If it is not a date or time at all.
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    return not _GROUP.fullmatch(text) and _day_and_tail(text)[1] is None


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """UTC instant at which a day begins; where clocks skip midnight, the first moment after it."""
    try:
        return datetime.combine(day, clock(), zone).astimezone(UTC)
    except OverflowError:
        raise ValueError(_too_far(day)) from None


def _next_midnight(day: date) -> datetime:
    """End of a day, written ``24:00``."""
    try:
        return datetime.combine(day, clock()) + timedelta(days=1)
    except OverflowError:
        raise ValueError(said("the end of {day} is too far away", day=day.isoformat())) from None


def _with_offset(day: date, at: clock, offset: str) -> datetime:
    """Moment at an offset from UTC: ``Z``, ``+05:00`` or ``+0500``."""
    minutes = 0
    if offset != "Z":
        hours, rest = int(offset[1:3]), int(offset[-2:])
        if hours > 23 or rest > 59:
            raise ValueError(
                said('"{offset}" is not an offset from UTC; write it as +05:00', offset=offset)
            )
        minutes = (hours * 60 + rest) * (-1 if offset[0] == "-" else 1)
    return datetime.combine(day, at, fixed_zone(timedelta(minutes=minutes)))


def parse_date(text: str) -> tuple[date, AmbiguousDate | None]:
    """Date that a text means, and how it was read if there were two ways; the same notations, no time."""
    text = " ".join(text.replace("\u00a0", " ").split())
    day, tail, ambiguous = _day_and_tail(text)
    if tail and _clock_of(tail) != clock():
        raise ValueError(said('"{text}" has a time of day; only a date is wanted here', text=text))
    return day, ambiguous


def _day_and_tail(text: str) -> tuple[date, str | None, AmbiguousDate | None]:
    """Date, the rest that is a time of day, and the reading of an ambiguous date."""
    try:
        if match := _ISO.fullmatch(text) or _DOTTED.fullmatch(text):
            return date(int(match["y"]), int(match["m"]), int(match["d"])), match["time"], None
        if match := _WORDED.fullmatch(text):
            return (
                date(int(match["y"]), _month_number(match["month"]), int(match["d"])),
                match["time"],
                None,
            )
        if match := _SLASHED.fullmatch(text):
            first, second = int(match["a"]), int(match["b"])
            day = date(int(match["y"]), second, first)
            note = None
            if first <= 12 and first != second:
                note = AmbiguousDate.of(
                    said(
                        '"{text}" was read as {day}, day first; write {iso}',
                        text=text,
                        day=Moment(datetime.combine(day, clock(), UTC), "day_year"),
                        iso=day.isoformat(),
                    )
                )
            return day, match["time"], note
    except ValueError as error:
        raise ValueError(
            said(
                '"{text}" is not a date of the calendar; write it as {notations}',
                text=text,
                notations=NOTATIONS,
            )
        ) from error
    raise ValueError(
        said(
            '"{text}" is not a date or time that can be read; write it as {notations}',
            text=text,
            notations=NOTATIONS,
        )
    )


def _month_number(name: str) -> int:
    """Number of an English month, in full or by three letters."""
    full = (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
    )
    for number, month in enumerate((*full, "november", "december"), start=1):
        if name.lower() in (month, month[:3]) or (name.lower() == "sept" and number == 9):
            return number
    raise ValueError(said("no month is called {name}", name=name))


def _clock_of(text: str) -> clock:
    """Time of day written as ``9:30``, ``09.30`` or ``09h30``."""
    match = _CLOCK.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(said('"{text}" is not a time of day; write it as 09:30', text=text))
    return clock(int(match[1]), int(match[2]), int(match[3] or 0))


def _group_instant(match: re.Match[str]) -> datetime:
    """Instant of a date-time group."""
    letter = match["zone"].upper()
    if letter not in ZONE_LETTERS:
        raise ValueError(
            said(
                '"{match}" has the zone letter J, which means no fixed zone; write Z and the time in UTC',
                match=match[0],
            )
        )
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    try:
        month = MONTHS.index(match["month"].lower()) + 1
        day, hour, minute = int(match["d"]), int(match["h"]), int(match["min"])
        zone = fixed_zone(timedelta(hours=ZONE_LETTERS[letter]))
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            said('"{match}" is not a date-time group of the calendar', match=match[0])
        ) from error


def _too_far(day: date) -> Sentence:
    """Why a day is none that can be reckoned with."""
    return said("{day} of the year {year} is too far away", day=f"{day:%d %B}", year=str(day.year))


def date_time_group(instant: datetime, zone: tzinfo | None = None) -> str:
    """Date-time group of an instant, as ``081625ZAPR24``.

    It is in `zone` if that is a whole number of hours from UTC, and in UTC otherwise.
    """
    local = instant.astimezone(zone) if zone else instant.astimezone(UTC)
    hours = (local.utcoffset() or timedelta()) / timedelta(hours=1)
    letter = next((letter for letter, offset in ZONE_LETTERS.items() if offset == hours), None)
    if letter is None:
        local, letter = instant.astimezone(UTC), "Z"
    return f"{local:%d%H%M}{letter}{MONTHS[local.month - 1].upper()}{local:%y}"


def minutes_text(minutes: int) -> Sentence:
    """Length of time in words a planner uses: ``6 h``, ``4 h 10 min``, ``45 min``."""
    if minutes < 0:
        return said("-{length}", length=minutes_text(-minutes))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return said("{minutes} min", minutes=rest)
    if not rest:
        return said("{hours} h", hours=hours)
    return said("{hours} h {minutes} min", hours=hours, minutes=rest)
