"""When something is taken by more than it holds, and the starts at which one thing more would meet it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from birlik.planning.windows import ALWAYS, Windows


def starts_meeting(stretch: tuple[int, int], length: int) -> Windows:
    """Starts at which something of a length overlaps a stretch."""
    return Windows.of([(stretch[0] - length + 1, stretch[1])])


def above(loads: Iterable[tuple[int, int, int]], most: int) -> Windows:
    """Minutes at which loads together are above a limit; always, if nothing is above it already."""
    if most < 0:
        return ALWAYS
    changes: defaultdict[int, int] = defaultdict(int)
    for begins, ends, amount in loads:
        if begins < ends:
            changes[begins] += amount
            changes[ends] -= amount
    found, total, since = [], 0, None
    for minute in sorted(changes):
        total += changes[minute]
        if total > most and since is None:
            since = minute
        elif total <= most and since is not None:
            found.append((since, minute))
            since = None
    return Windows.of(found)
