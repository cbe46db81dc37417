"""How Django knows the live stream."""

from __future__ import annotations

from django.apps import AppConfig


class Live(AppConfig):
    """The stream of changes, and who is here."""

    name = "birlik.server.live"
    label = "live"
    verbose_name = "Live stream"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look after the streams at once when somebody is signed out or loses his part."""
        from birlik.server.live import looking

        looking.start()
