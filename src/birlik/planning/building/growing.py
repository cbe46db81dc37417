"""Lists and rows of numbers that grow while a problem becomes tables: each gets its place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from birlik.planning.building.clock import Clock
from birlik.planning.building.tables import FAR, Ints
from birlik.planning.windows import Windows


class Growing:
    """The tables of lists, pairs and triples while rows are added.

    A place is where something begins in its table, and the place behind its end.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._lists: list[Ints] = []
        self._triples: list[Ints] = []
        self._pairs: list[tuple[int, int]] = []
        self._many_listed = self._many_rows = 0
        self._known_lists: dict[tuple[int, ...], tuple[int, int]] = {(): (0, 0)}
        self._known_windows: dict[Hashable, tuple[int, int]] = {}

    def listed(self, some: Sequence[int]) -> tuple[int, int]:
        """Place of a list, which is kept once."""
        key = tuple(some)
        if key not in self._known_lists:
            [place] = self.lists(np.array([len(key)], np.int64), np.array(key, np.int64)).tolist()
            self._known_lists[key] = (place[0], place[1])
        return self._known_lists[key]

    def lists(self, many: Ints, numbers: Ints) -> Ints:
        """Places of lists that stand one behind another, from how many numbers each holds.

        Parameters
        ----------
        many : (n,) array of int64
        numbers : array of int64

        Returns
        -------
        (n, 2) array of int64
        """
        places = _places(self._many_listed, many)
        self._lists.append(numbers)
        self._many_listed += len(numbers)
        return places

    def rows(self, some: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
        """Place of some triples."""
        first = self._many_rows
        if some:
            self._triples.append(np.array(some, np.int64))
            self._many_rows += len(some)
        return first, self._many_rows

    def blocks(self, many: Ints, rows: Ints) -> Ints:
        """Places of triples that stand one behind another, from how many belong together.

        Parameters
        ----------
        many : (n,) array of int64
        rows : (·, 3) array of int64

        Returns
        -------
        (n, 2) array of int64
        """
        places = _places(self._many_rows, many)
        self._triples.append(rows)
        self._many_rows += len(rows)
        return places

    def stretches(self, windows: Windows) -> tuple[int, int]:
        """Place of a set of minutes; one object has one place."""
        key = id(windows)
        if key not in self._known_windows:
            first = len(self._pairs)
            for begin, end in windows:
                within = max(self.clock.begin(begin), 0), min(self.clock.begin(end), FAR)
                if within[0] < within[1]:
                    self._pairs.append(within)
            self._known_windows[key] = (first, len(self._pairs))
        return self._known_windows[key]

    @property
    def all_lists(self) -> Ints:
        """Every list, one behind another; never empty."""
        return np.concatenate([*self._lists, np.zeros(int(not self._many_listed), np.int64)])

    @property
    def all_pairs(self) -> Ints:
        """Every stretch of quanta."""
        return np.array(self._pairs, np.int64).reshape(-1, 2)

    @property
    def all_triples(self) -> Ints:
        """Every triple."""
        return np.concatenate([np.zeros((0, 3), np.int64), *self._triples])


def _places(first: int, many: Ints) -> Ints:
    """Where each of some stretches begins and ends that follow one another from a place on."""
    ends = first + np.cumsum(many)
    return np.stack((ends - many, ends), axis=1)
