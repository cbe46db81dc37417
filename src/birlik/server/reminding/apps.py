"""How Django knows the reminders."""

from __future__ import annotations

from django.apps import AppConfig


class Reminding(AppConfig):
    """Reminders of action items."""

    name = "birlik.server.reminding"
    label = "reminding"
    verbose_name = "Reminders"
    default_auto_field = "django.db.models.BigAutoField"
