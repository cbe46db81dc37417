"""Times that contradict one another, or lie outside the exercise (B301, B307, B308)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index
from birlik.exercise.plan import MODELS
from birlik.exercise.records.serials import Serial

#: Fields that hold a beginning and an end, by kind of record.
SPANS = {
    RecordKind.EXERCISE: ("startex", "endex"),
    RecordKind.PHASE: ("begins", "ends"),
    RecordKind.RESOURCE: ("available_from", "available_until"),
    RecordKind.CONFERENCE: ("begins", "ends"),
}


def time_findings(index: Index) -> Iterator[Finding]:
    """Findings about times."""
    for kind, (begins, ends) in SPANS.items():
        for number, record in enumerate(index.plan.records(kind)):
            first, last = getattr(record, begins), getattr(record, ends)
            if first and last and last <= first:
                message = f"{MODELS[kind].word} {record.name} ends before it begins"
                yield finding("B301", message, index.place(kind, number, ends))
    for number, engagement in enumerate(index.plan.engagements):
        if engagement.begins and engagement.ends and engagement.ends < engagement.begins:
            place = index.place(RecordKind.ENGAGEMENT, number, "ends")
            yield finding("B301", f"engagement {engagement.name} ends before it begins", place)
    yield from _stays(index)
    for number, serial in enumerate(index.plan.serials):
        yield from _of_serial(index, number, serial)
    yield from _outside(index)


def _stays(index: Index) -> Iterator[Finding]:
    """Contingents and units that depart before they arrive."""
    contingents = {contingent.id: contingent for contingent in index.plan.contingents}
    for number, contingent in enumerate(index.plan.contingents):
        if contingent.arrives and contingent.departs and contingent.departs <= contingent.arrives:
            place = index.place(RecordKind.CONTINGENT, number, "departs")
            yield finding("B307", f"contingent {contingent.name} departs before it arrives", place)
    for number, unit in enumerate(index.plan.units):
        stay = contingents.get(unit.contingent or "")
        if stay and unit.nation and stay.nation and unit.nation != stay.nation:
            place = index.place(RecordKind.UNIT, number, "contingent")
            message = f"{unit.name} is of {unit.nation}, its contingent {stay.id} of {stay.nation}"
            yield finding("B316", message, place)
        arrives = unit.arrives or (stay.arrives if stay else None)
        departs = unit.departs or (stay.departs if stay else None)
        # What its contingent alone gets wrong has been said there.
        if (unit.arrives or unit.departs) and arrives and departs and departs <= arrives:
            place = index.place(RecordKind.UNIT, number, "departs" if unit.departs else "arrives")
            yield finding("B307", f"unit {unit.name} departs before it arrives", place)


def _of_serial(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    """A serial's own times and its duration."""
    length = timedelta(minutes=serial.duration or 0)
    begins = serial.fixed or serial.earliest
    if begins and serial.latest and begins + length > serial.latest:
        place = index.place(RecordKind.SERIAL, number, "latest")
        word = "fixed" if serial.fixed else "earliest"
        message = f"from its {word} start it cannot be over by its latest end"
        yield finding("B301", message, place, "begin earlier, end later or shorten it")
    if serial.fixed and serial.earliest and serial.fixed < serial.earliest:
        place = index.place(RecordKind.SERIAL, number, "fixed")
        yield finding("B301", "its fixed start lies before its earliest start", place)
    windows = [window.ends - window.begins for window in serial.hours]
    # Two windows that touch may hold together what neither holds alone.
    if windows and serial.duration and sum(windows) < serial.duration:
        place = index.place(RecordKind.SERIAL, number, "hours")
        message = f"its hours hold {max(windows)} min at most; it lasts {serial.duration} min"
        yield finding("B301", message, place, "widen its hours or shorten it")


def _outside(index: Index) -> Iterator[Finding]:
    """Times outside STARTEX and ENDEX."""
    begin, end = index.plan.exercise.startex, index.plan.exercise.endex
    if not begin or not end or end <= begin:
        return
    for number, phase in enumerate(index.plan.phases):
        for field, instant in (("begins", phase.begins), ("ends", phase.ends)):
            if instant and not begin <= instant <= end:
                place = index.place(RecordKind.PHASE, number, field)
                yield finding("B308", f"phase {phase.id} {_side(instant, begin)}", place)
    for number, serial in enumerate(index.plan.serials):
        for field, instant in (
            ("fixed", serial.fixed),
            ("earliest", serial.earliest),
            ("latest", serial.latest),
        ):
            if instant and not begin <= instant <= end:
                place = index.place(RecordKind.SERIAL, number, field)
                yield finding("B308", f"{serial.id} {_side(instant, begin)}", place)


def _side(instant: datetime, startex: datetime) -> str:
    return "names a time before STARTEX" if instant < startex else "names a time after ENDEX"
