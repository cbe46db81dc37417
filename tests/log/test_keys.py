"""Keys that nobody guesses, and ranks between which there is always room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.plan import MODELS
from birlik.log.keys import KEY, RANK_TEXT, new_key, rank_between, ranks_between
from birlik.log.state import RANK

ranks = st.from_regex(RANK_TEXT, fullmatch=True).map(lambda rank: rank[-12:])


def test_keys_are_random_and_fit_into_an_address() -> None:
    keys = {new_key() for _ in range(2_000)}
    assert len(keys) == 2_000
    assert all(KEY.fullmatch(key) for key in keys)
    # Every digit of every place is drawn: none of the bits is fixed.
    assert all(len({key[place] for key in keys}) == 16 for place in range(24))


def test_no_record_of_the_vocabulary_has_a_field_of_that_name() -> None:
    assert all(RANK not in model.model_fields for model in MODELS.values())


@given(ranks | st.just(""), ranks | st.just(""))
def test_there_is_always_room_between_two(one: str, other: str) -> None:
    before, after = sorted((one, other)) if one and other else (one, other)
    found = rank_between(before, after)
    assert RANK_TEXT.fullmatch(found)
    assert before < found
    # Between two that are equal there is nothing; the new one stands after both.
    assert not after or found < after or before == after


@given(ranks | st.just(""), ranks | st.just(""), st.integers(0, 80))
def test_many_stand_between_two_in_their_order(one: str, other: str, count: int) -> None:
    before, after = sorted((one, other)) if one and other else (one, other)
    found = list(ranks_between(before, after, count))
    assert len(found) == count
    assert found == sorted(set(found))
    assert all(RANK_TEXT.fullmatch(rank) and before < rank for rank in found)
    assert before == after or not after or all(rank < after for rank in found)


@given(st.lists(st.booleans(), min_size=60, max_size=120))
def test_room_does_not_run_out_where_everybody_inserts(halves: list[bool]) -> None:
    before, after = ranks_between("", "", 2)
    for upper in halves:
        middle = rank_between(before, after)
        assert before < middle < after
        before, after = (middle, after) if upper else (before, middle)
    assert len(before) < 400


def test_two_who_insert_at_the_same_place_get_different_ranks() -> None:
    assert len({rank_between("b", "c") for _ in range(50)}) > 25
