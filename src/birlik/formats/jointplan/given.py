"""What a joint plan is made from: a reader's programme, the state that it shows, and who has concurred."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from birlik.exercise.plan import Plan
from birlik.exercise.release import Reader, may_read, released_to
from birlik.exercise.sentences import said
from birlik.exercise.values.demands import VISITORS
from birlik.formats.documents.speaking import Speech
from birlik.formats.timetable.programme import Entry, Programme, programme
from birlik.planning.timetable import Score, Timetable


@dataclass(frozen=True)
class AsOf:
    """The state of a plan that a document shows.

    Attributes
    ----------
    name : str
        Of the baseline; empty if it is no baseline.
    at : datetime or None
        When that was the state of the plan, in UTC.
    mark : str
        A hash by which two copies are told to show the same; empty if there is none.
    """

    name: str = ""
    at: datetime | None = None
    mark: str = ""


@dataclass(frozen=True)
class Concurrence:
    """A nation's signature under a baseline.

    Attributes
    ----------
    nation : str
        Its id.
    name, function : str
        Who signed.
    at : datetime
        UTC.
    reservations : str
        Empty if there are none.
    """

    nation: str
    name: str
    function: str
    at: datetime
    reservations: str = ""


@dataclass(frozen=True)
class Given:
    """What a document about an exercise is made from.

    Attributes
    ----------
    seen : Programme
        What its reader may see, and nothing else.
    speech : Speech
    as_of : AsOf
    concurrences : tuple of Concurrence
    """

    seen: Programme
    speech: Speech
    as_of: AsOf = AsOf()
    concurrences: tuple[Concurrence, ...] = ()

    def say(self, sentence: str) -> str:
        """A sentence in the language of the document."""
        return self.speech.tell(sentence)

    def nation(self, code: str | None) -> str:
        """Name of a nation that the reader sees; its code if he sees no more of it."""
        return next((n.title for n in self.seen.nations if n.id == code and n.title), code or "")

    def at(self, as_of: AsOf) -> Given:
        """The same, as the state of a plan that is named."""
        return replace(self, as_of=as_of)

    @property
    def known(self) -> bool:
        """Whether the reader sees the exercise itself."""
        return may_read(self.seen.reader, self.seen.plan.exercise, self.seen.plan)

    @property
    def title(self) -> str:
        """Name of the exercise, as far as the reader may know it."""
        exercise = self.seen.plan.exercise
        named = (exercise.title or exercise.id) if self.known else ""
        return named or self.say(said("Exercise"))

    @property
    def serials(self) -> Iterator[Entry]:
        """Entries that are serials: all but reserved times."""
        return (entry for entry in self.seen.entries if entry.serial is not None)


def given_of(
    plan: Plan,
    timetable: Timetable | None,
    reader: Reader,
    speech: Speech,
    as_of: AsOf | None = None,
    concurrences: Iterable[Concurrence] = (),
) -> Given:
    """What a document is made from for a reader; a plan without a timetable has an empty one.

    Parameters
    ----------
    plan : Plan
        The whole plan.
    """
    held = timetable if timetable is not None else empty_timetable(plan)
    seen = programme(held, plan, reader)
    return Given(seen, speech, as_of or AsOf(), tuple(concurrences))


def empty_timetable(plan: Plan) -> Timetable:
    """The timetable of a plan in which nothing is placed yet."""
    score = Score(
        mandatory_left_out=0,
        optional_left_out=(0, 0, 0, 0, 0),
        wishes=0,
        unfairness=0,
        end=0,
        moves=0,
    )
    return Timetable(exercise=plan.exercise.id, plan="", score=score)


def mark_of(seen: Programme) -> str:
    """SHA-256 of what a reader sees of a plan and its timetable: two copies with one mark show the same.

    All who read the same have the same mark, and nobody's tells of what he does not see.
    """
    times = [
        [entry.title, entry.begins.isoformat(), entry.ends.isoformat()]
        + [area.id for area in entry.areas]
        + [unit.id for unit in entry.units]
        for entry in seen.entries
    ]
    content = json.dumps([seen.plan.fingerprint(), times, seen.marking])
    return hashlib.sha256(content.encode()).hexdigest()


def for_visitors(given: Given) -> list[Entry]:
    """Serials that are released to visitors too, among those that the reader sees."""
    plan = given.seen.plan
    return [
        entry
        for entry in given.serials
        if entry.serial is not None and VISITORS in released_to(entry.serial, plan)
    ]
