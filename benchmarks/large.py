"""A training month of 10,000 serials: seconds to the first timetable without a conflict."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figure import Figure
from benchmarks.training import MONTH, Size, training
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify


def first_timetable(size: Size) -> tuple[Timetable, float]:
    """First timetable of a generated exercise, found right by the verifier, and its seconds."""
    plan = training(size)
    begun = time.perf_counter()
    timetable = plan_timetable(plan, seconds=0)
    taken = time.perf_counter() - begun
    assert verify(timetable, plan) == ()
    return timetable, taken


def figures() -> Iterator[Figure]:
    """First conflict-free timetable of a month."""
    timetable, taken = first_timetable(MONTH)
    yield Figure(
        f"training month, {MONTH.serials:,} serials, {MONTH.units:,} units, {MONTH.areas} areas: "
        "first conflict-free timetable",
        f"{taken:.1f} s, {len(timetable.placements):,} placed",
        "2 s",
    )
