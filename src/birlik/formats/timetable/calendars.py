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
from birlik.formats.timetable.filenames import file_names
from birlik.formats.timetable.programme import Entry, Programme, programme, reader_of_reserved
from birlik.formats.timetable.wording import described, one_line
from birlik.planning.timetable import Timetable

if TYPE_CHECKING:
    from icalendar import Event

#: When each event says it was written: a fixed moment, so that the same timetable gives the same bytes.
STAMP = datetime(2000, 1, 1, tzinfo=UTC)


def write_calendars(plan: Plan, timetable: Timetable, folder: Path) -> None:
    """Write ``nation-KAZ.ics`` and ``unit-KAZ-1.ics`` files into a new folder.

    Each is made for a reader of the nation it belongs to. A serial that is not released to that
    nation, but takes one of its units, is a reserved time in it. A unit without a nation, or one
    that its own nation may not read, has no calendar.

    Parameters
    ----------
    plan : Plan
    timetable : Timetable
    folder : Path
        An empty folder; whoever asks puts it in place once all calendars are in it.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    owners = {unit.id: unit.nation for unit in reversed(plan.units) if unit.id and unit.nation}
    readers = dict.fromkeys((*(nation.id for nation in plan.nations), *owners.values()))
    seen = {nation: programme(timetable, plan, Reader(nation)) for nation in readers if nation}
    writing = {nation: _Events(theirs) for nation, theirs in seen.items()}
    for nation, name in file_names(n.id for n in plan.nations if n.id).items():
        mine = seen[nation].of_nation(nation)
        content = writing[nation].calendar(mine, f"{seen[nation].title}: {nation}")
        (folder / f"nation-{name}.ics").write_bytes(content)
    names = file_names(unit.id for unit in plan.units if unit.id in owners)
    for nation, theirs in seen.items():
        held = theirs.by_unit()
        for unit in theirs.units:
            if owners.get(unit.id) == nation:
                content = writing[nation].calendar(held[unit.id], f"{theirs.title}: {unit.name}")
                (folder / f"unit-{names[unit.id]}.ics").write_bytes(content)


def reader_calendars(seen: Programme) -> dict[str, bytes]:
    """Calendars for one reader, by file name: all that he sees, and his nation's and its units'."""
    writing, nation = _Events(seen), seen.reader.nation
    found = {"programme.ics": writing.calendar(seen.entries, seen.title)}
    nations = [n.id for n in seen.nations if seen.reader.whole or n.id == nation]
    for one, name in file_names(filter(None, nations)).items():
        content = writing.calendar(seen.of_nation(one), f"{seen.title}: {one}")
        found[f"nation-{name}.ics"] = content
    held = seen.by_unit()
    units = {u.id: u for u in seen.units if seen.reader.whole or (nation and u.nation == nation)}
    for one, name in file_names(filter(None, units)).items():
        content = writing.calendar(held[one], f"{seen.title}: {units[one].name}")
        found[f"unit-{name}.ics"] = content
    return found


def write_reader_calendars(seen: Programme, folder: Path) -> None:
    """Write the calendars of one reader into a new folder.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    for name, content in reader_calendars(seen).items():
        (folder / name).write_bytes(content)


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
    return _Events(seen).calendar(entries, title)


class _Events:
    """Calendars of one reader's programme; an event that stands in several is written once."""

    def __init__(self, seen: Programme) -> None:
        self._seen = seen
        self._written: dict[tuple[str, int], bytes] = {}

    def calendar(self, entries: Iterable[Entry], title: str) -> bytes:
        """Calendar of some entries of the programme."""
        from icalendar import Calendar

        seen, chosen = self._seen, list(entries)
        shown = [record for entry in chosen for record in _records(entry)]
        if seen.exercise:
            shown.append(seen.plan.exercise)
        frame = Calendar()
        frame.add("prodid", "-//Birlik//Timetable//EN")
        frame.add("version", "2.0")
        frame.add("method", "PUBLISH")
        frame.add("x-wr-calname", one_line(title))
        label = marking(shown, seen.plan, reader_of_reserved(seen.reader, chosen))
        frame.add("x-wr-caldesc", label)
        end = b"END:VCALENDAR\r\n"
        head = bytes(frame.to_ical()).removesuffix(end)
        return head + b"".join(self._event(e, mark) for mark, e in _marked(seen, chosen)) + end

    def _event(self, entry: Entry, mark: str) -> bytes:
        # The programme holds its entries, so that no other entry can have the same number.
        key = mark, id(entry)
        if key not in self._written:
            self._written[key] = bytes(_event(self._seen, entry, mark).to_ical())
        return self._written[key]


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
