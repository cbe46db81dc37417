"""Texts, ids, numbers, choices, yes and no: what a cell may hold, and what it may not."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from birlik.exercise.records.rules import RuleKind
from birlik.exercise.values.plain import (
    Identifier,
    Priority,
    Quantity,
    Reference,
    References,
    Text,
    Whole,
    WishCost,
    Words,
    YesNo,
    choice_reader,
)
from tests.exercise.values.cells import read, why_not
from tests.strategies.values import ids, texts


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Landing  ", "Landing"),
        ("line\nline", "line\nline"),
        ("no\u00a0break", "no\u00a0break"),
        ("e\u0301", "é"),  # composed
        (12, "12"),
        (12.0, "12"),
        (1.5, "1.5"),
        (True, "yes"),
        (None, ""),
    ],
)
def test_texts(cell: Any, text: str) -> None:
    assert read(Text, cell) == text


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\u202e", "\u2066", "\x85"])
def test_a_text_holds_no_sign_that_steers_a_screen(sign: str) -> None:
    assert why_not(Text, f"a{sign}b") == f"the text holds a control character (U+{ord(sign):04X})"


def test_a_text_is_not_endless() -> None:
    assert read(Text, "a" * 20_000)
    assert why_not(Text, "a" * 20_001) == (
        "the text has 20,001 characters; at most 20,000 are kept"
    )


@given(texts())
def test_a_text_is_kept_as_it_is(text: str) -> None:
    assert read(Text, text) == text


@pytest.mark.parametrize(
    ("cell", "id"),
    [("S-204", "S-204"), (" S-204 ", "S-204"), (204, "204"), (204.0, "204"), (None, "")],
)
def test_ids(cell: Any, id: str) -> None:
    assert read(Identifier, cell) == id


@pytest.mark.parametrize(
    ("id", "holds"),
    [
        ("S 204", "a space"),
        ("S\u00a0204", "a space"),
        ("S;204", '";"'),
        ("S|204", '"|"'),
        ("=S204", '"="'),
        ("<b>", '"<"'),
        ("S\\204", '"\\"'),
        ("S\u200b204", "U+200B"),
        ("S\u00ad204", "U+00AD"),
    ],
)
def test_an_id_holds_no_sign_that_parts_ids(id: str, holds: str) -> None:
    assert why_not(Identifier, id) == (
        f'an id is letters, digits and hyphens, as S-204; "{id}" holds {holds}'
    )


@given(st.lists(ids(), max_size=5))
def test_lists_of_ids_are_read_as_they_are_written(names: list[str]) -> None:
    for sign in ("; ", ",", "\n", " ;\n, "):
        assert read(References, sign.join(names)) == tuple(names)
    assert read(References, names) == tuple(names)


def test_the_least_and_the_most_are_allowed() -> None:
    assert [read(Priority, number) for number in (1, 5)] == [1, 5]
    assert [read(WishCost, number) for number in (1, 1000)] == [1, 1000]
    assert read(Identifier, "Ж" * 64) == "Ж" * 64
    assert "at most 64 characters" in why_not(Identifier, "Ж" * 65)


def test_no_reference_is_none() -> None:
    assert read(Reference, "") is read(Reference, " ") is read(Reference, None) is None


def test_words_of_a_list_may_hold_blanks() -> None:
    assert read(Words, "live fire; night boarding") == ("live fire", "night boarding")
    assert "cannot be one of a list" in why_not(Words, ["live fire; march"])


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4000", 4000),
        ("4 000", 4000),
        ("4\u00a0000", 4000),
        ("4,000,000", 4_000_000),
        (4000.0, 4000),
        ("0", 0),
        ("", None),
    ],
)
def test_whole_numbers(cell: Any, number: int | None) -> None:
    assert read(Whole, cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.5", 1.5), ("1,5", 1.5), ("0,125", 0.125), ("1,234.5", 1234.5), (0.1, 0.1), (" ", None)],
)
def test_quantities(cell: Any, number: float | None) -> None:
    assert read(Quantity, cell) == number


@pytest.mark.parametrize(
    ("kind", "cell", "why"),
    [
        (Whole, "many", '"many" is not a number'),
        (Whole, 1.5, "1.5 is not a whole number"),
        (Whole, -1, "-1 is less than nothing"),
        (Whole, True, "a number was expected, not yes or no"),
        (Whole, "1e13", '"1e13" is not a number that can be used here'),
        (Whole, "4,000", '"4,000" can be 4000 or 4.000; write the one that is meant'),
        (Whole, datetime(2024, 7, 9), '"2024-07-09 00:00:00" is not a number'),  # noqa: DTZ001
        (Whole, time(8), '"08:00:00" is not a number'),
        (Quantity, "1.234,5", '"1.234,5" is not a number'),
        (Quantity, "1.2345", "1.2345 has more than three decimals"),
        (Quantity, "nan", '"nan" is not a number that can be used here'),
        (Quantity, "inf", '"inf" is not a number that can be used here'),
        (Quantity, float("inf"), '"inf" is not a number that can be used here'),
        (Quantity, 10**400, "is not a number that can be used here"),
        (Priority, 0, "0 is not between 1 and 5"),
        (Priority, 6, "6 is not between 1 and 5"),
        (WishCost, 1001, "1,001 is not between 1 and 1,000"),
        (YesNo, "perhaps", '"perhaps" is neither yes nor no'),
    ],
)
def test_what_is_no_number(kind: Any, cell: Any, why: str) -> None:
    assert why in why_not(kind, cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("yes", True),
        ("Y", True),
        ("x", True),
        (1, True),
        (True, True),
        ("no", False),
        ("N", False),
        ("-", False),
        (0, False),
        ("", False),
        (None, False),
    ],
)
def test_yes_and_no(cell: Any, answer: bool) -> None:
    assert read(YesNo, cell) is answer


def test_a_choice_is_one_of_its_words_however_written() -> None:
    read_kind = choice_reader(RuleKind)
    assert read_kind("Least Rest") is read_kind("least_rest") is RuleKind.REST
    assert read_kind("") is read_kind(None) is None
    with pytest.raises(
        ValueError, match='"lunch" is not one of most work a day, least rest, quiet'
    ):
        read_kind("lunch")


@given(st.text(max_size=30) | st.floats() | st.integers() | st.booleans())
def test_any_cell_is_read_or_refused(cell: Any) -> None:
    for kind in (Text, Identifier, Reference, References, Words, Whole, Quantity, YesNo, Priority):
        with suppress(ValidationError):
            value = read(kind, cell)
            assert read(kind, value) == value
