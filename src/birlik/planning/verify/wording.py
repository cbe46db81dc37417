"""How the verifier's findings name serials and say times: by the exercise's clock, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from birlik.exercise.sentences import Listing, Moment, Sentence, all_of, counted, said

#: Longest id that is shown in full, and how many ids a sentence names.
LONGEST = 64
MOST_NAMES = 5


def shown(text: str) -> str:
    """Id as it can stand in a sentence: nothing unprintable, not endless, never empty."""
    safe = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:LONGEST]
    )
    return (safe + "…" if len(text) > LONGEST else safe) or said("(no id)")


def listed(ids: Iterable[str], more: int = 0) -> Listing:
    """Ids in a sentence: ``S-1, S-2 and S-3``, or ``S-1, S-2 and 14 more``."""
    names: list[str] = [shown(text) for text in ids]
    if len(names) > MOST_NAMES:
        more += len(names) - MOST_NAMES
        names = names[:MOST_NAMES]
    if more:
        names.append(counted("{number} more", "{number} more", more))
    return all_of(names)


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
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

    def _day(self, local: datetime) -> Moment:
        return Moment(local, "day" if local.year == self.year else "day_year")

    def day(self, moment: datetime) -> Moment:
        """Day of a moment: ``12 July``."""
        return self._day(self._local(moment))

    def moment(self, moment: datetime) -> Moment:
        """Day and time: ``12 July 09:00``."""
        local = self._local(moment)
        return Moment(local, "moment" if local.year == self.year else "moment_year")

    def stretch(self, begins: datetime, ends: datetime) -> Sentence:
        """Stretch of time: ``on 12 July from 09:00 to 09:45``."""
        first, last = self._local(begins), self._local(ends)
        if first.date() == last.date():
            return said(
                "on {day} from {begins} to {ends}",
                day=self._day(first),
                begins=Moment(first, "time"),
                ends=Moment(last, "time"),
            )
        return said("from {begins} to {ends}", begins=self.moment(begins), ends=self.moment(ends))
