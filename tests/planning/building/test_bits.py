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


@settings(deadline=None, max_examples=150)
@given(
    length=st.one_of(st.integers(1, 9), st.integers(10, 130)),
    gaps=st.lists(st.tuples(st.integers(0, 250), st.integers(-3, 3)), max_size=4),
    more=st.lists(st.tuples(st.sampled_from((1, 2)), stretches), max_size=2),
    start=st.integers(0, 150),
    until=st.integers(100, 250),
)
def test_the_first_clear_stretch_of_several_rows_is_found(
    length: int,
    gaps: list[tuple[int, int]],
    more: list[tuple[int, tuple[int, int]]],
    start: int,
    until: int,
) -> None:
    bits = np.zeros((3, 10), np.uint64)
    taken = [set(range(250)), set(range(250))]
    take(bits, 1, 0, 250)
    take(bits, 2, 0, 250)
    # Both rows are taken but for gaps that are about as long as what is sought.
    for begin, longer in gaps:
        for row in (1, 2):
            if length + longer > 0:
                give_back(bits, row, begin, begin + length + longer)
                taken[row - 1].difference_update(range(begin, begin + length + longer))
    for row, (begin, end) in more:
        take(bits, row, begin, end)
        taken[row - 1].update(range(begin, end))
    rows = np.array([9, 1, 2], np.int64)
    found = clear_from(bits, rows, 1, 3, start, length, until, np.zeros(1, np.int64))
    for quantum in range(start, until + 1):
        if not any(row.intersection(range(quantum, quantum + length)) for row in taken):
            assert found == quantum
            return
    assert found > until
