"""Training months and years: the first timetable without a conflict, and how near to the bound it gets."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

from benchmarks.figure import Figure
from benchmarks.training import MONTH, YEAR, Size, training
from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify

#: Seconds in which each is improved.
MONTH_SECONDS, YEAR_SECONDS = 60.0, 120.0

#: Serials of the exercise on which the builder is compiled before anything is measured.
WARMING = Size(serials=1000, days=30, units=200, areas=100, sites=5, pools=8)


def planned(plan: Plan, seconds: float) -> tuple[Timetable, float]:
    """Timetable of an exercise, found right by the verifier, and its seconds."""
    begun = time.perf_counter()
    timetable = plan_timetable(plan, seconds=seconds)
    taken = time.perf_counter() - begun
    assert verify(timetable, plan) == ()
    return timetable, taken


def figures() -> Iterator[Figure]:
    """First timetables and gaps of a month and a year; the compiled code is there already."""
    plan_timetable(training(WARMING), seconds=0.1)
    month = training(MONTH)
    yield _first("training month, 10,000 serials, 1,200 units, 800 areas", month, "2 s")
    yield _improved("the same", month, MONTH_SECONDS, "5 %")
    del month
    year = training(YEAR)
    yield _first("training year, 70,000 serials", year, "10 s, 3 GiB")
    yield _improved("the same", year, YEAR_SECONDS, "10 %")


def _first(what: str, plan: Plan, target: str) -> Figure:
    timetable, taken = planned(plan, 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Figure(
        f"{what}: first conflict-free timetable",
        f"{taken:.1f} s, {len(timetable.placements):,} placed, {peak:.2f} GiB at most",
        target,
    )


def _improved(what: str, plan: Plan, seconds: float, target: str) -> Figure:
    timetable, taken = planned(plan, seconds)
    assert timetable.proof is not None
    end, least = timetable.score.end, timetable.proof.bound.end
    return Figure(
        f"{what}, {seconds:.0f} s: distance of the end to its proven bound",
        f"{(end - least) / least:.1%} after {taken:.0f} s",
        target,
    )
