"""Findings of a plan as lines that a test can state in full."""

from __future__ import annotations

from birlik.exercise.diagnostics import Finding
from birlik.exercise.judge import judge
from birlik.exercise.plan import Plan


def line(found: Finding) -> str:
    """``areas A-1 position: B311 ...``, with the row for a record that has no id."""
    place = found.place
    assert place.kind is not None
    record = place.record or f"row {place.index}"
    where = f"{place.kind.value} {record}" + (f" {place.field}" if place.field else "")
    return f"{where}: {found.text}"


def lines(plan: Plan) -> list[str]:
    """Every finding of a plan, in order."""
    return [line(found) for found in judge(plan)]
