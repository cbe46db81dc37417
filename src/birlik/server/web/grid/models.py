"""What people keep of a grid: named views."""

from __future__ import annotations

from django.conf import settings
from django.db import models

#: Characters of a view's name.
NAME_LENGTH = 60


class SavedView(models.Model):
    """Columns, filters and order under which one person looks at one kind of record of an exercise.

    Attributes
    ----------
    content : dict
        As the page's script keeps it; it names columns and what is sought in them, and no record.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    exercise = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=NAME_LENGTH)
    content = models.JSONField(default=dict)

    class Meta:
        """In the order of names, each once."""

        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["account", "exercise", "kind", "name"], name="one_view_of_a_name"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.kind}"
