"""When something is taken, and by which activities: found by time, not by looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

#: Begin and end in minutes, and the number of the activity.
Stretch = tuple[int, int, int]


class Occupancy:
    """Stretches of minutes in the order in which they begin."""

    def __init__(self) -> None:
        self._stretches: list[Stretch] = []
        self._longest = 0

    def take(self, begin: int, end: int, number: int) -> None:
        """Note that an activity takes ``[begin, end)``."""
        insort(self._stretches, (begin, end, number))
        self._longest = max(self._longest, end - begin)

    def give_back(self, begin: int, end: int, number: int) -> None:
        """Forget a stretch that was taken."""
        index = bisect_left(self._stretches, (begin, end, number))
        assert self._stretches[index] == (begin, end, number)
        del self._stretches[index]

    def during(self, begin: int, end: int) -> list[Stretch]:
        """Stretches that overlap ``[begin, end)``, in order."""
        stretches = self._stretches
        first = bisect_left(stretches, (begin - self._longest,))
        last = bisect_left(stretches, (end,), first)
        return [taken for taken in stretches[first:last] if taken[1] > begin]

    def __iter__(self) -> Iterator[Stretch]:
        return iter(self._stretches)
