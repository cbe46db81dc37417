"""The programme for observers and visitors, and invitations to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from birlik.exercise.editing import Refused
from birlik.formats.jointplan.given import Given, for_visitors
from birlik.formats.jointplan.times import days, place_of
from birlik.formats.timetable.calendars import calendar
from birlik.formats.visiting import Invited, invitation, visiting_days
from birlik.formats.visiting.programme import drives_of, language_groups, programme_document
from birlik.server.desk.exporting import Written
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.papers import (
    CALENDAR_MEDIA,
    PDF_MEDIA,
    WORD_MEDIA,
    Asked,
    content_of,
    given_for,
)
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.web.documents.choosing import choices, handed_over, language_of, zone_of

#: Longest name of a guest.
LONGEST = 200


@at_desk
@require_safe
def visitors(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is released to visitors, day by day; for the staff with transport, languages and invitations."""
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, wrong: str = "", status: int = 200) -> HttpResponse:
    given = _given(request, desk, guests=False)
    guests = _given(request, desk, guests=True)
    staff, speech = desk.sight.reader.staff, given.speech
    entries = for_visitors(given)
    context: dict[str, Any] = choices(request, desk) | {
        "days": [
            {
                "day": day,
                "rows": [
                    {
                        "time": speech.hours(entry.begins, entry.ends),
                        "title": entry.serial.title or entry.serial.id if entry.serial else "",
                        "place": ", ".join(place_of(entry)),
                    }
                    for entry in held
                ],
            }
            for day, held in days(given, entries)
        ],
        "drives": [
            {
                "leaves": speech.moment(drive.leaves),
                "origin": drive.origin,
                "destination": drive.destination,
                "minutes": drive.minutes,
                "too_late": drive.too_late,
            }
            for drive in (drives_of(given, entries) if staff else ())
        ],
        "groups": list(language_groups(given)) if staff else [],
        "visiting_days": [
            (day.isoformat(), speech.weekday(day))
            for day in (visiting_days(guests) if staff else ())
        ],
        "forms": [
            (ending, reverse("document", args=[desk.key, f"visitors.{form}"]))
            for form, ending in (("pdf", "PDF"), ("docx", "Word"), ("ics", "iCalendar"))
        ],
        "invitations": [
            (ending, reverse("invitation", args=[desk.key, f"invitation.{form}"]))
            for form, ending in (("pdf", "PDF"), ("docx", "Word"), ("ics", "iCalendar"))
        ],
        "staff": staff,
        "wrong": wrong,
    }
    mark = programme_document(given).marking
    return shown(
        request,
        desk,
        "documents/visitors.html",
        context,
        marking=mark,
        here="visitors",
        status=status,
    )


def _given(request: HttpRequest, desk: Desk, *, guests: bool) -> Given:
    asked = Asked("", language_of(request, desk), zone_of(request, desk), guests=guests)
    return given_for(desk.logs, desk.sight, asked)


@at_desk
@require_safe
def invitation_form(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """An invitation to one of the visitors' days, made of what visitors may see; for the staff alone."""
    if not desk.sight.reader.staff or form not in _MEDIA:
        raise Http404
    given = _given(request, desk, guests=True)
    by_day = visiting_days(given)
    chosen = _day(request.GET.get("day", ""))
    if chosen is None or chosen not in by_day:
        chosen = next(iter(by_day), None)
    if chosen is None:
        raise Http404
    ending, media = form.rpartition(".")[2], _MEDIA[form]
    guest = Invited(_line(request, "guest"), _line(request, "function"))
    today = datetime.now(UTC).astimezone(given.speech.zone).date()
    letter = invitation(given, guest, chosen, today, _line(request, "signed"))
    if form == "invitation.ics":
        content = calendar(given.seen, by_day[chosen], given.title)
    else:
        try:
            content = content_of(letter, ending)
        except Refused as error:
            return _page(request, desk, sentence_of(error), 503)
    return handed_over(Written(form, media, content, letter.marking))


_MEDIA = {
    "invitation.pdf": PDF_MEDIA,
    "invitation.docx": WORD_MEDIA,
    "invitation.ics": CALENDAR_MEDIA,
}


def _line(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").split())[:LONGEST]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
