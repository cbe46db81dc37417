"""Ids: unique, of one alphabet, and not to be mistaken for one another (B202, B204, B205)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.alphabets import alphabet, skeleton, stranger
from birlik.exercise.judge.index import Index
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record


def id_findings(index: Index) -> Iterator[Finding]:
    """Findings about the ids of all records."""
    for kind in MODELS:
        yield from _of_kind(index, kind, index.plan.records(kind))


def _of_kind(index: Index, kind: RecordKind, records: Sequence[Record]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    looks: dict[str, str] = {}
    for number, record in enumerate(records):
        name = record.id
        if not name:
            continue
        if name in seen:
            place = index.place(kind, number, "id")
            yield finding("B202", _same(records[seen[name]]), place, "give one of them another id")
            continue
        seen[name] = number
        twin = looks.setdefault(skeleton(name), name)
        if twin != name:
            message = f'"{name}" looks the same as "{twin}", {_difference(name, twin)}'
            remedy = f'write it as "{twin}" if that is meant, or give it another id'
            yield finding("B205", message, index.place(kind, number, "id"), remedy)
        elif strange := stranger(name):
            message = f'"{name}" {strange}; its other letters are {strange.others}'
            better = skeleton(name)
            remedy = "write it in one alphabet" if stranger(better) else f'write it as "{better}"'
            yield finding("B204", message, index.place(kind, number, "id"), remedy)


def _same(first: Record) -> str:
    title = f" ({first.title})" if first.title else ""
    return f'another {first.word}{title} is called "{first.id}" too'


def _difference(name: str, twin: str) -> str:
    """In what two names that look the same differ."""
    if strange := stranger(name):
        return f"but {strange}"
    if strange := stranger(twin):
        return f"but that one {strange}"
    for place, (sign, other) in enumerate(zip(name, twin, strict=True), start=1):
        if sign != other:
            if alphabet(sign) != alphabet(other):
                return f"but is written in {alphabet(sign)} letters, the other in {alphabet(other)}"
            return f"but has U+{ord(sign):04X} ({sign}) in place {place}, not U+{ord(other):04X} ({other})"
    raise AssertionError("two names that differ, differ somewhere")
