"""What each server process tells the others of who is here."""

from __future__ import annotations

from django.db import models


class Present(models.Model):
    """The people who follow an exercise by way of one process, as it said last.

    Attributes
    ----------
    process : str
        Random, for each process that runs.
    people : list
        Fields of :class:`~birlik.server.live.presence.Person`, one list for each.
    at : datetime
        When it said so, by the clock of the database; a process that died says nothing any more.
    """

    process = models.CharField(max_length=32)
    exercise = models.CharField(max_length=64)
    people = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        """One row for each process and exercise."""

        constraints = (
            models.UniqueConstraint(fields=["process", "exercise"], name="one_row_for_a_process"),
        )

    def __str__(self) -> str:
        return f"{len(self.people)} people in {self.exercise}, by way of {self.process}"
