"""Exercises that TaskJuggler (Debian's tj3) can read too: seconds and end of its schedule beside Birlik's.

Run ``python -m benchmarks taskjuggler``; without tj3 the figures of Birlik stand alone, and it says so.

TaskJuggler lets a task pause while somebody is off or busy, and a serial cannot. So every serial here lasts
exactly one slot of its clock; then both mean the same by hours, units, areas of which one is used, and order.
"""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figure import Figure
from birlik.exercise.plan import Plan
from birlik.planning.planner import plan_timetable
from birlik.planning.timetable import LeftOut, Placement, Score, Timetable
from birlik.planning.verify import score_of, verify

SIZES = (100, 500, 2_000)
BUDGET = 10.0

#: Minutes of a slot of TaskJuggler's clock, the longest it knows, and of every serial.
SLOT = 60

#: Seconds after which TaskJuggler is given up.
PATIENCE = 600.0

_BEGINS, _DAYS = datetime(2026, 1, 5, tzinfo=UTC), 30
_HOURS = "06:00-22:00"
_TIME = "%Y-%m-%dT%H:%M"


def simple_exercise(serials: int, seed: int = 0) -> Plan:
    """Chains of one to three serials of an hour, each of one or two units and on one of two areas."""
    chance = random.Random(seed)
    units, areas = max(4, serials // 20), max(3, serials // 40)
    records: list[dict[str, object]] = []
    while len(records) < serials:
        mine = chance.sample(range(units), chance.choice((1, 2)))
        for stage in range(chance.randint(1, 3)):
            if len(records) == serials:
                break
            ranges = chance.sample(range(areas), 2)
            records.append(
                {
                    "id": f"S-{len(records)}",
                    "duration": SLOT,
                    "hours": _HOURS,
                    "units": "; ".join(f"U-{n}" for n in sorted(mine)),
                    "areas": " | ".join(f"A-{n}" for n in ranges),
                    "after": f"S-{len(records) - 1} +{SLOT}" if stage else "",
                }
            )
    return Plan.model_validate(
        {
            "exercise": {
                "id": "SIMPLE",
                "host": "KAZ",
                "time_zone": "UTC",
                "startex": _BEGINS,
                "endex": _BEGINS + timedelta(days=_DAYS),
                "time_step": SLOT,
            },
            "nations": [{"id": "KAZ"}],
            "units": [{"id": f"U-{n}", "nation": "KAZ"} for n in range(units)],
            # One site: TaskJuggler knows no ways.
            "areas": [{"id": f"A-{n}", "site": "CAMP"} for n in range(areas)],
            "serials": records,
        }
    )


def project_of(plan: Plan) -> str:
    """TaskJuggler's project of a simple exercise; what it writes of it is ``placements.csv``.

    Records are called by their kind and position: ``task3``, ``unit0``, ``area12``.
    """
    exercise = plan.exercise
    assert exercise.startex is not None
    assert exercise.endex is not None
    units = {unit.id: f"unit{n}" for n, unit in enumerate(plan.units)}
    areas = {area.id: f"area{n}" for n, area in enumerate(plan.areas)}
    tasks = {serial.id: f"task{n}" for n, serial in enumerate(plan.serials)}
    begins, ends = (f"{at:%Y-%m-%d-%H:%M}-+0000" for at in (exercise.startex, exercise.endex))
    lines = [
        f'project exercise "Exercise" {begins} - {ends} {{',
        '  timezone "UTC"',
        f"  timingresolution {SLOT}min",
        f"  workinghours mon - sun {_HOURS.replace('-', ' - ')}",
        "}",
        *(f'resource {name} "{name}"' for name in (*units.values(), *areas.values())),
    ]
    for serial in plan.serials:
        usable = [areas[area] for choice in serial.areas for area in choice.areas]
        others = f" alternative {', '.join(usable[1:])}" if len(usable) > 1 else ""
        wanted = [f"{units[unit]} {{ mandatory }}" for unit in serial.units]
        wanted.append(f"{usable[0]} {{ mandatory{others} }}")
        lines += [
            f'task {tasks[serial.id]} "{tasks[serial.id]}" {{',
            *(
                f"  depends {tasks[order.serial]} {{ gapduration {order.min_gap}min }}"
                for order in serial.after
            ),
            f"  effort {len(wanted) * SLOT}min",
            f"  allocate {', '.join(wanted)}",
            "}",
        ]
    lines += [
        'taskreport placements "placements" {',
        "  formats csv",
        "  columns id, start, end,",
        "    resources { listitem \"<-query attribute='id'->\" listtype comma }",
        f'  timeformat "{_TIME}"',
        "}",
    ]
    return "\n".join(lines) + "\n"


def timetable_from(plan: Plan, report: str) -> Timetable:
    """Timetable of what TaskJuggler reports; whether it is right is for the verifier to say."""
    placements = []
    for row in csv.DictReader(report.splitlines(), delimiter=";"):
        serial = plan.serials[int(row["Id"].removeprefix("task"))]
        taken = [name.strip() for name in row["Resources"].split(",")]
        placements.append(
            Placement(
                serial=serial.id,
                begins=datetime.strptime(row["Start"], _TIME).replace(tzinfo=UTC),
                ends=datetime.strptime(row["End"], _TIME).replace(tzinfo=UTC),
                areas=tuple(
                    plan.areas[int(name.removeprefix("area"))].id
                    for name in taken
                    if name.startswith("area")
                ),
                units=tuple(unit.id for n, unit in enumerate(plan.units) if f"unit{n}" in taken),
            )
        )
    there = {placed.serial for placed in placements}
    left = tuple(
        LeftOut(
            serial=serial.id, mandatory=True, code="B402", reason="TaskJuggler placed it nowhere"
        )
        for serial in plan.serials
        if serial.id not in there
    )
    nothing = Score(
        mandatory_left_out=0,
        optional_left_out=(0, 0, 0, 0, 0),
        wishes=0,
        unfairness=0,
        end=0,
        moves=0,
    )
    timetable = Timetable(
        exercise=plan.exercise.id,
        plan=plan.fingerprint(),
        placements=tuple(sorted(placements, key=lambda placed: (placed.begins, placed.serial))),
        left_out=left,
        score=nothing,
    )
    return timetable.model_copy(update={"score": score_of(timetable, plan)})


def tj3_timetable(plan: Plan, program: str) -> Timetable | str:
    """TaskJuggler's timetable, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "exercise.tjp").write_text(project_of(plan), encoding="utf-8")
        try:
            ended = subprocess.run(
                [program, "--silent", "exercise.tjp"],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return f"nothing in {PATIENCE:.0f} s"
        report = Path(folder) / "placements.csv"
        if ended.returncode or not report.is_file():
            return f"none: {(ended.stderr or ended.stdout).strip().splitlines()[-1:]}"
        return timetable_from(plan, report.read_text(encoding="utf-8"))


def figures() -> Iterator[Figure]:
    """For each size: seconds and end of Birlik's first and best timetable, beside TaskJuggler's."""
    program = shutil.which("tj3")
    # What is compiled on a machine's first run is no figure of a plan.
    plan_timetable(simple_exercise(SIZES[-1]), seconds=0)
    for size in SIZES:
        plan = simple_exercise(size)
        begun = time.perf_counter()
        first = plan_timetable(plan, seconds=0)
        at_once = time.perf_counter() - begun
        best = plan_timetable(plan, seconds=BUDGET)
        taken = time.perf_counter() - begun - at_once
        peer = "not measured: tj3 is not installed (Debian: apt-get install tj3)"
        if program:
            begun = time.perf_counter()
            found = tj3_timetable(plan, program)
            peer = (
                found
                if isinstance(found, str)
                else f"{time.perf_counter() - begun:.1f} s, {_told(found, plan)}"
            )
        yield Figure(
            f"{size:,} serials of an hour, chains and areas to choose",
            f"first in {at_once:.1f} s, {_told(first, plan)}; in {taken:.1f} s {_told(best, plan)}",
            "",
            "TaskJuggler",
            peer,
        )


def _told(timetable: Timetable, plan: Plan) -> str:
    """End of a timetable, and whether the verifier found it right."""
    broken = [found for found in verify(timetable, plan) if found.code != "B521"]
    if broken:
        return f"not right: {len(broken):,} rules broken, such as {broken[0].text}"
    missing = timetable.score.mandatory_left_out
    left = f", {missing:,} left out" if missing else ""
    proven = timetable.proof is not None and timetable.proof.bound.end == timetable.score.end
    return f"end after {timetable.score.end / 60:.0f} h{' (proven)' if proven else ''}{left}"
