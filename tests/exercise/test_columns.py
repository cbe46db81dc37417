"""What every field says of itself, so that a new one is not forgotten anywhere."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from birlik.exercise.codes import CODES
from birlik.exercise.columns import LAST_COLUMNS, Column, RecordKind, column, columns_of
from birlik.exercise.plan import MODELS, SHEETS, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.values.plain import Quantity
from birlik.exercise.values.reading import Reading

COLUMNS = [(kind, column) for kind, model in MODELS.items() for column in columns_of(model)]


def name_of(value: object) -> str:
    return value.name if isinstance(value, Column) else str(value)


def test_every_field_of_a_record_is_a_column() -> None:
    for kind, model in MODELS.items():
        fields = set(model.model_fields) - {"extra", "unread"}
        assert {column.name for column in columns_of(model)} == fields, kind


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=name_of)
def test_every_field_has_a_title_and_help(kind: RecordKind, column: Column) -> None:
    assert column.title[:1].isupper()
    assert not column.title.endswith((".", " "))
    assert not set(column.title) & set("[]|;")
    assert column.help.endswith(".")
    assert column.help[:1].isupper() or column.help[:1].isdigit()
    assert "\n" not in column.help
    assert "`" not in column.help


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=name_of)
def test_every_example_can_be_read(kind: RecordKind, column: Column) -> None:
    if column.example:
        reading = Reading(zone=ZoneInfo("Asia/Aqtau"))
        record = MODELS[kind].model_validate({column.name: column.example}, context=reading)
        assert getattr(record, column.name)
        assert reading.remarks == []


@pytest.mark.parametrize("kind", list(MODELS))
def test_the_columns_of_a_sheet_can_be_told_apart(kind: RecordKind) -> None:
    titles = [column.title.casefold() for column in columns_of(MODELS[kind])]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("kind", list(MODELS))
def test_id_and_title_come_first_owner_label_and_notes_last(kind: RecordKind) -> None:
    names = [column.name for column in columns_of(MODELS[kind])]
    assert names[:2] == ["id", "title"]
    assert tuple(names[-3:]) == LAST_COLUMNS


def test_a_heading_has_the_unit_behind_the_title() -> None:
    columns = {column.name: column for column in columns_of(Serial)}
    assert columns["duration"].heading == "Duration [min]"
    assert columns["areas"].heading == "Areas"


def test_a_column_is_all_that_the_field_says() -> None:
    class Boat(Record):
        """A boat."""

        draught: Quantity = column(
            "Draught", "How deep it goes.", unit="m", needed=True, example="1.5", width=9
        )

    assert next(c for c in columns_of(Boat) if c.name == "draught") == Column(
        name="draught",
        title="Draught",
        help="How deep it goes.",
        unit="m",
        needed=True,
        example="1.5",
        width=9,
    )


def test_every_kind_of_record_has_a_list_in_the_plan_a_sheet_and_a_word() -> None:
    assert set(MODELS) == set(RecordKind)
    assert set(Plan.model_fields) == {"format", "foreign_sheets"} | {kind.value for kind in MODELS}
    assert len(set(SHEETS.values())) == len(MODELS)
    assert len({model.word for model in MODELS.values()}) == len(MODELS)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_severity_and_a_meaning(code: str) -> None:
    assert re.fullmatch(r"B[1-6]\d\d", code)
    assert CODES[code].severity in {"error", "warning", "note"}
    assert re.fullmatch(r"[A-Z].*\.", CODES[code].meaning)
