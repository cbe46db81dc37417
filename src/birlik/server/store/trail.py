"""The audit trail of people, kept in the log of the installation: what happened, and nothing of it twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from birlik.log.drafts import Step, noted
from birlik.log.entry import Entry
from birlik.log.keys import new_key
from birlik.server.store.logs import INSTALLATION, Logs

#: Kind of the entries; they are notes, so that a hundred thousand sign-ins are no records in memory.
HAPPENINGS = "happenings"


class Happening(Protocol):
    """Something that happened to people; its key is random, and the same when it is handed on again."""

    @property
    def key(self) -> str:
        """Key of the happening."""

    @property
    def at(self) -> datetime:
        """When it happened, in UTC; the entry has its own time, when it was kept."""

    @property
    def what(self) -> str:
        """A few words in the past tense."""

    @property
    def who(self) -> str:
        """Key of the account that did it."""

    @property
    def about(self) -> str:
        """Key of what it happened to; may be empty."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What else is known."""


class Trail:
    """Where happenings go."""

    def __init__(self, logs: Logs) -> None:
        self._logs = logs

    def append(self, happening: Happening) -> None:
        """Keep it; returns when it is durable. Handed on twice, it is kept once.

        Raises
        ------
        StoreError
            If it cannot be kept.
        """
        facts = {
            "what": happening.what,
            "at": happening.at.isoformat(timespec="microseconds"),
            "about": happening.about or None,
            "facts": dict(happening.facts) or None,
        }
        draft = noted(HAPPENINGS, facts, happening.about or new_key())
        self._logs.append(INSTALLATION, Step(happening.who, "", (draft,), key=happening.key))

    def newest(self, before: int | None = None, most: int = 100) -> list[Entry]:
        """What happened, the newest first, in pages: before a position, or up to now."""
        return self._logs.newest(INSTALLATION, before, most)

    def about(self, key: str) -> Iterator[Entry]:
        """What happened to one account, invitation or token, the newest first."""
        return iter(self._logs.entries_of_record(INSTALLATION, key))
