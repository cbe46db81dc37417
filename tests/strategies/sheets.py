"""What a workbook holds beside the vocabulary: columns and sheets of its own."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from hypothesis import strategies as st

from birlik.exercise.plan import SHEETS, ForeignSheet
from birlik.formats.workbook.cells import CLOCK, DATE, LENGTH, MOMENT
from birlik.formats.workbook.order import INSTRUCTIONS, canonical_name, in_order
from tests.strategies.values import texts


def kept_values() -> st.SearchStrategy[Any]:
    """Values of a column that is not part of the vocabulary, in the form in which a plan keeps them."""
    days = st.dates(date(1900, 3, 1)).map(lambda day: {"date": day.isoformat()})
    clocks = st.times().map(lambda at: {"time": at.replace(microsecond=0).isoformat()})
    lengths = st.integers(0, 10**7).map(lambda seconds: {"seconds": seconds})
    wall = st.datetimes(datetime.combine(date(1900, 3, 1), time())).map(
        lambda moment: moment.replace(microsecond=0)
    )
    clocked = wall.filter(lambda moment: moment.time() != time())
    numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(
        allow_nan=False, allow_infinity=False
    ).filter(lambda number: not number.is_integer())
    spaced = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
        lambda text: not text.isspace()
    )
    return st.one_of(
        texts().filter(bool),
        spaced,
        numbers,
        st.booleans(),
        days,
        clocks,
        lengths,
        clocked.map(lambda moment: {"datetime": moment.isoformat()}),
        st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]).map(lambda text: {"error": text}),
    )


def _titles() -> st.SearchStrategy[str]:
    """Names of foreign sheets, as Excel allows them."""
    signs = st.characters(
        codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="[]:*?/\\'"
    )
    return st.text(signs, min_size=1, max_size=12).filter(
        lambda title: canonical_name(title) not in {INSTRUCTIONS, *SHEETS.values()}
    )


@st.composite
def foreign_sheets(draw: st.DrawFn) -> tuple[ForeignSheet, ...]:
    """Foreign sheets in the order in which a workbook gives them back."""
    titles = draw(st.lists(_titles(), max_size=3, unique_by=str.casefold))
    sheets: list[ForeignSheet] = []
    before: list[str | None] = [None, INSTRUCTIONS, *SHEETS.values()]
    for title in titles:
        after = draw(st.sampled_from(before))
        # A sheet stands right behind one other.
        before.remove(after)
        before.append(title)
        sheets.append(ForeignSheet(title=title, after=after, content=draw(sheet_contents())))
    ordered = [about for _, about in in_order(sheets, ())]
    return tuple(about for about in ordered if isinstance(about, ForeignSheet))


@st.composite
def sheet_contents(draw: st.DrawFn) -> dict[str, Any]:
    """What a foreign sheet holds: values, formulas, looks, widths, merged cells."""
    looks: list[dict[str, Any]] = []
    cells = []
    places = st.tuples(st.integers(0, 12), st.integers(0, 8))
    for row, column in sorted(draw(st.sets(places, max_size=6))):
        value: Any = draw(kept_values() | _formula_values() | st.none())
        look = _date_look(value) or draw(_looks())
        if look and look not in looks:
            looks.append(look)
        if value is not None or look:
            cells.append([row, column, value, looks.index(look) if look else None])
    content = {
        "cells": cells,
        "looks": looks,
        "widths": draw(st.dictionaries(_digits(8), st.integers(20, 600), max_size=2)),
        "heights": draw(st.dictionaries(_digits(12), st.integers(21, 300), max_size=2)),
        "merged": draw(st.sampled_from([[], ["K20:L21"]])),
        "comments": draw(st.sampled_from([{}, {"B2": "a word"}])),
        "hidden": draw(st.booleans()),
    }
    return {name: value for name, value in content.items() if value}


def _date_look(value: Any) -> dict[str, Any]:
    """Look by which a date is one; none for other values."""
    kind = next(iter(value)) if isinstance(value, dict) else ""
    shown = {"date": DATE, "datetime": MOMENT, "time": CLOCK, "seconds": LENGTH}.get(kind)
    return {"num_format": shown} if shown else {}


def _digits(most: int) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(str)


def _formula_values() -> st.SearchStrategy[dict[str, Any]]:
    formulas = st.sampled_from(
        ["=A1+1", '="a"&"b"', "=SUM(Serials!A2:A5)", "={1,2}", "=1<2", "=_xlfn.CONCAT(A1)"]
    )
    results = st.integers(-999, 999) | st.booleans() | st.sampled_from(["ab", {"error": "#N/A"}])
    return st.fixed_dictionaries({"formula": formulas}, optional={"result": results})


def _looks() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "bold": st.just(True),
            "italic": st.just(True),
            "underline": st.integers(1, 2),
            "font_name": st.just("Arial"),
            "font_size": st.sampled_from([8.0, 14.0]),
            "font_color": st.sampled_from(["#FF0000", "#123ABC"]),
            "bg_color": st.sampled_from(["#FFFF00", "#000000"]),
            "num_format": st.sampled_from(["0.00", "#,##0"]),
            "align": st.sampled_from(["left", "center", "right"]),
            "valign": st.sampled_from(["top", "vcenter"]),
            "text_wrap": st.just(True),
            "left": st.integers(1, 13),
            "top": st.integers(1, 13),
        },
    )
