"""A workbook of 20,000 rows read and judged, beside openpyxl only reading it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from benchmarks.figure import Figure, seconds
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan
from birlik.formats.planfile import read, write

ROWS = 20_000


def training_year(rows: int, seed: int = 1) -> Plan:
    """A plan of `rows` serials with 1,000 units and 500 areas, and a few slips in it."""
    chance = random.Random(seed)
    units = [
        {"id": f"U-{n}", "title": f"Company {n}", "nation": "KAZ", "kind": "ASSAULT"}
        for n in range(1000)
    ]
    areas = [
        {"id": f"A-{n}", "title": f"Range {n}", "kind": "land", "site": f"SITE-{n % 40}"}
        for n in range(500)
    ]
    serials = []
    for n in range(rows):
        day = f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        serials.append(
            {
                "id": f"S-{n}",
                "title": f"Live firing {n}",
                "kind": chance.choice(("live fire", "march", "sports")),
                "duration": chance.choice((60, 90, 240)),
                "setup": 30,
                "clearup": 15,
                "units": f"U-{chance.randrange(1000)}; U-{chance.randrange(1000)}",
                "areas": f"A-{chance.randrange(501)} | A-{chance.randrange(500)}",
                "resources": "2 x TEAM; 10 x AMMO",
                "earliest": f"{day}T06:00:00Z",
                "hours": "06:00-12:00; 15:00-21:00",
                "light": "day",
                "after": f"S-{n - 1} +60" if n % 3 == 1 else "",
                "wish_hours": "09:00-11:00",
                "objectives": "O-1",
                "notes": "invented",
            }
        )
    return Plan.model_validate(
        {
            "exercise": {
                "id": "YEAR",
                "host": "KAZ",
                "time_zone": "Asia/Aqtau",
                "startex": "2024-01-01T00:00:00Z",
                "endex": "2025-01-01T00:00:00Z",
                "position": "43.65 51.17",
            },
            "nations": [{"id": "KAZ", "title": "Kazakhstan"}],
            "units": units,
            "areas": areas,
            "resources": [
                {"id": "TEAM", "quantity": 40},
                {"id": "AMMO", "quantity": 900000, "used_up": True},
            ],
            "objectives": [{"id": "O-1", "title": "Fire and move"}],
            "serials": serials,
        }
    )


def figures() -> Iterator[Figure]:
    """Seconds to read and judge the workbook."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.xlsx"
        write(training_year(ROWS), file)

        def judged() -> None:
            source = read(file)
            judge(source.plan)

        def opened() -> None:
            for sheet in openpyxl.load_workbook(file, read_only=True):
                for _ in sheet.iter_rows(values_only=True):
                    pass

        taken, peer = seconds(judged, 3), seconds(opened, 3)
        size = file.stat().st_size / 1e6
    yield Figure(
        f"workbook of {ROWS:,} rows ({size:.1f} MB) read and judged",
        f"{taken:.1f} s",
        "10 s",
        "openpyxl reading its values, no more",
        f"{peer:.1f} s ({taken / peer:.1f}×)",
    )
