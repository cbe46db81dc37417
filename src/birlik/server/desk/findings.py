"""What is found wrong with what a reader sees, judged once for each view."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.judge.of_view import findings_of
from birlik.exercise.plan import MODELS, Plan
from birlik.server.desk.sight import Sight

#: Severities, the worst first.
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Findings:
    """Findings about one view, in the order of a workbook.

    Attributes
    ----------
    all : tuple of Finding
        Places count the records that the reader sees.
    """

    all: tuple[Finding, ...]

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many there are of each severity, the worst first."""
        return {s: sum(found.severity is s for found in self.all) for s in SEVERITIES}

    @cached_property
    def _by_record(self) -> Mapping[tuple[RecordKind | None, int | None], list[Finding]]:
        found: dict[tuple[RecordKind | None, int | None], list[Finding]] = {}
        for each in self.all:
            found.setdefault((each.place.kind, each.place.index), []).append(each)
        return found

    def of(self, kind: RecordKind, place: int) -> tuple[Finding, ...]:
        """Findings about a record, by its place among those of its kind that the reader sees."""
        return tuple(self._by_record.get((kind, place), ()))

    def of_severity(self, severity: Severity) -> tuple[Finding, ...]:
        """Findings of a severity."""
        return tuple(found for found in self.all if found.severity is severity)

    @cached_property
    def kinds(self) -> Mapping[RecordKind, int]:
        """How many errors and warnings each kind of record has."""
        found: dict[RecordKind, int] = {}
        for each in self.all:
            if each.place.kind is not None and each.severity is not Severity.NOTE:
                found[each.place.kind] = found.get(each.place.kind, 0) + 1
        return found


_lock = threading.Lock()
_found: dict[int, tuple[weakref.ref[Plan], Findings]] = {}


def findings_known(sight: Sight) -> Findings | None:
    """Findings about what a reader sees, if somebody has asked for them already."""
    plan = sight.plan
    if not sight.reader.staff:
        return Findings(())
    found = _found.get(id(plan))
    return found[1] if found is not None and found[0]() is plan else None


def findings_in(sight: Sight) -> Findings:
    """Findings about what a reader sees; those who see the same share them."""
    plan, found = sight.plan, findings_known(sight)
    if found is not None:
        return found
    with _lock:
        found = findings_known(sight)
        if found is not None:
            return found
        made, key = Findings(findings_of(sight.view)), id(plan)
        _found[key] = weakref.ref(plan, lambda _: _found.pop(key, None)), made
    return made


def column_title(found: Finding) -> str:
    """Title of the field that a finding speaks of; empty if it speaks of none."""
    place = found.place
    if place.kind is None or place.field is None:
        return ""
    return next((c.title for c in columns_of(MODELS[place.kind]) if c.name == place.field), "")


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The worst severity among findings."""
    there = {found.severity for found in findings}
    return next((severity for severity in SEVERITIES if severity in there), None)


def worst_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings, the worst first."""
    return tuple(sorted(findings, key=lambda found: SEVERITIES.index(found.severity)))
