"""References: each names a record that exists, once, and not its own (B203, B207, B208)."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from birlik.exercise.columns import LAST_COLUMNS, Column, RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.judge.alphabets import stranger
from birlik.exercise.judge.index import COLUMNS, Index
from birlik.exercise.judge.names import Names
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.records.record import Record
from birlik.exercise.records.serials import Serial
from birlik.exercise.references import named
from birlik.exercise.sentences import counted, said, term

#: A column, the names in it, and those that have only to be there; None if more is to be looked at.
_Naming = tuple[Column, tuple[str, ...], frozenset[str] | None]

#: Fields in which a nation may stand that is the record itself.
_OF_EVERY_RECORD = frozenset(LAST_COLUMNS)


def reference_findings(index: Index) -> Iterator[Finding]:
    """Findings about all references between records."""
    for kind in MODELS:
        for number, record in enumerate(index.plan.records(kind)):
            for column, names, plain in _named_by(record):
                if plain is not None and plain <= index.names[column.refers_to[0]].known:
                    continue
                yield from _of_field(index, number, record, column, names)
    for number, serial in enumerate(index.plan.serials):
        if serial.choose:
            yield from _nations_to_choose(index, number, serial)
        if len(serial.areas) > 1:
            yield from _areas_twice(index, number, serial)
    yield from _sites(index)
    for number, rule in enumerate(index.plan.rules):
        place = index.place(RecordKind.RULE, number, "serial_kinds")
        yield from _twice(Counter(rule.serial_kinds), place)


#: What each record that is alive names, by its address: records hold what cannot be hashed.
_named: dict[int, tuple[weakref.ref[Record], tuple[_Naming, ...]]] = {}


def _named_by(record: Record) -> tuple[_Naming, ...]:
    """What a record names, field by field; found once for each version of it.

    Beside all names of a field stand those that are no words, if each stands there once and none is
    the record's own: then nothing can be wrong but that one is not there.
    """
    key = id(record)
    found = _named.get(key)
    if found is not None and found[0]() is record:
        return found[1]
    made = []
    for column in COLUMNS[record.kind_of_record]:
        if column.refers_to and (value := getattr(record, column.name)):
            names = named(value)
            strange = tuple(name for name in names if name not in column.words)
            itself = (
                record.kind_of_record in column.refers_to and column.name not in _OF_EVERY_RECORD
            )
            fine = len(set(strange)) == len(strange) and not (itself and record.id in strange)
            made.append((column, names, frozenset(strange) if fine else None))
    _named[key] = weakref.ref(record, lambda _: _named.pop(key, None)), tuple(made)
    return _named[key][1]


def _of_field(
    index: Index, number: int, record: Record, column: Column, names: Sequence[str]
) -> Iterator[Finding]:
    kind = record.kind_of_record
    known = [index.names[target] for target in column.refers_to]
    if column.words:
        names = [name for name in names if name not in column.words]
    itself = kind in column.refers_to and column.name not in _OF_EVERY_RECORD
    if (
        all(name in known[0] for name in names)
        and len(set(names)) == len(names)
        and not (itself and record.id in names)
    ):
        return
    place = index.place(kind, number, column.name)
    times_named = Counter(names)
    for name in times_named:
        if not any(name in target for target in known):
            yield _unknown(column.refers_to, name, known, place)
        elif itself and name == record.id:
            yield finding(
                "B207", said("{name} refers to itself", name=name), place, said("take it out")
            )
    if column.name != "areas":
        yield from _twice(
            {
                name: times
                for name, times in times_named.items()
                if any(name in target for target in known)
            },
            place,
        )


def _twice(times_named: dict[str, int], place: Place) -> Iterator[Finding]:
    for name, times in times_named.items():
        if times > 1:
            often = (
                said("twice") if times == 2 else counted("{number} time", "{number} times", times)
            )
            yield finding(
                "B208",
                said('"{name}" stands here {often}', name=name, often=often),
                place,
                said("once is enough"),
            )


def _unknown(kinds: Sequence[RecordKind], name: str, known: list[Names], place: Place) -> Finding:
    word = term(MODELS[kinds[0]].word) if len(kinds) == 1 else said("record that can stand here")
    if not any(known) and len(kinds) == 1:
        sheet = SHEETS[kinds[0]]
        message = said('no {word} is called "{name}"', word=word, name=name)
        return finding(
            "B203",
            message,
            place,
            said("list it in the sheet {sheet}, which is empty", sheet=term(sheet)),
        )
    return _no_such(word, name, known, place)


def _no_such(word: str, name: str, known: Iterable[Names], place: Place) -> Finding:
    """Finding of a name that nothing has, with the letter that is wrong and the name that was meant."""
    message = said('no {word} is called "{name}"', word=word, name=name)
    if strange := stranger(name):
        message = said(
            'no {word} is called "{name}", which {strange}',
            word=word,
            name=name,
            strange=str(strange),
        )
    meant = next((found for names in known if (found := names.meant_by(name))), None)
    return finding(
        "B203", message, place, said('did you mean "{meant}"?', meant=meant) if meant else ""
    )


def _areas_twice(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    """The same set of areas, named as another choice of itself."""
    times_named = Counter(str(choice) for choice in serial.areas)
    yield from _twice(times_named, index.place(RecordKind.SERIAL, number, "areas"))


def _nations_to_choose(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    """Nations that *Choose units* names and that do not exist."""
    nations = index.names[RecordKind.NATION]
    for name in dict.fromkeys(demand.nation for demand in serial.choose if demand.nation):
        if name not in nations:
            place = index.place(RecordKind.SERIAL, number, "choose")
            yield _unknown((RecordKind.NATION,), name, [nations], place)


def _sites(index: Index) -> Iterator[Finding]:
    """Sites that the sheet Travel names and no area has."""
    for number, way in enumerate(index.plan.travel):
        for field, name in (("origin", way.origin), ("destination", way.destination)):
            if name and name not in index.sites:
                place = index.place(RecordKind.TRAVEL, number, field)
                yield _no_such(said("site"), name, [index.sites], place)
