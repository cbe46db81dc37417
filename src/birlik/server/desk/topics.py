"""What the topics of an agenda list at the moment: findings, and what is unplaced, overdue or unsigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.records.cooperation import ActionItem, AgendaTopic
from birlik.exercise.release import owner_of
from birlik.exercise.sentences import counted, said
from birlik.log.state import State
from birlik.server.desk.concurring import concurrences_of, newest, signatures_of
from birlik.server.desk.conferring import Topic, action_items, is_overdue, today_in
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.findings import Findings
from birlik.server.desk.past import Past
from birlik.server.desk.sight import Seen, Sight, placements_of
from birlik.server.store.logs import Logs

_SEVERITY = {AgendaTopic.ERRORS: Severity.ERROR, AgendaTopic.WARNINGS: Severity.WARNING}

#: Lines of a topic that are shown at most; how many more there are is said.
MOST_LINES = 40


@dataclass(frozen=True)
class Line:
    """One thing that a topic lists.

    Attributes
    ----------
    text : str
        Without the name of the record.
    seen : Seen or None
        The record that it is about, if it is about one.
    field : str
        The field that it is about; may be empty.
    code : str
        Of a finding.
    """

    text: str
    seen: Seen | None = None
    field: str = ""
    code: str = ""


@dataclass(frozen=True)
class Listed:
    """What a topic lists.

    Attributes
    ----------
    lines : tuple of Line
        The first of them.
    count : int
        How many there are.
    """

    lines: tuple[Line, ...]
    count: int

    @property
    def more(self) -> int:
        """Lines that are not shown."""
        return self.count - len(self.lines)


def listed(logs: Logs, sight: Sight, findings: Findings, now: datetime) -> Mapping[Topic, Listed]:
    """What all topics list that list anything, in the order in which an agenda has them."""
    found: dict[Topic, list[Line]] = {}
    for topic, severity in _SEVERITY.items():
        by_nation: dict[str, list[Line]] = {}
        for finding in findings.of_severity(severity):
            by_nation.setdefault(owner_of_finding(sight, finding), []).append(_line(sight, finding))
        order = [nation.id for nation in sight.plan.nations]
        for nation in sorted(by_nation, key=lambda n: (n not in order, n)):
            found[Topic(topic, nation)] = by_nation[nation]
    found[Topic(AgendaTopic.UNPLACED)] = _unplaced(sight)
    found[Topic(AgendaTopic.OVERDUE)] = _overdue(sight, now)
    found[Topic(AgendaTopic.CONCURRENCES)] = _unsigned(sight)
    found[Topic(AgendaTopic.CHANGES)] = _changes(logs, sight)
    return {
        topic: Listed(tuple(lines[:MOST_LINES]), len(lines))
        for topic, lines in found.items()
        if lines
    }


def owner_of_finding(sight: Sight, finding: Finding) -> str:
    """Nation whose record a finding is about; the host if it is about none."""
    seen = record_of(sight, finding)
    record = sight.plan.exercise if seen is None else seen.record
    return owner_of(record, sight.plan) or sight.plan.exercise.host or ""


def record_of(sight: Sight, finding: Finding) -> Seen | None:
    """Record that a finding is about."""
    kind, index = finding.place.kind, finding.place.index
    if kind is None or index is None:
        return None
    records = sight.records(kind)
    return records[index] if index < len(records) else None


def _line(sight: Sight, finding: Finding) -> Line:
    seen = record_of(sight, finding)
    return Line(finding.message, seen, finding.place.field or "", finding.code)


def _unplaced(sight: Sight) -> list[Line]:
    """Serials without a place in the timetable, with the reason that the reader may know."""
    seen = programme_of(sight)
    if seen is None:
        return []
    reasons = {
        serial.id: left.reason
        for left, serial in zip(seen.left_out, seen.left_out_serials, strict=True)
    }
    placed = {placement.serial for placement in placements_of(sight.state)}
    return [
        Line(reasons.get(each.record.id, ""), each)
        for each in sight.records(RecordKind.SERIAL)
        if each.record.id not in placed
    ]


def _overdue(sight: Sight, now: datetime) -> list[Line]:
    found = []
    for seen in action_items(sight):
        item = seen.record
        assert isinstance(item, ActionItem)
        if is_overdue(item, today_in(sight, now)):
            days = (today_in(sight, now) - item.due).days if item.due else 0
            late = counted("{number} day late", "{number} days late", days)
            text = said("{nation}, {late}", nation=item.nation, late=late) if item.nation else late
            found.append(Line(text, seen))
    return found


def _unsigned(sight: Sight) -> list[Line]:
    """Nations that have not signed the newest baseline, and under which one they signed last."""
    baseline = newest(sight)
    if baseline is None:
        return []
    signed = {each.nation for each in concurrences_of(sight, baseline.record)}
    before = {each.nation for each in signatures_of(sight)}
    found = []
    for seen in sight.records(RecordKind.NATION):
        nation = seen.record.id
        if nation in signed:
            continue
        if nation in before:
            text = said("has signed an earlier baseline only")
        else:
            text = said("has not signed {name}", name=baseline.name)
        found.append(Line(text, seen))
    return found


@lru_cache(maxsize=16)
def _state_then(logs: Logs, log: str, position: int, hash: str) -> State:
    """State at a baseline, which many ask for, one after another; its hash says that it is the same log."""
    return logs.state_at(log, position)


def _changes(logs: Logs, sight: Sight) -> list[Line]:
    """That something changed since the newest baseline, and how much of what the reader sees."""
    baseline = newest(sight)
    if baseline is None:
        return []
    then = _state_then(logs, sight.state.log, baseline.position, baseline.hash)
    changes = [each for each in Past(sight, then).changes_until_now() if each.changes]
    count = len(changes)
    if not count:
        return []
    return [
        Line(
            counted(
                "{number} record is not as it was in {name}",
                "{number} records are not as they were in {name}",
                count,
                name=baseline.name,
            )
        )
    ]
