"""Addresses of long work, below an exercise."""

from __future__ import annotations

from django.urls import path

from birlik.server.web.work import views

pages = [
    path("work/", views.works, name="works"),
    path("work/<str:key>/", views.work, name="work"),
    path("work/<str:key>/progress/", views.progress, name="work_progress"),
    path("work/<str:key>/stop/", views.stop_work, name="stop_work"),
    path("work/<str:key>/publish/", views.publish_work, name="publish_work"),
    path("work/<str:key>/throw-away/", views.throw_work_away, name="throw_work_away"),
]
