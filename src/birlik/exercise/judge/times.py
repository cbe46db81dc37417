"""Times that contradict one another, or lie outside the exercise (B301, B307, B308)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.plan import MODELS
from birlik.exercise.records.serials import Serial
from birlik.exercise.sentences import Sentence, about, said, term
from birlik.exercise.time import minutes_text

#: Fields that hold a beginning and an end, by kind of record, and whether the two may be the same.
SPANS = (
    (RecordKind.EXERCISE, "startex", "endex", False),
    (RecordKind.PHASE, "begins", "ends", False),
    (RecordKind.RESOURCE, "available_from", "available_until", False),
    (RecordKind.CONFERENCE, "begins", "ends", True),
    (RecordKind.ENGAGEMENT, "begins", "ends", True),
)


def time_findings(index: Index) -> Iterator[Finding]:
    """Findings about times."""
    for kind, begins, ends, may_be_same in SPANS:
        for number, record in enumerate(index.plan.records(kind)):
            first, last = getattr(record, begins), getattr(record, ends)
            if first and last and (last < first or (last == first and not may_be_same)):
                word = said("ends as it begins") if last == first else said("ends before it begins")
                message = said(
                    "{kind} {record} {ends}",
                    kind=term(MODELS[kind].word),
                    record=record.name,
                    ends=word,
                )
                yield finding("B301", message, index.place(kind, number, ends))
    yield from _stays(index)
    for number, serial in enumerate(index.plan.serials):
        yield from _of_serial(index, number, serial)
    yield from _outside(index)


def _stays(index: Index) -> Iterator[Finding]:
    """Contingents and units that depart before they arrive."""
    for number, contingent in enumerate(index.plan.contingents):
        if contingent.arrives and contingent.departs and contingent.departs <= contingent.arrives:
            place = index.place(RecordKind.CONTINGENT, number, "departs")
            yield finding(
                "B307",
                said(
                    "contingent {contingent} departs before it arrives", contingent=contingent.name
                ),
                place,
            )
    for number, unit in enumerate(index.plan.units):
        stay = index.contingents.get(unit.contingent or "")
        if stay and unit.nation and stay.nation and unit.nation != stay.nation:
            place = index.place(RecordKind.UNIT, number, "contingent")
            message = said(
                "unit {unit} is of {nation}, its contingent {stay} of {other_nation}",
                unit=unit.name,
                nation=unit.nation,
                stay=stay.id,
                other_nation=stay.nation,
            )
            yield finding("B316", message, place)
        arrives = unit.arrives or (stay.arrives if stay else None)
        departs = unit.departs or (stay.departs if stay else None)
        # What its contingent alone gets wrong has been said there.
        if (unit.arrives or unit.departs) and arrives and departs and departs <= arrives:
            place = index.place(RecordKind.UNIT, number, "departs" if unit.departs else "arrives")
            message = said("unit {unit} departs before it arrives", unit=unit.name)
            if stay and not (unit.arrives and unit.departs):
                of_it = said(
                    "its contingent {stay} departs on {instant}",
                    stay=stay.id,
                    instant=index.shown(departs),
                )
                if unit.departs:
                    of_it = said(
                        "its contingent {stay} arrives on {instant}",
                        stay=stay.id,
                        instant=index.shown(arrives),
                    )
                message = about(message, of_it)
            yield finding("B307", message, place)


def _of_serial(index: Index, number: int, serial: Serial) -> Iterator[Finding]:
    """A serial's own times and its duration."""
    if serial.duration == 0:
        place = index.place(RecordKind.SERIAL, number, "duration")
        yield finding(
            "B301",
            said("{serial} lasts 0 min", serial=called(serial)),
            place,
            said("write how long it lasts"),
        )
    begins = serial.fixed or serial.earliest
    if begins and serial.latest:
        over = _later(begins, serial.duration or 0)
        if over > serial.latest:
            place = index.place(RecordKind.SERIAL, number, "latest")
            ids = {"serial": called(serial), "over": index.shown(over)}
            message = said(
                "from its earliest start {serial} is over on {over}, after its latest end", **ids
            )
            if serial.fixed:
                message = said(
                    "from its fixed start {serial} is over on {over}, after its latest end", **ids
                )
            yield finding("B301", message, place, said("begin earlier, end later or shorten it"))
    if serial.fixed and serial.earliest and serial.fixed < serial.earliest:
        place = index.place(RecordKind.SERIAL, number, "fixed")
        message = said(
            "the fixed start of {serial} lies before its earliest start", serial=called(serial)
        )
        yield finding("B301", message, place, said("a fixed start needs no earliest"))


def _outside(index: Index) -> Iterator[Finding]:
    """Times outside STARTEX and ENDEX."""
    startex, endex = index.plan.exercise.startex, index.plan.exercise.endex
    if not startex or not endex or endex <= startex:
        return
    for number, phase in enumerate(index.plan.phases):
        for field in ("begins", "ends"):
            side = _side(getattr(phase, field), startex, endex)
            if side:
                place = index.place(RecordKind.PHASE, number, field)
                yield finding("B308", _phase_lies(phase.name, field, side), place)
    for number, unit in enumerate(index.plan.units):
        if unit.arrives and unit.arrives >= endex:
            place = index.place(RecordKind.UNIT, number, "arrives")
            yield finding("B308", said("unit {unit} arrives after ENDEX", unit=unit.name), place)
        if unit.departs and unit.departs <= startex:
            place = index.place(RecordKind.UNIT, number, "departs")
            yield finding("B308", said("unit {unit} departs before STARTEX", unit=unit.name), place)
    for number, serial in enumerate(index.plan.serials):
        yield from _serial_outside(index, number, serial, startex, endex)


def _phase_lies(phase: str, field: str, side: str) -> Sentence:
    if field == "begins":
        return said("phase {phase} begins {side}", phase=phase, side=side)
    return said("phase {phase} ends {side}", phase=phase, side=side)


def _serial_outside(
    index: Index, number: int, serial: Serial, startex: datetime, endex: datetime
) -> Iterator[Finding]:
    """Starts and ends of a serial that lie outside, or leave it no room inside."""
    length = serial.duration or 0
    for field, words in (
        ("fixed", said("its fixed start")),
        ("earliest", said("its earliest start")),
    ):
        instant = getattr(serial, field)
        if instant is None:
            continue
        message = ""
        if side := _side(instant, startex, endex):
            message = said("{words} lies {side}", words=words, side=side)
        elif _later(instant, length) > endex:
            message = said(
                "from {words} it runs beyond ENDEX, as it lasts {length}",
                words=words,
                length=minutes_text(length),
            )
        if message:
            place = index.place(RecordKind.SERIAL, number, field)
            yield finding("B308", about(called(serial), message), place)
    if side := _side(serial.latest, startex, endex):
        place = index.place(RecordKind.SERIAL, number, "latest")
        yield finding(
            "B308",
            said("{serial}: its latest end lies {side}", serial=called(serial), side=side),
            place,
        )


def _side(instant: datetime | None, startex: datetime, endex: datetime) -> str:
    """On which side of the exercise an instant lies; empty if within it."""
    if instant is None or startex <= instant <= endex:
        return ""
    return said("before STARTEX") if instant < startex else said("after ENDEX")


def _later(instant: datetime, minutes: int) -> datetime:
    """Instant some minutes later; the last of the calendar if there is none."""
    try:
        return instant + timedelta(minutes=minutes)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
