"""Serials that are longer than the hours or the phase in which they must lie (B317)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, finding
from birlik.exercise.judge.index import Index, called, within_exercise
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Phase
from birlik.exercise.sentences import said
from birlik.exercise.time import minutes_text
from birlik.exercise.values.hours import HourWindow
from birlik.exercise.values.lengths import DAY_MINUTES


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
            message = said(
                "{serial} lasts {length}; its hours hold {longest} at most",
                serial=called(serial),
                length=minutes_text(length),
                longest=minutes_text(longest),
            )
            yield finding("B317", message, place, said("widen its hours or shorten it"))
    phase = index.phases.get(serial.phase or "")
    if phase and (does := _beyond_phase(index, serial, phase, timedelta(minutes=length))):
        place = index.place(RecordKind.SERIAL, number, "phase")
        yield finding(
            "B317",
            said("{serial} {does}", serial=called(serial), does=does),
            place,
            said("move or change one of them"),
        )


def _beyond_phase(index: Index, serial: Serial, phase: Phase, length: timedelta) -> str:
    """Why a serial cannot lie in its phase; empty if it can, as far as its own times tell."""
    if not phase.begins or not phase.ends or phase.ends <= phase.begins:
        return ""
    if phase.ends - phase.begins < length:
        room = (phase.ends - phase.begins) // timedelta(minutes=1)
        lasts = minutes_text(serial.duration or 0)
        return said(
            "lasts {lasts}, its phase {phase} no longer than {room}",
            lasts=lasts,
            phase=phase.id,
            room=minutes_text(room),
        )
    fixed, earliest, latest = (
        instant if instant and within_exercise(index, instant) else None
        for instant in (serial.fixed, serial.earliest, serial.latest)
    )
    if fixed:
        inside = phase.begins <= fixed and phase.ends - fixed >= length
        return (
            "" if inside else said("has its fixed start outside its phase {phase}", phase=phase.id)
        )
    if earliest and phase.ends - earliest < length:
        return said("has no room after its earliest start in its phase {phase}", phase=phase.id)
    if latest and latest - phase.begins < length:
        return said("has no room before its latest end in its phase {phase}", phase=phase.id)
    return ""


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
