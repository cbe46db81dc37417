"""Everything that can be found wrong with a plan from its records alone, all at once."""

from __future__ import annotations

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding
from birlik.exercise.judge.defaults import default_findings
from birlik.exercise.judge.demands import demand_findings
from birlik.exercise.judge.disturbances import disturbance_findings
from birlik.exercise.judge.ids import id_findings
from birlik.exercise.judge.index import COLUMNS, Index
from birlik.exercise.judge.needs import need_findings
from birlik.exercise.judge.order import circle_findings
from birlik.exercise.judge.outlines import outline_findings
from birlik.exercise.judge.places import place_findings
from birlik.exercise.judge.references import reference_findings
from birlik.exercise.judge.room import room_findings
from birlik.exercise.judge.scarce import scarce_findings
from birlik.exercise.judge.times import time_findings
from birlik.exercise.judge.together import together_findings
from birlik.exercise.judge.use import use_findings
from birlik.exercise.judge.words import word_findings
from birlik.exercise.plan import MODELS, Plan

_KINDS: dict[RecordKind | None, int] = {kind: number for number, kind in enumerate(MODELS)}
_FIELDS: dict[tuple[RecordKind | None, str | None], int] = {
    (kind, column.name): number
    for kind, columns in COLUMNS.items()
    for number, column in enumerate(columns)
}

#: Everything that is looked for, by concern.
JUDGES = (
    id_findings,
    need_findings,
    reference_findings,
    default_findings,
    word_findings,
    time_findings,
    room_findings,
    circle_findings,
    together_findings,
    demand_findings,
    scarce_findings,
    place_findings,
    outline_findings,
    disturbance_findings,
    use_findings,
)


def judge(plan: Plan) -> tuple[Finding, ...]:
    """Findings in the order of a workbook: by sheet, row and column, then by code.

    A draft is never refused: whatever the plan lacks or contradicts is a finding.
    """
    index = Index(plan)
    return tuple(sorted((found for look in JUDGES for found in look(index)), key=_order))


def _order(found: Finding) -> tuple[int, int, int, str, str]:
    place = found.place
    return (
        _KINDS.get(place.kind, -1),
        -1 if place.index is None else place.index,
        _FIELDS.get((place.kind, place.field), -1),
        found.code,
        found.message,
    )
