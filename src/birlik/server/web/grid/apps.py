"""How Django knows the grid."""

from __future__ import annotations

from django.apps import AppConfig


class Grid(AppConfig):
    """Views of the grid that people keep."""

    name = "birlik.server.web.grid"
    label = "grid"
    verbose_name = "Grid"
    default_auto_field = "django.db.models.BigAutoField"
