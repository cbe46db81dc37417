"""How Django knows the pages, their templates and their styles."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Templates, styles and scripts of all pages."""

    name = "birlik.server.web"
    label = "web"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Offer the programme where people are given their parts; tell sentences to whoever looks."""
        from birlik.exercise.sentences import tell_by
        from birlik.server.people import exercises, preferences
        from birlik.server.speaking import spoken
        from birlik.server.web.offering import host_of, language_of_nation, offered

        exercises.offer(offered, host_of)
        preferences.ask_for_nations(language_of_nation)
        tell_by(spoken)
