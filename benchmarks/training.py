"""Training months and years: large seeded exercises of chains of serials, with day windows and pools."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area, Resource, Unit
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Exercise, Nation
from birlik.exercise.values.reading import Reading

ZONE = "Asia/Aqtau"
NATIONS = ("AZE", "KAZ", "KGZ", "TJK", "UZB")
KINDS = ("INFANTRY", "TANK", "ARTILLERY", "ENGINEER", "SIGNAL", "MEDICAL", "BOAT", "HELICOPTER")
GROUNDS = ("range", "manoeuvre ground", "classroom", "water")
STAGES = ("rehearsal", "dry", "blank", "live")
DAY = (("06:00-20:00", 5), ("08:00-18:00", 4), ("20:00-04:00", 1))


@dataclass(frozen=True)
class Size:
    """How large a generated exercise is."""

    serials: int
    days: int
    units: int = 1_200
    areas: int = 800
    sites: int = 40
    pools: int = 60


MONTH = Size(serials=10_000, days=30)
YEAR = Size(serials=70_000, days=365)


def training(size: Size, seed: int = 0) -> Plan:
    """Exercise of a size; the same seed gives the same.

    Each chain of one to four stages belongs to one unit or two of a site and to grounds of one sort there;
    live and blank stages draw on the site's pools, and some ask for a further unit of a kind.
    """
    chance = random.Random(seed)
    begins = datetime(2026, 1, 5, tzinfo=ZoneInfo(ZONE))
    exercise = Exercise(
        id="TRAINING",
        host="KAZ",
        time_zone=ZONE,
        startex=begins,
        endex=begins + timedelta(days=size.days),
    )
    units = [
        Unit(
            id=f"U-{n}",
            nation=NATIONS[n % len(NATIONS)],
            kind=KINDS[n // len(NATIONS) % len(KINDS)],
            personnel=chance.randint(10, 120),
        )
        for n in range(size.units)
    ]
    areas = [Area(id=f"A-{n}", site=f"SITE-{n % size.sites}") for n in range(size.areas)]
    pools = [Resource(id=f"P-{n}", quantity=chance.randint(8, 16)) for n in range(size.pools)]
    return Plan(
        exercise=exercise,
        nations=tuple(Nation(id=name, role="participant") for name in NATIONS),
        units=tuple(units),
        areas=tuple(areas),
        resources=tuple(pools),
        serials=tuple(_serials(size, chance)),
    )


def _serials(size: Size, chance: random.Random) -> Iterator[Serial]:
    """Chains until there are enough serials."""
    made = 0
    while made < size.serials:
        site = chance.randrange(size.sites)
        at_site = range(site, size.units, size.sites)
        own = chance.sample(at_site, chance.choice((1, 1, 2)))
        ground = chance.randrange(len(GROUNDS))
        grounds = list(range(site + ground * size.sites, size.areas, size.sites * len(GROUNDS)))
        hours = chance.choices([h for h, _ in DAY], [w for _, w in DAY])[0]
        pool = site * size.pools // size.sites
        length = chance.randint(1, 4)
        for stage in STAGES[4 - length :]:
            if made == size.serials:
                return
            usable = chance.sample(grounds, min(len(grounds), chance.randint(1, 4)))
            yield Serial.model_validate(
                {
                    "id": f"S-{made}",
                    "kind": stage,
                    "duration": 15 * chance.randint(4, 28),
                    "setup": chance.choice((0, 15, 30)) if stage in ("blank", "live") else 0,
                    "units": tuple(f"U-{n}" for n in own),
                    "choose": f"1 x {chance.choice(KINDS)}" if chance.random() < 0.1 else "",
                    "areas": " | ".join(f"A-{n}" for n in usable),
                    "resources": f"{chance.randint(1, 3)} x P-{pool}"
                    if stage in ("blank", "live")
                    else "",
                    "hours": hours,
                    "after": f"S-{made - 1} +60" if stage != STAGES[4 - length] else "",
                },
                context=Reading(),
            )
            made += 1
