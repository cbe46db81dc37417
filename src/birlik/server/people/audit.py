"""The one function that says what happened to people; it is kept in the log named ``installation``.

A happening is stored in the transaction of what happened, and handed on to the log after that: so the
trail never tells of what was rolled back, misses nothing that was committed, and the log's own writer
never waits for a transaction that waits for it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import Q

from birlik.server.people.models import Untold

#: Name of the log that holds what happens to accounts, apart from any exercise.
LOG_NAME = "installation"

#: ``who`` of what nobody signed in did, and of what the server did by itself.
NOBODY, SERVER = "", "server"

Fact = str | int | bool | None

#: How long a process may take to hand one happening on before another takes it over.
PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Happening:
    """Something that happened to people.

    Attributes
    ----------
    key : str
        Random. A process that dies while it hands a happening on makes another hand it on again, with
        the same key.
    at : datetime
        UTC.
    what : str
        A few words in the past tense, such as ``signed in``; always the same for the same.
    who : str
        Key of the account that did it; empty for nobody known, ``server`` for the server itself.
    about : str
        Key of the account, invitation or token that it happened to; may be empty.
    facts : dict of str to str, int, bool or None
        What else is known. Never a password, a code, a token or a link.
    """

    key: str
    at: datetime
    what: str
    who: str
    about: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)


class Sink(Protocol):
    """Where happenings go."""

    def append(self, happening: Happening) -> None:
        """Keep it; returns when it is safe, and raises if it cannot be kept."""


_sink: Sink | None = None


def write_to(sink: Sink | None) -> Sink | None:
    """Hand on what happened, and what happens from now on; gives back where it went until now.

    Without a sink happenings are kept in the database until there is one.
    """
    global _sink
    before, _sink = _sink, sink
    return before


def recorded(what: str, who: str, about: str = "", **facts: Fact) -> None:
    """Keep in the audit trail what happened.

    Parameters
    ----------
    what : str
        A few words in the past tense.
    who : str
        Key of the account that did it, `NOBODY` or `SERVER`.
    about : str
        Key of what it happened to.
    **facts : str, int, bool or None
        What else is known; never a secret.
    """
    Untold.objects.create(at=datetime.now(UTC), what=what, who=who, about=about, facts=facts)
    transaction.on_commit(hand_on, robust=True)


def waiting() -> list[Happening]:
    """What was not handed on yet, the oldest first."""
    return [_happening(row) for row in Untold.objects.order_by("number")]


def hand_on() -> int:
    """Hand on what waits, the oldest first.

    Returns
    -------
    int
        How many happenings were handed on. One that cannot be waits for the next time.
    """
    handed = 0
    while _sink is not None and (row := _next()) is not None:
        try:
            _sink.append(_happening(row))
        except Exception:
            logging.getLogger("birlik.audit").exception(
                "The audit trail cannot be written; what happened waits in the database."
            )
            Untold.objects.filter(pk=row.pk).update(taken_at=None)
            return handed
        row.delete()
        handed += 1
    return handed


def _next() -> Untold | None:
    """The oldest that waits, taken so that no other process takes it too."""
    now = datetime.now(UTC)
    free = Q(taken_at=None) | Q(taken_at__lt=now - PATIENCE)
    for row in Untold.objects.filter(free).order_by("number")[:10]:
        if Untold.objects.filter(free, pk=row.pk).update(taken_at=now):
            return row
    return None


def _happening(row: Untold) -> Happening:
    return Happening(row.key, row.at, row.what, row.who, row.about, row.facts)
