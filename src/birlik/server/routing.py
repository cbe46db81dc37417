"""Which database holds what: counters of attempts are in a file of their own, beside the accounts.

On SQLite each commit waits for the disk, which what people rely on is worth, and a counter that is
forgotten within minutes is not: signing in takes a dozen of them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

CACHE, DEFAULT = "cache", "default"


def cache_alias() -> str:
    """Alias of the database that holds counters."""
    return CACHE if CACHE in settings.DATABASES else DEFAULT


class CountersApart:
    """Django's router: its cache goes to the cache's database, and everything else to the default."""

    def _alias(self, app_label: str) -> str:
        return cache_alias() if app_label == "django_cache" else DEFAULT

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Where a model is read."""
        return self._alias(model._meta.app_label)

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Where a model is written."""
        return self._alias(model._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether an application's tables belong into a database."""
        if CACHE not in settings.DATABASES:
            return True
        return (db == CACHE) == (app_label == "django_cache")
