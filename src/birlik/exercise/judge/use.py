"""Records of no use: rules that hold for nothing, pools that nobody draws on (B310)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index


def use_findings(index: Index) -> Iterator[Finding]:
    """Findings about records that change nothing."""
    if not index.plan.serials:
        return
    drawn = {amount.resource for serial in index.plan.serials for amount in serial.resources}
    for number, pool in enumerate(index.plan.resources):
        if pool.id and pool.id not in drawn:
            place = index.place(RecordKind.RESOURCE, number)
            yield finding("B310", f"no serial draws on {pool.name}", place)
    used = {area for serial in index.plan.serials for area in serial.areas_named}
    for number, rule in enumerate(index.plan.rules):
        known = [area for area in rule.areas if area in index.areas]
        if known and used.isdisjoint(known):
            place = index.place(RecordKind.RULE, number, "areas")
            yield finding("B310", f"no serial takes place in the areas of rule {rule.name}", place)
