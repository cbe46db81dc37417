"""Documents of an exercise, as one reader may have them: made by few hands at once, and kept for a while."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.roles import Role
from birlik.exercise.sentences import said
from birlik.formats.documents.document import Document
from birlik.formats.documents.pdf import data_of, pdf
from birlik.formats.documents.speaking import Speech, speech_in
from birlik.formats.documents.word import word
from birlik.formats.jointplan import AsOf, Concurrence, Given, given_of, joint_plan, mark_of
from birlik.formats.jointplan.content import standing
from birlik.formats.notices import notices
from birlik.formats.notices.document import notices_document, notices_text
from birlik.formats.timetable.calendars import calendar
from birlik.formats.visiting import for_guests, programme_document
from birlik.log.timetables import timetable_of
from birlik.planning.timetable import Timetable
from birlik.server.desk import past
from birlik.server.desk.concurring import concurrences_of
from birlik.server.desk.exporting import Written
from birlik.server.desk.history import History
from birlik.server.desk.past import Past
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs

PDF_MEDIA = "application/pdf"
WORD_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT_MEDIA = "text/plain; charset=utf-8"
CALENDAR_MEDIA = "text/calendar; charset=utf-8"

#: Media type of each ending.
MEDIA: Mapping[str, str] = {
    "pdf": PDF_MEDIA,
    "docx": WORD_MEDIA,
    "txt": TEXT_MEDIA,
    "ics": CALENDAR_MEDIA,
}

#: All documents, by the name of the file.
FORMS = (
    "joint-plan.pdf",
    "joint-plan.docx",
    "notices.pdf",
    "notices.docx",
    "notices.txt",
    "visitors.pdf",
    "visitors.docx",
    "visitors.ics",
)

#: Those that only the staff can have: others have nothing to do with notices.
OF_STAFF = frozenset({"notices.pdf", "notices.docx", "notices.txt"})

#: A document with more entries than this would be a book; there are sheets and calendars for that.
MOST_ENTRIES = 3_000

#: So many documents are made at once, and so many wait.
HANDS, WAITING = 2, 16

#: So many bytes of finished documents are kept.
KEPT_BYTES = 48 * 2**20

#: Longest time that somebody waits for a document, in seconds.
PATIENCE = 120.0


class Busy(Refused):
    """So many documents are being made that this one would take too long."""


@dataclass(frozen=True)
class Asked:
    """Which document somebody wants.

    Attributes
    ----------
    name : str
        One of :data:`FORMS`.
    language : str
    zone : ZoneInfo
    baseline : str
        Key of the baseline that it shows; empty for the plan as it stands now.
    guests : bool
        Whether it is to be handed to visitors, and so holds nothing that is not released to them.
    """

    name: str
    language: str
    zone: ZoneInfo
    baseline: str = ""
    guests: bool = False


def paper(logs: Logs, sight: Sight, asked: Asked) -> Written | None:
    """A document for its reader; None if there is no such one for him.

    Raises
    ------
    Absent
        If there is no such baseline, or he may not know of it.
    Busy
        If too many are being made.
    Refused
        If it would be too long.
    """
    if asked.name not in FORMS or (asked.name in OF_STAFF and not sight.reader.staff):
        return None
    given = given_for(logs, sight, asked)
    if len(given.seen.entries) > MOST_ENTRIES:
        raise Refused(
            said(
                "This would be a document of several hundred pages; take the timetable as a workbook"
            )
        )
    kind, _, ending = asked.name.partition(".")
    if ending == "ics":
        content = calendar(given.seen, given.seen.entries, given.title)
        return _written(sight, asked.name, content, given.seen.marking)
    if ending == "txt":
        text = notices_text(notices(given.seen, given.speech), given.speech)
        return _written(sight, asked.name, text.encode(), given.seen.marking)
    document = _document(given, kind)
    return _written(sight, asked.name, content_of(document, ending), document.marking)


def _document(given: Given, kind: str) -> Document:
    if kind == "notices":
        return notices_document(
            notices(given.seen, given.speech),
            given.speech,
            title=given.title,
            marking=given.seen.marking,
            standing=standing(given),
        )
    return programme_document(given) if kind == "visitors" else joint_plan(given)


def given_for(logs: Logs, sight: Sight, asked: Asked) -> Given:
    """What a document is made from.

    Raises
    ------
    Absent
    """
    speech = speech_in(asked.language, asked.zone)
    if asked.baseline:
        baseline, then = past.since(logs, sight, asked.baseline)
        plan, held = plan_then(then), timetable_of(then.sight.state)
        at: datetime | None = baseline.at
        name = baseline.name
    else:
        plan, held = sight.whole, timetable_of(sight.state)
        latest = History(logs, sight.state.log, sight.reader, sight).page(most=1).steps
        at, name = (latest[0].at if latest else None), ""
    timetable = Timetable.model_validate(held) if held is not None else None
    if asked.guests and sight.reader.role is not Role.VISITOR:
        given = for_guests(plan, timetable, sight.reader, speech)
        # Baselines, and when something changed last, are the staff's.
        at, name = None, ""
    else:
        signed = _signed(sight, asked.baseline, speech)
        given = given_of(plan, timetable, sight.reader, speech, concurrences=signed)
    return given.at(AsOf(name, at, mark_of(given.seen)))


def _signed(sight: Sight, baseline: str, speech: Speech) -> tuple[Concurrence, ...]:
    """Signatures under a baseline that count, as far as the reader sees them."""
    if not baseline:
        return ()
    return tuple(
        Concurrence(
            each.nation,
            each.signer,
            each.function,
            each.at,
            # That there are some is known to all, their text to whom it is released.
            each.reservations
            or (speech.tell(said("with reservations")) if each.with_reservations else ""),
        )
        for each in concurrences_of(sight, baseline)
    )


def plan_then(then: Past) -> Plan:
    """Plan as it was, as its reader may know it now: what was released to him then and still is."""
    found = {kind: tuple(seen.record for seen in then.records(kind)) for kind in MODELS}
    exercise = found.pop(next(iter(MODELS)))
    fields = {kind.value: records for kind, records in found.items()}
    if exercise:
        fields["exercise"] = exercise[0]  # type: ignore[assignment]
    else:
        # Everybody in it knows its clock.
        fields["exercise"] = then.sight.plan.exercise  # type: ignore[assignment]
    return Plan.model_validate(fields)


def _written(sight: Sight, name: str, content: bytes, mark: str) -> Written:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", sight.plan.exercise.id).strip("-.")[:60]
    media = MEDIA[name.rpartition(".")[2]]
    return Written(f"{stem}-{name}" if stem else name, media, content, mark)


_hands = ThreadPoolExecutor(HANDS, thread_name_prefix="birlik-documents")
_room = threading.BoundedSemaphore(HANDS + WAITING)
_lock = threading.Lock()
_kept: OrderedDict[str, bytes] = OrderedDict()


def content_of(document: Document, ending: str) -> bytes:
    """A document as PDF or Word, made by one of few hands; one that was made lately is at hand.

    Raises
    ------
    Busy
        If too many are waiting already.
    """
    key = hashlib.sha256(f"{ending}\n{data_of(document)}".encode()).hexdigest()
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    if not _room.acquire(blocking=False):
        raise Busy(said("Many documents are being made just now; try again in a minute"))
    try:
        made = _hands.submit(word if ending == "docx" else pdf, document).result(PATIENCE)
    except TimeoutError as error:
        raise Busy(said("This document takes too long just now; try again later")) from error
    finally:
        _room.release()
    with _lock:
        _kept[key] = made
        while sum(map(len, _kept.values())) > KEPT_BYTES:
            _kept.popitem(last=False)
    return made


def speech_of(sight: Sight, language: str) -> Speech:
    """Speech in a language by the clock of the exercise."""
    return speech_in(language, sight.plan.zone)
