"""A small version of the large benchmark: chains of serials with day windows and pools."""

from __future__ import annotations

from benchmarks.large import planned
from benchmarks.training import Size, training


def test_a_training_week_is_placed_without_a_conflict() -> None:
    week = Size(serials=150, days=14, units=60, areas=40, sites=4, pools=6)
    timetable, _ = planned(training(week), seconds=0)
    assert len(timetable.placements) == 150


def test_so_are_more_than_a_thousand_serials_and_their_end_is_near_its_bound() -> None:
    weeks = Size(serials=1100, days=30, units=200, areas=120, sites=6, pools=9)
    timetable, _ = planned(training(weeks), seconds=1)
    assert len(timetable.placements) == 1100
    assert timetable.proof is not None
    assert timetable.proof.bound.end <= timetable.score.end < 1.25 * timetable.proof.bound.end


def test_the_same_seed_gives_the_same_exercise() -> None:
    week = Size(serials=20, days=7, units=30, areas=20, sites=2, pools=3)
    assert training(week, seed=1) == training(week, seed=1) != training(week, seed=2)
