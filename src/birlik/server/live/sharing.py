"""Who is here by way of the other server processes: each writes down its own, and reads theirs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now

from birlik.server.live.models import Present
from birlik.server.live.presence import Person

#: How long what a process said counts; it says it again before.
COUNTS = timedelta(seconds=10)
AGAIN = 3.0

People = Mapping[str, frozenset[Person]]


def shared() -> bool:
    """Whether there may be other processes: SQLite has one."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


class Sharing:
    """What this process told the others."""

    def __init__(self) -> None:
        self._process = secrets.token_hex(8)
        self._told: dict[str, frozenset[Person]] = {}
        self._at = float("-inf")

    def exchange(self, mine: People, now: float) -> People:
        """Tell who is here by way of this process; gives back who is, by way of the others.

        Parameters
        ----------
        mine : mapping of str to set of Person
            By exercise.
        now : float
            Seconds, never going back.
        """
        if mine != self._told or (mine and now - self._at > AGAIN):
            self._tell(mine)
            self._told, self._at = dict(mine), now
        found: dict[str, set[Person]] = {}
        rows = Present.objects.filter(at__gt=Now() - COUNTS).exclude(process=self._process)
        for exercise, people in rows.values_list("exercise", "people"):
            found.setdefault(exercise, set()).update(_people(people))
        return {exercise: frozenset(people) for exercise, people in found.items()}

    def _tell(self, mine: People) -> None:
        for exercise, people in mine.items():
            Present.objects.update_or_create(
                process=self._process,
                exercise=exercise,
                defaults={"people": sorted(people), "at": Now()},
            )
        Present.objects.filter(process=self._process).exclude(exercise__in=list(mine)).delete()
        # What processes said that ended without a word.
        Present.objects.filter(at__lt=Now() - 10 * COUNTS).delete()


def _people(rows: Iterable[list[str]]) -> Iterable[Person]:
    return (Person(*row) for row in rows)
