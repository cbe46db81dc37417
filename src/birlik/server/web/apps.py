"""How Django knows the pages, their templates and their styles."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Templates, styles and scripts of all pages."""

    name = "birlik.server.web"
    label = "web"
    verbose_name = "Pages"
