"""Addresses of the board, below an exercise."""

from __future__ import annotations

from django.urls import path

from birlik.server.web.board import views

urlpatterns = [
    path("", views.board, name="board"),
    path("data/", views.data, name="board_data"),
    path("findings/", views.findings, name="board_findings"),
    path("judge/", views.judge, name="board_judge"),
    path("fits/", views.where_it_fits, name="board_fits"),
    path("move/", views.publish_move, name="board_move"),
    path("wish/", views.wish, name="board_wish"),
    path("compare/<str:key>/", views.compare, name="board_compare"),
    path("proposal/<str:key>/", views.proposal, name="board_proposal"),
]
