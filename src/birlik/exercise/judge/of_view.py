"""What a reader is told about the plan as he sees it."""

from __future__ import annotations

from birlik.exercise.diagnostics import Finding
from birlik.exercise.judge import judge
from birlik.exercise.view import View


def findings_of(view: View) -> tuple[Finding, ...]:
    """Findings about what a reader sees, in the order of a workbook; places count his records.

    They are made from his view alone, so that none can name what he may not read. A field in which
    the whole plan holds something that he may not read is not reported as empty. Only the staff is
    told: others have nothing to mend.
    """
    if not view.reader.staff:
        return ()
    return tuple(found for found in judge(view.plan) if not _is_of_emptied(found, view))


def _is_of_emptied(found: Finding, view: View) -> bool:
    place = found.place
    if place.kind is None or place.index is None:
        return False
    return place.field in view.emptied.get((place.kind, place.index), ())
