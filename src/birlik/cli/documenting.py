"""What ``birlik document`` does: make a document for its reader and write it in the form of its file name."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from birlik.cli import console
from birlik.exercise.plan import Plan
from birlik.exercise.release import Reader
from birlik.formats.documents.speaking import Speech, speech_in
from birlik.languages import LANGUAGES
from birlik.planning.timetable import Timetable

PDF, WORD, TEXT = ".pdf", ".docx", ".txt"


def speech(plan: Plan, language: str, zone: str | None, quiet: bool) -> Speech:
    """Language and clock of a document; ends the command if there is no such language or zone."""
    if language not in LANGUAGES:
        console.fail(
            f'documents are not written in "{language}"; there are: {", ".join(LANGUAGES)}', quiet
        )
    try:
        clock = ZoneInfo(zone) if zone else plan.zone
    except (KeyError, ValueError, OSError):
        console.fail(f'no time zone is called "{zone}"; write it as Asia/Aqtau', quiet)
        raise AssertionError from None
    return speech_in(language, clock)


def written(
    plan: Plan,
    timetable: Timetable,
    reader: Reader,
    speech: Speech,
    kind: str,
    out: Path,
    quiet: bool,
) -> str:
    """Marking of a document that was made and written; ends the command if it cannot be."""
    from birlik.formats.documents.pdf import pdf
    from birlik.formats.documents.word import word
    from birlik.formats.jointplan import AsOf, given_of, joint_plan, mark_of
    from birlik.formats.jointplan.content import standing
    from birlik.formats.notices import notices
    from birlik.formats.notices.document import notices_document, notices_text
    from birlik.formats.visiting import programme_document

    form = out.suffix.casefold()
    if form not in (PDF, WORD) and not (form == TEXT and kind == "notices"):
        console.fail(f"{out.name} is no name of a document: let it end in .pdf or .docx", quiet)
    with console.writing(out, quiet), console.bar(f"writing {out.name}", quiet):
        given = given_of(plan, timetable, reader, speech)
        given = given.at(AsOf(mark=mark_of(given.seen)))
        if kind == "notices":
            made = notices(given.seen, speech)
            if form == TEXT:
                out.write_text(notices_text(made, speech), encoding="utf-8")
                return given.seen.marking
            document = notices_document(
                made,
                speech,
                title=given.title,
                marking=given.seen.marking,
                standing=standing(given),
            )
        elif kind == "visitors":
            document = programme_document(given)
        else:
            document = joint_plan(given)
        out.write_bytes(word(document) if form == WORD else pdf(document))
    return document.marking
