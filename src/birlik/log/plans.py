"""A state as a plan: typed records made once for each version of a record, in the planner's order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, ForeignSheet, Plan
from birlik.exercise.records.record import Record
from birlik.exercise.records.setting import Exercise
from birlik.log.state import RANK, Held, Records, State

#: Kind of the sheets that a workbook added; their records have ``title``, ``after`` and ``content``.
FOREIGN_SHEETS = "foreign_sheets"

KINDS: Mapping[str, RecordKind] = {kind.value: kind for kind in MODELS}


def fields_of(record: BaseModel) -> dict[str, Any]:
    """Fields of a record that are not empty, as in ``plan.json``."""
    return record.model_dump(mode="json", exclude_defaults=True)


def model_of(kind: str, held: Held) -> Record:
    """Typed record of a kind of the vocabulary, as the state holds it.

    A field that this version does not know is kept in ``extra``, and a value that it cannot read in
    ``unread``, so that a log written by another version can always be opened.
    """
    if held.cached is None:
        held.cached = _lenient(MODELS[KINDS[kind]], held.fields)
    return cast("Record", held.cached)


def _lenient(model: type[Record], fields: Mapping[str, Any]) -> Record:
    values = {name: value for name, value in fields.items() if name != RANK}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        wrong = {str(detail["loc"][0]) for detail in error.errors(include_url=False)}
    extra = dict(values.pop("extra", {}))
    unread = dict(values.pop("unread", {}))
    for name in wrong & values.keys():
        kept = unread if name in {column.name for column in columns_of(model)} else extra
        kept[name] = values.pop(name)
    return model.model_validate(values | {"extra": extra, "unread": unread})


def keyed_records(state: State, kind: str) -> tuple[tuple[str, Record], ...]:
    """Key and typed record of all records of a kind, in the planner's order."""
    records = state.of(kind)
    return tuple(zip(records.ordered, _models(kind, records), strict=True))


def exercise_key(state: State) -> str | None:
    """Key of the record that is the exercise; of several, which merging can bring about, the first."""
    return next(iter(state.of(RecordKind.EXERCISE).ordered), None)


def exercise_of(state: State) -> Exercise:
    """The exercise itself; one without fields while there is none."""
    return cast(
        "Exercise", next(iter(_models(RecordKind.EXERCISE, state.of("exercise"))), Exercise())
    )


def plan_of(state: State) -> Plan:
    """Plan that a state holds, its timetable and baselines left out; made once for each state.

    Lists of kinds that did not change are the same objects as in the plan of an older state.
    """
    if state.cached is None:
        lists: dict[str, Any] = {
            kind.value: _models(kind, state.of(kind.value))
            for kind in MODELS
            if kind is not RecordKind.EXERCISE
        }
        state.cached = Plan.model_construct(
            exercise=exercise_of(state), foreign_sheets=foreign_sheets_of(state), **lists
        )
    return cast("Plan", state.cached)


def setting_of(state: State, kinds: Collection[str]) -> Plan:
    """Plan of the exercise and some kinds alone, the others left empty."""
    lists: dict[str, Any] = {
        kind: _models(kind, state.of(kind)) for kind in kinds if kind != RecordKind.EXERCISE
    }
    return Plan.model_construct(exercise=exercise_of(state), **lists)


def foreign_sheets_of(state: State) -> tuple[ForeignSheet, ...]:
    """Sheets that a workbook added, in its order."""
    records = state.of(FOREIGN_SHEETS)
    if records.cached is None:
        records.cached = tuple(_sheet(records[key]) for key in records.ordered)
    return cast("tuple[ForeignSheet, ...]", records.cached)


def _sheet(held: Held) -> ForeignSheet:
    if held.cached is None:
        names = ForeignSheet.model_fields
        held.cached = ForeignSheet.model_validate(
            {"title": ""} | {name: held.fields[name] for name in names if name in held.fields}
        )
    return cast("ForeignSheet", held.cached)


def _models(kind: str, records: Records) -> tuple[Record, ...]:
    if records.cached is None:
        records.cached = tuple([model_of(kind, records[key]) for key in records.ordered])
    return cast("tuple[Record, ...]", records.cached)
