"""Notices of an exercise at one desk: what the timetable needs, what was issued, and what is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding
from birlik.exercise.editing import Refused, may_add
from birlik.exercise.records.notices import IssuedNotice
from birlik.exercise.release import is_own
from birlik.exercise.sentences import said
from birlik.exercise.values.moments import instant_text
from birlik.formats.documents.speaking import Speech, speech_in
from birlik.formats.notices import Notice, notices
from birlik.formats.notices.lead import Issued, Watched, late_findings, watched
from birlik.formats.timetable.programme import Programme
from birlik.log.timetables import PLACEMENTS
from birlik.server.desk.changing import Author, Result, Wish, add, change, remove
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.sight import Absent, Sight
from birlik.server.store.logs import Logs

KIND = RecordKind.NOTICE


def issued_in(sight: Sight) -> tuple[Issued, ...]:
    """Notices that the reader's own nation has issued: those of another are made of what that one sees."""
    found = []
    for seen in sight.records(KIND):
        record = seen.record
        if (
            isinstance(record, IssuedNotice)
            and record.kind is not None
            and record.begins is not None
            and record.issued is not None
            and is_own(sight.reader, record, sight.plan)
        ):
            found.append(
                Issued(
                    seen.key,
                    record.kind,
                    record.area or "",
                    record.serials,
                    record.mark,
                    record.begins,
                    record.issued,
                    record.reference,
                )
            )
    return tuple(found)


def watched_in(sight: Sight, speech: Speech, seen: Programme | None = None) -> tuple[Watched, ...]:
    """All notices that the timetable needs, as far as he sees it, and how far each is.

    Nobody but the staff has to do with notices: for others there is none.
    """
    if not sight.reader.staff:
        return ()
    made = _made(_Seen(sight, seen), speech.language, speech.zone.key)
    return watched(sight.plan.exercise, made, issued_in(sight))


class _Seen:
    """What a reader sees of a plan and its timetable, equal to itself alone: records cannot be hashed."""

    def __init__(self, sight: Sight, programme: Programme | None) -> None:
        self.sight, self.programme = sight, programme
        self._parts = (sight.plan, sight.state.of(PLACEMENTS))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self._parts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seen) and all(
            mine is theirs for mine, theirs in zip(self._parts, other._parts, strict=True)
        )


@lru_cache(maxsize=32)
def _made(seen: _Seen, language: str, zone: str) -> tuple[Notice, ...]:
    """Notices that a timetable needs; made once for all who see the same in the same language."""
    programme = seen.programme or programme_of(seen.sight)
    if programme is None:
        return ()
    return notices(programme, speech_in(language, ZoneInfo(zone)))


def late_in(sight: Sight, every: Iterable[Watched], now: datetime) -> tuple[Finding, ...]:
    """What is late; whoever has not to watch over notices is told nothing."""
    return late_findings(sight.plan, every, now) if watches(sight) else ()


def watches(sight: Sight) -> bool:
    """Whether a reader watches over notices: the host's staff does, for the host issues them."""
    reader = sight.reader
    hosts = bool(reader.nation) and reader.nation == sight.plan.exercise.host
    return reader.whole or (hosts and reader.staff)


def may_issue(sight: Sight) -> bool:
    """Whether a reader may say that a notice was issued."""
    return sight.reader.staff and may_add(sight.reader, KIND, sight.whole)


def issue(
    logs: Logs,
    exercise: str,
    author: Author,
    speech: Speech,
    name: str,
    reference: str,
    now: datetime,
) -> Result:
    """Record that a notice was issued as it reads now; one that was issued before is brought up to date.

    The record is his nation's alone until that nation releases it: what a notice says can tell of
    serials that others do not see.

    Raises
    ------
    Absent
        If the timetable needs no such notice.
    Refused
        If he may not.
    """
    sight = Sight(logs.state(exercise), author.reader)
    if not may_issue(sight):
        raise Refused(said("You may not issue notices of this exercise"))
    found = next(
        (each for each in watched_in(sight, speech) if each.notice and each.notice.name == name),
        None,
    )
    if found is None or found.notice is None:
        raise Absent(said("There is no such notice"))
    fields = _fields(sight, found.notice, reference, now)
    if found.issued is None:
        return add(logs, exercise, author, KIND, fields)
    before = sight.record(KIND, found.issued.key)
    kept = ("id", "owner", "releasable_to", "area", "kind")
    wanted = {n: (before.fields.get(n), v) for n, v in fields.items() if n not in kept}
    return change(logs, exercise, author, Wish(KIND, before.key, wanted))


def _fields(sight: Sight, notice: Notice, reference: str, now: datetime) -> dict[str, object]:
    nation = sight.reader.nation or sight.plan.exercise.host or ""
    taken = {seen.record.id for seen in sight.records(KIND)}
    numbers = (f"{nation}-{number}" for number in range(1, len(taken) + 2))
    return {
        "id": next(each for each in numbers if each not in taken),
        "title": f"{notice.area} {notice.title}".strip(),
        "owner": nation or None,
        "releasable_to": [nation] if nation else [],
        "kind": notice.kind.value,
        "area": notice.area,
        "serials": list(notice.serials),
        "begins": instant_text(notice.begins),
        "issued": instant_text(now.replace(second=0, microsecond=0)),
        "reference": " ".join(reference.split())[:80],
        "mark": notice.mark,
    }


def cancel(logs: Logs, exercise: str, author: Author, key: str) -> Result:
    """Take away an issued notice that nothing needs any more, for it was cancelled.

    Raises
    ------
    Absent
    Refused
    """
    return remove(logs, exercise, author, KIND, key)
