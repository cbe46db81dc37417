"""References: each names a record that exists, once, and not itself (B203, B206, B207, B208)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from birlik.exercise.columns import Column, RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import COLUMNS, Index
from birlik.exercise.judge.names import Names, stranger
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.values.demands import ALL, After, Amount, AreaSet, UnitDemand


def referred_to(value: object) -> tuple[str, ...]:
    """Ids that the value of a field names."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, AreaSet):
        return value.areas
    if isinstance(value, Amount):
        return (value.resource,)
    if isinstance(value, After):
        return (value.serial,)
    if isinstance(value, UnitDemand):
        return (value.nation,) if value.nation else ()
    if isinstance(value, tuple):
        return tuple(name for part in value for name in referred_to(part))
    return ()


def reference_findings(index: Index) -> Iterator[Finding]:
    """Findings about all references between records."""
    for kind in MODELS:
        columns = [column for column in COLUMNS[kind] if column.refers_to]
        for number, record in enumerate(index.plan.records(kind)):
            for column in columns:
                names = referred_to(getattr(record, column.name))
                if names:
                    yield from _of_field(index, kind, number, record, column, names)
    yield from _sites(index)
    yield from _words(index)
    yield from _nations_of_demands(index)


def _of_field(
    index: Index,
    kind: RecordKind,
    number: int,
    record: Record,
    column: Column,
    names: tuple[str, ...],
) -> Iterator[Finding]:
    place = index.place(kind, number, column.name)
    counted = Counter(names)
    for name in counted:
        if name == ALL and column.name in ("releasable_to", "default_release"):
            continue
        if not any(name in index.names[target] for target in column.refers_to):
            word = MODELS[column.refers_to[0]].word if len(column.refers_to) == 1 else "record"
            known = [index.names[target] for target in column.refers_to]
            yield finding("B203", _unknown(word, name, known), place, _meant(name, known))
        elif name == record.id and kind in column.refers_to:
            yield finding(
                "B207", f'{MODELS[kind].word} "{name}" refers to itself', place, "take it out"
            )
        elif counted[name] > 1 and column.name not in ("areas", "choose"):
            yield finding("B208", f'"{name}" stands {counted[name]} times', place, "once is enough")


def _unknown(word: str, name: str, known: list[Names]) -> str:
    """That a reference names nothing, and what is odd about it."""
    message = f'no {word} is called "{name}"'
    if found := stranger(name):
        letter, script, position = found
        return f"{message} (sign {position} is the {script} letter {letter})"
    if not any(names.names for names in known):
        return f"{message}; there is no {word} at all"
    return message


def _meant(name: str, known: list[Names]) -> str:
    """``did you mean "TOKMAK-1"?`` if a name comes near."""
    for names in known:
        if meant := names.meant_by(name):
            return f'did you mean "{meant}"?'
    return ""


def _sites(index: Index) -> Iterator[Finding]:
    """Sites that the sheet Travel names and no area has."""
    for number, way in enumerate(index.plan.travel):
        for field, name in (("origin", way.origin), ("destination", way.destination)):
            if name and name not in index.sites:
                place = index.place(RecordKind.TRAVEL, number, field)
                yield finding(
                    "B203", f'no site is called "{name}"', place, _meant(name, [index.sites])
                )


def _words(index: Index) -> Iterator[Finding]:
    """Kinds of serial that rules name and no serial has."""
    kinds = Names(serial.kind for serial in index.plan.serials if serial.kind)
    for number, rule in enumerate(index.plan.rules):
        for word in rule.serial_kinds:
            if word not in kinds:
                place = index.place(RecordKind.RULE, number, "serial_kinds")
                yield finding(
                    "B206", f'no serial is of the kind "{word}"', place, _meant(word, [kinds])
                )


def _nations_of_demands(index: Index) -> Iterator[Finding]:
    """Nations that *Choose units* names and that do not exist."""
    nations = index.names[RecordKind.NATION]
    for number, serial in enumerate(index.plan.serials):
        for name in referred_to(serial.choose):
            if name not in nations:
                place = index.place(RecordKind.SERIAL, number, "choose")
                yield finding(
                    "B203", f'no nation is called "{name}"', place, _meant(name, [nations])
                )
