"""A timetable of 2,000 serials repaired after an area is shut for two days, as a call and as a command."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, seconds
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area
from birlik.formats.planfile import read, write
from birlik.formats.timetable.jsonfile import read_timetable, write_timetable
from birlik.planning.construct import constructed
from birlik.planning.formulate import formulate
from birlik.planning.planner import timetable_of
from birlik.planning.repair import replan
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify

SERIALS = 2_000
DAYS = 20
SITES, AREAS, UNITS = 12, 60, 240
KINDS = ("ASSAULT", "TANK", "ARTILLERY", "ENGINEER")
NATIONS = ("KAZ", "AZE", "UZB", "KGZ")

#: The changes: an area and the two days on which it is shut.
SHUT = (
    ("A-30", "2024-07-02T00:00+05:00..2024-07-04T00:00+05:00"),
    ("A-7", "2024-07-01T00:00+05:00..2024-07-03T00:00+05:00"),
    ("A-19", "2024-07-01T00:00+05:00..2024-07-03T00:00+05:00"),
)

BUDGET = 10.0


def great_exercise(serials: int = SERIALS, seed: int = 1) -> Plan:
    """A plan of three weeks with ranges at twelve sites, companies of four nations, and all rules."""
    chance = random.Random(seed)
    units = [
        {
            "id": f"U-{n}",
            "nation": NATIONS[n % len(NATIONS)],
            "kind": KINDS[n // len(NATIONS) % len(KINDS)],
            "personnel": 100,
        }
        for n in range(UNITS)
    ]
    areas = [
        {
            "id": f"A-{n}",
            "kind": "land",
            "site": f"SITE-{n % SITES}",
            "position": f"{43 + n % SITES * 0.05:.3f} {51 + n // SITES * 0.04:.3f}",
            "radius": 300,
            "open_hours": "06:00-22:00" if n % 3 else "",
            "serials_at_once": 2 if n % 10 == 9 else None,
        }
        for n in range(AREAS)
    ]
    records = []
    for n in range(serials):
        home = chance.randrange(SITES)
        places = [home + SITES * k for k in range(AREAS // SITES)]
        first, second = chance.sample(places, 2)
        who = chance.sample(range(home % 4, UNITS, 4), 2)
        records.append(
            {
                "id": f"S-{n}",
                "title": f"Training {n}",
                "kind": chance.choice(("live fire", "march", "sports", "visit", "drill")),
                "priority": chance.choice((None, None, 1, 2, 3)),
                "duration": chance.choice((60, 90, 120, 180)),
                "setup": 30,
                "clearup": 15,
                "units": "; ".join(f"U-{unit}" for unit in who),
                "choose": "1 x ENGINEER" if n % 10 == 0 else "",
                "areas": f"A-{first} | A-{second}" if n % 2 else f"A-{first}",
                "resources": "1 x TEAM" if n % 4 == 0 else "",
                "light": "day" if n % 5 == 0 else "",
                "danger_radius": 500 if n % 50 == 0 else None,
                "after": f"S-{n - 1} +30" if n % 8 == 1 else "",
                "wish_hours": "09:00-12:00" if n % 6 == 0 else "",
                "releasable_to": "ALL" if n % 7 == 0 else "",
            }
        )
    return Plan.model_validate(
        {
            "exercise": {
                "id": "GREAT-24",
                "host": "KAZ",
                "time_zone": "Asia/Aqtau",
                "startex": "2024-06-30T19:00:00Z",
                "endex": f"2024-07-{DAYS:02}T19:00:00Z",
                "position": "43.65 51.17",
            },
            "nations": [{"id": name, "title": name, "role": "participant"} for name in NATIONS],
            "units": units,
            "areas": areas,
            "resources": [{"id": "TEAM", "quantity": 30}],
            "rules": [
                {"id": "R-WORK", "kind": "most work a day", "limit": 10},
                {"id": "R-REST", "kind": "least rest", "limit": 8},
                {"id": "R-QUIET", "kind": "quiet hours", "hours": "23:00-05:00"},
            ],
            "serials": records,
        }
    )


def shut(plan: Plan, area: str, period: str) -> Plan:
    """The plan with an area closed for a time."""
    areas = tuple(
        Area.model_validate(
            record.model_dump(mode="json", exclude_defaults=True) | {"closures": period}
        )
        if record.id == area
        else record
        for record in plan.areas
    )
    return plan.model_copy(update={"areas": areas})


def first_timetable(plan: Plan) -> Timetable:
    """First conflict-free timetable of a plan."""
    formulation = formulate(plan)
    solution = constructed(formulation.problem, rounds=1)
    return timetable_of(plan, formulation, solution, {}, 0, reproducible=True)


def figures() -> Iterator[Figure]:
    """Seconds from the files to a repair, and how near it is to the proven least."""
    plan = great_exercise()
    kept = first_timetable(plan)
    assert not [found for found in verify(kept, plan) if found.code != "B521"]
    with tempfile.TemporaryDirectory() as folder:
        plan_file, kept_file = Path(folder) / "plan.json", Path(folder) / "timetable.json"
        write_timetable(kept, kept_file)
        for area, period in SHUT:
            write(shut(plan, area, period), plan_file)
            yield _repaired(plan_file, kept_file, area)
        workbook = Path(folder) / "plan.xlsx"
        write(shut(plan, *SHUT[0]), workbook)
        yield _command(plan_file, workbook, kept_file, Path(folder) / "out")


def _command(plan_file: Path, workbook: Path, kept_file: Path, out: Path) -> Figure:
    """Figure of the whole command as a person waits for it, of the last change and the first."""

    def waited(file: Path, *options: str, times: int = 3) -> str:
        command = (
            sys.executable,
            "-m",
            "birlik.cli",
            "replan",
            str(file),
            "--keep",
            str(kept_file),
        )
        taken = seconds(
            lambda: subprocess.run((*command, *options), check=True, capture_output=True), times
        )
        return f"{taken:.1f} s"

    written = waited(plan_file, "--out", str(out), times=1)
    assert not [
        found
        for found in verify(read_timetable(out / "timetable.json"), read(plan_file).plan)
        if found.code != "B521"
    ]
    return Figure(
        f"`birlik replan` on {SERIALS:,} serials, {SHUT[-1][0]} shut for two days, the whole command",
        f"{waited(plan_file)}; from a workbook, {SHUT[0][0]} shut, {waited(workbook)}; "
        f"with every form written {written}",
        "3 s",
        "an empty Python",
        f"{seconds(lambda: subprocess.run((sys.executable, '-c', 'pass'), check=True)):.2f} s",
    )


def _repaired(plan_file: Path, kept_file: Path, area: str) -> Figure:
    """Figure of one repair."""
    begun = time.perf_counter()
    source = read(plan_file)
    kept = read_timetable(kept_file)
    findings = (*source.findings, *judge(source.plan))
    read_in = time.perf_counter() - begun
    repair = replan(source.plan, kept, findings, seconds=BUDGET)
    taken = time.perf_counter() - begun
    broken = [found for found in verify(repair.timetable, source.plan) if found.code != "B521"]
    assert not broken
    moved = sum(change.was is not None and change.cost > 0 for change in repair.changes)
    gap = (repair.cost - repair.bound) / max(repair.bound, 1)
    begun = time.perf_counter()
    anew = first_timetable(source.plan)
    alone = time.perf_counter() - begun
    was = {placed.serial: (placed.begins, placed.areas) for placed in kept.placements}
    others = sum(
        was.get(placed.serial) != (placed.begins, placed.areas) for placed in anew.placements
    )
    return Figure(
        f"{SERIALS:,} serials, {area} shut for two days: repaired",
        f"{taken:.1f} s ({read_in:.1f} s of it reading and judging), {moved} moved, cost "
        f"{repair.cost}, {'proven least' if repair.proven else f'within {gap:.0%} of the least'}",
        "3 s, within 10 % of the proven least",
        "planned anew from nothing, first timetable",
        f"{alone:.1f} s, {others:,} moved",
    )
