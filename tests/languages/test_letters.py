"""Capitals and alphabetical order of each language."""

from __future__ import annotations

import pytest

from birlik.languages import capital, in_order, lower, upper


@pytest.mark.parametrize("language", ["az", "tr"])
def test_i_keeps_its_dot(language: str) -> None:
    assert upper("ilk ışık", language) == "İLK IŞIK"
    assert lower("İLK IŞIK", language) == "ilk ışık"
    assert capital("istanbul", language) == "İstanbul"


def test_elsewhere_i_has_none() -> None:
    assert upper("ilk", "uz") == "ILK"
    assert capital("әуе", "kk") == "Әуе"
    assert capital("", "ru") == ""


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("az", ["çay", "dağ", "ev", "əl", "fil", "ğ", "xal", "ısı", "il", "qar", "lalə", "şam"]),
        ("kk", ["аға", "әке", "бала", "ғалам", "қала", "ң", "өзен", "ұл", "үй", "һ", "ы", "із"]),
        ("ky", ["н", "ң", "о", "ө", "у", "ү"]),
        ("tg", ["г", "ғ", "и", "ӣ", "к", "қ", "у", "ӯ", "х", "ҳ", "ч", "ҷ"]),
        ("uz", ["gul", "havo", "suv", "zar", "oʻt", "gʻoz", "shahar", "choy"]),
        ("ru", ["ель", "ёлка", "жук"]),
        ("tr", ["cam", "çam", "göl", "ğ", "halı", "ışık", "inek", "ot", "öz", "şal", "üç"]),
        ("en", ["S-2", "S-10", "S-100"]),
    ],
)
def test_alphabets(language: str, names: list[str]) -> None:
    assert in_order(reversed(names), language) == names


def test_any_turned_comma_is_that_of_uzbek() -> None:
    assert in_order(["shahar", "o'q", "zar", "oʻt"], "uz") == ["zar", "o'q", "oʻt", "shahar"]


def test_numbers_come_before_letters_and_foreign_letters_last() -> None:
    assert in_order(["B", "яма", "2", "а"], "ru") == ["2", "а", "яма", "B"]
