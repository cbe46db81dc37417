"""What has begun already when a timetable is repaired: it stands, whatever a plan says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from birlik.planning.timetable import Placement


@dataclass(frozen=True)
class Frozen:
    """Placements that nobody can change any more, and the moment before which nothing new begins.

    Attributes
    ----------
    until : datetime
        UTC.
    placements : dict of str to Placement
        By the id of the serial.
    """

    until: datetime
    placements: Mapping[str, Placement]
