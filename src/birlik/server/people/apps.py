"""How Django knows the people of an installation."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    """Accounts and what they may do."""

    name = "birlik.server.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Start to listen to what happens to accounts."""
        from birlik.server.people import listening

        listening.start()
