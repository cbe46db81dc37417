"""Addresses of the grid, below those of a kind of record."""

from __future__ import annotations

from django.urls import path

from birlik.server.web.grid import pages

urlpatterns = [
    path("", pages.grid, name="grid"),
    path("rows/", pages.rows, name="grid_rows"),
    path("findings/", pages.findings, name="grid_findings"),
    path("offers/", pages.offers, name="grid_offers"),
    path("change/", pages.change, name="grid_change"),
    path("take-back/", pages.take_back, name="grid_take_back"),
    path("views/", pages.views, name="grid_views"),
    path("export/", pages.export, name="grid_export"),
]
