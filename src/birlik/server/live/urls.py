"""Addresses of the live stream that Django answers; the stream itself is beside it."""

from __future__ import annotations

from django.urls import path

from birlik.server.live import views

urlpatterns = [
    path("exercises/<str:exercise>/live-ticket/", views.ticket, name="live_ticket"),
]
