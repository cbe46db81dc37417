"""The APP-6 symbol of a unit: the one that it names, or one that its kind suggests."""

from __future__ import annotations

import re
from functools import lru_cache

from birlik.exercise.records.means import Unit

#: A code by numbers (APP-6D, MIL-STD-2525D) or by letters (APP-6B, MIL-STD-2525C).
_NUMBERS, _LETTERS = re.compile(r"\d{20}|\d{30}"), re.compile(r"[A-Z*-]{10,15}")

#: Land unit, sea surface.
_LAND, _SEA = "10", "30"

#: Symbol set and entity by words that a kind can hold; the first that fits counts.
_BY_KIND: tuple[tuple[str, str, str], ...] = (
    (r"sof\b|special", _LAND, "121700"),
    (r"naval.?inf|marine", _LAND, "121101"),
    (r"recon|scout", _LAND, "121300"),
    (r"tank|armou?r", _LAND, "120500"),
    (r"artill|howitz|mortar|mlrs|rocket", _LAND, "130300"),
    (r"air.?def", _LAND, "130100"),
    (r"heli|rotary", _LAND, "120600"),
    (r"uav|uas|drone|unmanned", _LAND, "121900"),
    (r"aviat|air.?force|fixed.?wing", _LAND, "120800"),
    (r"coast.?guard|patrol|boat", _SEA, "120500"),
    (r"ship|frigate|corvette|navy|naval", _SEA, "120200"),
    (r"engin|sapper", _LAND, "140700"),
    (r"signal|commun", _LAND, "111000"),
    (r"medic|ambul|hospital", _LAND, "161300"),
    (r"logist|supply|transport", _LAND, "163400"),
    (r"police|\bmp\b", _LAND, "141200"),
    (r"assault|infant|motor|mech|rifle", _LAND, "121100"),
    (r"opfor|opposing", _LAND, "121100"),
)

#: Who is hostile in the exercise by its own word.
_HOSTILE = re.compile(r"opfor|opposing|hostile", re.IGNORECASE)

#: Staffs have a flag.
_STAFF = re.compile(r"\bhq\b|headquart|staff", re.IGNORECASE)

#: Sizes by words of a title.
_SIZES: tuple[tuple[str, str], ...] = (
    (r"brigade", "18"),
    (r"regiment", "17"),
    (r"battalion|squadron", "16"),
    (r"company|battery", "15"),
    (r"platoon|detachment", "14"),
    (r"section", "13"),
    (r"team|squad|crew", "12"),
)


def symbol_of(unit: Unit) -> str:
    """Symbol code of a unit.

    Returns
    -------
    str
        The code that it names, if it is one; else one by numbers that its kind and title suggest, at worst a
        friendly unit of no kind.
    """
    named = re.sub(r"\s", "", unit.symbol).upper()
    if _NUMBERS.fullmatch(named) or _LETTERS.fullmatch(named):
        return named
    return _suggested(unit.kind, unit.title)


@lru_cache(maxsize=4096)
def _suggested(word: str, name: str) -> str:
    """Code by numbers that a kind and a title suggest."""
    kind = word.casefold()
    symbols, entity = next(
        ((where, what) for words, where, what in _BY_KIND if re.search(words, kind)),
        (_LAND, "000000"),
    )
    identity = "6" if _HOSTILE.search(word) else "3"
    flag = "2" if _STAFF.search(word) and symbols == _LAND else "0"
    title = name.casefold()
    size = next((code for words, code in _SIZES if re.search(words, title)), "00")
    return f"100{identity}{symbols}0{flag}{size if symbols == _LAND else '00'}{entity}0000"
