"""What it costs to move a serial: the nearer and the more public it is, the more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from birlik.exercise.plan import Plan
from birlik.exercise.records.serials import Serial
from birlik.exercise.release import released_to

#: Hours ahead, and how much a serial weighs that begins within them; later ones weigh 1.
NEARNESS = ((24, 8), (48, 4), (96, 2))

#: Words in a serial's kind by which it is held before guests.
PUBLIC_KINDS = ("visit", "public", "press", "media", "ceremony", "parade", "open day", "vip")

#: How much a serial weighs that is held before guests, or that every nation may read.
BEFORE_GUESTS, KNOWN_TO_ALL = 3, 2


@dataclass(frozen=True)
class Weight:
    """What changes of one kept serial cost.

    Attributes
    ----------
    moved : int
        It begins at another time or uses other areas.
    units : int
        Others take part, at the same time in the same areas.
    lost : int
        It falls out of the timetable.
    """

    moved: int
    units: int
    lost: int


def weight_of(plan: Plan, serial: Serial, begins: datetime, reference: datetime) -> Weight:
    """Cost of changing a serial that was to begin at `begins`, as seen at `reference`."""
    hours = (begins - reference) / timedelta(hours=1)
    near = next((factor for limit, factor in NEARNESS if hours < limit), 1)
    weight = near * _publicity(plan, serial)
    return Weight(moved=2 * weight, units=weight, lost=4 * weight)


def _publicity(plan: Plan, serial: Serial) -> int:
    """How public a serial is: held before guests, known to every nation, or neither."""
    kind = serial.kind.casefold()
    if any(word in kind for word in PUBLIC_KINDS):
        return BEFORE_GUESTS
    everybody = {nation.id for nation in plan.nations}
    return KNOWN_TO_ALL if everybody <= released_to(serial, plan) else 1
