"""Sheets that are no part of a plan, kept as they are and written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from birlik.exercise.plan import ForeignSheet
from birlik.formats.workbook.parts import Parts
from birlik.formats.workbook.rows import Sheet


def foreign_sheets(
    parts: Parts, sheets: Mapping[str, Sheet], names: Sequence[str]
) -> tuple[ForeignSheet, ...]:
    return ()
