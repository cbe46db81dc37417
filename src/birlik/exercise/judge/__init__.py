"""Everything that can be found wrong with a plan from its records alone, all at once."""

from __future__ import annotations

from birlik.exercise.diagnostics import Finding
from birlik.exercise.judge.demands import demand_findings
from birlik.exercise.judge.ids import id_findings
from birlik.exercise.judge.index import Index
from birlik.exercise.judge.needs import need_findings
from birlik.exercise.judge.order import order_findings
from birlik.exercise.judge.places import place_findings
from birlik.exercise.judge.references import reference_findings
from birlik.exercise.judge.times import time_findings
from birlik.exercise.judge.use import use_findings
from birlik.exercise.plan import MODELS, Plan

_KINDS = {kind: number for number, kind in enumerate(MODELS)}


def judge(plan: Plan) -> tuple[Finding, ...]:
    """Findings in the order of a workbook: by kind of record, then row, then code.

    A draft is never refused: whatever the plan lacks or contradicts is a finding.
    """
    index = Index(plan)
    findings = [
        *id_findings(index),
        *need_findings(index),
        *reference_findings(index),
        *time_findings(index),
        *order_findings(index),
        *demand_findings(index),
        *place_findings(index),
        *use_findings(index),
    ]
    return tuple(sorted(findings, key=_order))


def _order(found: Finding) -> tuple[int, int, str, str, str]:
    place = found.place
    kind = _KINDS[place.kind] if place.kind else -1
    return (kind, place.index or 0, found.code, place.field or "", found.message)
