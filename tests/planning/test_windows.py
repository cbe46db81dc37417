"""Sets of minutes behave as sets of minutes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from birlik.planning.windows import ALWAYS, NEVER, Windows, just

minutes = st.integers(-40, 60)
windows = st.lists(st.tuples(minutes, minutes), max_size=6).map(Windows.of)
RANGE = range(-60, 90)


def as_set(some: Windows) -> set[int]:
    """The same minutes, one by one."""
    return {minute for minute in RANGE if some.holds(minute, minute + 1)}


@given(windows, windows)
def test_union_intersection_and_difference_are_those_of_sets(one: Windows, other: Windows) -> None:
    assert as_set(one | other) == as_set(one) | as_set(other)
    assert as_set(one & other) == as_set(one) & as_set(other)
    assert as_set(one - other) == as_set(one) - as_set(other)


@given(windows)
def test_stretches_are_in_order_and_none_touches_the_next(some: Windows) -> None:
    edges = [edge for stretch in some for edge in stretch]
    assert edges == sorted(set(edges))
    assert some & ALWAYS == some
    assert some - some == NEVER
    assert some.complement.complement == some


@given(windows, st.integers(1, 10), st.integers(0, 5), st.integers(0, 5))
def test_starts_leave_room_for_set_up_and_clear_up(
    some: Windows, length: int, before: int, after: int
) -> None:
    starts = some.starts_within(length, before, after)
    for minute in RANGE:
        room = some.holds(minute - before, minute + length + after)
        assert starts.holds(minute, minute + 1) == room


@given(windows, st.integers(1, 10))
def test_starts_clear_of_a_closure_do_not_meet_it(some: Windows, length: int) -> None:
    starts = some.starts_clear_of(length)
    for minute in RANGE:
        meets = any(some.holds(m, m + 1) for m in range(minute, minute + length))
        assert starts.holds(minute, minute + 1) is not meets


def test_starts_on_a_grid_are_its_multiples() -> None:
    assert Windows.of([(7, 31), (44, 45), (60, 61)]).on_grid(15) == [15, 30, 60]
    assert just(20).on_grid(15) == []
    assert Windows.of([(-20, -10)]).on_grid(15) == [-15]


def test_first_and_last_minute() -> None:
    some = Windows.of([(10, 20), (30, 40)])
    assert (some.first, some.last) == (10, 39)
    assert bool(some)
    assert not NEVER


@given(windows, st.integers(-50, 70), st.integers(1, 7))
def test_the_next_start_on_the_grid_is_the_first_of_those_left(
    some: Windows, minute: int, step: int
) -> None:
    left = [start for start in some.on_grid(step) if start >= minute]
    assert some.next_on_grid(minute, step) == (left[0] if left else None)
    assert some.meets_grid(step) == bool(some.on_grid(step))
