"""Which serials an explanation looks at: the mandatory ones with all they need, without faulty records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import said
from birlik.planning.contradictions.result import Faulty
from birlik.planning.contradictions.telling import place_of
from birlik.planning.formulate import titles_of

#: Errors of a serial that are contradictions, which an explanation takes apart; with any other its
#: record means nothing. That it lasts 0 minutes is none: how long it lasts is taken as given.
CONTRADICTIONS = frozenset({"B301", "B302", "B303", "B304", "B305", "B306", "B314", "B317"})


@dataclass(frozen=True)
class Concerned:
    """Positions of serials in a plan.

    Attributes
    ----------
    required : tuple of int
        Mandatory serials, and optional ones that a mandatory one needs.
    faulty : tuple of Faulty
        Mandatory serials that cannot be judged: their record is faulty, or that of one they need.
    needs : dict of int to frozenset of int
        All that each serial waits for or begins with, directly or through others.
    """

    required: tuple[int, ...]
    faulty: tuple[Faulty, ...]
    needs: dict[int, frozenset[int]]


def concerned(plan: Plan, findings: Iterable[Finding]) -> Concerned:
    """Serials of a plan that must be held, and those of which that cannot be said."""
    wrong = _wrong(plan, findings)
    position: dict[str, int] = {}
    for number, serial in enumerate(plan.serials):
        position.setdefault(serial.id, number)
    direct = _direct_needs(plan, position)
    needs, faulty, required = {}, [], set()
    for number, serial in enumerate(plan.serials):
        if not serial.mandatory:
            continue
        needed = _all_needs(number, direct)
        at_fault = next((n for n in (number, *sorted(needed)) if n in wrong), None)
        if at_fault is None:
            needs[number] = needed
            required |= {number, *needed}
            continue
        text, records = wrong[at_fault], [place_of(plan, RecordKind.SERIAL, number)]
        if at_fault != number:
            text = said(
                "it needs {serial}, of which {text}", serial=plan.serials[at_fault].id, text=text
            )
            records.append(place_of(plan, RecordKind.SERIAL, at_fault))
        faulty.append(Faulty(serial=serial.id, text=text, records=tuple(records)))
    for number in required - needs.keys():
        needs[number] = _all_needs(number, direct)
    return Concerned(tuple(sorted(required)), tuple(faulty), needs)


def _wrong(plan: Plan, findings: Iterable[Finding]) -> dict[int, str]:
    """What is wrong with the record of each serial of which nothing can be said."""
    wrong: dict[int, str] = {}
    for found in findings:
        place = found.place
        if (
            place.kind is RecordKind.SERIAL
            and place.index is not None
            and found.severity is Severity.ERROR
            and (found.code not in CONTRADICTIONS or place.field == "duration")
        ):
            wrong.setdefault(
                place.index, said("the record has an error: {found}", found=found.text)
            )
    for number, serial in enumerate(plan.serials):
        if serial.unread:
            fields = titles_of(serial)
            wrong.setdefault(
                number, said("the record holds what cannot be read: {fields}", fields=fields)
            )
        elif not serial.id or not serial.duration:
            missing = said("an id") if not serial.id else said("a duration")
            wrong.setdefault(number, said("the record lacks {missing}", missing=missing))
    return wrong


def _direct_needs(plan: Plan, position: dict[str, int]) -> dict[int, set[int]]:
    """What each serial waits for or begins with; *Together with* holds for both sides."""
    direct: dict[int, set[int]] = {number: set() for number in range(len(plan.serials))}
    for number, serial in enumerate(plan.serials):
        for order in serial.after:
            if order.serial in position:
                direct[number].add(position[order.serial])
        for name in serial.together_with:
            if name in position:
                direct[number].add(position[name])
                direct[position[name]].add(number)
    return direct


def _all_needs(number: int, direct: dict[int, set[int]]) -> frozenset[int]:
    found: set[int] = set()
    queue = [number]
    while queue:
        for other in direct[queue.pop()] - found:
            found.add(other)
            queue.append(other)
    return frozenset(found - {number})


def dependents(number: int, needs: dict[int, frozenset[int]]) -> Iterator[int]:
    """Serials that need one, directly or through others."""
    return (other for other, needed in needs.items() if number in needed)
