"""Sets of minutes: when something may happen, as disjoint stretches with the usual set operations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

#: Minutes are counted from the problem's origin; a year ahead is far outside any exercise.
FOREVER = 10_000_000


@dataclass(frozen=True)
class Windows:
    """Disjoint stretches ``[begin, end)`` of minutes, in order, none touching the next.

    Attributes
    ----------
    stretches : tuple of (int, int)
    """

    stretches: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, stretches: Iterable[tuple[int, int]]) -> Windows:
        """Union of any stretches; empty ones are dropped, those that touch become one."""
        merged: list[tuple[int, int]] = []
        for begin, end in sorted(stretches):
            if end <= begin:
                continue
            if merged and begin <= merged[-1][1]:
                if end > merged[-1][1]:
                    merged[-1] = (merged[-1][0], end)
            else:
                merged.append((begin, end))
        return cls(tuple(merged))

    def __bool__(self) -> bool:
        return bool(self.stretches)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self.stretches)

    def __and__(self, other: Windows) -> Windows:
        found: list[tuple[int, int]] = []
        mine, theirs = self.stretches, other.stretches
        i = j = 0
        while i < len(mine) and j < len(theirs):
            begin, end = max(mine[i][0], theirs[j][0]), min(mine[i][1], theirs[j][1])
            if begin < end:
                found.append((begin, end))
            if mine[i][1] <= theirs[j][1]:
                i += 1
            else:
                j += 1
        return Windows(tuple(found))

    def __or__(self, other: Windows) -> Windows:
        return Windows.of((*self.stretches, *other.stretches))

    def __sub__(self, other: Windows) -> Windows:
        return self & other.complement

    @cached_property
    def complement(self) -> Windows:
        """Every other minute from the far past to the far future."""
        edges = [-FOREVER, *(edge for stretch in self.stretches for edge in stretch), FOREVER]
        return Windows.of(zip(edges[::2], edges[1::2], strict=True))

    def holds(self, begin: int, end: int) -> bool:
        """Whether ``[begin, end)`` lies within one stretch."""
        index = bisect_right(self.stretches, (begin, FOREVER)) - 1
        return index >= 0 and end <= self.stretches[index][1]

    def starts_within(self, length: int, before: int = 0, after: int = 0) -> Windows:
        """Starts ``t`` for which ``[t - before, t + length + after)`` lies within one stretch."""
        key = (length, before, after)
        if key not in self._known_starts:
            self._known_starts[key] = Windows(
                tuple(
                    (begin + before, end - length - after + 1)
                    for begin, end in self.stretches
                    if end - begin >= length + before + after
                )
            )
        return self._known_starts[key]

    @cached_property
    def _known_starts(self) -> dict[tuple[int, int, int], Windows]:
        """Starts asked for before: thousands of serials share the hours of a day and a length."""
        return {}

    def starts_clear_of(self, length: int, before: int = 0, after: int = 0) -> Windows:
        """Starts ``t`` for which ``[t - before, t + length + after)`` overlaps no stretch."""
        return self.complement.starts_within(length, before, after)

    def meets_grid(self, step: int) -> bool:
        """Whether any minute of the set is a multiple of `step`."""
        return any(begin + -begin % step < end for begin, end in self.stretches)

    def on_grid(self, step: int) -> list[int]:
        """Minutes of the set that are multiples of `step`."""
        return [
            minute
            for begin, end in self.stretches
            for minute in range(begin + -begin % step, end, step)
        ]

    def next_on_grid(self, minute: int, step: int) -> int | None:
        """First multiple of `step` in the set that is not before `minute`; None if there is none."""
        index = max(bisect_right(self.stretches, (minute, FOREVER)) - 1, 0)
        for begin, end in islice(self.stretches, index, None):
            start = max(begin, minute)
            start += -start % step
            if start < end:
                return start
        return None

    @cached_property
    def minutes(self) -> int:
        """How many minutes the set holds."""
        return sum(end - begin for begin, end in self.stretches)

    @property
    def first(self) -> int:
        """First minute of the set."""
        return self.stretches[0][0]

    @property
    def last(self) -> int:
        """Last minute of the set."""
        return self.stretches[-1][1] - 1


ALWAYS = Windows(((-FOREVER, FOREVER),))
NEVER = Windows()


def just(minute: int) -> Windows:
    """The set of one minute."""
    return Windows(((minute, minute + 1),))
