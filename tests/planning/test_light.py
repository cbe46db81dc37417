"""Light by the real sun, as the planner sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from birlik.exercise.records.serials import Light
from birlik.exercise.values.ground import Position
from birlik.planning.light import light_windows

AKTAU = Position(lat=43.65, lon=51.17)
BEGIN = datetime(2024, 7, 8, 19, tzinfo=UTC)  # midnight in Aktau
END = BEGIN + timedelta(days=2)


def clock(minute: int) -> str:
    """Local wall clock of a minute after midnight."""
    return f"{minute // 60:02}:{minute % 60:02}"


def test_a_day_in_aktau_has_night_dawn_day_and_dusk() -> None:
    def within(light: Light) -> list[tuple[str, str]]:
        windows = light_windows(AKTAU, [light], BEGIN, END)
        return [(clock(b), clock(e)) for b, e in windows if 0 <= b < 1440]

    (day,) = within(Light.DAY)
    (dawn,) = within(Light.DAWN)
    (dusk,) = within(Light.DUSK)
    assert ("05:50", "21:00") < day < ("06:10", "21:30")
    assert dawn[1] <= day[0]
    assert day[1] <= dusk[0]
    assert within(Light.NIGHT)[0][0] >= dusk[1]


def test_stretches_that_touch_are_one() -> None:
    both = light_windows(AKTAU, [Light.DUSK, Light.NIGHT, Light.DAWN], BEGIN, END)
    nights = [(b, e) for b, e in both if 0 <= b < 1440]
    assert len(nights) == 1
    assert nights[0][1] > 1440


def test_all_lights_together_are_always() -> None:
    (stretch,) = light_windows(AKTAU, list(Light), BEGIN, END)
    assert stretch[0] <= 0
    assert stretch[1] >= 2 * 1440


@pytest.mark.parametrize(
    ("month", "light"), [(6, Light.DAY), (12, Light.NIGHT)], ids=["midnight sun", "polar night"]
)
def test_near_the_pole_the_sun_may_stay_away_or_up(month: int, light: Light) -> None:
    begin = datetime(2024, month, 20, tzinfo=UTC)
    north = Position(lat=82.5, lon=20.0)
    (stretch,) = light_windows(north, [light], begin, begin + timedelta(days=2))
    assert stretch[0] <= 0
    assert stretch[1] >= 2 * 1440
