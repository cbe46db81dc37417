"""Ids: unique, of one alphabet, and not to be mistaken for one another (B202, B204, B205)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.alphabets import alphabet, skeleton, stranger
from birlik.exercise.judge.index import Index
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.sentences import said, term


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
            yield finding(
                "B202", _same(records[seen[name]]), place, said("give one of them another id")
            )
            continue
        seen[name] = number
        twin = looks.setdefault(skeleton(name), name)
        if twin != name:
            message = said(
                '"{name}" looks the same as "{twin}", {difference}',
                name=name,
                twin=twin,
                difference=_difference(name, twin),
            )
            remedy = said('write it as "{twin}" if that is meant, or give it another id', twin=twin)
            yield finding("B205", message, index.place(kind, number, "id"), remedy)
        elif strange := stranger(name):
            message = said(
                '"{name}" {strange}; its other letters are {others}',
                name=name,
                strange=str(strange),
                others=term(strange.others),
            )
            better = skeleton(name)
            remedy = (
                said("write it in one alphabet")
                if stranger(better)
                else said('write it as "{better}"', better=better)
            )
            yield finding("B204", message, index.place(kind, number, "id"), remedy)


def _same(first: Record) -> str:
    word = term(first.word)
    if not first.title:
        return said('another {kind} is called "{id}" too', kind=word, id=first.id)
    return said(
        'another {kind} ({title}) is called "{id}" too', kind=word, title=first.title, id=first.id
    )


def _difference(name: str, twin: str) -> str:
    """In what two names that look the same differ."""
    if strange := stranger(name):
        return said("but {strange}", strange=str(strange))
    if strange := stranger(twin):
        return said("but that one {strange}", strange=str(strange))
    for place, (sign, other) in enumerate(zip(name, twin, strict=True), start=1):
        if sign != other:
            if alphabet(sign) != alphabet(other):
                return said(
                    "but is written in {alphabet} letters, the other in {other_alphabet}",
                    alphabet=term(alphabet(sign)),
                    other_alphabet=term(alphabet(other)),
                )
            return said(
                "but has U+{code} ({sign}) in place {place}, not U+{other_code} ({other})",
                code=f"{ord(sign):04X}",
                sign=sign,
                place=place,
                other_code=f"{ord(other):04X}",
                other=other,
            )
    raise AssertionError("two names that differ, differ somewhere")
