"""What has begun already when a timetable is repaired: it stands, whatever a plan says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    later : dict of str to Placement
        Placements that begin at `until` or after it, by the id of the serial. Each can stay, even if
        its areas are being set up already; nothing can be put where its set-up would have begun.
    """

    until: datetime
    placements: Mapping[str, Placement]
    later: Mapping[str, Placement] = field(default_factory=dict)
