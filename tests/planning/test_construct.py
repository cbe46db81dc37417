"""The first timetable, without any search."""

from __future__ import annotations

from birlik.planning.construct import constructed
from birlik.planning.formulate import formulate
from birlik.planning.planner import plan_timetable
from birlik.planning.verify import verify
from tests.building import area, plan_with, serial
from tests.planning.test_what_serials_ask_for import ONE_DAY


def test_the_awkward_serial_gets_its_place_from_the_easy_ones() -> None:
    # Placed by size alone, the long serial takes the only hours in which the short ones fit.
    serials = [
        serial("LONG", 600, areas="A"),
        *(serial(f"S-{n}", 120, areas="A", hours="08:00-14:00") for n in range(3)),
    ]
    plan = plan_with(serials=serials, areas=[area("A")], **ONE_DAY)
    timetable = plan_timetable(plan, seconds=0)
    assert len(timetable.placements) == 4
    assert timetable.proof is None
    assert verify(timetable, plan) == ()


def test_the_same_seed_gives_the_same_first_timetable() -> None:
    serials = [serial(f"S-{n}", 300, areas="A | B", priority=n % 3 + 1) for n in range(12)]
    plan = plan_with(serials=serials, areas=[area("A"), area("B")], **ONE_DAY)
    problem = formulate(plan).problem
    assert constructed(problem, seed=7) == constructed(problem, seed=7)


def test_it_can_be_stopped() -> None:
    serials = [serial(f"S-{n}", 1000, areas="A") for n in range(6)]
    problem = formulate(plan_with(serials=serials, areas=[area("A")], **ONE_DAY)).problem
    assert len(constructed(problem, rounds=1000, stop=lambda: True)) == 1
