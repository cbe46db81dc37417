"""A field of a record as people meet it: title, unit and help, from which everything else is derived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import Field

from birlik.exercise.sentences import said, term

if TYPE_CHECKING:
    from pydantic import BaseModel


class RecordKind(StrEnum):
    """The kinds of record an exercise is made of; the value names the list in ``plan.json``."""

    EXERCISE = "exercise"
    NATION = "nations"
    RELEASE_DEFAULT = "release_defaults"
    PHASE = "phases"
    CONTINGENT = "contingents"
    UNIT = "units"
    RESOURCE = "resources"
    AREA = "areas"
    TRAVEL = "travel"
    OBJECTIVE = "objectives"
    SERIAL = "serials"
    RULE = "rules"
    DISTURBANCE = "disturbances"
    CONFERENCE = "conferences"
    AGENDA_ITEM = "agenda_items"
    ACTION_ITEM = "action_items"
    DECISION = "decisions"
    ENGAGEMENT = "engagements"
    NOTICE = "notices"
    STORYLINE = "storylines"
    EVENT = "events"
    INCIDENT = "incidents"
    INJECT = "injects"


#: Fields of every record that stand after its own.
LAST_COLUMNS = ("owner", "releasable_to", "notes")


@dataclass(frozen=True)
class Column:
    """What a screen, a sheet or a manual shows about one field.

    Attributes
    ----------
    name : str
        The field's name in code, JSON and diagnostics.
    title : str
        The heading people read, without the unit.
    help : str
        One or two sentences for somebody who fills the field in for the first time.
    unit : str or None
        Unit of a number, such as ``min`` or ``m``.
    refers_to : tuple of RecordKind
        Kinds of record whose ids the field holds; empty if it holds no reference.
    many : bool
        Whether the field holds a list.
    needed : bool
        Whether a record without it is reported (``B201``).
    words : tuple of str
        Words that can stand among the ids, such as ``ALL``.
    choices : tuple of str
        The words allowed, if only some are.
    example : str
        How a planner would write it in a cell.
    width : int
        Width of the column in a sheet, in characters.
    """

    name: str
    title: str
    help: str
    unit: str | None = None
    refers_to: tuple[RecordKind, ...] = ()
    many: bool = False
    needed: bool = False
    words: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    example: str = ""
    width: int = 14

    @property
    def heading(self) -> str:
        """Title with its unit, as it stands over a column: ``Duration [min]``."""
        if not self.unit:
            return self.title
        return said("{title} [{unit}]", title=self.title, unit=self.unit)


def column(
    title: str,
    help: str,
    *,
    default: Any = None,
    unit: str | None = None,
    refers_to: RecordKind | tuple[RecordKind, ...] = (),
    needed: bool = False,
    words: tuple[str, ...] = (),
    choices: type[StrEnum] | None = None,
    example: str = "",
    width: int = 14,
) -> Any:
    """Pydantic field that carries what :class:`Column` shows; the arguments are its attributes."""
    kinds = (refers_to,) if isinstance(refers_to, RecordKind) else refers_to
    shown: dict[str, Any] = {
        "unit": unit,
        "refers_to": [kind.value for kind in kinds],
        "needed": needed,
        "words": list(words),
        "choices": [choice.value.replace("_", " ") for choice in choices] if choices else [],
        "example": example,
        "width": width,
    }
    return Field(
        default,
        title=title,
        description=help,
        json_schema_extra={"birlik": {key: value for key, value in shown.items() if value}},
    )


@cache
def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """Columns of a record model as people read them: id and title, its own fields, then owner and label.

    Fields without a title (what a workbook added of its own) are not columns.
    """
    columns = []
    for name, field in model.model_fields.items():
        if field.title is None:
            continue
        extra = field.json_schema_extra
        shown: dict[str, Any] = dict(extra.get("birlik", {})) if isinstance(extra, dict) else {}  # type: ignore[arg-type]
        columns.append(
            Column(
                name=name,
                title=term(field.title),
                help=term(field.description or ""),
                unit=term(shown["unit"]) if "unit" in shown else None,
                refers_to=tuple(RecordKind(kind) for kind in shown.get("refers_to", ())),
                many=isinstance(field.default, tuple),
                needed=bool(shown.get("needed", False)),
                words=tuple(shown.get("words", ())),
                choices=tuple(shown.get("choices", ())),
                example=str(shown.get("example", "")),
                width=int(shown.get("width", 14)),
            )
        )
    return tuple(sorted(columns, key=lambda column: column.name in LAST_COLUMNS))
