"""Texts that would be more than texts: nothing that a plan holds becomes a formula, a link or markup."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from birlik.exercise.plan import ForeignSheet, Plan
from birlik.formats.planfile import json_plan
from birlik.formats.workbook.formulas import is_harmless
from birlik.formats.workbook.reader import workbook_plan
from birlik.formats.workbook.writer import workbook_bytes
from tests.building import exercise, serial
from tests.formats.workbook.making import parts, workbook

ATTACKS = (
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A2)",
    "\t=1+1",
    "<r><t>rich</t></r>",
    "</t></si></sst>",
    "https://evil.example",
    "{=1+1}",
)


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_stays_a_text_wherever_it_stands(text: str) -> None:
    plan = Plan(
        exercise=exercise(title=text),
        serials=(serial("S-1", notes=text, extra={text: text}, unread={"duration": text}),),
        foreign_sheets=(ForeignSheet(title="Own", content={"cells": [[0, 0, text, None]]}),),
    )
    content = workbook_bytes(plan)
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert sum(cell.value == text for cell in cells) >= 4


@pytest.mark.parametrize(
    ("formula", "harmless"),
    [
        ("=SUM(A1:A3)", True),
        ('=IF(A1="|","[a]",Serials!B2)', True),
        ("=cmd|'/C calc'!A0", False),
        ("=[other.xlsx]Sheet1!A1", False),
        ("='C:\\[other.xlsx]Sheet1'!A1", False),
        ('=WEBSERVICE("http://x")', False),
        ('=_xlfn.WEBSERVICE ("http://x")', False),
        ('=1+hyperlink("http://x")', False),
        ('=IMPORTXML("http://x","//a")', False),
        ('=DDE("soffice";"x";"y")', False),
        ("=" + "A1+" * 5000 + "1", False),
    ],
)
def test_a_formula_of_a_foreign_sheet_stays_within_its_workbook(
    formula: str, harmless: bool
) -> None:
    assert is_harmless(formula) is harmless


def test_a_reaching_formula_from_a_plan_file_is_replaced_by_its_result() -> None:
    cells = [[0, 0, {"formula": "=cmd|'/C calc'!A0", "result": "42"}, None]]
    written = Plan(foreign_sheets=(ForeignSheet(title="Own", content={"cells": cells}),)).to_json()
    content = workbook_bytes(json_plan(written.encode()).plan)
    sheet = load_workbook(io.BytesIO(content))["Own"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("42", "s")


def test_a_reaching_formula_of_a_workbook_is_replaced_and_reported() -> None:
    def formula(book, sheets):
        sheets["Own"].write_formula("A1", '=WEBSERVICE("http://x")', None, "sunny")

    read = workbook_plan(workbook(Own=[[None, 1]], change=formula))
    assert [found.code for found in read.findings] == ["B111", "B123"]
    assert read.plan.foreign_sheets[0].content["cells"][0] == [0, 0, "sunny", None]


@pytest.mark.parametrize(
    "content",
    [
        {"cells": [[-1, 0, 1, None]]},
        {"cells": [[0, 99999, 1, None]]},
        {"cells": "all"},
        {"looks": [{"bold": "very"}]},
        {"widths": {"x": 3}},
    ],
)
def test_a_damaged_foreign_sheet_is_not_written(content: dict[str, Any]) -> None:
    plan = Plan(foreign_sheets=(ForeignSheet(title="Own", content=content),))
    with pytest.raises(ValueError, match='the sheet "Own" cannot be written'):
        workbook_bytes(plan)


def test_odd_values_in_a_foreign_sheet_do_no_harm() -> None:
    content = {
        "cells": [[0, 0, {"a": [1]}, 7], [1, 0, [1, 2], -1], [2, 0, 10**400, None]],
        "looks": [{"num_format": "0", "nonsense": 1}],
        "merged": ["A1:B2", "B2:C3", "D4"],
    }
    plan = Plan(foreign_sheets=(ForeignSheet(title="Own", content=content),))
    sheet = load_workbook(io.BytesIO(workbook_bytes(plan)))["Own"]
    assert sheet["A1"].value == json.dumps({"a": [1]})
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:B2"]


@pytest.mark.parametrize(
    "title",
    ["../../etc/passwd", "a[b]:c*?/\\", "'quoted'", "x" * 80, "\x00\x1b", "", "serials", "Read me"],
)
def test_any_name_of_a_foreign_sheet_can_be_written(title: str) -> None:
    plan = Plan(
        exercise=exercise(),
        serials=(serial("S-1"),),
        foreign_sheets=(ForeignSheet(title=title, after="nowhere"), ForeignSheet(title=title)),
    )
    names = load_workbook(io.BytesIO(workbook_bytes(plan))).sheetnames
    assert len(names) == len(set(map(str.casefold, names)))
    assert workbook_plan(workbook_bytes(plan)).plan.serials == plan.serials


def test_control_characters_are_not_lost() -> None:
    # The record keeps what nobody can read; it comes back from a workbook unchanged.
    rows = [["Id", "Title"], ["S-1", "bell\x07 and null\x00"]]
    read = workbook_plan(workbook(Serials=rows))
    (first,) = read.plan.serials
    assert first.unread == {"title": "bell\x07 and null\x00"}
    assert workbook_plan(workbook_bytes(read.plan)).plan == read.plan
    assert "<U+0007>" not in "".join(map(str, first.unread.values()))


def test_a_finding_stays_on_its_line() -> None:
    from tests.formats.workbook.making import lines

    rows = [["Id", "Duration"], ["S-1", "\x1b[2Jgone\nfar \u202eaway"]]
    (line,) = lines(workbook_plan(workbook(Serials=rows)))
    assert line.isprintable()
    assert "<U+001B>[2Jgone far <U+202E>away" in line


def test_a_text_longer_than_a_cell_goes_on_in_the_next_column() -> None:
    corners = "; ".join(f"{43 + n / 10000:.4f} {51 + n / 20000:.5f}" for n in range(3000))
    plan = Plan(
        exercise=exercise(),
        serials=(serial("S-1", danger_zone=corners, extra={"Log": "x" * 100_000}), serial("S-2")),
    )
    content = workbook_bytes(plan)
    assert workbook_plan(content).plan == plan
    headings = [cell.value for cell in load_workbook(io.BytesIO(content))["Serials"][1]]
    assert {"Danger zone", "Danger zone (2)", "Log", "Log (7)"} <= set(headings)


def test_nothing_of_the_writer_is_in_the_file() -> None:
    # Neither the name of the machine's user nor the time of writing.
    assert b"Birlik" not in parts(workbook_bytes(Plan()))["docProps/core.xml"]
    assert workbook_bytes(Plan()) == workbook_bytes(Plan())
