"""What a piece of work may know: the view of a seat, its reserved times, and the timetable that it sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.plan import Plan
from birlik.exercise.reserved import Reserved
from birlik.exercise.values.moments import instant_text
from birlik.planning.timetable import Timetable


@dataclass(frozen=True)
class Given:
    """What work is made from.

    Attributes
    ----------
    plan : Plan
        As the seat sees it.
    reserved : tuple of Reserved
    kept : Timetable or None
        The timetable as the seat sees it.
    errors : tuple of Finding
        For which serials are left out.
    """

    plan: Plan
    reserved: tuple[Reserved, ...] = ()
    kept: Timetable | None = None
    errors: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "plan": self.plan.model_dump(mode="json", exclude_defaults=True),
            "reserved": [
                [time.kind.value, time.id, instant_text(time.begins), instant_text(time.ends)]
                for time in self.reserved
            ],
            "kept": None if self.kept is None else self.kept.model_dump(mode="json"),
            "errors": [found.model_dump(mode="json") for found in self.errors],
        }

    @classmethod
    def of_json(cls, content: dict[str, Any]) -> Given:
        """What was stored."""
        kept = content["kept"]
        return cls(
            Plan.model_validate(content["plan"]),
            tuple(
                Reserved(
                    datetime.fromisoformat(begins),
                    datetime.fromisoformat(ends),
                    RecordKind(kind),
                    name,
                )
                for kind, name, begins, ends in content["reserved"]
            ),
            None if kept is None else Timetable.model_validate(kept),
            tuple(Finding.model_validate(found) for found in content["errors"]),
        )


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings for which a serial is left out."""
    return tuple(
        found
        for found in findings
        if found.severity is Severity.ERROR and found.place.kind is RecordKind.SERIAL
    )
