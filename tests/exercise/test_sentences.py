"""A sentence is English by itself, and remembers how it was made."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.exercise.sentences import (
    Listing,
    Moment,
    Sentence,
    about,
    all_of,
    clauses,
    counted,
    from_kept_form,
    full,
    kept_form,
    one_of,
    said,
    sentence_again,
    with_article,
)
from birlik.planning.timetable import LeftOut


def test_a_sentence_is_a_text() -> None:
    told = said("{serial} waits for {other}", serial="S-1", other="S-2")
    assert told == "S-1 waits for S-2"
    assert (told.pattern, dict(told.values)) == (
        "{serial} waits for {other}",
        {"serial": "S-1", "other": "S-2"},
    )


def test_what_people_typed_is_no_pattern() -> None:
    assert said("{name} is unknown", name="{serial}") == "{serial} is unknown"


def test_numbers_and_lists_are_written_as_english_writes_them() -> None:
    told = said("{minutes} min for {units}", minutes=12_345, units=["U-1", "U-2"])
    assert told == "12,345 min for U-1, U-2"


@pytest.mark.parametrize(("number", "text"), [(0, "0 serials"), (1, "1 serial"), (2, "2 serials")])
def test_a_number_decides_which_sentence_it_is(number: int, text: str) -> None:
    assert counted("{number} serial", "{number} serials", number) == text


def test_a_place_without_a_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        said("{serial} waits for {other}", serial="S-1")


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))]
)
def test_it_is_kept_whole_on_the_way_to_another_process(again) -> None:
    told = counted("{number} serial of {nation}", "{number} serials of {nation}", 3, nation="KAZ")
    copied = again(told)
    assert copied == told
    assert (copied.pattern, copied.plural, copied.number) == (told.pattern, told.plural, 3)
    assert dict(copied.values) == {"number": 3, "nation": "KAZ"}


ZONE = ZoneInfo("Asia/Aqtau")
AT = datetime(2024, 7, 9, 14, 30, tzinfo=ZONE)


def test_moments_are_written_in_their_own_zone() -> None:
    assert Moment(AT) == "9 July 14:30"
    assert Moment(AT, "day") == "9 July"
    assert Moment(AT, "time") == "14:30"
    assert Moment(AT, "moment_year") == "9 July 2024 14:30"
    assert Moment(AT.replace(second=5)) == "9 July 14:30:05"
    with pytest.raises(ValueError, match="has a zone"):
        Moment(AT.replace(tzinfo=None))


def test_things_are_joined_by_a_word() -> None:
    assert all_of(["A"]) == "A"
    assert all_of(["A", "B", "C"]) == "A, B and C"
    assert one_of(["A", 1_000]) == "A or 1,000"
    assert Listing(["A", "B"], "") == "A, B"


def test_an_exception_keeps_its_sentence() -> None:
    reason = str(ValueError(said("{name} refers to itself", name="S-1")))
    assert isinstance(reason, Sentence)
    assert reason.pattern == "{name} refers to itself"


def test_a_page_shows_a_sentence_without_tags() -> None:
    assert said("{name} is unknown", name="<b>").__html__() == "&lt;b&gt; is unknown"


WHOLE = full(
    clauses(
        about("S-1", counted("{number} serial", "{number} serials", 2)),
        said(
            "{units} begin on {at}, {share} of {some}",
            units=all_of(["U-1", said("{number} more", number=3)]),
            at=Moment(AT, "moment_year"),
            share=0.5,
            some=["A", "B"],
        ),
    )
)


def test_it_survives_json_and_other_processes() -> None:
    assert WHOLE == "S-1: 2 serials; U-1 and 3 more begin on 9 July 2024 14:30, 0.5 of A, B."
    for again in (
        pickle.loads(pickle.dumps(WHOLE)),
        from_kept_form(json.loads(json.dumps(kept_form(WHOLE)))),
    ):
        assert again == WHOLE
        assert kept_form(again) == kept_form(WHOLE)


def test_what_was_kept_counts_only_if_it_says_the_same() -> None:
    assert isinstance(sentence_again(str(WHOLE), kept_form(WHOLE)), Sentence)
    assert type(sentence_again("something else", kept_form(WHOLE))) is str


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "pattern",
                        "values",
                        "plural",
                        "number",
                        "at",
                        "zone",
                        "style",
                        "list",
                        "word",
                        "opened",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_a_file_holds_is_a_value_or_refused(kept: object) -> None:
    try:
        str(from_kept_form(kept))
    except ValueError:
        return


def test_a_pattern_is_no_program() -> None:
    kept = {"pattern": "{a.__class__} {0} {a!r} {a}", "values": {"a": "S-1"}}
    assert from_kept_form(kept) == "{a.__class__} {0} {a!r} S-1"


def test_why_a_serial_is_left_out_is_a_sentence_again_after_json() -> None:
    reason = said("it needs {needed}, which is left out", needed="S-2")
    left = LeftOut(serial="S-1", mandatory=True, code="B405", reason=reason)
    content = json.loads(left.model_dump_json())
    assert content["reason"] == "it needs S-2, which is left out"
    again = LeftOut.model_validate(content)
    assert isinstance(again.reason, Sentence)
    assert again == left
    plain = LeftOut(serial="S-1", mandatory=True, code="B405", reason="because")
    assert "said" not in plain.model_dump()
    assert type(LeftOut.model_validate({**content, "reason": "another"}).reason) is str


@pytest.mark.parametrize(
    ("word", "text"),
    [("area", "An area stays"), ("unit", "A unit stays"), ("inject", "An inject stays")],
)
def test_a_word_has_the_article_that_its_sound_asks_for(word: str, text: str) -> None:
    assert said("A {word} stays", word=word) == text
    assert with_article(word) == text.removesuffix(" stays").lower()
