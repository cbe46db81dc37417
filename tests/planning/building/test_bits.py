"""Rows of bits: what is taken is found again, the last one first."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from birlik.planning.building.bits import clear_from, give_back, last_taken, take

stretches = st.tuples(st.integers(0, 199), st.integers(1, 150)).map(
    lambda drawn: (drawn[0], min(drawn[0] + drawn[1], 200))
)


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.tuples(st.booleans(), stretches), max_size=12), stretches)
def test_a_row_of_bits_is_a_set_of_quanta(
    changes: list[tuple[bool, tuple[int, int]]], asked: tuple[int, int]
) -> None:
    bits = np.zeros((3, 4), np.uint64)
    taken: set[int] = set()
    for more, (begin, end) in changes:
        if more:
            take(bits, 1, begin, end)
            taken.update(range(begin, end))
        else:
            give_back(bits, 1, begin, end)
            taken.difference_update(range(begin, end))
    assert last_taken(bits, 1, *asked) == max(taken.intersection(range(*asked)), default=-1)
    assert not bits[0].any()
    assert not bits[2].any()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), stretches), max_size=12),
    st.lists(st.integers(0, 2), max_size=3),
    st.integers(0, 199),
    st.integers(1, 130),
    st.integers(0, 199),
)
def test_the_first_clear_stretch_of_several_rows_is_found(
    changes: list[tuple[int, tuple[int, int]]],
    rows: list[int],
    start: int,
    length: int,
    until: int,
) -> None:
    bits = np.zeros((3, 8), np.uint64)
    taken: set[tuple[int, int]] = set()
    for row, (begin, end) in changes:
        take(bits, row, begin, end)
        taken.update((row, quantum) for quantum in range(begin, end))
    listed = np.array([9, *rows], np.int64)
    found = clear_from(bits, listed, 1, len(listed), start, length, until, np.zeros(1, np.int64))
    for quantum in range(start, until + 1):
        if not any((row, quantum + n) in taken for row in rows for n in range(length)):
            assert found == quantum
            return
    assert found > until
