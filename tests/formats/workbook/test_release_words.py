"""ALL, VISITORS and release defaults in a workbook: read, written, and explained where one types."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import ReleaseDefault
from birlik.formats.planfile import read, write
from birlik.formats.workbook.guidance import comment
from tests.building import plan_with, serial


def plan() -> Plan:
    """Plan with a default for each of two kinds."""
    defaults = (
        ReleaseDefault(id="D-1", kind=RecordKind.ACTION_ITEM, default_release=("ALL", "VISITORS")),
        ReleaseDefault(id="D-2", nation="AZE", kind=RecordKind.INJECT),
    )
    here = plan_with(serials=[serial("S-1", releasable_to="AZE; visitors")])
    return here.model_copy(update={"release_defaults": defaults})


def test_release_defaults_come_back_from_a_workbook(tmp_path: Path) -> None:
    write(plan(), tmp_path / "plan.xlsx")
    assert read(tmp_path / "plan.xlsx").plan == plan()
    sheet = load_workbook(tmp_path / "plan.xlsx")["Release defaults"]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=1, max_row=3)]
    assert rows[0][2:] == ["Kind of record", "Nation", "Default release"]
    assert rows[1][2:] == ["action items", None, "ALL; VISITORS"]


def test_whoever_types_a_label_is_told_the_words_that_are_no_nations(tmp_path: Path) -> None:
    label = next(column for column in columns_of(Record) if column.name == "releasable_to")
    assert "Or ALL and VISITORS, which are no nations." in comment(label)
    write(plan(), tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["Serials"]
    told = [rule.prompt for rule in sheet.data_validations.dataValidation if rule.prompt]
    assert told == ["Ids from the list, or ALL, VISITORS."]
