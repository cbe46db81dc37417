"""How Django knows long work."""

from __future__ import annotations

from django.apps import AppConfig


class Work(AppConfig):
    """Pieces of planning, each in a process of its own."""

    name = "birlik.server.work"
    label = "work"
    verbose_name = "Long work"
    default_auto_field = "django.db.models.BigAutoField"
