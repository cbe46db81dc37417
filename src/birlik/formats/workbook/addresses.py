"""Names of cells and columns, as G14 and G, and their places counted from 0."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")

#: Row and column of a cell, both counted from 0.
Cell = tuple[int, int]


def column_letters(column: int) -> str:
    """Letters of a column counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Column, counted from 0, of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_name(cell: Cell) -> str:
    """Name of a cell whose row and column are counted from 0: ``G14``."""
    return f"{column_letters(cell[1])}{cell[0] + 1}"


def named_cell(name: str) -> Cell:
    """Row and column, counted from 0, of a cell's name.

    Raises
    ------
    ValueError
        If it is no name of a cell.
    """
    match = REFERENCE.fullmatch(name)
    if not match:
        raise ValueError(f"{name} is not a cell")
    return int(match[2]) - 1, column_number(match[1])
