"""How long units need between sites: the times the plan gives, and the straight way elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass

from birlik.exercise.plan import Plan
from birlik.planning.ground import Ground

USUAL_SPEED = 40.0


@dataclass(frozen=True)
class TravelTables:
    """Minutes from site to site for each speed, and the speed of each unit.

    Attributes
    ----------
    minutes : tuple of tuple of tuple of int
        By speed class, origin and destination.
    speed_class : tuple of int
        Speed class of each unit, in the order of the plan.
    """

    minutes: tuple[tuple[tuple[int, ...], ...], ...]
    speed_class: tuple[int, ...]


def travel_tables(plan: Plan, sites: tuple[str, ...], ground: Ground) -> TravelTables:
    """Travel times between `sites` for the units of a plan."""
    given: dict[frozenset[str], int] = {}
    for way in plan.travel:
        if way.minutes is not None and way.origin != way.destination:
            pair = frozenset((way.origin, way.destination))
            given[pair] = min(way.minutes, given.get(pair, way.minutes))
    centre: dict[str, str] = {}
    for area in plan.areas:
        if ground.centre(area.id) is not None:
            centre.setdefault(area.site or area.id, area.id)
    usual = plan.exercise.travel_speed or USUAL_SPEED
    speeds = [unit.travel_speed or usual for unit in plan.units]
    classes = sorted(set(speeds)) or [usual]

    def minutes(origin: str, destination: str, speed: float) -> int:
        if origin == destination:
            return 0
        pair = frozenset((origin, destination))
        if pair in given:
            return given[pair]
        if origin not in centre or destination not in centre:
            return 0
        way = ground.distance_km(centre[origin], centre[destination]) or 0.0
        return math.ceil(round(way / speed * 60, 6))

    return TravelTables(
        minutes=tuple(
            tuple(tuple(minutes(origin, to, speed) for to in sites) for origin in sites)
            for speed in classes
        ),
        speed_class=tuple(classes.index(speed) for speed in speeds),
    )
