"""How Django knows the pages, their templates and their styles."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Templates, styles and scripts of all pages."""

    name = "birlik.server.web"
    label = "web"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Offer the programme of exercises where people are given their parts."""
        from birlik.server.people import exercises
        from birlik.server.web.offering import offered

        exercises.offer(offered)
