"""How a row of the tables becomes a record: the notations of cells, read in the zone of the exercise."""

from __future__ import annotations

from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from birlik.exercise.records.record import Record
from birlik.exercise.values.reading import Reading

#: Zone of every time in the tables that names none.
ZONE = ZoneInfo("Asia/Aqtau")

#: What stands in the notes of a record of which nothing was published.
INVENTED = "invented"

#: Label of what visitors may read too.
FOR_GUESTS = "ALL; VISITORS"

AnyRecord = TypeVar("AnyRecord", bound=Record)


def row(model: type[AnyRecord], id: str, title: str, **fields: Any) -> AnyRecord:
    """Record of a row; its notes say ``invented`` unless the row says what is public about it.

    Parameters
    ----------
    model : type of Record
    id, title : str
    fields
        Other fields by name, as a planner would write them in a cell; local times.

    Raises
    ------
    pydantic.ValidationError
        If a field does not exist, or its value cannot be read.
    """
    values = {"id": id, "title": title, "notes": INVENTED} | fields
    return model.model_validate(values, context=Reading(zone=ZONE))


def names(*lists: str) -> str:
    """One list of ids from several, each written with semicolons."""
    return "; ".join(part for part in lists if part)
