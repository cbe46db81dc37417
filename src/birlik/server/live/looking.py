"""Notices at once when somebody's session, part, account or token ends in this process.

What ends otherwise, or in another process, is found by looking (see `stream`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from birlik.server.people.models import Account, ApiToken, Membership

_listeners: list[Callable[[], None]] = []


def start() -> None:
    """Listen from now on; telling it twice changes nothing."""
    for model in (Session, Membership, Account, ApiToken):
        post_delete.connect(_ended, sender=model, dispatch_uid=f"birlik live {model.__name__}")
    for model in (Membership, Account, ApiToken):
        post_save.connect(_saved, sender=model, dispatch_uid=f"birlik live {model.__name__}")


def tell(listener: Callable[[], None]) -> None:
    """Call somebody, from whatever thread, when something may have ended."""
    _listeners.append(listener)


def forget(listener: Callable[[], None]) -> None:
    """Call him no longer."""
    with suppress(ValueError):
        _listeners.remove(listener)


def _saved(created: bool = False, **_: Any) -> None:
    if not created:
        _ended()


def _ended(**_: Any) -> None:
    if _listeners:
        transaction.on_commit(_tell, robust=True)


def _tell() -> None:
    for listener in tuple(_listeners):
        listener()
