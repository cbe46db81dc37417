"""Addresses of long work, below an exercise."""

from __future__ import annotations

from django.urls import path

from birlik.server.web.work import views

urlpatterns = [
    path("", views.works, name="works"),
    path("<str:key>/", views.work, name="work"),
    path("<str:key>/progress/", views.progress, name="work_progress"),
    path("<str:key>/stop/", views.stop_work, name="stop_work"),
    path("<str:key>/publish/", views.publish_work, name="publish_work"),
    path("<str:key>/throw-away/", views.throw_work_away, name="throw_work_away"),
]
