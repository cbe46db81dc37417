"""Wall clocks, days and instants as minutes of a problem."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.values.hours import DaySpan, HourWindow
from birlik.planning.frame import Frame
from tests.building import instant, plan_with


def test_minutes_count_from_the_full_hour_before_startex() -> None:
    frame = Frame.of(plan_with(startex="2024-07-08 06:20", endex="2024-07-09 00:00"))
    assert frame.origin == instant("2024-07-08 06:00")
    assert list(frame.span) == [(20, 18 * 60)]
    assert frame.instant(75) == instant("2024-07-08 07:15")


def test_hours_that_pass_midnight_belong_to_the_day_on_which_they_begin() -> None:
    frame = Frame.of(plan_with())
    night = frame.hours_on([HourWindow.parse("22:00-04:00")], [DaySpan.parse("2024-07-08")])
    assert list(night) == [(22 * 60, 28 * 60)]


def test_adjoining_days_are_one_stretch() -> None:
    frame = Frame.of(plan_with())
    days = frame.whole_days([DaySpan.parse("2024-07-08"), DaySpan.parse("Tue")])
    assert next(iter(days)) == (0, 2 * 1440)


def test_a_day_on_which_the_clocks_change_is_an_hour_longer_or_shorter() -> None:
    frame = Frame.of(
        plan_with(zone="Europe/Berlin", startex="2024-10-26 00:00", endex="2024-10-28 00:00")
    )
    days = frame.whole_days([DaySpan.parse("2024-10-27")])
    assert list(days) == [(1440, 1440 + 25 * 60)]


def test_working_days_begin_when_the_exercise_says() -> None:
    frame = Frame.of(plan_with(day_begins="04:00"))
    assert 4 * 60 in frame.day_edges
    assert 0 not in frame.day_edges


@pytest.mark.parametrize(
    "frame", [{"startex": None}, {"endex": None}, {"endex": "2024-07-01 00:00"}]
)
def test_an_exercise_needs_a_beginning_and_a_later_end(frame: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="STARTEX"):
        Frame.of(plan_with(**frame))
