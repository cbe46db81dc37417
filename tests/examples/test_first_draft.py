"""The first draft of the example has the mistakes that its README lists, and Birlik finds each of them."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from birlik.exercise.diagnostics import Finding
from birlik.exercise.judge import judge
from birlik.formats.planfile import ReadPlan, read
from birlik.planning.planner import plan_timetable
from unity.build import BEGIN, END, files, mistake_table
from unity.first_draft import cell_of
from unity.mistakes import MISTAKES, Found

EXAMPLE = Path(__file__).parents[2] / "examples" / "unity-2024"
DRAFT = EXAMPLE / "unity-2024-first-draft.xlsx"


@pytest.fixture(scope="module")
def draft() -> ReadPlan:
    return read(DRAFT)


@pytest.fixture(scope="module")
def findings(draft: ReadPlan) -> tuple[Finding, ...]:
    return (*draft.findings, *judge(draft.plan))


def _expected() -> Counter[tuple[str, str]]:
    book = load_workbook(DRAFT)

    def place(found: Found) -> str:
        if not found.heading:
            return found.sheet
        return f"{found.sheet}!{cell_of(book, found.sheet, found.record, found.heading)}"

    return Counter((found.code, place(found)) for mistake in MISTAKES for found in mistake.found)


def test_every_mistake_is_found_in_its_cell_and_nothing_else(
    draft: ReadPlan, findings: tuple[Finding, ...]
):
    found = Counter((finding.code, draft.cell_of(finding.place) or "") for finding in findings)
    assert found == _expected()


def test_there_are_many_kinds_of_mistake(findings: tuple[Finding, ...]):
    assert len({finding.code for finding in findings}) >= 20


def test_what_only_planning_shows_is_left_out_with_its_reason(
    draft: ReadPlan, findings: tuple[Finding, ...]
):
    timetable = plan_timetable(draft.plan, findings, seconds=0)
    reasons = {(left.serial, left.code) for left in timetable.left_out}
    assert {entry for mistake in MISTAKES for entry in mistake.unplaced} <= reasons
    assert len(timetable.placements) > len(draft.plan.serials) // 2


def test_the_committed_draft_is_the_one_the_tables_make():
    from birlik.formats.workbook.reader import workbook_plan

    built = workbook_plan(files()[DRAFT.name])
    committed = read(DRAFT)
    assert committed.plan == built.plan, "run python -m unity.build in examples/unity-2024"
    assert committed.findings == built.findings


def test_merged_cells_and_formulas_are_in_the_file_itself():
    book = load_workbook(io.BytesIO(DRAFT.read_bytes()))
    assert book["Serials"].merged_cells.ranges
    assert any(
        isinstance(cell.value, str) and cell.value.startswith("=")
        for row in book["Serials"].iter_rows()
        for cell in row
    )


def test_the_readme_lists_the_mistakes():
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0].strip() == mistake_table()
