"""Addresses of the board, below an exercise."""

from __future__ import annotations

from django.urls import path

from birlik.server.web.board import views

pages = [
    path("board/", views.board, name="board"),
    path("board/data/", views.data, name="board_data"),
    path("board/findings/", views.findings, name="board_findings"),
    path("board/judge/", views.judge, name="board_judge"),
    path("board/fits/", views.where_it_fits, name="board_fits"),
    path("board/move/", views.publish_move, name="board_move"),
    path("board/wish/", views.wish, name="board_wish"),
    path("board/compare/<str:key>/", views.compare, name="board_compare"),
    path("board/proposal/<str:key>/", views.proposal, name="board_proposal"),
]
