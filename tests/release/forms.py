"""Everything that a reader is given of a plan, as bytes, and the text that is in it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from birlik.exercise.judge.of_view import findings_of
from birlik.exercise.release import Reader
from birlik.exercise.view import view_of
from birlik.formats.page import write_page
from birlik.formats.timetable.calendars import reader_calendars
from birlik.formats.timetable.geo import write_geojson, write_kml
from birlik.formats.timetable.jsonfile import write_programme
from birlik.formats.timetable.programme import programme
from birlik.formats.timetable.sheets import write_sheets
from birlik.formats.workbook.writer import workbook_bytes
from tests.release.markers import Planted


def forms(made: Planted, reader: Reader, folder: Path) -> dict[str, bytes]:
    """Content of each form by its name; the same view gives the same bytes."""
    view = view_of(made.plan, reader, made.timetable.placements)
    seen = programme(made.timetable, made.plan, reader)
    found = {
        "plan.json": view.plan.to_json().encode(),
        "workbook.xlsx": workbook_bytes(view.plan),
        "findings.json": json.dumps([f.model_dump() for f in findings_of(view)]).encode(),
        "reserved": repr(view.reserved).encode(),
    }
    for write in (write_page, write_sheets, write_geojson, write_kml, write_programme):
        write(seen, folder / "form")
        found[write.__name__] = (folder / "form").read_bytes()
    return found | {f"calendars/{name}": c for name, c in reader_calendars(seen).items()}


def text_of(content: bytes) -> str:
    """All text of a form; of a workbook, of every part of its archive and their names."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


def finds(text: str, marker: str) -> bool:
    """Whether a marker stands in a text, a number also with its thousands parted."""
    if not marker.isdigit():
        return marker in text
    return any(f"{int(marker):{form}}" in text for form in ("d", ",", "_"))
