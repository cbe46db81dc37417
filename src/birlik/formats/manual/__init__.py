"""The reference manual: Markdown pages made from the vocabulary, so that they are never behind it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from inspect import getdoc

from birlik.exercise.codes import CODES
from birlik.exercise.columns import Column, RecordKind, columns_of
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.records.record import Record
from birlik.exercise.schema import json_schema
from birlik.formats.manual.notations import ALL_NOTATIONS, notation_of

#: Titles of the pages, by the module of the records on them.
PAGES = {
    "setting": "The exercise and its frame",
    "means": "Units, pools, areas and ways",
    "serials": "Serials",
    "rules": "Rules",
    "disturbances": "Disturbances",
    "cooperation": "Conferences and cooperation",
    "notices": "Issued notices",
    "script": "The script",
}

#: What the codes of a hundred are about.
FAMILIES = {
    "B1": "The file",
    "B2": "Records and references",
    "B3": "Contradictions within a plan",
    "B4": "What the planner could not place",
    "B5": "Rules a timetable breaks",
    "B6": "What others must be told of it",
}

#: Columns of every sheet, described once.
_OF_EVERY_SHEET = tuple(column.name for column in columns_of(Record))

_MADE = "<!-- Made by `python -m birlik.formats.manual docs/reference`; change the vocabulary instead. -->"


def manual_pages() -> dict[str, str]:
    """Text of each file of the reference manual, by its name."""
    pages = {"README.md": _index()}
    for page, title in PAGES.items():
        pages[f"{page}.md"] = _page(title, page)
    pages["values.md"] = _values()
    pages["findings.md"] = _findings()
    pages["plan.schema.json"] = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    return pages


def _index() -> str:
    sheets = [
        (f"[{SHEETS[kind]}]({_group(kind)}.md#{_anchor(SHEETS[kind])})", _first_sentence(model))
        for kind, model in MODELS.items()
    ]
    return _joined(
        "# Reference",
        "A plan is one workbook. Its sheets, the columns of each, how values are written, and what "
        "can be found wrong are described here. What the columns mean for a timetable is defined in "
        "[What a timetable means](../timetable.md). `birlik template` makes an empty workbook; a "
        "plan can be kept as `plan.json` too, which [its JSON Schema](plan.schema.json) describes.",
        "- [How values are written](values.md)\n- [What can be found wrong](findings.md)",
        "## Sheets",
        "Sheets may stand in any order, and columns too; those that are not described here are kept. "
        "A sheet that is missing is an empty one.",
        _table(("sheet", "what a row is"), sheets),
        "## Columns of every sheet",
        _column_table(RecordKind.SERIAL, columns_of(Record)),
    )


def _page(title: str, page: str) -> str:
    kinds = [kind for kind in MODELS if _group(kind) == page]
    module = sys.modules[MODELS[kinds[0]].__module__]
    parts = [f"# {title}", _first_sentence(module)]
    for kind in kinds:
        columns = [c for c in columns_of(MODELS[kind]) if c.name not in _OF_EVERY_SHEET]
        if SHEETS[kind] != title or len(kinds) > 1:
            parts += [f"## {SHEETS[kind]}", _first_sentence(MODELS[kind])]
        parts.append(_column_table(kind, columns))
    parts.append(
        "Every sheet also has the columns "
        + ", ".join(f"*{column.title}*" for column in columns_of(Record))
        + ": see [Columns of every sheet](README.md#columns-of-every-sheet)."
    )
    return _joined(*parts)


def _values() -> str:
    rows = [
        (
            f'<a id="{notation.anchor}"></a>{notation.name}',
            notation.rule,
            "<br>".join(_code(example) for example in notation.examples),
        )
        for notation in ALL_NOTATIONS
    ]
    return _joined(
        "# How values are written",
        "What a cell of a workbook can hold. An empty cell asks for nothing. A value that cannot be "
        "read is kept, and reported with its cell.",
        _table(("value", "how it is written", "for example"), rows),
    )


def _findings() -> str:
    about = (
        "A finding has a code that never changes its meaning, a severity, a place and a sentence. An "
        "*error* keeps a serial, or the whole plan, from being planned; a *warning* is probably a "
        "mistake; a *note* is good to know. A plan is never refused because of what is found in its "
        "records."
    )
    parts = ["# What can be found wrong", about]
    for family, title in FAMILIES.items():
        parts.append(f"## {family}xx {title}")
        if family == "B5":
            meaning = "[What a timetable means](../timetable.md)"
            parts.append(f"`birlik verify` reports these. Each rule is defined in {meaning}.")
        rows = [
            (code, described.severity, described.meaning)
            for code, described in CODES.items()
            if code.startswith(family)
        ]
        parts.append(_table(("code", "severity", "meaning"), rows))
    return _joined(*parts)


def _column_table(kind: RecordKind, columns: Iterable[Column]) -> str:
    rows = [
        (
            f"**{column.heading}**" + (" \\*" if column.needed else ""),
            _holds(kind, column),
            column.help,
            _code(column.example) if column.example else "",
            f"`{column.name}`",
        )
        for column in columns
    ]
    table = _table(("column", "holds", "what it says", "for example", "in plan.json"), rows)
    needed = "\n\n\\* needed: an empty cell is reported (B201)."
    return table + (needed if any(column.needed for column in columns) else "")


def _holds(kind: RecordKind, column: Column) -> str:
    """What a column holds, with links to the notation and to the sheets it refers to."""
    notation = notation_of(kind, column.name)
    words = f"[{notation.name.lower()}](values.md#{notation.anchor})"
    if column.choices:
        words += ": " + ", ".join(column.choices)
    if column.refers_to:
        sheets = [
            f"[{SHEETS[target]}]({_group(target)}.md#{_anchor(SHEETS[target])})"
            for target in column.refers_to
        ]
        words += " in " + ", ".join(sheets)
    return words


def _group(kind: RecordKind) -> str:
    """Page of a kind of record: the name of the module it is defined in."""
    return MODELS[kind].__module__.rpartition(".")[2]


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _first_sentence(documented: object) -> str:
    """First paragraph of a docstring."""
    document = getdoc(documented) or ""
    return " ".join(document.split("\n\n")[0].split())


def _code(text: str) -> str:
    return f"`{text}`"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown table; what would end a cell is written so that it does not."""

    def line(cells: Iterable[str]) -> str:
        return (
            "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
        )

    def lines() -> Iterator[str]:
        yield line(heads)
        yield "|" + " --- |" * len(heads)
        yield from (line(row) for row in rows)

    return "\n".join(lines())


def _joined(title: str, *parts: str) -> str:
    return "\n\n".join((title, _MADE, *parts)) + "\n"
