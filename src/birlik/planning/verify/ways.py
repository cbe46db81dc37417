"""How long units travel between sites: the sheet *Travel*, or else the straight way."""

from __future__ import annotations

import math

from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Unit
from birlik.exercise.values.ground import Position
from birlik.planning.verify.geodesy import centre_of, way

#: Speed in km/h where the plan names none.
USUAL_SPEED = 40.0

#: What the verifier allows on a way that is measured, in minutes.
ALLOWED_MINUTES = 1


class Ways:
    """Travel times between the sites of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._usual_speed = plan.exercise.travel_speed
        self._stated: dict[frozenset[str], int] = {}
        for row in plan.travel:
            if row.minutes is not None and row.origin != row.destination:
                pair = frozenset((row.origin, row.destination))
                self._stated[pair] = min(row.minutes, self._stated.get(pair, row.minutes))
        self._centres: dict[str, Position] = {}
        for area in plan.areas:
            site = area.site or area.id
            if site not in self._centres and (centre := centre_of(area)) is not None:
                self._centres[site] = centre
        self._metres: dict[frozenset[str], float] = {}

    def minutes(self, unit: Unit, origin: str, destination: str) -> tuple[float, int]:
        """Travel time between two sites, and how many minutes less the verifier allows.

        Returns
        -------
        float
            Whole minutes; infinite for a unit that does not move.
        int
            0 for a time that the plan states.
        """
        pair = frozenset((origin, destination))
        if pair in self._stated:
            return self._stated[pair], 0
        if origin not in self._centres or destination not in self._centres:
            return 0, 0
        if pair not in self._metres:
            self._metres[pair] = way(self._centres[origin], self._centres[destination])
        speed = next(
            (speed for speed in (unit.travel_speed, self._usual_speed) if speed is not None),
            USUAL_SPEED,
        )
        if speed <= 0:
            return (math.inf if self._metres[pair] else 0), 0
        minutes = self._metres[pair] * 60 / 1000 / speed
        return math.ceil(minutes - 1e-6), ALLOWED_MINUTES
