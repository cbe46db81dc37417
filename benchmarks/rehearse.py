"""A rehearsal of 2,000 serials in 10,000 runs, beside the same waiting in plain Python."""

from __future__ import annotations

import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.commands import EXAMPLE
from benchmarks.figure import Figure, seconds
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.formats.planfile import read
from birlik.planning.planner import plan_timetable
from birlik.planning.rehearsal import rehearse
from birlik.planning.rehearsal.conduct import Conduct
from birlik.planning.timetable import Placement, Score, Timetable
from birlik.planning.verify import score_of

SERIALS, RUNS = 2_000, 10_000

_BEGIN = datetime(2024, 6, 1, tzinfo=UTC)
_STEP = 15


def large_exercise(serials: int = SERIALS, seed: int = 1) -> tuple[Plan, Timetable]:
    """A plan of `serials` serials, and a timetable that puts them close to each other.

    Each takes two of 120 units, one of 60 areas at 12 sites, and some of three pools; every third
    waits for an earlier one. Serials are put one by one to the first time at which all is free.
    """
    chance = random.Random(seed)
    areas = [
        {
            "id": f"A-{n}",
            "kind": chance.choice(("land", "land", "sea", "air")),
            "site": f"SITE-{n % 12}",
            "serials_at_once": 3 if n % 10 == 0 else None,
        }
        for n in range(60)
    ]
    units = [{"id": f"U-{n}", "nation": "KAZ", "kind": "ASSAULT"} for n in range(120)]
    ways = [
        {
            "id": f"T-{a}-{b}",
            "origin": f"SITE-{a}",
            "destination": f"SITE-{b}",
            "minutes": 15 * (b - a),
        }
        for a in range(12)
        for b in range(a + 1, 12)
    ]
    free: defaultdict[str, int] = defaultdict(int)
    records, placements, ends = [], [], list[int]()
    for n in range(serials):
        area = chance.randrange(60)
        mine = sorted(chance.sample(range(120), 2))
        long = chance.choice((60, 90, 120, 180))
        before = chance.randrange(max(0, n - 200), n) if n % 3 == 2 else None
        taken = [f"A-{area}", *(f"U-{unit}" for unit in mine), f"TEAM-{n % 3}-{n % 20}"]
        ready = max(free[name] for name in taken)
        if before is not None:
            ready = max(ready, ends[before] + 30)
        # Days are 16 hours long; what does not fit begins on the next.
        day, minute = divmod(ready + -ready % _STEP, 1440)
        begins = (day + (minute + long > 960)) * 1440 + (minute if minute + long <= 960 else 0)
        for name in taken:
            # The longest way, so that every unit is there in time wherever it goes next.
            free[name] = begins + long + (165 if name.startswith("U-") else 15)
        ends.append(begins + long)
        at = _BEGIN + timedelta(minutes=begins)
        placements.append(
            Placement(
                serial=f"S-{n}",
                begins=at,
                ends=at + timedelta(minutes=long),
                areas=(f"A-{area}",),
                units=tuple(f"U-{unit}" for unit in mine),
            )
        )
        records.append(
            {
                "id": f"S-{n}",
                "kind": chance.choice(("live fire", "march", "sports")),
                "duration": long,
                "clearup": 15,
                "units": "; ".join(f"U-{unit}" for unit in mine),
                "areas": f"A-{area}",
                "resources": f"1 x TEAM-{n % 3}",
                "hours": "00:00-18:00",
                "after": f"S-{before} +30" if before is not None else "",
                "objectives": f"O-{n % 20}",
            }
        )
    plan = Plan.model_validate(
        {
            "exercise": {
                "id": "LARGE",
                "host": "KAZ",
                "time_zone": "UTC",
                "startex": _BEGIN,
                "endex": _BEGIN + timedelta(days=max(ends) // 1440 + 2),
            },
            "nations": [{"id": "KAZ"}],
            "units": units,
            "areas": areas,
            "travel": ways,
            "resources": [{"id": f"TEAM-{n}", "quantity": 20} for n in range(3)],
            "objectives": [{"id": f"O-{n}"} for n in range(20)],
            "serials": records,
        }
    )
    score = Score(
        mandatory_left_out=0,
        optional_left_out=(0, 0, 0, 0, 0),
        wishes=0,
        unfairness=0,
        end=max(ends),
        moves=0,
    )
    timetable = Timetable(
        exercise="LARGE",
        plan=plan.fingerprint(),
        placements=tuple(sorted(placements, key=lambda p: (p.begins, p.serial))),
        score=score,
    )
    return plan, timetable.model_copy(update={"score": score_of(timetable, plan)})


def figures() -> Iterator[Figure]:
    """Seconds for the example and for the large exercise, and what the memory grows by."""
    plan = read(EXAMPLE).plan
    timetable = plan_timetable(plan, judge(plan), seconds=0)
    yield Figure(
        f"Unity-2024 rehearsed {RUNS:,} times",
        f"{seconds(lambda: rehearse(plan, timetable, runs=RUNS), 3):.2f} s",
        "",
    )
    large, placed = large_exercise()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = seconds(lambda: rehearse(large, placed, runs=RUNS), 3)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    plain = _plain_seconds(large, placed)
    yield Figure(
        f"{len(placed.placements):,} serials rehearsed {RUNS:,} times, with dangers and buffers",
        f"{taken:.1f} s, {grown:.0f} MB",
        "5 s",
        "plain Python, waiting for units, areas and pools alone, without weather or results",
        f"{plain:.0f} s ({plain / taken:.0f}×)",
    )


def _plain_seconds(plan: Plan, timetable: Timetable, runs: int = 20) -> float:
    """Seconds that loops over runs and serials would take for all runs, measured on a few."""
    conduct = Conduct(plan, timetable)
    waits = [[*zip(one.givers.tolist(), one.lags.tolist(), strict=True)] for one in conduct.waits]
    planned, lasting = conduct.planned.tolist(), conduct.lasting.tolist()
    chance = random.Random(1)
    begun = time.perf_counter()
    for _ in range(runs):
        ends: list[float] = []
        for number, mine in enumerate(waits):
            start = max([planned[number], *(ends[giver] + lag for giver, lag in mine)])
            start += chance.expovariate(0.1) if chance.random() < 0.3 else 0.0
            ends.append(start + lasting[number] * chance.triangular(0.9, 1.25, 1.0))
    return (time.perf_counter() - begun) / runs * RUNS
