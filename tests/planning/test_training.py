"""A small version of the large benchmark: chains of serials with day windows and pools."""

from __future__ import annotations

from benchmarks.large import first_timetable
from benchmarks.training import Size, training


def test_a_training_week_is_placed_without_a_conflict() -> None:
    week = Size(serials=150, days=14, units=60, areas=40, sites=4, pools=6)
    timetable, _ = first_timetable(week)
    assert len(timetable.placements) == 150


def test_the_same_seed_gives_the_same_exercise() -> None:
    week = Size(serials=20, days=7, units=30, areas=20, sites=2, pools=3)
    assert training(week, seed=1) == training(week, seed=1) != training(week, seed=2)
