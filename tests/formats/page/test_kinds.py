"""Codes tell kinds of serial apart without their colours."""

from hypothesis import given
from hypothesis import strategies as st

from birlik.formats.page.kinds import codes_of, kinds_by_use


def test_a_code_is_made_of_the_words_of_a_kind():
    kinds = ["live fire", "dry", "command post", "search and rescue", "боевая стрельба"]
    assert codes_of(kinds) == ["LF", "DR", "CP", "SR", "БС"]


def test_a_code_that_is_taken_gives_way_to_another():
    assert codes_of(["command post", "civil protection", "Camp"]) == ["CP", "CI", "CA"]


def test_the_most_frequent_kind_comes_first_and_an_empty_one_not_at_all():
    assert kinds_by_use(["dry", "", "live fire", "blank", "live fire"]) == [
        "live fire",
        "blank",
        "dry",
    ]


@given(st.lists(st.text(min_size=1), unique=True, max_size=60))
def test_no_two_kinds_share_a_code(kinds):
    codes = codes_of(kinds)
    assert len(set(codes)) == len(kinds)
    assert all(code.strip() for code in codes)
