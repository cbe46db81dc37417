"""The headings of a sheet: which row they are in, and which field stands in which column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, SHEETS
from birlik.formats.workbook.addresses import column_letters

#: Sheets without which there is nothing to plan.
NEEDED = (RecordKind.EXERCISE, RecordKind.SERIAL)

#: Rows among which the headings are looked for.
FIRST_ROWS = 10

#: Characters of one cell of a list that is too long for one, and goes on in the next column.
PIECE = 16_000


@dataclass(frozen=True)
class Headings:
    """What stands over the columns of a sheet; rows and columns are counted from 0.

    Attributes
    ----------
    row : int
        Row of the headings.
    fields : dict of int to str
        Field of each column that is part of the vocabulary.
    others : dict of int to str
        Name under which the values of each other column are kept.
    continued : set of int
        Columns that go on with texts of the one before that are too long for a cell.
    twice : tuple of (int, int)
        Columns whose heading another has already, and that other.
    nameless : frozenset of int
        Columns without a heading.
    """

    row: int
    fields: dict[int, str] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)
    continued: set[int] = field(default_factory=set)
    twice: tuple[tuple[int, int], ...] = ()
    nameless: frozenset[int] = frozenset()


def plain_name(text: str) -> str:
    """Name of a sheet or column without what does not matter: case, spaces, underscores, hyphens."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return "".join(sign for sign in composed if not sign.isspace() and sign not in "_-\u200b\ufeff")


@cache
def sheet_kinds() -> dict[str, RecordKind]:
    """Kind of record of each sheet, by its plain name."""
    return {plain_name(name): kind for kind, name in SHEETS.items()}


@cache
def heading_fields(kind: RecordKind) -> dict[str, str]:
    """Field meant by each heading: by title, by title and unit, or by the field's own name."""
    columns = columns_of(MODELS[kind])
    fields = {plain_heading(column.heading): column.name for column in columns}
    for column in columns:
        fields.setdefault(plain_heading(column.title), column.name)
    for column in columns:
        fields.setdefault(plain_heading(column.name), column.name)
    return fields


def found_headings(kind: RecordKind, rows: Sequence[Sequence[Any]]) -> Headings | None:
    """Headings of a sheet; None if no row holds any that is known.

    They are in the first row with two known headings, or else the first with that of the id, or
    with nothing else.
    """
    fields = heading_fields(kind)
    lonely = None
    for number, row in enumerate(rows[:FIRST_ROWS]):
        texts = [heading_text(value) for value in row]
        known = {fields[plain] for text in texts if (plain := plain_heading(text)) in fields}
        if len(known) >= 2:
            return _headings(fields, number, texts)
        if known and lonely is None and ("id" in known or sum(map(bool, texts)) == 1):
            lonely = number
    if lonely is None:
        return None
    return _headings(fields, lonely, [heading_text(value) for value in rows[lonely]])


def heading_text(value: Any) -> str:
    """Text of a cell as a heading."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def plain_heading(text: str) -> str:
    """Heading without what does not matter; a star marks a column that is needed."""
    return plain_name(text.rstrip("* ").replace("(", "[").replace(")", "]"))


def _headings(fields: dict[str, str], row: int, texts: list[str]) -> Headings:
    headings = Headings(row)
    columns: dict[str, int] = {}
    twice = []
    nameless = set()
    for column, text in enumerate(texts):
        name = fields.get(plain_heading(text)) if text else None
        plain = name or plain_name(text)
        if not text:
            nameless.add(column)
            headings.others[column] = _free(f"(column {column_letters(column)})", headings)
            continue
        if plain in columns:
            twice.append((column, columns[plain]))
            headings.others[column] = _free(text, headings)
            continue
        columns[plain] = column
        if name:
            headings.fields[column] = name
        else:
            headings.others[column] = _free(text, headings)
            if _is_continued(texts, column):
                headings.continued.add(column)
    return Headings(
        row,
        headings.fields,
        headings.others,
        headings.continued,
        tuple(twice),
        frozenset(nameless),
    )


def _is_continued(texts: list[str], column: int) -> bool:
    """Whether a column goes on with the one before it: ``Outline (2)`` after ``Outline``."""
    if column == 0:
        return False
    before, number = _numbered(texts[column - 1])
    return bool(before) and _numbered(texts[column]) == (before, number + 1)


def _numbered(text: str) -> tuple[str, int]:
    """Heading and its number: 2 of ``Outline (2)``, 1 of one without."""
    match = re.fullmatch(r"(.+) \((\d{1,4})\)", text)
    return (match[1], int(match[2])) if match else (text, 1)


def _free(name: str, headings: Headings) -> str:
    """`name`, with a number if another column has it."""
    taken = set(headings.others.values())
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
