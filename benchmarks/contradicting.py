"""A great exercise in which five things cannot be: seeded, so that every run explains the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from benchmarks.replan import great_exercise
from birlik.exercise.plan import Plan

#: The contradictions that are planted.
PLANTED = 5


def contradicting_exercise(serials: int = 500, seed: int = 1) -> Plan:
    """Three weeks with ranges at twelve sites, companies of four nations, all rules, and five contradictions.

    Two serials want the same sea in one night that is too short for both; three want more safety teams at
    one moment than there are; a chain is longer than the time between its first and its last; a serial must
    be held where it is closed all day; seven want a hall within two mornings that hold six.
    """
    chance = random.Random(seed)
    planted = list(_planted(chance))
    plan = great_exercise(serials - len(planted), seed)
    content = plan.model_dump(mode="json", exclude_defaults=True)
    content["areas"] += [
        {"id": "SEA", "kind": "sea", "position": "43.65 51.17", "site": "SITE-0"},
        {"id": "SEA-2", "kind": "sea", "position": "43.60 51.10", "site": "SITE-0"},
        {
            "id": "BRIDGE",
            "kind": "facility",
            "position": "43.05 51.02",
            "site": "SITE-1",
            "closures": "2024-07-04T19:00:00Z..2024-07-05T19:00:00Z",
        },
        {"id": "HALL", "kind": "facility", "position": "43.10 51.04", "site": "SITE-2"},
    ]
    content["resources"] += [{"id": "RANGE-TEAM", "quantity": 4, "measure": "teams"}]
    content["serials"] += planted
    next(rule for rule in content["rules"] if rule["id"] == "R-QUIET")["except_serials"] = (
        "N-0; N-1"
    )
    return Plan.model_validate(content)


def _planted(chance: random.Random) -> Iterator[dict[str, Any]]:
    night = {"areas": "SEA", "light": "night", "earliest": "2024-07-08T10:00:00Z"}
    for n in range(2):
        yield {
            "id": f"N-{n}",
            "title": f"Boarding {n}",
            "duration": 240 + 15 * chance.randrange(3),
        } | (night | {"latest": "2024-07-09T07:00:00Z"})
    for n in range(3):
        yield {
            "id": f"T-{n}",
            "title": f"Live fire {n}",
            "duration": 120,
            "resources": "2 x RANGE-TEAM",
            "fixed": "2024-07-10T05:00:00Z",
        }
    for n, stage in enumerate(("dry", "blank", "live")):
        yield {
            "id": f"C-{n}",
            "title": f"Landing, {stage}",
            "duration": 180,
            "after": f"C-{n - 1} +240" if n else "",
            "earliest": None if n else "2024-07-12T03:00:00Z",
            "latest": "2024-07-12T15:00:00Z" if n == 2 else None,
        }
    yield {
        "id": "B-0",
        "title": "Bridging",
        "duration": 360,
        "areas": "BRIDGE",
        "days": "2024-07-05",
        "hours": "06:00-18:00",
    }
    for n in range(7):
        yield {
            "id": f"H-{n}",
            "title": f"Briefing {n}",
            "duration": 75,
            "areas": "HALL",
            "hours": "08:00-12:00",
            "days": "2024-07-15..2024-07-16",
        }
