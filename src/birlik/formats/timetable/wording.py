"""What calendars and maps say of an entry, in short lines."""

from __future__ import annotations

import unicodedata

from birlik.exercise.sentences import said
from birlik.exercise.time import date_time_group
from birlik.formats.timetable.programme import Entry, Programme


def described(seen: Programme, entry: Entry) -> list[str]:
    """Lines that say when an entry is, who takes part and to whom it may be released."""
    zone = seen.zone
    lines = [
        said(
            "{begins} to {ends}",
            begins=date_time_group(entry.begins, zone),
            ends=date_time_group(entry.ends, zone),
        )
    ]
    taken = entry.occupied_from, entry.occupied_until
    if entry.areas and taken != (entry.begins, entry.ends):
        since, until = (date_time_group(moment, zone) for moment in taken)
        lines.append(said("Areas taken from {since} to {until}", since=since, until=until))
    if entry.areas:
        lines.append(said("Areas: {areas}", areas=[area.name for area in entry.areas]))
    if entry.units:
        units = [f"{unit.id} ({unit.nation})" if unit.nation else unit.id for unit in entry.units]
        lines.append(said("Units: {units}", units=units))
    if entry.nations:
        lines.append(said("Nations: {nations}", nations=list(entry.nations)))
    return [one_line(line) for line in (*lines, entry.marking)]


def one_line(text: str) -> str:
    """Text on one line, without control characters."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(
        "".join(sign for sign in word if unicodedata.category(sign) not in ("Cc", "Cs"))
        for word in text.split()
    )
