"""Ids: unique, of one alphabet, and not to be mistaken for one another (B202, B204, B205)."""

from __future__ import annotations

from collections.abc import Iterator

from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.judge.names import skeleton, stranger
from birlik.exercise.plan import MODELS, SHEETS


def id_findings(index: Index) -> Iterator[Finding]:
    """Findings about the ids of all records."""
    for kind, model in MODELS.items():
        seen: dict[str, int] = {}
        looks: dict[str, str] = {}
        for number, record in enumerate(index.plan.records(kind)):
            if not record.id:
                continue
            place = index.place(kind, number, "id")
            if record.id in seen:
                first = index.plan.records(kind)[seen[record.id]]
                title = f' ("{first.title}")' if first.title else ""
                message = f'another {model.word} is called "{record.id}"{title}'
                yield finding(
                    "B202", message, place, f"give one of the two in {SHEETS[kind]} another id"
                )
                continue
            seen[record.id] = number
            if found := stranger(record.id):
                letter, script, position = found
                where = "begins with" if position == 1 else f"has as sign {position}"
                message = f'"{record.id}" {where} the {script} letter {letter}, among other letters'
                yield finding("B204", message, place, f'write it as "{skeleton(record.id)}"')
            look = skeleton(record.id)
            if look in looks:
                message = f'"{record.id}" looks the same as "{looks[look]}", but has other letters'
                yield finding("B205", message, place, "write both in one alphabet")
            looks.setdefault(look, record.id)
