"""Fields that cannot be empty, rules that lack what they limit, settings of no use (B201, B312, B313)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import COLUMNS, Index
from birlik.exercise.plan import MODELS
from birlik.exercise.records.rules import Rule, RuleKind

TIME_STEPS = (1, 5, 10, 15, 20, 30, 60)
LONGEST_EXERCISE = timedelta(days=400)


def need_findings(index: Index) -> Iterator[Finding]:
    """Findings about what is missing."""
    for kind, model in MODELS.items():
        needed = [column for column in COLUMNS[kind] if column.needed]
        for number, record in enumerate(index.plan.records(kind)):
            for column in needed:
                if (
                    getattr(record, column.name) in (None, "", ())
                    and column.name not in record.unread
                ):
                    hint = f"for example {column.example}" if column.example else ""
                    message = f"{_article(model.word)} needs a value in {column.title}"
                    yield finding("B201", message, index.place(kind, number, column.name), hint)
    for number, rule in enumerate(index.plan.rules):
        for field, message in _lacks(rule):
            if field not in rule.unread:
                yield finding("B312", message, index.place(RecordKind.RULE, number, field))
    yield from _settings(index)


def _article(word: str) -> str:
    """``a serial``, ``an area``."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def _lacks(rule: Rule) -> Iterator[tuple[str, str]]:
    """Fields without which a rule limits nothing, with a sentence each."""
    if rule.kind in (RuleKind.WORK, RuleKind.REST) and rule.limit is None:
        yield "limit", f"{rule.kind} needs a limit in hours"
    if rule.kind in (RuleKind.QUIET, RuleKind.BARRED, RuleKind.PRAYER) and not rule.hours:
        yield "hours", f"{rule.kind} needs hours of the day"
    if rule.kind is RuleKind.HOLIDAY and not rule.days:
        yield "days", "a holiday needs its days"
    if rule.kind is RuleKind.FAIR_SHARE and not rule.areas:
        yield "areas", "a fair share needs the areas that are scarce"


def _settings(index: Index) -> Iterator[Finding]:
    """Settings of the exercise that cannot be used."""
    exercise = index.plan.exercise
    if exercise.time_step is not None and exercise.time_step not in TIME_STEPS:
        steps = ", ".join(str(step) for step in TIME_STEPS)
        place = index.place(RecordKind.EXERCISE, 0, "time_step")
        yield finding(
            "B313", f"{exercise.time_step} min is not a time step", place, f"choose one of {steps}"
        )
    if exercise.startex and exercise.endex and exercise.endex - exercise.startex > LONGEST_EXERCISE:
        place = index.place(RecordKind.EXERCISE, 0, "endex")
        days = (exercise.endex - exercise.startex).days
        yield finding(
            "B313",
            f"the exercise lasts {days} days; at most {LONGEST_EXERCISE.days} are planned",
            place,
        )
