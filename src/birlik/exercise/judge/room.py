"""Serials that are longer than the hours or the phase in which they must lie (B317)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called
from birlik.exercise.records.serials import Serial
from birlik.exercise.time import minutes_text
from birlik.exercise.values.moments import DAY_MINUTES, HourWindow


def room_findings(index: Index) -> Iterator[Finding]:
    """Findings about serials that do not fit in their own hours or phase."""
    slack = _clock_changes(index)
    for number, serial in enumerate(index.plan.serials):
        if serial.duration:
            yield from _of_serial(index, number, serial, slack)


def _of_serial(index: Index, number: int, serial: Serial, slack: int) -> Iterator[Finding]:
    length = serial.duration or 0
    if serial.hours:
        longest = longest_stretch(serial.hours)
        if longest is not None and length > longest + slack:
            place = index.place(RecordKind.SERIAL, number, "hours")
            message = (
                f"{called(serial)} lasts {minutes_text(length)}; "
                f"its hours hold {minutes_text(longest)} at most"
            )
            yield finding("B317", message, place, "widen its hours or shorten it")
    phase = index.phases.get(serial.phase or "")
    if phase and phase.begins and phase.ends and phase.begins < phase.ends:
        place = index.place(RecordKind.SERIAL, number, "phase")
        room = (phase.ends - phase.begins) // timedelta(minutes=1)
        if length > room:
            message = f"lasts {minutes_text(length)}; phase {phase.id} lasts {minutes_text(room)}"
            yield finding("B317", f"{called(serial)} {message}", place)
        elif serial.fixed and not _holds(phase.begins, phase.ends, serial.fixed, length):
            message = f"{called(serial)} is fixed outside its phase {phase.id}"
            yield finding("B317", message, place, "move one of them")
        elif serial.earliest and phase.ends - serial.earliest < timedelta(minutes=length):
            message = (
                f"after its earliest start {called(serial)} has no room in its phase {phase.id}"
            )
            yield finding("B317", message, place, "move one of them")
        elif serial.latest and serial.latest - phase.begins < timedelta(minutes=length):
            message = f"before its latest end {called(serial)} has no room in its phase {phase.id}"
            yield finding("B317", message, place, "move one of them")


def _holds(begins: datetime, ends: datetime, start: datetime, minutes: int) -> bool:
    return begins <= start and ends - start >= timedelta(minutes=minutes)


@lru_cache(maxsize=1024)
def longest_stretch(windows: Sequence[HourWindow]) -> int | None:
    """Minutes of the longest stretch that hours of the day make on end; None if they leave no gap."""
    spans = sorted((window.begins, window.ends) for window in windows)
    spans += [(begins + DAY_MINUTES, ends + DAY_MINUTES) for begins, ends in spans]
    longest, begin, end = 0, *spans[0]
    for begins, ends in sorted(spans)[1:]:
        if begins <= end:
            end = max(end, ends)
        else:
            begin, end = begins, ends
        longest = max(longest, end - begin)
    longest = max(longest, end - begin)
    return None if longest > DAY_MINUTES else longest


def _clock_changes(index: Index) -> int:
    """Minutes by which the clocks of the exercise's zone change while it lasts."""
    startex, endex = index.plan.exercise.startex, index.plan.exercise.endex
    if not startex or not endex or not timedelta() < endex - startex < timedelta(days=1000):
        return 0
    days = (endex - startex).days + 1
    offsets = set()
    for day in range(days + 1):
        instant = min(startex + timedelta(days=day), endex)
        offset = instant.astimezone(index.plan.zone).utcoffset()
        offsets.add(offset or timedelta())
    return (max(offsets) - min(offsets)) // timedelta(minutes=1)
