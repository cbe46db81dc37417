"""Everything that a reader is given of a plan, as bytes, and the text that is in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from birlik.exercise.judge.of_view import findings_of
from birlik.exercise.release import Reader
from birlik.exercise.view import View, view_of
from birlik.formats.documents.document import Document
from birlik.formats.documents.pdf import data_of, pdf
from birlik.formats.documents.speaking import speech_in
from birlik.formats.documents.word import word
from birlik.formats.jointplan import AsOf, Given, given_of, joint_plan, mark_of
from birlik.formats.jointplan.content import standing
from birlik.formats.notices import notices
from birlik.formats.notices.document import notices_document
from birlik.formats.page import write_page
from birlik.formats.timetable.calendars import reader_calendars
from birlik.formats.timetable.geo import write_geojson, write_kml
from birlik.formats.timetable.jsonfile import write_programme
from birlik.formats.timetable.programme import Programme, programme
from birlik.formats.timetable.sheets import write_sheets
from birlik.formats.visiting import programme_document
from birlik.formats.workbook.writer import workbook_bytes
from tests.formats.documents.pdftext import text_of_pdf
from tests.release.markers import Planted

#: Forms made from a view.
OF_VIEW: dict[str, Callable[[View], bytes]] = {
    "plan": lambda view: view.plan.to_json().encode(),
    "workbook": lambda view: workbook_bytes(view.plan),
    "findings": lambda view: json.dumps([f.model_dump() for f in findings_of(view)]).encode(),
    "reserved": lambda view: repr(view.reserved).encode(),
}

#: Forms made from a programme.
OF_PROGRAMME: dict[str, Callable[[Programme, Path], None]] = {
    "page": write_page,
    "sheets": write_sheets,
    "geojson": write_geojson,
    "kml": write_kml,
    "json": write_programme,
}

#: Documents made for a reader.
DOCUMENTS: dict[str, Callable[[Given], Document]] = {
    "joint plan": joint_plan,
    "visitors": programme_document,
    "notices": lambda given: notices_document(
        notices(given.seen, given.speech),
        given.speech,
        title=given.title,
        marking=given.seen.marking,
        standing=standing(given),
    ),
}

#: Forms of which many can be made in a second.
QUICK = frozenset({*OF_VIEW, *OF_PROGRAMME, *DOCUMENTS, "calendars"}) - {"page", "workbook"}


def forms(made: Planted, reader: Reader, folder: Path, names: frozenset[str]) -> dict[str, bytes]:
    """Content of each of some forms, by its name."""
    view = view_of(made.plan, reader, made.timetable.placements)
    seen = programme(made.timetable, made.plan, reader)
    found = {name: form(view) for name, form in OF_VIEW.items() if name in names}
    for name, write in OF_PROGRAMME.items():
        if name in names:
            write(seen, folder / name)
            found[name] = (folder / name).read_bytes()
    if "calendars" in names:
        found |= {f"calendars/{name}": content for name, content in reader_calendars(seen).items()}
    given = _given(made, reader)
    for name, document in DOCUMENTS.items():
        if name in names:
            found[name] = data_of(document(given)).encode()
    if "papers" in names:
        plan = joint_plan(given)
        found |= {"joint plan.pdf": pdf(plan), "joint plan.docx": word(plan)}
    return found


def _given(made: Planted, reader: Reader) -> Given:
    speech = speech_in("en", made.plan.zone)
    given = given_of(made.plan, made.timetable, reader, speech)
    return given.at(AsOf("", None, mark_of(given.seen)))


def text_of(content: bytes) -> str:
    """All text of a form; of a workbook or Word file, of every part of its archive and their names."""
    if content.startswith(b"%PDF"):
        return text_of_pdf(content)
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # Pictures hold no text; what is drawn in those of a document is drawn in its PDF as letters.
        return "\n".join(
            name + archive.read(name).decode()
            for name in archive.namelist()
            if not name.endswith((".png", ".jpeg"))
        )


def finds(text: str, marker: str) -> bool:
    """Whether a marker stands in a text, a number also with its thousands parted."""
    if not marker.isdigit():
        return marker in text
    return any(f"{int(marker):{form}}" in text for form in ("d", ",", "_"))
