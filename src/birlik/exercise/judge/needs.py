"""Fields that cannot be empty, rules that lack what they limit, settings of no use (B201, B312, B313)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import COLUMNS, Index, called
from birlik.exercise.plan import MODELS
from birlik.exercise.records.rules import Rule, RuleKind
from birlik.exercise.sentences import about, one_of, said, term, word_of

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
                    hint = (
                        said("for example {example}", example=column.example)
                        if column.example
                        else ""
                    )
                    message = said(
                        "{record} has nothing in {title}", record=called(record), title=column.title
                    )
                    if column.name == "id":
                        hint = said(
                            "give it one that no other {record} has", record=term(record.word)
                        )
                    yield finding("B201", message, index.place(kind, number, column.name), hint)
    for number, rule in enumerate(index.plan.rules):
        for field, lack in _lacks(rule):
            if field not in rule.unread:
                place = index.place(RecordKind.RULE, number, field)
                yield finding("B312", about(called(rule), lack), place)
    yield from _frame(index)
    yield from _speeds(index)


def _lacks(rule: Rule) -> Iterator[tuple[str, str]]:
    """Fields without which a rule limits nothing, with a sentence each."""
    if rule.kind in (RuleKind.WORK, RuleKind.REST) and rule.limit is None:
        yield "limit", said("{kind} needs a limit in hours", kind=word_of(rule.kind))
    if rule.kind in (RuleKind.QUIET, RuleKind.BARRED, RuleKind.PRAYER) and not rule.hours:
        yield (
            "hours",
            said("{kind} needs hours of the day, for example 22:00-06:00", kind=word_of(rule.kind)),
        )
    if rule.kind is RuleKind.HOLIDAY and not rule.days:
        yield "days", said("a holiday needs its days")
    if rule.kind is RuleKind.FAIR_SHARE and not rule.areas:
        yield "areas", said("a fair share needs the areas that are shared")


def _frame(index: Index) -> Iterator[Finding]:
    """Settings of the exercise that cannot be used."""
    exercise = index.plan.exercise
    if exercise.time_step is not None and exercise.time_step not in TIME_STEPS:
        place = index.place(RecordKind.EXERCISE, 0, "time_step")
        message = said("the time step cannot be {time_step} min", time_step=exercise.time_step)
        yield finding("B313", message, place, said("choose {steps}", steps=one_of(TIME_STEPS)))
    if exercise.startex and exercise.endex and exercise.endex - exercise.startex > LONGEST_EXERCISE:
        place = index.place(RecordKind.EXERCISE, 0, "endex")
        days = (exercise.endex - exercise.startex).days
        message = said(
            "the exercise lasts {days} days; at most {most} are planned",
            days=days,
            most=LONGEST_EXERCISE.days,
        )
        yield finding("B313", message, place, said("plan it in parts"))


def _speeds(index: Index) -> Iterator[Finding]:
    """Units that cannot move."""
    if index.plan.exercise.travel_speed == 0:
        place = index.place(RecordKind.EXERCISE, 0, "travel_speed")
        yield finding(
            "B313", said("the travel speed cannot be 0 km/h"), place, said("leave it empty for 40")
        )
    for number, unit in enumerate(index.plan.units):
        if unit.travel_speed == 0:
            place = index.place(RecordKind.UNIT, number, "travel_speed")
            message = said("{unit} cannot travel at 0 km/h", unit=called(unit))
            yield finding("B313", message, place, said("leave it empty for the exercise's speed"))
