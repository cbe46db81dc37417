"""The stream of better timetables while a plan is planned."""

from __future__ import annotations

import pytest

from birlik.exercise.plan import Plan
from birlik.planning import better_timetables, plan
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from tests.building import area, plan_with, serial
from tests.planning.test_what_serials_ask_for import ONE_DAY


def crowded(serials: int = 9) -> Plan:
    """An exercise in which the first timetable leaves something to improve."""
    wanted = [
        serial(f"S-{n}", 60 + 15 * (n % 5), areas="A | B", wish_hours="08:00-12:00", priority=None)
        for n in range(serials)
    ]
    return plan_with(serials=wanted, areas=[area("A"), area("B")], **ONE_DAY)


@pytest.fixture(scope="module")
def stream() -> list[Timetable]:
    """Every timetable of the exercise until all is proven, long before the clock could end the search."""
    return list(better_timetables(crowded(), seconds=60))


def test_each_timetable_is_right_and_no_worse_than_the_one_before(
    stream: list[Timetable],
) -> None:
    assert len(stream) > 2
    assert all(verify(timetable, crowded()) == () for timetable in stream)
    scores = [timetable.score.levels for timetable in stream]
    assert scores == sorted(scores, reverse=True)


def test_the_last_one_is_what_plan_returns(stream: list[Timetable]) -> None:
    assert stream[-1] == plan(crowded(), seconds=60)


def test_the_gap_is_told_and_is_nothing_once_all_is_proven(stream: list[Timetable]) -> None:
    first, *_, last = stream
    assert first.gap is None
    assert last.proof is not None
    assert last.proof.optimal
    assert last.gap == 0


def test_leaving_the_loop_ends_planning() -> None:
    for timetable in better_timetables(crowded(40), seconds=3600):
        assert timetable.placements
        break


def test_a_plan_without_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="STARTEX"):
        next(better_timetables(plan_with(startex=None)))
