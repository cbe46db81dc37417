"""Ids are unique, written in one alphabet, and not to be mistaken for one another."""

from __future__ import annotations

import pytest

from tests.building import area, plan_with, serial, unit
from tests.exercise.judge.lines import lines


def test_two_records_of_a_kind_cannot_have_one_id() -> None:
    plan = plan_with(serials=[serial("S-1", title="Landing"), serial("S-1", title="March")])
    assert lines(plan) == [
        (
            'serials S-1 id: B202 another serial (Landing) is called "S-1" too; '
            "give one of them another id"
        )
    ]
    assert lines(plan_with(serials=[serial("S-1"), serial("S-2")])) == []


def test_records_of_different_kinds_may_have_one_id() -> None:
    assert lines(plan_with(areas=[area("TOKMAK")], units=[unit("TOKMAK")])) == []


@pytest.mark.parametrize(
    ("id", "message"),
    [
        (
            "ТOKMAK-1",
            (
                '"ТOKMAK-1" begins with the Cyrillic letter Т; its other letters are Latin; '
                'write it as "TOKMAK-1"'
            ),
        ),
        (
            "TОKMAK-1",
            (
                '"TОKMAK-1" has the Cyrillic letter О in place 2; its other letters are Latin; '
                'write it as "TOKMAK-1"'
            ),
        ),
        (
            "TΟKMAK-1",
            (
                '"TΟKMAK-1" has the Greek letter Ο in place 2; its other letters are Latin; '
                'write it as "TOKMAK-1"'
            ),
        ),
        (
            "ТОКМАK-1",
            (
                '"ТОКМАK-1" has the Latin letter K in place 6; its other letters are Cyrillic; '
                'write it as "TOKMAK-1"'
            ),
        ),
        (
            "ШҰҒЫЛА-A",
            (
                '"ШҰҒЫЛА-A" has the Latin letter A in place 8; its other letters are Cyrillic; '
                "write it in one alphabet"
            ),
        ),
    ],
)
def test_an_id_does_not_mix_alphabets(id: str, message: str) -> None:
    assert lines(plan_with(areas=[area(id)])) == [f"areas {id} id: B204 {message}"]


@pytest.mark.parametrize("id", ["TOKMAK-1", "ТОКМАК-1", "ШҰҒЫЛА-1", "ƏLİ-1", "ΑΒΓ-1", "1-2"])
def test_an_id_in_any_one_alphabet_is_fine(id: str) -> None:
    assert lines(plan_with(areas=[area(id)])) == []


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ("TOKMAK-1", "ТOKMAK-1", "but begins with the Cyrillic letter Т"),
        ("ABC-1", "АВС-1", "but is written in Cyrillic letters, the other in Latin"),
        ("ТOKMAK-1", "TOKMAK-1", "but that one begins with the Cyrillic letter Т"),
        ("ƏLI", "ӘLI", "but begins with the Cyrillic letter Ә"),
        ("S-1", "S–1", "but has U+2013 (–) in place 2, not U+002D (-)"),
    ],
)
def test_two_ids_that_look_the_same_are_reported(first: str, second: str, difference: str) -> None:
    twin = f'areas {second} id: B205 "{second}" looks the same as "{first}", {difference}; '
    twin += f'write it as "{first}" if that is meant, or give it another id'
    assert [
        line for line in lines(plan_with(areas=[area(first), area(second)])) if "B204" not in line
    ] == [twin]


@pytest.mark.parametrize("pair", [("S-10", "S-1O"), ("A-1", "A-I"), ("s-1", "S-1"), ("З-1", "3-1")])
def test_signs_that_can_be_told_apart_make_two_ids(pair: tuple[str, str]) -> None:
    assert [line for line in lines(plan_with(areas=map(area, pair))) if "B20" in line] == []
