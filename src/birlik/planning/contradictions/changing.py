"""A plan with some fields changed, as a remedy asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS, Plan
from birlik.planning.contradictions.result import FieldChange


def applied(plan: Plan, changes: Iterable[FieldChange]) -> Plan:
    """Plan in which fields have the values that some changes give them; new records come last.

    Raises
    ------
    pydantic.ValidationError
        If a field cannot hold the value.
    IndexError
        If a record is not there: the changes belong to another plan.
    """
    records: dict[RecordKind, list[Any]] = {}
    for change in changes:
        kind = change.place.kind
        assert kind is not None
        model, among = MODELS[kind], records.setdefault(kind, list(plan.records(kind)))
        if change.place.index is None:
            among.append(model.model_validate(change.now))
            continue
        field = change.place.field
        assert field is not None
        value = getattr(model.model_validate({field: change.now}), field)
        record = among[change.place.index]
        among[change.place.index] = record.model_copy(update={field: value})
    changed = {
        kind.value: found[0] if kind is RecordKind.EXERCISE else tuple(found)
        for kind, found in records.items()
    }
    return plan.model_copy(update=changed) if changed else plan
