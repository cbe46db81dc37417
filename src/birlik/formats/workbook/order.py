"""The order and the names of the sheets of a workbook."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import SHEETS, ForeignSheet
from birlik.formats.workbook.headings import plain_name, sheet_kinds

#: Name of the sheet that says how a workbook is filled in.
INSTRUCTIONS = "Read me"

_LONGEST_NAME = 31
_FORBIDDEN = "[]:*?/\\"


def canonical_name(name: str) -> str:
    """Name of a sheet as this product writes it."""
    plain = plain_name(name)
    if plain == plain_name(INSTRUCTIONS):
        return INSTRUCTIONS
    kind = sheet_kinds().get(plain)
    return SHEETS[kind] if kind else name


def in_order(
    foreign: Sequence[ForeignSheet], filled: Iterable[RecordKind]
) -> list[tuple[str, RecordKind | ForeignSheet | None]]:
    """Sheets of a workbook in their order, each with its name; None stands for the instructions.

    A foreign sheet stands behind the one that it stood behind. One that has the name of a sheet of
    this product takes its place, as long as that has no records.

    Parameters
    ----------
    foreign : sequence of ForeignSheet
    filled : iterable of RecordKind
        Kinds of which there are records.
    """
    kept = {SHEETS[kind] for kind in filled}
    replaced = {canonical_name(sheet.title) for sheet in foreign} - kept
    order: list[tuple[str, RecordKind | ForeignSheet | None]] = [(INSTRUCTIONS, None)]
    order += [(name, kind) for kind, name in SHEETS.items()]
    order = [(name, sheet) for name, sheet in order if name not in replaced]
    behind: dict[str | None, int] = {}
    for sheet in foreign:
        names = [_old_name(name, about) for name, about in order]
        position = 0
        if sheet.after is not None:
            position = names.index(sheet.after) + 1 if sheet.after in names else len(order)
        position += behind.get(sheet.after, 0) if sheet.after in names or not sheet.after else 0
        behind[sheet.after] = behind.get(sheet.after, 0) + 1
        taken = {name.casefold() for name, _ in order}
        order.insert(position, (_usable_name(sheet.title, taken), sheet))
    return order


def _old_name(name: str, about: RecordKind | ForeignSheet | None) -> str:
    return about.title if isinstance(about, ForeignSheet) else name


def _usable_name(title: str, taken: set[str]) -> str:
    """Name that Excel accepts and no other sheet has."""
    signs = [
        sign for sign in title if sign not in _FORBIDDEN and unicodedata.category(sign)[0] != "C"
    ]
    name = "".join(signs)[:_LONGEST_NAME].strip("' ") or "Sheet"
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        ending = f" ({number})"
        free = name[: _LONGEST_NAME - len(ending)] + ending
    return free
