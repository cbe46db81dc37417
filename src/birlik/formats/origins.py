"""A plan as it was read from a file: what was found on the way, and where each value stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place
from birlik.exercise.plan import Plan
from birlik.languages import SOURCE, told


class UnreadableFile(Exception):
    """A file from which no plan can be read at all.

    Attributes
    ----------
    finding : Finding
        Why; its code is one of B101 to B106.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


class Origin(Protocol):
    """Where the records of one kind stand in a file."""

    def place(self, index: int | None, field: str | None) -> str | None:
        """Place of a record's field, of the record, or of all of them; None if it is not there."""


@dataclass(frozen=True)
class SheetOrigin:
    """Records of a sheet.

    Attributes
    ----------
    sheet : str
        Name of the sheet, as it is in the file.
    rows : sequence of int
        Row of each record, counted from 1.
    columns : mapping of str to str
        Letters of the column in which each field stands.
    """

    sheet: str
    rows: Sequence[int]
    columns: Mapping[str, str]

    def place(self, index: int | None, field: str | None) -> str | None:
        """Cell of a field, ``Serials!G14``; the first cell of a record; or the sheet."""
        if index is None:
            return self.sheet
        if not 0 <= index < len(self.rows):
            return None
        first = next(iter(self.columns.values()), "A")
        return f"{self.sheet}!{self.columns.get(field or '', first)}{self.rows[index]}"


@dataclass(frozen=True)
class ListOrigin:
    """Records of a list in a plan file.

    Attributes
    ----------
    name : str
        Name of the list; of the exercise, which is no list, if `positions` is None.
    positions : sequence of int or None
        Position of each record in the list, from 0.
    """

    name: str
    positions: Sequence[int] | None = None

    def place(self, index: int | None, field: str | None) -> str | None:
        """Place of a field, ``serials[12].areas``; of a record; or of the list."""
        if index is None:
            return self.name
        text = self.name
        if self.positions is not None:
            if not 0 <= index < len(self.positions):
                return None
            text += f"[{self.positions[index]}]"
        return f"{text}.{field}" if field else text


@dataclass(frozen=True)
class ReadPlan:
    """A plan, and what was found while it was read.

    Attributes
    ----------
    plan : Plan
    findings : tuple of Finding
        In the order of the file. What is wrong with the records themselves is judged elsewhere.
    origins : mapping of RecordKind to Origin
    """

    plan: Plan
    findings: tuple[Finding, ...] = ()
    origins: Mapping[RecordKind, Origin] = field(default_factory=dict)

    def cell_of(self, place: Place) -> str | None:
        """Where in the file a place is, as ``Serials!G14``; None if it is nowhere in it."""
        if place.cell is not None:
            return place.cell
        origin = self.origins.get(place.kind) if place.kind else None
        return origin.place(place.index, place.field) if origin else None


def finding_line(file_name: str, found: Finding, read: ReadPlan, language: str = SOURCE) -> str:
    """Finding in one line: ``unity-2024.xlsx: Serials!G14 (areas): B203 no area is called "X"``.

    Signs that would move a terminal's cursor or break the line are shown, not obeyed.
    """
    cell = read.cell_of(found.place)
    parts = [file_name]
    if cell:
        parts.append(f"{cell} ({found.place.field})" if found.place.field else cell)
    return _on_one_line(": ".join([*parts, told(found.text, language)]))


def _on_one_line(text: str) -> str:
    return "".join(
        sign if sign.isprintable() else " " if sign.isspace() else f"<U+{ord(sign):04X}>"
        for sign in text
    )
