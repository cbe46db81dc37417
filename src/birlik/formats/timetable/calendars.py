"""Calendars: one .ics file for each nation and each unit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.release import Reader, marking
from birlik.exercise.time import date_time_group
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.filenames import file_names
from birlik.formats.timetable.programme import Entry, Programme, programme
from birlik.planning.timetable import Timetable


def write_calendars(plan: Plan, timetable: Timetable, folder: Path) -> None:
    """Write ``nation-KAZ.ics`` and ``unit-....ics`` files into a folder.

    Each is made for a reader of the nation it belongs to: a serial that is not released to that
    nation but takes one of its units appears as reserved, and nothing else of it.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    programmes = {
        nation.id: programme(timetable, plan, Reader(nation.id))
        for nation in plan.nations
        if nation.id
    }
    for nation, name in file_names(programmes).items():
        seen = programmes[nation]
        mine = [entry for entry in seen.entries if _concerns(entry, nation)]
        replace_file(folder / f"nation-{name}.ics", calendar(seen, mine, f"{seen.title}: {nation}"))
    owners = {unit.id: unit.nation for unit in plan.units if unit.id and unit.nation in programmes}
    by_unit: dict[str, list[Entry]] = {unit: [] for unit in owners}
    for nation, seen in programmes.items():
        for entry in seen.entries:
            for unit in entry.units:
                if owners.get(unit.id) == nation:
                    by_unit[unit.id].append(entry)
    for own, name in file_names(owners).items():
        seen = programmes[owners[own] or ""]
        title = f"{seen.title}: {own}"
        replace_file(folder / f"unit-{name}.ics", calendar(seen, by_unit[own], title))


def _concerns(entry: Entry, nation: str) -> bool:
    """Whether a nation takes part in an entry, or has a unit taken by one it may not read."""
    if entry.serial is None:
        return any(unit.nation == nation for unit in entry.units)
    return nation in entry.nations


def calendar(seen: Programme, entries: Iterable[Entry], title: str) -> bytes:
    """Calendar (RFC 5545) of some entries of a programme; times are UTC.

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
    label = _marking(seen, chosen)
    result = Calendar()
    result.add("prodid", "-//Birlik//Timetable//EN")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", _line(title))
    result.add("x-wr-caldesc", label)
    for entry in chosen:
        result.add_component(_event(seen, entry, label))
    return bytes(result.to_ical())


def _event(seen: Programme, entry: Entry, label: str):  # type: ignore[no-untyped-def]
    """One event; ``DTSTAMP`` is that of its beginning, so that the same timetable gives the same bytes."""
    from icalendar import Event, vGeo

    event = Event()
    event.add("uid", f"{_mark(seen, entry)}@birlik")
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
    event.add("dtstart", entry.begins.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", _line(entry.title))
    if entry.areas:
        event.add("location", _line(", ".join(area.title or area.id for area in entry.areas)))
        centre = seen.ground.centre(entry.areas[0].id)
        if centre is not None:
            event["geo"] = vGeo((round(centre.lat, 5), round(centre.lon, 5)))
    if entry.serial is not None:
        if entry.serial.kind:
            event.add("categories", [_line(entry.serial.kind)])
        zone = seen.zone
        lines = [
            f"{date_time_group(entry.begins, zone)} to {date_time_group(entry.ends, zone)}",
            "Units: " + ", ".join(f"{unit.id} ({unit.nation})" for unit in entry.units),
            "Nations: " + ", ".join(entry.nations),
            label,
        ]
        event.add("description", "\n".join(line for line in lines if not line.endswith(": ")))
    return event


def _marking(seen: Programme, entries: list[Entry]) -> str:
    """Marking of a calendar: who may read all it shows.

    A reserved time tells of a serial that is not released, so it is for its reader's nation alone.
    """
    if any(entry.serial is None for entry in entries) and seen.reader.nation:
        return f"REL TO {seen.reader.nation}"
    shown: list[Record] = [seen.plan.exercise]
    for entry in entries:
        shown += [*entry.areas, *entry.units, *([entry.serial] if entry.serial else [])]
    return marking(shown, seen.plan)


def _mark(seen: Programme, entry: Entry) -> str:
    """Stable mark of an entry; that of a reserved one is made of what its reader sees anyway."""
    what = (
        entry.serial.id
        if entry.serial is not None
        else "|".join(
            (entry.begins.isoformat(), *(u.id for u in entry.units), *(a.id for a in entry.areas))
        )
    )
    return hashlib.sha256(f"{seen.plan.exercise.id}|{what}".encode()).hexdigest()[:32]


def _line(text: str) -> str:
    """Text on one line, without control characters, which no calendar can hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
