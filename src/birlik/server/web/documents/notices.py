"""Notices that the timetable needs: how far each is, its text, and the word that it was issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from birlik.exercise.editing import Refused
from birlik.exercise.records.notices import NoticeKind
from birlik.formats.documents.speaking import Speech
from birlik.formats.notices.lead import Standing, Watched
from birlik.formats.notices.notice import KINDS
from birlik.server.desk.exporting import programme_of
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.notices import cancel, issue, late_in, may_issue, watched_in
from birlik.server.desk.papers import speech_of
from birlik.server.web.desks import Desk, at_desk, shown, told
from birlik.server.web.documents.choosing import choices, language_of
from birlik.server.web.past import own_marking

_ORDER = tuple(NoticeKind)


@at_desk
@require_safe
def warnings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All notices, by kind, with what is late on top; for the staff alone."""
    if not desk.sight.reader.staff:
        raise Http404
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, wrong: str = "", status: int = 200) -> HttpResponse:
    speech = speech_of(desk.sight, language_of(request, desk))
    seen, now = programme_of(desk.sight), datetime.now(UTC)
    every = watched_in(desk.sight, speech, seen)
    groups = [
        {
            "title": speech.tell(KINDS[kind]),
            "rows": [_row(desk, speech, each, now) for each in every if _kind(each) is kind],
        }
        for kind in _ORDER
    ]
    context = choices(request, desk) | {
        "groups": [group for group in groups if group["rows"]],
        "counts": _counts(every),
        "late": [
            {"code": f.code, "text": f.message, "remedy": f.remedy}
            for f in late_in(desk.sight, every, now)
        ],
        "timetable": seen is not None,
        "may_issue": may_issue(desk.sight),
        "wrong": wrong,
    }
    mark = seen.marking if seen is not None else own_marking(desk)
    return shown(
        request,
        desk,
        "documents/warnings.html",
        context,
        marking=mark,
        here="warnings",
        status=status,
    )


def _kind(each: Watched) -> NoticeKind | None:
    notice = each.notice or each.issued
    return notice.kind if notice is not None else None


def _counts(every: Iterable[Watched]) -> list[tuple[str, int]]:
    standings = [each.standing for each in every]
    words = _words()
    return [(words[each], standings.count(each)) for each in Standing if each in standings]


def _words() -> dict[Standing, str]:
    return {
        Standing.DRAFT: _("draft"),
        Standing.ISSUED: _("issued"),
        Standing.CHANGED: _("changed since it was issued"),
        Standing.NEEDLESS: _("needed no more"),
    }


_LOOKS = {
    Standing.DRAFT: "",
    Standing.ISSUED: "good",
    Standing.CHANGED: "warning",
    Standing.NEEDLESS: "warning",
}


def _row(desk: Desk, speech: Speech, each: Watched, now: datetime) -> dict[str, Any]:
    notice, issued = each.notice, each.issued
    late = each.late(now) and notice is not None and notice.ends > now
    row: dict[str, Any] = {
        "standing": _words()[each.standing],
        "look": "error" if late else _LOOKS[each.standing],
        "late": late,
        "reference": issued.reference if issued else "",
        "issued": desk.moment(issued.at) if issued else "",
        "open": each.standing in (Standing.DRAFT, Standing.CHANGED),
    }
    if notice is None:
        assert issued is not None
        return row | {"area": issued.area, "key": issued.key, "serials": ", ".join(issued.serials)}
    return row | {
        "name": notice.name,
        "area": notice.area,
        "title": notice.title,
        "text": notice.text,
        "lines": sum(1 + len(line) // 110 for line in notice.text.split("\n")) + 1,
        "begins": speech.group(notice.begins),
        "ends": speech.group(notice.ends),
        "due": speech.day(speech.local(each.due).date()) if each.due else "",
        "serials": ", ".join(notice.serials),
        "missing": [speech.tell(text) for text in notice.missing],
    }


@at_desk
@require_POST
def issue_notice(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that a notice was issued, as it reads now; it can be taken back."""
    if not desk.sight.reader.staff:
        raise Http404
    speech = speech_of(desk.sight, language_of(request, desk))
    name, reference = request.POST.get("name", ""), request.POST.get("reference", "")
    try:
        result = issue(desk.logs, desk.key, desk.author, speech, name, reference, datetime.now(UTC))
    except Refused as error:
        return _page(request, desk, sentence_of(error), 422)
    told(request, _("The notice stands as issued."), result.step)
    return redirect("warnings", exercise=desk.key)


@at_desk
@require_POST
def cancel_notice(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that a notice that nothing needs any more was cancelled; it can be taken back."""
    if not desk.sight.reader.staff:
        raise Http404
    try:
        result = cancel(desk.logs, desk.key, desk.author, request.POST.get("name", ""))
    except Refused as error:
        return _page(request, desk, sentence_of(error), 422)
    told(request, _("The notice stands as cancelled."), result.step)
    return redirect("warnings", exercise=desk.key)
