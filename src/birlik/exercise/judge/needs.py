"""Fields that cannot be empty, rules that lack what they limit, settings of no use (B201, B312, B313)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import COLUMNS, Index, called
from birlik.exercise.plan import MODELS
from birlik.exercise.records.rules import Rule, RuleKind

TIME_STEPS = (1, 5, 10, 15, 20, 30, 60)
LONGEST_EXERCISE = timedelta(days=400)


def need_findings(index: Index) -> Iterator[Finding]:
    """Findings about what is missing."""
    for kind in MODELS:
        needed = [column for column in COLUMNS[kind] if column.needed]
        for number, record in enumerate(index.plan.records(kind)):
            for column in needed:
                value = getattr(record, column.name)
                if (value is None or value in ("", ())) and column.name not in record.unread:
                    hint = f"for example {column.example}" if column.example else ""
                    message = f"{called(record)} has nothing in {column.title}"
                    if column.name == "id":
                        hint = f"give it one that no other {record.word} has"
                    yield finding("B201", message, index.place(kind, number, column.name), hint)
    for number, rule in enumerate(index.plan.rules):
        for field, message in _lacks(rule):
            if field not in rule.unread:
                place = index.place(RecordKind.RULE, number, field)
                yield finding("B312", f"{called(rule)}: {message}", place)
    yield from _frame(index)
    yield from _speeds(index)


def _lacks(rule: Rule) -> Iterator[tuple[str, str]]:
    """Fields without which a rule limits nothing, with a sentence each."""
    if rule.kind in (RuleKind.WORK, RuleKind.REST) and rule.limit is None:
        yield "limit", f"{rule.kind} needs a limit in hours"
    if rule.kind in (RuleKind.QUIET, RuleKind.BARRED, RuleKind.PRAYER) and not rule.hours:
        yield "hours", f"{rule.kind} needs hours of the day, for example 22:00-06:00"
    if rule.kind is RuleKind.HOLIDAY and not rule.days:
        yield "days", "a holiday needs its days"
    if rule.kind is RuleKind.FAIR_SHARE and not rule.areas:
        yield "areas", "a fair share needs the areas that are shared"


def _frame(index: Index) -> Iterator[Finding]:
    """Settings of the exercise that cannot be used."""
    exercise = index.plan.exercise
    if exercise.time_step is not None and exercise.time_step not in TIME_STEPS:
        steps = ", ".join(str(step) for step in TIME_STEPS[:-1])
        place = index.place(RecordKind.EXERCISE, 0, "time_step")
        message = f"the time step cannot be {exercise.time_step} min"
        yield finding("B313", message, place, f"choose {steps} or {TIME_STEPS[-1]}")
    if exercise.startex and exercise.endex and exercise.endex - exercise.startex > LONGEST_EXERCISE:
        place = index.place(RecordKind.EXERCISE, 0, "endex")
        days = (exercise.endex - exercise.startex).days
        message = f"the exercise lasts {days:,} days; at most {LONGEST_EXERCISE.days} are planned"
        yield finding("B313", message, place, "plan it in parts")


def _speeds(index: Index) -> Iterator[Finding]:
    """Units that cannot move."""
    if index.plan.exercise.travel_speed == 0:
        place = index.place(RecordKind.EXERCISE, 0, "travel_speed")
        yield finding("B313", "the travel speed cannot be 0 km/h", place, "leave it empty for 40")
    for number, unit in enumerate(index.plan.units):
        if unit.travel_speed == 0:
            place = index.place(RecordKind.UNIT, number, "travel_speed")
            message = f"{called(unit)} cannot travel at 0 km/h"
            yield finding("B313", message, place, "leave it empty for the exercise's speed")
