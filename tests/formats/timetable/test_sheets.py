"""The timetable as a workbook, read again by two other readers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import load_workbook

from birlik.formats.timetable.programme import Programme
from birlik.formats.timetable.sheets import write_sheets
from tests.building import placed
from tests.formats.timetable.maps import drawn_plan, drawn_programme


def sheets(seen: Programme, folder: Path) -> dict[str, list[list[Any]]]:
    """Cells of each sheet of a programme's workbook."""
    write_sheets(seen, folder / "t.xlsx")
    book = load_workbook(folder / "t.xlsx")
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def row_of(rows: list[list[Any]], text: str) -> list[Any]:
    """First row that holds a text in one of its cells."""
    return next(row for row in rows if text in row)


def test_there_is_a_sheet_for_each_way_of_reading(tmp_path: Path) -> None:
    names = list(sheets(drawn_programme(), tmp_path))
    assert names[0] == "Timetable"
    assert names[-3:] == ["By unit", "By nation", "Left out"]
    assert len(names) == 5


def test_a_serial_is_told_with_its_wall_clock(tmp_path: Path) -> None:
    row = row_of(sheets(drawn_programme(), tmp_path)["Timetable"], "S-1")
    assert row[2:5] == [
        datetime(2024, 7, 9, 9, 0),  # noqa: DTZ001
        datetime(2024, 7, 9, 10, 30),  # noqa: DTZ001
        "090900EJUL24",
    ]
    assert row[5] == "RANGE"
    assert row[9] == "U-1"


def test_every_serial_is_under_its_units_and_nations(tmp_path: Path) -> None:
    found = sheets(drawn_programme(), tmp_path)
    assert "S-1" in row_of(found["By unit"], "S-1")
    assert "S-1" in row_of(found["By nation"], "S-1")
    azerbaijan = [row[0] for row in found["By nation"]].index("AZE")
    assert found["By nation"][azerbaijan + 1][0] == "Takes part in nothing."


def test_what_was_left_out_is_listed_with_its_reason(tmp_path: Path) -> None:
    seen = drawn_programme(
        drawn_plan(), placed("S-1", "2024-07-09 09:00", 90, areas="RANGE", units="U-1")
    )
    row = row_of(sheets(seen, tmp_path)["Left out"], "S-2")
    assert row == ["S-2", "", "yes", "B402", "It found no place among the others."]


def test_nothing_left_out_is_said_too(tmp_path: Path) -> None:
    rows = sheets(drawn_programme(), tmp_path)["Left out"]
    assert rows[-1][0] == "Every serial is in the timetable."


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_a_text_is_never_a_formula(text: str, tmp_path: Path) -> None:
    write_sheets(drawn_programme(drawn_plan(title=text)), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any(text.strip() == str(cell.value).strip() for cell in cells)


def test_the_same_timetable_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_sheets(drawn_programme(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_every_sheet_carries_the_marking(tmp_path: Path) -> None:
    seen = drawn_programme()
    for name, rows in sheets(seen, tmp_path).items():
        assert any(seen.marking in str(cell) for row in rows[:3] for cell in row), name
