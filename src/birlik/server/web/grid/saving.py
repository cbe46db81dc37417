"""The views of a grid that a person keeps under names."""

from __future__ import annotations

from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.server.people.models import Account
from birlik.server.web.grid.models import SavedView

#: Views of one kind of record that a person can keep.
MOST_VIEWS = 40


class TooMany(ValueError):
    """There are as many views as a person can keep."""


def views_of(account: Account, exercise: str, kind: RecordKind) -> list[dict[str, Any]]:
    """Names and contents of the views that a person keeps, in the order of their names."""
    found = SavedView.objects.filter(account=account, exercise=exercise, kind=kind.value)
    return [{"name": each.name, "content": each.content} for each in found]


def keep_view(
    account: Account, exercise: str, kind: RecordKind, name: str, content: dict[str, Any]
) -> None:
    """Keep a view under a name; one of that name is replaced.

    Raises
    ------
    TooMany
    """
    mine = SavedView.objects.filter(account=account, exercise=exercise, kind=kind.value)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_VIEWS:
        raise TooMany
    SavedView.objects.update_or_create(
        account=account,
        exercise=exercise,
        kind=kind.value,
        name=name,
        defaults={"content": content},
    )


def delete_view(account: Account, exercise: str, kind: RecordKind, name: str) -> None:
    """Forget a view; one that is not there is forgotten already."""
    SavedView.objects.filter(
        account=account, exercise=exercise, kind=kind.value, name=name
    ).delete()
