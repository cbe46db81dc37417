"""A timetable of 2,000 serials repaired after an area is shut for two days."""

from __future__ import annotations

import random
from functools import cache

from birlik.exercise.plan import Plan
from birlik.planning.construct import constructed
from birlik.planning.formulate import formulate
from birlik.planning.planner import timetable_of
from birlik.planning.timetable import Timetable

SERIALS = 2_000
DAYS = 20
SITES, AREAS, UNITS = 12, 60, 240
KINDS = ("ASSAULT", "TANK", "ARTILLERY", "ENGINEER")
NATIONS = ("KAZ", "AZE", "UZB", "KGZ")

#: The area and the days of the change.
SHUT = ("A-7", "2024-07-06 00:00..2024-07-08 00:00")


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
    changed = plan.model_dump(mode="json", exclude_defaults=True)
    for record in changed["areas"]:
        if record["id"] == area:
            begins, ends = period.split("..")
            record["closures"] = f"{_utc(begins)}..{_utc(ends)}"
    return Plan.model_validate(changed)


def _utc(local: str) -> str:
    return local.replace(" ", "T") + "+05:00"


@cache
def first_timetable(plan: Plan) -> Timetable:
    """First conflict-free timetable of a plan."""
    formulation = formulate(plan)
    solution = constructed(formulation.problem, rounds=1)
    return timetable_of(plan, formulation, solution, {}, 0, reproducible=True)
