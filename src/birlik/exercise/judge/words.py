"""Words of the exercise's own that are probably slips of others (B206)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.alphabets import plain
from birlik.exercise.judge.index import Index
from birlik.exercise.judge.names import Names
from birlik.exercise.sentences import counted, said

#: How often another word must be used for one used once to be its slip.
_OFTEN = 3

#: A part of a word with so few letters is a name in itself.
_SHORT = 3

#: Roles of a nation that the product knows.
ROLES = ("host", "participant", "observer")


def word_findings(index: Index) -> Iterator[Finding]:
    """Findings about kinds of serial and of unit, sites and roles."""
    yield from _slips(index, RecordKind.UNIT, "kind")
    yield from _slips(index, RecordKind.AREA, "site")
    yield from _slips(index, RecordKind.SERIAL, "kind")
    yield from _roles(index)
    yield from _kinds_of_rules(index)


def _slips(index: Index, kind: RecordKind, field: str) -> Iterator[Finding]:
    """Words used once beside one that differs in case alone, or that is used often and a slip away."""
    words = [getattr(record, field) for record in index.plan.records(kind)]
    counts = Counter(word for word in words if word)
    once = [(number, word) for number, word in enumerate(words) if counts.get(word) == 1]
    if not once or len(counts) == 1:
        return
    usual: dict[str, str] = {}
    for word, times in counts.items():
        other = usual.setdefault(plain(word), word)
        if times > counts[other]:
            usual[plain(word)] = word
    often = Names(word for word, times in counts.items() if times >= _OFTEN)
    for number, word in once:
        meant = usual[plain(word)] if plain(word) else word
        if meant == word:
            meant = _slip_of(word, often) or word
        if meant != word:
            often_used = (
                said("once too")
                if counts[meant] == 1
                else counted("{number} time", "{number} times", counts[meant])
            )
            message = said(
                '"{word}" is used once, "{meant}" {often_used}',
                word=word,
                meant=meant,
                often_used=often_used,
            )
            place = index.place(kind, number, field)
            yield finding("B206", message, place, said('did you mean "{meant}"?', meant=meant))


def _slip_of(word: str, often: Names) -> str | None:
    """Word of which another is a slip; ASSAULT-A is none of ASSAULT-B, for that letter tells them apart."""
    meant = often.one_slip_from(word)
    if meant is None:
        return None
    parts, others = plain(word).split("-"), plain(meant).split("-")
    if len(parts) != len(others):
        return meant
    differing = next((min(len(a), len(b)) for a, b in zip(parts, others, strict=True) if a != b), 0)
    return meant if differing > _SHORT else None


def _roles(index: Index) -> Iterator[Finding]:
    """Roles that are a slip of one that counts: an observer takes no part in fair shares."""
    roles = Names(ROLES)
    for number, nation in enumerate(index.plan.nations):
        role = nation.role.casefold()
        if role and role not in roles and (meant := roles.meant_by(role)):
            place = index.place(RecordKind.NATION, number, "role")
            message = said('the role "{role}" is none that counts', role=nation.role)
            yield finding("B206", message, place, said('did you mean "{meant}"?', meant=meant))


def _kinds_of_rules(index: Index) -> Iterator[Finding]:
    """Kinds of serial that rules name and no serial has."""
    kinds = Names(serial.kind for serial in index.plan.serials if serial.kind)
    for number, rule in enumerate(index.plan.rules):
        for word in dict.fromkeys(rule.serial_kinds):
            if word not in kinds:
                place = index.place(RecordKind.RULE, number, "serial_kinds")
                meant = kinds.meant_by(word)
                remedy = said('did you mean "{meant}"?', meant=meant) if meant else ""
                yield finding(
                    "B206", said('no serial is of the kind "{word}"', word=word), place, remedy
                )
