"""The name that was meant by one that is not known."""

from __future__ import annotations

import pytest

from birlik.exercise.judge.names import Names

AREAS = ("TOKMAK-1", "TOKMAK-2", "OYMASHA-1", "KURYK-PORT", "TYUB-KARAGAN", "S-204", "S-7", "KAZ")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ТОКМАК-1", "TOKMAK-1"),  # Cyrillic letters that look the same
        ("tokmak-1", "TOKMAK-1"),
        ("TOKMAK_1", "TOKMAK-1"),
        ("TOKMAK–1", "TOKMAK-1"),  # a dash that a word processor put in
        ("TOKMAK1", "TOKMAK-1"),
        ("TOKMAKK-1", "TOKMAK-1"),
        ("TOMKAK-1", "TOKMAK-1"),
        ("TOKMAK-l", "TOKMAK-1"),
        ("TOKMEK-1", "TOKMAK-1"),
        ("TÖKMĀK-1", "TOKMAK-1"),
        ("TOKMAK-X", "TOKMAK-1"),
        ("TOKMAK", "TOKMAK-1"),
        ("ОЙМАША-1", "OYMASHA-1"),  # Cyrillic letters that sound the same
        ("OIMASHA-1", "OYMASHA-1"),
        ("KURIK-PRT", "KURYK-PORT"),
        ("TYUBKARAGAN", "TYUB-KARAGAN"),
        ("S-2O4", "S-204"),
        ("S-240", "S-204"),
        ("S-007", "S-7"),
        ("KZA", "KAZ"),
    ],
)
def test_a_slip_is_understood(written: str, meant: str) -> None:
    assert Names(AREAS).meant_by(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "S-205",  # another number is another thing
        "S-2044",
        "OYMASHA-2",
        "KGZ",  # short codes differ in one letter on purpose
        "AKTAU",
        "",
        "-",
        "朖",
    ],
)
def test_nothing_is_guessed_where_nothing_is_near(written: str) -> None:
    assert Names(AREAS).meant_by(written) is None


def test_the_first_of_several_equally_near_names_is_guessed_whatever_their_order() -> None:
    names = [f"TOKMAK-{letter}" for letter in "EDCBA"]
    assert Names(names).meant_by("TOKMAK-X") == "TOKMAK-A"
    assert Names(reversed(names)).meant_by("TOKMAK-X") == "TOKMAK-A"


def test_thousands_of_wrong_names_are_not_compared_with_thousands_of_right_ones() -> None:
    names = Names(f"AREA-{number}-NORTH" for number in range(2000))
    guesses = {names.meant_by(f"RANGE-{number}-SOUTHWEST") for number in range(2000)}
    assert guesses == {None}
    assert names.compared <= 50_000
