"""The addresses of all pages; each room lists its own."""

from __future__ import annotations

from django.urls import include, path

from birlik.server.web import health, home

handler400 = "birlik.server.web.errors.bad_request"
handler403 = "birlik.server.web.errors.denied"
handler404 = "birlik.server.web.errors.absent"
handler429 = "birlik.server.web.errors.too_many"
handler500 = "birlik.server.web.errors.broken"

urlpatterns = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/", include("birlik.server.people.account_urls")),
    path("", include("birlik.server.live.urls")),
    path("", include("birlik.server.people.urls")),
]
