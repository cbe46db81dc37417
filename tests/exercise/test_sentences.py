"""A sentence is English by itself, and remembers how it was made."""

from __future__ import annotations

import copy
import pickle

import pytest

from birlik.exercise.sentences import counted, said


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
