"""What is taken is found by time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from birlik.planning.occupancy import Occupancy

STRETCHES = st.tuples(st.integers(0, 100), st.integers(1, 60), st.integers(0, 3)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)


def test_what_touches_does_not_overlap() -> None:
    taken = Occupancy()
    taken.take(60, 120, 7)
    assert taken.during(0, 60) == taken.during(120, 180) == []
    assert taken.during(119, 180) == taken.during(0, 61) == [(60, 120, 7)]


@given(st.lists(STRETCHES), st.lists(STRETCHES), st.integers(0, 160), st.integers(1, 60))
def test_all_that_overlaps_is_found_and_nothing_else(
    kept: list[tuple[int, int, int]],
    given_back: list[tuple[int, int, int]],
    begin: int,
    length: int,
) -> None:
    taken = Occupancy()
    for stretch in (*kept, *given_back):
        taken.take(*stretch)
    for stretch in given_back:
        taken.give_back(*stretch)
    end = begin + length
    assert taken.during(begin, end) == sorted(
        stretch for stretch in kept if stretch[0] < end and begin < stretch[1]
    )
