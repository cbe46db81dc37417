"""Sorting for compiled code, beside that of Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from birlik.planning.improving.ranking import SHORT, ranked


@given(
    st.integers(0, 5 * SHORT).flatmap(
        lambda many: st.lists(st.integers(-4, 4) | st.integers(), min_size=many, max_size=many)
    )
)
def test_the_smallest_comes_first_and_equal_ones_stay_in_their_order(keys: list[int]) -> None:
    keys = [max(-(2**62), min(2**62, key)) for key in keys]
    found = ranked(np.array(keys, np.int64)).tolist()
    assert found == sorted(range(len(keys)), key=keys.__getitem__)
