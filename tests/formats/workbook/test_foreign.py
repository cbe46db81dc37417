"""Sheets of a planner's own: kept with values, formulas and looks, and written back in their place."""

from __future__ import annotations

import io

from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from birlik.exercise.plan import ForeignSheet, Plan
from birlik.formats.planfile import json_plan
from birlik.formats.workbook.reader import workbook_plan
from birlik.formats.workbook.writer import workbook_bytes
from tests.building import exercise, serial
from tests.formats.workbook.making import lines, workbook
from tests.strategies import foreign_sheets


def _own(book, sheets):
    sheet = sheets["Fuel"]
    strong = book.add_format(
        {"bold": True, "italic": True, "bg_color": "#FFCC00", "font_color": "#112233"}
    )
    sheet.write("A1", "Litres", strong)
    sheet.write_number("A2", 1250.5, book.add_format({"num_format": "#,##0.0"}))
    sheet.write_formula("A3", "=A2*2", None, 2501)
    sheet.merge_range("C1:D2", "both", strong)
    sheet.set_column("A:A", 30)
    sheet.set_row(4, 40)
    sheet.write_comment("A2", "estimated")


def test_a_foreign_sheet_is_written_back_as_it_was() -> None:
    read = workbook_plan(workbook(Fuel=[], change=_own))
    assert lines(read) == ["Fuel: B111 this sheet is not part of a plan; it is kept as it is"]
    book = load_workbook(io.BytesIO(workbook_bytes(read.plan)))
    sheet = book["Fuel"]
    assert (sheet["A1"].value, sheet["A1"].font.b, sheet["A1"].font.i) == ("Litres", True, True)
    assert (sheet["A1"].fill.fgColor.rgb, sheet["A1"].font.color.rgb) == ("FFFFCC00", "FF112233")
    assert (sheet["A2"].value, sheet["A2"].number_format) == (1250.5, "#,##0.0")
    assert sheet["A3"].value == "=A2*2"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["C1:D2"]
    assert (round(sheet.column_dimensions["A"].width), sheet.row_dimensions[5].height) == (
        31,
        39.75,
    )
    assert sheet["A2"].comment.text == "estimated"
    results = load_workbook(io.BytesIO(workbook_bytes(read.plan)), data_only=True)
    assert results["Fuel"]["A3"].value == 2501


def test_a_foreign_sheet_stays_behind_the_sheet_it_stood_behind() -> None:
    sheets = {
        "Cover": [["x"]],
        "Exercise": [["Id"], ["U"]],
        "Fuel": [["x"]],
        "Serials": [["Id"]],
        "Menu": [["x"]],
    }
    in_order = {name: sheets[name] for name in ("Exercise", "Fuel", "Serials", "Menu")}
    read = workbook_plan(workbook(in_order | {"Cover": sheets["Cover"]}))
    names = load_workbook(io.BytesIO(workbook_bytes(read.plan))).sheetnames
    assert names[names.index("Serials") + 1 :][:3] == ["Fuel", "Menu", "Cover"]
    assert workbook_plan(workbook_bytes(read.plan)).plan == read.plan


def test_colours_of_a_theme_become_plain_colours() -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Color, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    fuel = book.active
    assert isinstance(fuel, Worksheet)
    fuel.title = "Fuel"
    fuel["A1"] = "x"
    fuel["A1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.5))
    fuel["A1"].font = Font(color=Color(theme=0), name="Calibri", size=11)
    fuel["A2"] = "y"
    fuel["A2"].fill = PatternFill("solid", fgColor=Color(indexed=13))
    content = io.BytesIO()
    book.save(content)
    (sheet,) = workbook_plan(content.getvalue()).plan.foreign_sheets
    assert sheet.content["looks"] == [
        {"font_color": "#FFFFFF", "bg_color": "#A7C0DE"},
        {"bg_color": "#FFFF00"},
    ]


def test_what_makes_a_foreign_sheet_more_than_cells_is_reported() -> None:
    def rules(book, sheets):
        sheets["Fuel"].conditional_format(
            "A1:A2", {"type": "duplicate", "format": book.add_format()}
        )
        sheets["Fuel"].data_validation("B1", {"validate": "list", "source": ["a"]})
        sheets["Fuel"].add_table("A1:B3")

    # They come in the order of the file, which is that of Excel.
    assert sorted(lines(workbook_plan(workbook(Fuel=[["x"]], change=rules)))[1:]) == [
        "Fuel: B126 the sheet holds a table style, which is not kept",
        "Fuel: B126 the sheet holds colours that depend on values, which is not kept",
        "Fuel: B126 the sheet holds drop-downs or other checks of input, which is not kept",
    ]


def test_a_sheet_with_the_name_of_a_known_one_gives_way_once_that_has_records() -> None:
    read = workbook_plan(workbook(Serials=[["Was", "Wann"], ["Landung", "Juli"]]))
    assert [sheet.title for sheet in read.plan.foreign_sheets] == ["Serials"]
    assert workbook_plan(workbook_bytes(read.plan)).plan == read.plan
    filled = Plan(
        exercise=exercise(), serials=(serial("S-1"),), foreign_sheets=read.plan.foreign_sheets
    )
    names = load_workbook(io.BytesIO(workbook_bytes(filled))).sheetnames
    assert "Serials" in names
    assert "Serials (2)" in names


@given(sheets=foreign_sheets())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_any_foreign_sheet_comes_back_as_it_was(sheets: tuple[ForeignSheet, ...]) -> None:
    plan = Plan(foreign_sheets=sheets)
    assert workbook_plan(workbook_bytes(plan)).plan == plan
    assert json_plan(plan.to_json().encode()).plan == plan
