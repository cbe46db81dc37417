"""Parts of the joint plan on its frame: concept, participants, objectives, rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from birlik.exercise.records.means import Unit
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.roles import Role
from birlik.exercise.sentences import counted, said, word_of
from birlik.formats.documents.document import (
    Block,
    Column,
    Facts,
    Group,
    Heading,
    Paragraph,
    Table,
)
from birlik.formats.jointplan.given import Given
from birlik.formats.jointplan.words import days_text, hours_text

_ROLES: dict[Role, str] = {
    Role.OBSERVER: said("observers"),
    Role.TRAINING_AUDIENCE: said("training audience"),
    Role.VISITOR: said("visitors"),
}


def dates(given: Given) -> str:
    """Days of the exercise, the last one on which something can be held included."""
    exercise, speech = given.seen.plan.exercise, given.speech
    begins, ends = exercise.startex, exercise.endex
    if begins is None or ends is None:
        return ""
    last = max(begins, ends - timedelta(minutes=1))
    return speech.days(speech.local(begins).date(), speech.local(last).date())


def places(given: Given) -> str:
    """Sites of the areas that the reader sees."""
    return ", ".join(dict.fromkeys(area.site for area in given.seen.areas if area.site))


def clock(given: Given) -> str:
    """Zone of every time in the document."""
    zone = given.speech.zone.key
    return given.say(said("All times are those of {zone}", zone=zone))


def copy_for(given: Given) -> str:
    """For whom a copy is; empty for that of the author, who sees everything."""
    reader = given.seen.reader
    if reader.whole:
        return ""
    nation = given.nation(reader.nation)
    role = given.say(_ROLES[reader.role]) if reader.role in _ROLES else ""
    return ", ".join(filter(None, (nation, role)))


def concept(given: Given) -> Iterator[Block]:
    """Theme, frame and phases."""
    say, plan, speech = given.say, given.seen.plan, given.speech
    exercise = plan.exercise
    if exercise.theme:
        yield Paragraph(exercise.theme, "lead")
    facts = [
        (say(said("Host")), given.nation(exercise.host)),
        ("STARTEX", _instant(given, exercise.startex)),
        ("ENDEX", _instant(given, exercise.endex)),
        (say(said("Time zone")), exercise.time_zone or ""),
        (say(said("Serials in the timetable")), speech.number(sum(1 for _ in given.serials))),
    ]
    yield Facts(tuple(fact for fact in facts if fact[1]))
    phases = [phase for phase in plan.phases if phase.id or phase.title]
    if phases:
        yield Heading(say(said("Phases")))
        yield Table(
            (
                Column(say(said("Phase")), 8),
                Column("", 40),
                Column(say(said("Begins")), 26),
                Column(say(said("Ends")), 26),
            ),
            (
                Group(
                    "",
                    tuple(
                        (
                            phase.id,
                            phase.title,
                            _instant(given, phase.begins),
                            _instant(given, phase.ends),
                        )
                        for phase in phases
                    ),
                ),
            ),
        )


def _instant(given: Given, at: datetime | None) -> str:
    return given.speech.moment(at)


def contributions(given: Given) -> Iterator[Block]:
    """What each nation brings: its contingent, and the units of it."""
    say, seen, speech = given.say, given.seen, given.speech
    contingents = [c for c in seen.plan.contingents if c.nation]
    if contingents:
        people = [c.personnel for c in contingents if c.personnel is not None]
        pieces = [c.equipment for c in contingents if c.equipment is not None]
        yield Table(
            (
                Column(say(said("Nation")), 17),
                Column(say(said("Head of delegation")), 27),
                Column(say(said("People")), 10, "right"),
                Column(say(said("Equipment")), 12, "right"),
                Column(say(said("Arrives")), 17),
                Column(say(said("Departs")), 17),
            ),
            (
                Group(
                    "",
                    tuple(
                        (
                            given.nation(c.nation),
                            c.head,
                            speech.number(c.personnel) if c.personnel is not None else "",
                            speech.number(c.equipment) if c.equipment is not None else "",
                            speech.group(c.arrives),
                            speech.group(c.departs),
                        )
                        for c in contingents
                    ),
                ),
            ),
            sums=(
                say(said("Together")),
                "",
                speech.number(sum(people)) if people else "",
                speech.number(sum(pieces)) if pieces else "",
                "",
                "",
            )
            if len(contingents) > 1 and (people or pieces)
            else (),
        )
    yield from _units(given)


def _units(given: Given) -> Iterator[Block]:
    say, seen = given.say, given.seen
    by_nation: dict[str, list[Unit]] = defaultdict(list)
    for unit in seen.units:
        by_nation[unit.nation or ""].append(unit)
    if not by_nation:
        return
    yield Heading(say(said("Units")))
    order = [*(nation.id for nation in seen.nations), *by_nation]
    yield Table(
        (
            Column(say(said("Unit")), 19),
            Column("", 41),
            Column(say(said("Kind")), 15),
            Column(say(said("People")), 9, "right"),
            Column(say(said("Equipment")), 22),
        ),
        tuple(
            Group(
                _with_count(given, nation, len(by_nation[nation])),
                tuple(
                    (
                        unit.id,
                        unit.title,
                        unit.kind,
                        given.speech.number(unit.personnel) if unit.personnel is not None else "",
                        unit.equipment,
                    )
                    for unit in by_nation[nation]
                ),
            )
            for nation in dict.fromkeys(order)
            if nation in by_nation
        ),
    )


def _with_count(given: Given, nation: str, count: int) -> str:
    name = given.nation(nation) or given.say(said("Of no nation"))
    return f"{name} · {given.say(counted('{number} unit', '{number} units', count))}"


def objectives(given: Given) -> Iterator[Block]:
    """What is to be trained, how it is judged, and which serials of the timetable serve it."""
    say, seen = given.say, given.seen
    if not seen.plan.objectives:
        return
    serving: dict[str, list[str]] = defaultdict(list)
    for entry in given.serials:
        if entry.serial is not None:
            for served in dict.fromkeys(entry.serial.objectives):
                serving[served].append(entry.serial.id)
    # Whoever is not shown which serial serves which objective sees no coverage either.
    with_coverage = bool(serving)
    heads = [
        Column(say(said("Objective")), 8),
        Column("", 30),
        Column(say(said("Nations")), 14),
        Column(say(said("Criteria")), 32),
    ]
    if with_coverage:
        heads.append(Column(say(said("Serials")), 20))
    rows = []
    for objective in seen.plan.objectives:
        nations = ", ".join(objective.nations) or say(said("all"))
        row = [objective.id, objective.title, nations, objective.criteria]
        if with_coverage:
            row.append(", ".join(serving[objective.id]) or say(said("no serial serves it")))
        rows.append(tuple(row))
    yield Table(tuple(heads), (Group("", tuple(rows)),))


def rules(given: Given) -> Iterator[Block]:
    """Rules that hold for the exercise as a whole."""
    say, plan = given.say, given.seen.plan
    if not plan.rules:
        return
    yield Table(
        (
            Column(say(said("Rule")), 8),
            Column("", 34),
            Column(say(said("What it limits")), 20),
            Column(say(said("Limit")), 18),
            Column(say(said("Holds for")), 26),
        ),
        (
            Group(
                "",
                tuple(
                    (
                        rule.id,
                        rule.title,
                        say(word_of(rule.kind)),
                        _limit(given, rule),
                        _scope(given, rule),
                    )
                    for rule in plan.rules
                ),
            ),
        ),
    )
    zone = plan.exercise.time_zone or "UTC"
    yield Paragraph(say(said("Hours of the day are by the clock of {zone}.", zone=zone)), "aside")


def _limit(given: Given, rule: Rule) -> str:
    speech = given.speech
    parts = []
    if rule.limit is not None and rule.kind in (RuleKind.WORK, RuleKind.REST, RuleKind.FAIR_SHARE):
        parts.append(given.say(said("{number} h", number=speech.number(rule.limit))))
    if rule.hours:
        parts.append(hours_text(rule.hours))
    if rule.days:
        parts.append(days_text(rule.days, speech))
    return "; ".join(parts)


def _scope(given: Given, rule: Rule) -> str:
    parts = [
        ", ".join(rule.nations),
        ", ".join(rule.units),
        ", ".join(rule.areas),
        ", ".join(rule.serial_kinds),
    ]
    text = "; ".join(filter(None, parts)) or given.say(said("all"))
    if rule.except_serials:
        text += "; " + given.say(said("except {serials}", serials=", ".join(rule.except_serials)))
    return text
