"""An exercise in every written form, as one reader may have it, under his marking."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from birlik.exercise.release import marking
from birlik.formats.page import page
from birlik.formats.timetable.calendars import calendar, reader_calendars
from birlik.formats.timetable.geo import write_geojson, write_kml
from birlik.formats.timetable.jsonfile import write_programme
from birlik.formats.timetable.programme import Programme, programme
from birlik.formats.timetable.sheets import write_sheets
from birlik.formats.workbook.writer import workbook_bytes
from birlik.languages import SOURCE
from birlik.log.timetables import timetable_of
from birlik.server.desk.publishing import held_timetable
from birlik.server.desk.sight import Sight


@dataclass(frozen=True)
class Form:
    """A way to write an exercise.

    Attributes
    ----------
    name : str
        Of the file.
    media : str
        Its media type.
    of_timetable : bool
        Whether there must be a timetable.
    """

    name: str
    media: str
    of_timetable: bool = True


#: Media type of workbooks.
SHEETS_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: All forms, by the name of the file.
FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("workbook.xlsx", SHEETS_MEDIA, of_timetable=False),
        Form("plan.json", "application/json", of_timetable=False),
        Form("timetable.html", "text/html; charset=utf-8"),
        Form("timetable.xlsx", SHEETS_MEDIA),
        Form("calendar.ics", "text/calendar; charset=utf-8"),
        Form("calendars.zip", "application/zip"),
        Form("timetable.geojson", "application/geo+json"),
        Form("timetable.kml", "application/vnd.google-earth.kml+xml"),
        Form("programme.json", "application/json"),
    )
}


@dataclass(frozen=True)
class Written:
    """A file to be handed over.

    Attributes
    ----------
    name : str
        With the exercise's id in it.
    media : str
    content : bytes
    marking : str
        Who may have it.
    """

    name: str
    media: str
    content: bytes
    marking: str


def marking_of(sight: Sight) -> str:
    """Marking of all that a reader sees of the plan."""
    # The exercise that stands in where he may not read the true one is no record.
    there = bool(sight.view.places.get(next(iter(sight.view.places)), ()))
    records = [
        record for kind, _, record in sight.plan.every_record() if there or kind != "exercise"
    ]
    return marking(records, sight.plan)


def has_timetable(sight: Sight) -> bool:
    """Whether a timetable was published."""
    return timetable_of(sight.state) is not None


def programme_of(sight: Sight) -> Programme | None:
    """What the reader sees of the timetable; None if there is none, or it cannot be read."""
    held = held_timetable(sight)
    return None if held is None else programme(held, sight.whole, sight.reader)


def written(sight: Sight, form: Form, language: str = SOURCE) -> Written | None:
    """The exercise in a form, in a language; None if it has no timetable, and needs one."""
    if form.name == "workbook.xlsx":
        return _file(sight, form, workbook_bytes(sight.plan), marking_of(sight))
    if form.name == "plan.json":
        return _file(sight, form, f"{sight.plan.to_json()}\n".encode(), marking_of(sight))
    seen = programme_of(sight)
    if seen is None:
        return None
    return _file(sight, form, _timetable_bytes(seen, form, language), seen.marking)


def _file(sight: Sight, form: Form, content: bytes, mark: str) -> Written:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", sight.plan.exercise.id).strip("-.")[:60]
    name = f"{stem}-{form.name}" if stem else form.name
    return Written(name, form.media, content, mark)


_WRITERS: Mapping[str, Callable[[Programme, Path], None]] = {
    "timetable.geojson": write_geojson,
    "timetable.kml": write_kml,
    "programme.json": write_programme,
}


def _timetable_bytes(seen: Programme, form: Form, language: str) -> bytes:
    if form.name == "timetable.html":
        return page(seen, language).encode("utf-8", "replace")
    if form.name == "calendar.ics":
        return calendar(seen, seen.entries, seen.title)
    if form.name == "calendars.zip":
        return _packed(reader_calendars(seen))
    with tempfile.TemporaryDirectory(prefix="birlik-export-") as folder:
        path = Path(folder) / form.name
        if form.name == "timetable.xlsx":
            write_sheets(seen, path, language)
        else:
            _WRITERS[form.name](seen, path)
        return path.read_bytes()


def _packed(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), files[name])
    return packed.getvalue()
