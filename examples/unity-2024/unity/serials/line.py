"""A serial of the tables, and danger zones and lists of units that several serials share."""

from __future__ import annotations

from typing import Any

from birlik.exercise.records.serials import Serial
from unity.forces import units_of
from unity.rows import row

#: All five nations, for serials of delegations.
ALL_FIVE = "AZE; KAZ; KGZ; TJK; UZB"

STAFFS = units_of("HQ")

#: The land elements that act at Cape Tokmak in the last episode.
FINAL_LAND = "KAZ-ASLT-1; KAZ-TANK-1; KAZ-ARTY-1; KGZ-ASLT-1; TJK-ASLT-1; UZB-ASLT-1; KAZ-OPFOR-1"
#: The ships, boats, naval infantry and special forces that act there.
FINAL_SEA = (
    "AZE-SHIP-1; AZE-SHIP-2; KAZ-SHIP-1; KAZ-SHIP-2; AZE-BOAT-1; KAZ-BOAT-1; "
    "AZE-NAVINF-1; KAZ-NAVINF-1; AZE-SOF-1; KAZ-SOF-1"
)
#: The aircraft that act there.
FINAL_AIR = "KAZ-AVN-1; KAZ-HELI-1; KAZ-HELI-2; AZE-HELI-1; KAZ-UAV-1"

TANK_ZONE = "43.430 51.555; 43.430 51.760; 43.485 51.760; 43.475 51.555"
ARTILLERY_ZONE = (
    "43.368 51.568; 43.355 51.700; 43.355 51.820; 43.460 51.820; 43.460 51.700; 43.392 51.568"
)
AIR_TO_GROUND_ZONE = "43.360 51.660; 43.360 51.825; 43.460 51.825; 43.460 51.660"
BEACH_ZONE = (
    "42.950 51.660; 42.950 51.870; 43.004 51.870; 43.004 51.795; 43.010 51.770; 43.010 51.660"
)


def line(id: str, title: str, kind: str, phase: str, duration: int, **fields: Any) -> Serial:
    """Serial of a table; `duration` in minutes, the other fields as in cells."""
    return row(Serial, id, title, kind=kind, phase=phase, duration=duration, **fields)
