"""Calendars (RFC 5545): one .ics file for each nation and each unit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.release import Reader, marking
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.filenames import file_names
from birlik.formats.timetable.programme import Entry, Programme, programme, reader_of_reserved
from birlik.formats.timetable.wording import described, one_line
from birlik.planning.timetable import Timetable

if TYPE_CHECKING:
    from icalendar import Event

#: When each event says it was written: a fixed moment, so that the same timetable gives the same bytes.
STAMP = datetime(2000, 1, 1, tzinfo=UTC)


def write_calendars(plan: Plan, timetable: Timetable, folder: Path) -> None:
    """Write ``nation-KAZ.ics`` and ``unit-KAZ-1.ics`` files into a folder.

    Each is made for a reader of the nation it belongs to. A serial that is not released to that
    nation, but takes one of its units, is a reserved time in it. A unit without a nation, or one
    that its own nation may not read, has no calendar.

    Parameters
    ----------
    plan : Plan
    timetable : Timetable
    folder : Path
        A folder that is there.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    owners = {unit.id: unit.nation for unit in reversed(plan.units) if unit.id and unit.nation}
    readers = dict.fromkeys((*(nation.id for nation in plan.nations), *owners.values()))
    seen = {nation: programme(timetable, plan, Reader(nation)) for nation in readers if nation}
    for nation, name in file_names(n.id for n in plan.nations if n.id).items():
        mine = seen[nation].of_nation(nation)
        content = calendar(seen[nation], mine, f"{seen[nation].title}: {nation}")
        replace_file(folder / f"nation-{name}.ics", content)
    names = file_names(unit.id for unit in plan.units if unit.id in owners)
    for nation, theirs in seen.items():
        held = theirs.by_unit()
        for unit in theirs.units:
            if owners.get(unit.id) == nation:
                content = calendar(theirs, held[unit.id], f"{theirs.title}: {unit.name}")
                replace_file(folder / f"unit-{names[unit.id]}.ics", content)


def calendar(seen: Programme, entries: Iterable[Entry], title: str) -> bytes:
    """Calendar of some entries of a programme; times are UTC.

    Parameters
    ----------
    seen : Programme
    entries : iterable of Entry
        Entries of that programme.
    title : str
        Name of the calendar.
    """
    from icalendar import Calendar

    chosen = list(entries)
    shown = [record for entry in chosen for record in _records(entry)]
    if seen.exercise:
        shown.append(seen.plan.exercise)
    result = Calendar()
    result.add("prodid", "-//Birlik//Timetable//EN")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", one_line(title))
    result.add("x-wr-caldesc", marking(shown, seen.plan, reader_of_reserved(seen.reader, chosen)))
    for mark, entry in _marked(seen, chosen):
        result.add_component(_event(seen, entry, mark))
    return bytes(result.to_ical())


def _records(entry: Entry) -> Iterator[Record]:
    """Records that an entry shows."""
    if entry.serial is not None:
        yield entry.serial
    yield from entry.areas
    yield from entry.units


def _marked(seen: Programme, entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Entries with the mark by which a calendar knows them again, which no two share.

    That of a serial stays when the serial moves; that of a reserved time is made of what its
    reader sees anyway.
    """
    given: set[str] = set()
    for entry in entries:
        when = entry.begins.isoformat()
        if entry.serial is not None:
            what = ["serial", entry.serial.id]
        else:
            what = ["reserved", when, *(u.id for u in entry.units), *(a.id for a in entry.areas)]
        while (mark := _hash(seen.exercise, *what)) in given:
            what.append(when)
        given.add(mark)
        yield mark, entry


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _event(seen: Programme, entry: Entry, mark: str) -> Event:
    """One event of a calendar."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{mark}@birlik")
    event.add("dtstamp", STAMP)
    event.add("dtstart", entry.begins.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", one_line(entry.title))
    if entry.areas:
        event.add("location", one_line("; ".join(area.name for area in entry.areas)))
        centre = seen.ground.centre(entry.areas[0].id)
        if centre is not None:
            event.add("geo", (round(centre.lat, 5), round(centre.lon, 5)))
    if entry.serial is not None and entry.serial.kind:
        event.add("categories", [one_line(entry.serial.kind)])
    event.add("description", "\n".join(described(seen, entry)))
    return event
