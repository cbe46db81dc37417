"""``timetable.json``, read with care, and ``programme.json``, what one reader sees of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from birlik.exercise.sentences import about, said
from birlik.exercise.values.moments import instant_text
from birlik.formats.kinds import content_of, is_packed
from birlik.formats.origins import UnreadableFile
from birlik.formats.records import cause_of
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.programme import Entry, Programme
from birlik.planning.timetable import FORMAT, YEARS, Timetable

#: Largest file that is read, in bytes; ten thousand serials need about two million.
LARGEST = 64 * 2**20

#: Serials that a timetable places or leaves out at most, as many as a plan has; and groups of values
#: in all, so that no file takes more memory than a machine has.
MOST_SERIALS, MOST_GROUPS = 200_000, 1_000_000

#: What somebody is told who gives another file.
_WANTED = said("what is wanted is the timetable.json that birlik plan wrote")

PROGRAMME_FORMAT = "birlik-programme/1"

_FAMILY, _, _VERSION = FORMAT.partition("/")


class UnreadableTimetable(ValueError):
    """A file that is no timetable, with a sentence that says why."""


def write_timetable(timetable: Timetable, path: Path) -> None:
    """Write ``timetable.json``; the same timetable gives the same bytes.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    content = timetable.model_dump(mode="json")
    replace_file(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def programme_content(seen: Programme) -> dict[str, Any]:
    """What a reader sees of a timetable, for programs; times are UTC.

    An entry without ``serial`` is a reserved time, of which only the area or unit is known.
    """
    return {
        "format": PROGRAMME_FORMAT,
        "exercise": seen.exercise,
        "marking": seen.marking,
        "entries": [_entry(entry) for entry in seen.entries],
        "left_out": [
            {"serial": left.serial, "code": left.code, "reason": left.reason}
            for left in seen.left_out
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    told = {
        "begins": instant_text(entry.begins),
        "ends": instant_text(entry.ends),
        "areas": [area.id for area in entry.areas],
        "units": [unit.id for unit in entry.units],
        "marking": entry.marking,
    }
    if entry.serial is None:
        return told
    return (
        {"serial": entry.serial.id, "title": entry.serial.title}
        | told
        | {
            "areas_from": instant_text(entry.occupied_from),
            "areas_until": instant_text(entry.occupied_until),
            "nations": list(entry.nations),
        }
    )


def write_programme(seen: Programme, path: Path) -> None:
    """Write ``programme.json``: what one reader sees of a timetable.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    content = json.dumps(programme_content(seen), ensure_ascii=False, indent=1)
    replace_file(path, (content + "\n").encode())


def read_timetable(path: Path) -> Timetable:
    """Timetable of a file that ``birlik plan`` wrote.

    Raises
    ------
    UnreadableTimetable
        If the file is missing, too large, cut off, something else, or of a newer Birlik.
    """
    try:
        return _timetable(_document(_bytes(path)))
    except UnreadableTimetable as error:
        raise UnreadableTimetable(about(path.name, str(error))) from error


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableTimetable(said("this is a folder; {wanted}", wanted=_WANTED))
    try:
        content = content_of(path)
    except UnreadableFile as error:
        raise UnreadableTimetable(error.finding.message) from None
    if len(content) > LARGEST:
        raise UnreadableTimetable(
            said(
                "it is larger than {number} MB; no timetable needs that much", number=LARGEST >> 20
            )
        )
    return content.removeprefix(b"\xef\xbb\xbf")


def _document(content: bytes) -> dict[str, Any]:
    """Object that a file holds, if it says that it is a timetable of this format."""
    if is_packed(content):
        raise UnreadableTimetable(
            said("this is no timetable but a workbook; {wanted}", wanted=_WANTED)
            if b"xl/workbook" in content
            else said("this is no timetable but a packed file; {wanted}", wanted=_WANTED)
        )
    if not content.lstrip().startswith(b"{"):
        raise UnreadableTimetable(said("this is no timetable; {wanted}", wanted=_WANTED))
    if content.count(b"{") + content.count(b"[") > MOST_GROUPS:
        raise UnreadableTimetable(
            said("it holds more than {number} groups of values", number=MOST_GROUPS)
        )
    try:
        document = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise UnreadableTimetable(
            said("it is cut off or damaged: {error}", error=str(error))
        ) from None
    written = document.get("format") if isinstance(document, dict) else None
    if not isinstance(written, str):
        raise UnreadableTimetable(said("this is no timetable; {wanted}", wanted=_WANTED))
    family, _, version = written[:60].partition("/")
    if family != _FAMILY:
        raise UnreadableTimetable(
            said("this is no timetable but {kind}; {wanted}", kind=written[:60], wanted=_WANTED)
        )
    if version != _VERSION:
        raise UnreadableTimetable(
            said(
                "it was written by a newer Birlik ({written}); update Birlik", written=written[:60]
            )
        )
    return dict(document)


def _timetable(document: dict[str, Any]) -> Timetable:
    lists = (document.get(name) for name in ("placements", "left_out"))
    serials = sum(len(each) for each in lists if isinstance(each, list))
    if serials > MOST_SERIALS:
        raise UnreadableTimetable(
            said(
                "it holds {serials} serials; at most {most} are read",
                serials=serials,
                most=MOST_SERIALS,
            )
        )
    try:
        timetable = Timetable.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])[:100]
        raise UnreadableTimetable(
            said("it is damaged at {place}: {cause}", place=place, cause=cause_of(first))
        ) from None
    for placement in timetable.placements:
        if placement.begins.year not in YEARS or placement.ends.year not in YEARS:
            raise UnreadableTimetable(
                said(
                    "it is damaged: {serial} lies in the year {year}",
                    serial=placement.serial,
                    year=str(placement.begins.year),
                )
            )
    return timetable
