"""The page on which a document is chosen, and the document itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from birlik.exercise.editing import Refused
from birlik.server.desk.exporting import has_timetable
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.papers import FORMS, OF_STAFF, Asked, Busy, paper
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.web.documents.choosing import choices, handed_over, language_of, zone_of

#: Busy for a while; too long.
UNAVAILABLE, UNPROCESSABLE = 503, 422


@at_desk
@require_safe
def documents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All documents that he can have, with the choice of language, clock and state."""
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, wrong: str = "", status: int = 200) -> HttpResponse:
    staff = desk.sight.reader.staff
    kinds = [
        (
            "joint-plan",
            _("Joint plan"),
            _(
                "The plan that the delegations sign, with maps, timetables and the record of concurrence."
            ),
        ),
        (
            "visitors",
            _("Programme for visitors"),
            _("What is released to visitors; for the staff with transport and language groups."),
        ),
        (
            "notices",
            _("Notices"),
            _("NOTAM drafts, coastal warnings, range closures and warnings for residents."),
        ),
    ]
    offered = [
        {
            "name": kind,
            "title": title,
            "help": use,
            "forms": [
                {
                    "ending": _ENDINGS[name.rpartition(".")[2]],
                    "address": reverse("document", args=[desk.key, name]),
                }
                for name in FORMS
                if name.startswith(f"{kind}.") and (staff or name not in OF_STAFF)
            ],
        }
        for kind, title, use in kinds
    ]
    context = choices(request, desk) | {
        "documents": [each for each in offered if each["forms"]],
        "timetable": has_timetable(desk.sight),
        "wrong": wrong,
        "staff": staff,
    }
    return shown(
        request, desk, "documents/documents.html", context, here="documents", status=status
    )


_ENDINGS = {"pdf": "PDF", "docx": "Word", "txt": "Text", "ics": "iCalendar"}


@at_desk
@require_safe
def document(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """A document, to be kept as a file."""
    asked = Asked(
        form,
        language_of(request, desk),
        zone_of(request, desk),
        request.GET.get("baseline", ""),
        request.GET.get("guests", "") == "yes",
    )
    try:
        made = paper(desk.logs, desk.sight, asked)
    except Busy as error:
        return _page(request, desk, sentence_of(error), UNAVAILABLE)
    except Refused as error:
        return _page(request, desk, sentence_of(error), UNPROCESSABLE)
    if made is None:
        raise Http404
    return handed_over(made)
