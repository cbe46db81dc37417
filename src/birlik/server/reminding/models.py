"""What was sent already: who was reminded of which action item, and the days on which the server looked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

KEY_LENGTH, EXERCISE_LENGTH, STAGE_LENGTH = 64, 64, 20


class Reminded(models.Model):
    """That somebody was reminded of an action item; of the same stage nobody reminds him again.

    Attributes
    ----------
    exercise, item : str
        Keys of the exercise and of the action item.
    due : date
        An item that is put off is a new matter.
    stage : str
        How near the day was: see :func:`birlik.server.desk.promises.stage_of`.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    exercise = models.CharField(max_length=EXERCISE_LENGTH)
    item = models.CharField(max_length=KEY_LENGTH)
    due = models.DateField()
    stage = models.CharField(max_length=STAGE_LENGTH)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Once for each stage, whichever process was first."""

        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=["account", "exercise", "item", "due", "stage"], name="reminded_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} of {self.item}, {self.stage}"


class Looked(models.Model):
    """A day on which a server process looked for what is due; the others need not.

    Attributes
    ----------
    day : date
        In UTC.
    """

    day = models.DateField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"{self.day}"
