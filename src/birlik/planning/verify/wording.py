"""How the verifier's findings name serials and say times: by the exercise's clock, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

#: Longest id that is shown in full, and how many ids a sentence names.
LONGEST = 64
MOST_NAMES = 5


def shown(text: str) -> str:
    """Id as it can stand in a sentence: nothing unprintable, not endless, never empty."""
    safe = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:LONGEST]
    )
    return (safe + "…" if len(text) > LONGEST else safe) or "(no id)"


def listed(ids: Iterable[str], more: int = 0) -> str:
    """Ids in a sentence: ``S-1, S-2 and S-3``, or ``S-1, S-2 and 14 more``."""
    names = [shown(text) for text in ids]
    if len(names) > MOST_NAMES:
        more += len(names) - MOST_NAMES
        names = names[:MOST_NAMES]
    if more:
        names.append(f"{more:,} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def amount(number: float) -> str:
    """Number with at most three decimals, thousands grouped."""
    return f"{number:,.3f}".rstrip("0").rstrip(".")


def counted(number: int, word: str) -> str:
    """Number and noun: ``1 serial``, ``2 serials``."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


class Wording:
    """Times in the exercise's zone; the year is named where it is not the exercise's.

    Parameters
    ----------
    zone : ZoneInfo
    startex : datetime or None
        When the exercise begins.
    """

    def __init__(self, zone: ZoneInfo, startex: datetime | None) -> None:
        self.zone = zone
        self.year = self._local(startex).year if startex else None

    def _local(self, moment: datetime) -> datetime:
        try:
            return moment.astimezone(self.zone)
        except OverflowError:  # the first and last hours of the calendar
            return moment.astimezone(UTC) if moment.tzinfo else moment

    def _day(self, local: datetime) -> str:
        year = "" if local.year == self.year else f" {local.year}"
        return f"{local.day} {MONTHS[local.month - 1]}{year}"

    def _clock(self, local: datetime) -> str:
        return f"{local:%H:%M:%S}" if local.second or local.microsecond else f"{local:%H:%M}"

    def day(self, moment: datetime) -> str:
        """Day of a moment: ``12 July``."""
        return self._day(self._local(moment))

    def moment(self, moment: datetime) -> str:
        """Day and time: ``12 July 09:00``."""
        local = self._local(moment)
        return f"{self._day(local)} {self._clock(local)}"

    def stretch(self, begins: datetime, ends: datetime) -> str:
        """Stretch of time: ``on 12 July from 09:00 to 09:45``."""
        first, last = self._local(begins), self._local(ends)
        if first.date() == last.date():
            return f"on {self._day(first)} from {self._clock(first)} to {self._clock(last)}"
        return f"from {self.moment(begins)} to {self.moment(ends)}"
