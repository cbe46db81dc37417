"""A unit has the symbol that it names, or one that its kind suggests."""

from __future__ import annotations

import pytest

from birlik.exercise.records.means import Unit
from birlik.formats.geography.symbols import symbol_of
from birlik.formats.geography.towns import LANGUAGES, towns


def test_a_code_of_its_own_counts() -> None:
    assert symbol_of(Unit(symbol="1003 1000 1412 1100 0000")) == "10031000141211000000"
    assert symbol_of(Unit(symbol="sfgpucd---*****")) == "SFGPUCD---*****"


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (Unit(kind="ASSAULT", title="1st Assault Company"), "10031000151211000000"),
        (Unit(kind="SHIP", title="Patrol Ship 2"), "10033000001202000000"),
        (Unit(kind="OPFOR", title="Opposing Forces Company"), "10061000151211000000"),
        (Unit(kind="HQ"), "10031002000000000000"),
        (Unit(symbol="a tank", kind="what nobody knows"), "10031000000000000000"),
    ],
)
def test_else_its_kind_and_title_suggest_one(unit: Unit, code: str) -> None:
    assert symbol_of(unit) == code


def test_every_town_has_a_name_in_each_language() -> None:
    assert all(town.names[language] for town in towns() for language in LANGUAGES)
    aktau = next(town for town in towns() if town.name("en") == "Aktau")
    assert (aktau.name("kk"), aktau.name("ru-KZ"), aktau.name("de")) == ("Ақтау", "Актау", "Aktau")
