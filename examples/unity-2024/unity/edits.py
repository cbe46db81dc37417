"""Edits that planners make to a workbook by hand: cells, formulas, rows, columns, sheets, comments."""

from __future__ import annotations

from dataclasses import dataclass, field

#: What is typed into a cell.
Value = str | int | None


@dataclass(frozen=True)
class Put:
    """A value typed into the cell of a record."""

    sheet: str
    record: str
    heading: str
    value: Value


@dataclass(frozen=True)
class Formula:
    """A formula typed there; the file holds its last result, or none."""

    sheet: str
    record: str
    heading: str
    text: str
    result: float | None = None


@dataclass(frozen=True)
class Row:
    """A row added below the others."""

    sheet: str
    values: dict[str, Value]


@dataclass(frozen=True)
class Merge:
    """The cells of two neighbouring records merged."""

    sheet: str
    first: str
    last: str
    heading: str


@dataclass(frozen=True)
class Column:
    """A column added behind the others, with values of some records."""

    sheet: str
    heading: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A sheet added behind the others."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Comment:
    """A comment on the cell of a record."""

    sheet: str
    record: str
    heading: str
    text: str


Edit = Put | Formula | Row | Merge | Column | Sheet | Comment
