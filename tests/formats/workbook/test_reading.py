"""What a workbook may look like: sheets, headings, columns of one's own, formulas, merged cells."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.diagnostics import Place
from birlik.exercise.plan import MODELS, SHEETS
from birlik.formats.workbook.headings import heading_fields, plain_heading
from birlik.formats.workbook.reader import workbook_plan
from tests.formats.workbook.making import EXERCISE, findings_of, lines, workbook


@pytest.mark.parametrize("kind", MODELS)
def test_every_heading_of_the_vocabulary_means_its_own_field(kind: RecordKind) -> None:
    fields = heading_fields(kind)
    for column in columns_of(MODELS[kind]):
        for heading in (column.heading, column.title, column.name, column.heading.upper()):
            assert fields[plain_heading(heading)] == column.name


def test_a_sheet_is_found_by_its_name_however_it_is_written() -> None:
    content = workbook({"ACTION_ITEMS": [["Id", "Due"], ["AI-1", date(2024, 5, 1)]]})
    read = workbook_plan(content)
    assert read.plan.action_items[0].due == date(2024, 5, 1)
    assert read.findings == ()


def test_a_column_is_found_by_title_unit_or_field_name() -> None:
    rows = [["ID ", "duration (min)", "Set-Up", "clearup *"], ["S-1", 90, 15, 10]]
    (serial,) = workbook_plan(workbook(Serials=rows)).plan.serials
    assert (serial.id, serial.duration, serial.setup, serial.clearup) == ("S-1", 90, 15, 10)


def test_the_headings_need_not_be_in_the_first_row_and_rows_may_be_empty() -> None:
    rows = [
        ["Serials of the exercise"],
        [],
        ["Id", "Duration"],
        [],
        ["S-1", 90],
        [" "],
        ["S-2", 60],
    ]
    read = workbook_plan(
        workbook(
            Serials=rows, change=lambda _, sheets: sheets["Serials"].merge_range("A1:C1", "Serials")
        )
    )
    assert [serial.id for serial in read.plan.serials] == ["S-1", "S-2"]
    assert lines(read) == [
        "Serials!A1: B126 what stands above the headings is not kept; move it to a sheet of its own"
    ]
    assert read.cell_of(Place(kind=RecordKind.SERIAL, index=1, field="duration")) == "Serials!B7"


def test_a_place_is_named_by_its_cell() -> None:
    read = workbook_plan(workbook())
    assert read.cell_of(Place(kind=RecordKind.SERIAL, index=0, field="duration")) == "Serials!C2"
    assert read.cell_of(Place(kind=RecordKind.SERIAL, index=0)) == "Serials!A2"
    # A field that has no column is shown at the first cell of its row.
    assert read.cell_of(Place(kind=RecordKind.SERIAL, index=0, field="areas")) == "Serials!A2"
    assert read.cell_of(Place(kind=RecordKind.SERIAL, index=7)) is None
    assert read.cell_of(Place(kind=RecordKind.AREA, index=0)) is None
    assert read.cell_of(Place()) is None


def test_columns_of_ones_own_are_kept_with_their_types() -> None:
    rows: list[list[Any]] = [
        ["Id", "Weather", "Cost", "Asked on", "Sure", "Lunch", "Id "],
        ["S-1", " fair ", 12.5, date(2024, 5, 1), True, time(12, 30), "again"],
        ["S-2", None, 3, datetime(2024, 5, 1, 8, 30), False, timedelta(hours=30), None],  # noqa: DTZ001
    ]
    formats = {3: ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"), 5: ("hh:mm", "[h]:mm")}

    def dates(book, sheets):
        for column, looks in formats.items():
            for row, look in enumerate(looks, start=1):
                value = rows[row][column]
                sheets["Serials"].write_datetime(
                    row, column, value, book.add_format({"num_format": look})
                )

    read = workbook_plan(workbook(Serials=rows, change=dates))
    assert [serial.extra for serial in read.plan.serials] == [
        {
            "Weather": " fair ",
            "Cost": 12.5,
            "Asked on": {"date": "2024-05-01"},
            "Sure": True,
            "Lunch": {"time": "12:30:00"},
            "Id": "again",
        },
        {
            "Cost": 3,
            "Asked on": {"datetime": "2024-05-01T08:30:00"},
            "Sure": False,
            "Lunch": {"seconds": 108000},
        },
    ]
    assert lines(read) == [
        'Serials!B1: B112 "Weather" is not a heading of a plan; the column is kept',
        'Serials!C1: B112 "Cost" is not a heading of a plan; the column is kept',
        'Serials!D1: B112 "Asked on" is not a heading of a plan; the column is kept',
        'Serials!E1: B112 "Sure" is not a heading of a plan; the column is kept',
        'Serials!F1: B112 "Lunch" is not a heading of a plan; the column is kept',
        (
            "Serials!G1: B113 this column has the same heading as column A; give it another one; "
            "its values are kept, but not read"
        ),
    ]


def test_a_value_without_a_heading_is_kept() -> None:
    read = workbook_plan(workbook(Serials=[["Id", "Duration"], ["S-1", 90, None, "beside"]]))
    assert read.plan.serials[0].extra == {"(column D)": "beside"}
    assert lines(read) == ["Serials!D1: B112 this column has values but no heading; they are kept"]


def test_missing_sheets_and_sheets_without_headings_are_reported() -> None:
    content = workbook({"Exercise": [["When", "Where"], ["July", "Aktau"]], "Serials": []})
    read = workbook_plan(content)
    assert lines(read) == [
        (
            "Exercise: B114 no heading of this sheet is known; it is not read, but kept as it is; "
            "take the headings from birlik template"
        )
    ]
    assert [sheet.title for sheet in read.plan.foreign_sheets] == ["Exercise"]
    only_nations = workbook_plan(workbook({"Exercise": [], "Serials": []}))
    assert lines(only_nations) == []


def test_a_workbook_without_the_sheets_of_a_plan_says_which_are_missing() -> None:
    found = findings_of(_renamed(workbook(), {"Exercise": "Exercice", "Serials": "Series"}))
    assert found == [
        "B110 the sheet Exercise is missing",
        "B110 the sheet Serials is missing",
        "Exercice: B111 this sheet is not part of a plan; it is kept as it is",
        "Series: B111 this sheet is not part of a plan; it is kept as it is",
    ]


def _renamed(content: bytes, names: dict[str, str]) -> bytes:
    from tests.formats.workbook.making import packed, parts

    made = parts(content)
    for old, new in names.items():
        made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
            f'name="{old}"'.encode(), f'name="{new}"'.encode()
        )
    return packed(made)


def test_an_exercise_is_one_row_and_a_kind_is_one_sheet() -> None:
    exercises = [*EXERCISE, ["U-25", "Another", "UZB", "Asia/Tashkent"]]
    content = workbook(
        {"Exercise": exercises, "Units": [["Id"], ["U-1"]], "units_": [["Id"], ["U-2"]]}
    )
    read = workbook_plan(content)
    assert lines(read) == [
        "Exercise!A3: B115 a plan has one exercise; this row (U-25 Another) is not read; delete it",
        (
            "units_: B116 there is another sheet Units; this one is not read, but kept; "
            "put its rows into the other one"
        ),
    ]
    assert [unit.id for unit in read.plan.units] == ["U-1"]


def test_formulas_count_with_their_last_result() -> None:
    def formulas(_, sheets):
        sheet = sheets["Serials"]
        sheet.write_formula("C2", "=60+30", None, 90)
        sheet.write_formula("C3", "=60+30", None, "")
        sheet.write_formula("C4", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B2", '="Night "&"raid"', None, "Night raid")

    rows = [["Id", "Title", "Duration"], ["S-1"], ["S-2"], ["S-3"]]
    read = workbook_plan(workbook(Serials=rows, change=formulas))
    assert [serial.duration for serial in read.plan.serials] == [90, None, None]
    assert read.plan.serials[0].title == "Night raid"
    assert [serial.unread for serial in read.plan.serials] == [
        {},
        {"duration": {"formula": "60+30"}},
        {"duration": {"error": "#DIV/0!"}},
    ]
    assert lines(read) == [
        "Serials!B2: B123 the cell holds a formula; its last result is used, and is kept in its place",
        "Serials!C2: B123 the cell holds a formula; its last result is used, and is kept in its place",
        (
            "Serials!C3 (duration): B124 the cell holds a formula whose result is not in the file; "
            "open and save the workbook in Excel or LibreOffice"
        ),
        (
            "Serials!C4 (duration): B124 the cell holds the error #DIV/0! instead of a value; "
            "mend the formula, or type the value"
        ),
    ]


def test_merged_cells_among_the_rows_are_an_error() -> None:
    def merge(_, sheets):
        sheets["Serials"].merge_range("B2:B3", "Landing")

    rows = [["Id", "Title", "Duration"], ["S-1", None, 90], ["S-2", None, 60]]
    assert findings_of(workbook(Serials=rows, change=merge)) == [
        (
            "Serials!B2: B125 the cells B2:B3 are merged; part them, and write the value into each cell "
            "it holds for"
        )
    ]


def test_pictures_charts_and_comments_are_reported_as_lost() -> None:
    def decorate(book, sheets):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Serials!$C$2:$C$2"})
        sheets["Serials"].insert_chart("F2", chart)
        sheets["Serials"].write_comment("C2", "Is that enough?")
        sheets["Serials"].write_comment("A1", "A short code.")
        whole = book.add_chartsheet("Load")
        other = book.add_chart({"type": "line"})
        other.add_series({"values": "=Serials!$C$2:$C$2"})
        whole.set_chart(other)

    assert findings_of(workbook(change=decorate)) == [
        'B126 the sheet "Load" is a chart; it is not kept',
        "Serials!C2: B126 the cell has a comment, which is not kept",
        "Serials: B126 the sheet holds a picture, chart or shape, which is not kept",
    ]


def test_what_cannot_be_read_is_kept_and_the_rest_of_the_row_is_read() -> None:
    rows = [
        ["Id", "Duration", "Areas", "Earliest start", "Priority"],
        ["S 1", "soon", "A-1; A 2; +", 45482, 9],
    ]
    read = workbook_plan(workbook(Serials=rows))
    (serial,) = read.plan.serials
    assert serial.unread == {
        "id": "S 1",
        "duration": "soon",
        "areas": "A-1; A 2; +",
        "earliest": 45482,
        "priority": 9,
    }
    assert lines(read) == [
        'Serials!A2 (id): B120 an id is letters, digits and hyphens, as S-204; "S 1" holds a space',
        'Serials!B2 (duration): B120 "soon" is not a length of time; write minutes, as 90, or 1 h 30 min',
        'Serials!C2 (areas): B120 an id is letters, digits and hyphens, as S-204; "A 2" holds a space',
        'Serials!C2 (areas): B120 "+" has nothing on one side of the +',
        'Serials!D2 (earliest): B120 "45482" is not a date with a time; write it as 2024-07-09 14:30',
        "Serials!E2 (priority): B120 9 is not between 1 and 5",
    ]


def test_a_thousand_errors_are_all_reported() -> None:
    rows = [["Id", "Duration"], *([f"S-{n}", "long"] for n in range(1000))]
    found = findings_of(workbook(Serials=rows))
    assert len(found) == 1000
    assert found[999].startswith("Serials!B1001 (duration): B120 ")


def test_without_a_time_zone_all_times_that_need_one_are_reported_once() -> None:
    rows = [
        ["Id", "Earliest start", "Latest end"],
        ["S-1", datetime(2024, 7, 9, 8, 30), "2024-07-09 12:00"],  # noqa: DTZ001
        ["S-2", "2024-07-09T12:00Z", "091430ZJUL24"],
    ]
    read = workbook_plan(workbook({"Exercise": [["Id"], ["U-24"]], "Serials": rows}))
    assert [serial.earliest for serial in read.plan.serials] == [
        None,
        datetime(2024, 7, 9, 12, tzinfo=UTC),
    ]
    assert lines(read) == [
        (
            "Serials!B2 (earliest): B120 2 times of this sheet cannot be read, as the exercise has no "
            "time zone; fill in the time zone in the sheet Exercise"
        )
    ]


def test_progress_is_told_from_nothing_to_all() -> None:
    heard: list[float] = []
    workbook_plan(workbook(), heard.append)
    assert heard == sorted(heard)
    assert 0 <= heard[0] <= 0.3
    assert heard[-1] == 1.0


def test_all_sheets_of_the_vocabulary_can_be_read() -> None:
    content = workbook({name: [["Id", "Title"], ["X-1", "x"]] for name in SHEETS.values()})
    read = workbook_plan(content)
    assert read.findings == ()
    assert all(len(read.plan.records(kind)) == 1 for kind in MODELS)
