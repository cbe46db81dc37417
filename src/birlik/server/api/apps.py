"""How Django knows the API and the page that describes it."""

from __future__ import annotations

from django.apps import AppConfig


class Api(AppConfig):
    """The REST API; it stores nothing itself."""

    name = "birlik.server.api"
    label = "api"
    verbose_name = "API"
