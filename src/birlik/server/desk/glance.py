"""An exercise at a glance: findings by nation, who trains which objective, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.editing import LEADERS
from birlik.exercise.records.cooperation import ActionItem
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Objective
from birlik.exercise.references import named
from birlik.exercise.release import owner_of
from birlik.exercise.sentences import counted, said
from birlik.formats.timetable.programme import Programme
from birlik.server.desk.concurring import concurrences_of, may_sign, newest
from birlik.server.desk.conferring import (
    action_items,
    agenda,
    begins,
    conferences,
    is_overdue,
    next_conference,
    today_in,
)
from birlik.server.desk.findings import SEVERITIES, Findings
from birlik.server.desk.room import room_of
from birlik.server.desk.sight import Seen, Sight
from birlik.server.desk.topics import owner_of_finding

#: How long before a date somebody is told of it.
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Cover:
    """How a nation trains an objective.

    Attributes
    ----------
    placed, unplaced : int
        Serials that serve it in which the nation takes part, with and without a place in the timetable.
    wanted : bool
        Whether the nation is to be trained in it.
    """

    placed: int
    unplaced: int
    wanted: bool

    @property
    def missing(self) -> bool:
        """Whether nothing that is placed trains a nation that is to be trained."""
        return self.wanted and not self.placed


@dataclass(frozen=True)
class Coverage:
    """Which nations train which objectives.

    Attributes
    ----------
    nations : tuple of str
    rows : tuple of (Seen, tuple of Cover)
        An objective with a cover for each nation.
    """

    nations: tuple[str, ...]
    rows: tuple[tuple[Seen, tuple[Cover, ...]], ...]


def coverage(sight: Sight, programme: Programme | None) -> Coverage | None:
    """Which nations train which objectives, as a reader sees it; None if he sees nothing of it."""
    plan = sight.plan
    if not any(serial.objectives for serial in plan.serials):
        return None
    placed = {
        entry.serial.id: entry.nations
        for entry in (programme.entries if programme is not None else ())
        if entry.serial is not None
    }
    units = {unit.id: owner_of(unit, plan) or "" for unit in plan.units if unit.id}
    here: dict[tuple[str, str], list[bool]] = {}
    for serial in plan.serials:
        nations = placed.get(serial.id) or _taking_part(serial, units)
        for objective in serial.objectives:
            for nation in nations:
                here.setdefault((objective, nation), []).append(serial.id in placed)
    shown = tuple(nation.id for nation in plan.nations if nation.id)
    rows = []
    for seen in sight.records(RecordKind.OBJECTIVE):
        assert isinstance(seen.record, Objective)
        covers = []
        for nation in shown:
            every = here.get((seen.record.id, nation), [])
            wanted = not seen.record.nations or nation in seen.record.nations
            covers.append(Cover(sum(every), len(every) - sum(every), wanted))
        rows.append((seen, tuple(covers)))
    return Coverage(shown, tuple(rows)) if rows else None


def _taking_part(serial: Serial, units: Mapping[str, str]) -> frozenset[str]:
    """Nations that take part in a serial that has no place yet, as far as its record says it."""
    asked = frozenset(units.get(unit, "") for unit in named(serial.units) if serial.units)
    return (asked | frozenset(serial.nations)) - {""}


def findings_by_nation(
    sight: Sight, findings: Findings
) -> tuple[tuple[str, dict[Severity, int]], ...]:
    """How many findings of each severity each nation's records have, the most errors first."""
    found: dict[str, dict[Severity, int]] = {}
    for finding in findings.all:
        nation = owner_of_finding(sight, finding)
        counts = found.setdefault(nation, dict.fromkeys(SEVERITIES, 0))
        counts[finding.severity] += 1
    return tuple(
        sorted(found.items(), key=lambda pair: ([-pair[1][each] for each in SEVERITIES], pair[0]))
    )


@dataclass(frozen=True)
class Todo:
    """Something that somebody should do next.

    Attributes
    ----------
    text : str
        A sentence, with its full stop.
    place : str
        Where it is done: ``concurrence``, ``conference``, ``findings``, ``board``, ``timetable`` or
        ``programme``.
    key : str
        Of the baseline or the conference.
    urgent : bool
    """

    text: str
    place: str
    key: str = ""
    urgent: bool = False


def todos(
    sight: Sight, findings: Findings, programme: Programme | None, now: datetime
) -> tuple[Todo, ...]:
    """What a reader should do next, by his role; what is late stands first."""
    reader = sight.reader
    if not reader.staff:
        return (Todo(said("See your programme, and take it with you."), "programme"),)
    found = [*_promised(sight, now), *_to_sign(sight), *_to_confer(sight, now)]
    own = [f for f in findings.of_severity(Severity.ERROR) if _is_own(sight, f)]
    if own:
        text = counted(
            "{number} error stands in your nation's records.",
            "{number} errors stand in your nation's records.",
            len(own),
        )
        found.append(Todo(text, "findings"))
    found += _broken(sight)
    if _hosts(sight):
        found += _to_plan(sight, programme)
    return tuple(sorted(found, key=lambda todo: not todo.urgent))


def _broken(sight: Sight) -> list[Todo]:
    """Serials whose place in the timetable breaks a rule of the plan as it is now."""
    broken = {each.place.record for each in room_of(sight).findings}
    if not broken:
        return []
    text = counted(
        "{number} serial breaks a rule where it stands in the timetable.",
        "{number} serials break a rule where they stand in the timetable.",
        len(broken),
    )
    return [Todo(text, "board", urgent=True)]


def _hosts(sight: Sight) -> bool:
    reader = sight.reader
    return (
        bool(reader.nation)
        and reader.nation == sight.whole.exercise.host
        and (reader.role in LEADERS)
    )


def _is_own(sight: Sight, finding: Finding) -> bool:
    return owner_of_finding(sight, finding) == sight.reader.nation


def _promised(sight: Sight, now: datetime) -> list[Todo]:
    """Action items of the reader's nation that are overdue, or due soon."""
    today = today_in(sight, now)
    ours = [
        (seen.record, seen)
        for seen in action_items(sight)
        if isinstance(seen.record, ActionItem)
        and seen.record.nation == sight.reader.nation
        and seen.record.done is None
    ]
    late = [item for item, _ in ours if is_overdue(item, today)]
    soon = [
        item
        for item, _ in ours
        if item.due is not None and not is_overdue(item, today) and item.due <= today + SOON
    ]
    found = []
    if late:
        text = counted(
            "{number} action item of yours is overdue.",
            "{number} action items of yours are overdue.",
            len(late),
        )
        found.append(Todo(text, "conference", _conference_key(sight, late[0]), urgent=True))
    if soon:
        text = counted(
            "{number} action item of yours is due within a week.",
            "{number} action items of yours are due within a week.",
            len(soon),
        )
        found.append(Todo(text, "conference", _conference_key(sight, soon[0])))
    return found


def _conference_key(sight: Sight, item: ActionItem) -> str:
    return next(
        (
            each.key
            for each in conferences(sight)
            if each.record.id and each.record.id == item.conference
        ),
        "",
    )


def _to_sign(sight: Sight) -> list[Todo]:
    baseline = newest(sight)
    if baseline is None or not may_sign(sight):
        return []
    if any(each.nation == sight.reader.nation for each in concurrences_of(sight, baseline.record)):
        return []
    text = said("{name} waits for the signature of your delegation.", name=baseline.name)
    return [Todo(text, "concurrence", baseline.record, urgent=True)]


def _to_confer(sight: Sight, now: datetime) -> list[Todo]:
    seen = next_conference(sight, now)
    opens = begins(seen) if seen is not None else None
    if seen is None or opens is None or opens > now + SOON:
        return []
    name = seen.record.title or seen.record.id
    if not agenda(sight, seen) and _hosts(sight):
        return [
            Todo(
                said("The agenda of {conference} is empty.", conference=name),
                "conference",
                seen.key,
            )
        ]
    if opens <= now:
        text = said("{conference} sits now.", conference=name)
    else:
        days = (today_in(sight, opens) - today_in(sight, now)).days
        text = counted(
            "{conference} opens in {number} day.",
            "{conference} opens in {number} days.",
            days,
            conference=name,
        )
        if days == 0:
            text = said("{conference} opens today.", conference=name)
    return [Todo(text, "conference", seen.key)]


def _to_plan(sight: Sight, programme: Programme | None) -> list[Todo]:
    if programme is None:
        if not sight.plan.serials:
            return []
        return [Todo(said("There is no timetable yet: plan one."), "timetable")]
    placed = {entry.serial.id for entry in programme.entries if entry.serial is not None}
    left = [serial for serial in sight.plan.serials if serial.id not in placed]
    if not left:
        return []
    text = counted(
        "{number} serial has no place in the timetable.",
        "{number} serials have no place in the timetable.",
        len(left),
    )
    return [Todo(text, "timetable")]
