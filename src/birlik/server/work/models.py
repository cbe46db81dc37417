"""A piece of long work as it is stored: what was asked, from which view, how far it is, what came of it."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models

from birlik.exercise.roles import Reader
from birlik.exercise.sentences import kept_form, sentence_again
from birlik.server.people.keys import KEY_LENGTH, random_key
from birlik.server.people.models import EXERCISE_LENGTH, HASH_LENGTH

#: Longest name of a seat that is kept.
SEAT_LENGTH = 120


def kept(text: str = "") -> dict[str, Any]:
    """A sentence as it is stored, so that everybody is told it in his language."""
    return {"text": text[:], "said": kept_form(text)}


def again(stored: dict[str, Any]) -> str:
    """The sentence that was stored."""
    return sentence_again(stored["text"], stored["said"])


class Kind(models.TextChoices):
    """What is done."""

    PLAN = "plan"
    REPLAN = "replan"
    EXPLAIN = "explain"
    REHEARSE = "rehearse"


class Stage(models.TextChoices):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    PUBLISHED = "published"


#: Stages in which a piece of work takes its seat's place.
OPEN = (Stage.WAITING, Stage.RUNNING)


class Piece(models.Model):
    """A piece of long work.

    Attributes
    ----------
    exercise, seat, who : str
        Key of the exercise, name of the seat from whose view it is made, key of the account that asked.
    kind, stage : str
    asked : dict
        Seconds, seed, and what else the kind takes.
    plan : str
        Fingerprint of the view that it is made from.
    given : bytes
        That view, with its reserved times and the timetable to start from: all that the work may know.
    about : bytes
        Which records and fields that view tells of, so that nobody is shown what is withdrawn from him since.
    stop : bool
        Whether somebody wants it to end with the best so far.
    done : float
        From 0 to 1.
    saying : dict
        What is being done, in words, as :func:`kept` stores them.
    best : dict
        Figures of the best so far: serials placed and left out, the numbers of the score, and what is
        proven of each.
    result : bytes or None
        The best so far, and in the end the result.
    message : dict
        Why it failed, likewise.
    process : str
        Of whoever does it.
    slot : int or None
        Which of the places for work on this installation it takes; nobody else has the same.
    step : str
        Key of the step that published it.
    asked_at, begun_at, ended_at, seen_at : datetime
        By the clock of the database; `seen_at` is the last sign of life of its process.
    """

    key = models.CharField(
        primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False
    )
    exercise = models.CharField(max_length=EXERCISE_LENGTH)
    seat = models.CharField(max_length=SEAT_LENGTH)
    who = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    asked = models.JSONField(default=dict)
    plan = models.CharField(max_length=HASH_LENGTH)
    given = models.BinaryField()
    about = models.BinaryField()
    stop = models.BooleanField(default=False)
    done = models.FloatField(default=0.0)
    saying = models.JSONField(default=kept)
    best = models.JSONField(default=dict)
    result = models.BinaryField(null=True)
    message = models.JSONField(default=kept)
    process = models.CharField(max_length=40, default="")
    slot = models.PositiveSmallIntegerField(null=True, unique=True)
    step = models.CharField(max_length=64, default="")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        """One open piece for each exercise and seat."""

        ordering = ("-asked_at",)
        indexes = (models.Index(fields=["exercise", "seat", "-asked_at"], name="work_of_a_seat"),)
        constraints = (
            models.UniqueConstraint(
                fields=["exercise", "seat"],
                condition=models.Q(stage__in=[Stage.WAITING, Stage.RUNNING]),
                name="one_open_work_for_a_seat",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.exercise}, {self.stage}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.stage in OPEN

    @property
    def content(self) -> Any:
        """The result as JSON; None if there is none."""
        return None if self.result is None else unpacked(bytes(self.result))


def seat_name(reader: Reader) -> str:
    """Name of the seat of a reader: of all who see the same."""
    seat = reader.seat
    if seat.whole:
        return "author"
    return f"{seat.nation}/{seat.role}/{'trusted' if seat.trusted else ''}"[:SEAT_LENGTH]


def packed(content: Any) -> bytes:
    """JSON, made small."""
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 3)


def unpacked(content: bytes) -> Any:
    """What :func:`packed` was given."""
    return json.loads(zlib.decompress(content))
