"""What changed for one nation since a baseline, on one page that can be printed."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from birlik.exercise.plan import SHEETS
from birlik.exercise.sentences import term
from birlik.languages.writing import weekdays
from birlik.server.desk.concerning import Changed, changed_for
from birlik.server.desk.concurring import newest
from birlik.server.desk.past import baselines, since
from birlik.server.speaking import language
from birlik.server.web.conference.room import day_text
from birlik.server.web.desks import Desk, at_desk, shown
from birlik.server.web.past import MOST_SENTENCES, own_marking


@at_desk
@require_safe
def what_changed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is not as it was, of what concerns the reader's nation."""
    every = baselines(desk.logs, desk.sight)
    last = newest(desk.sight)
    key = request.GET.get("baseline", "") or (last.record if last is not None else "")
    nation = desk.part.nation
    named, found = None, Changed()
    if key:
        named, past = since(desk.logs, desk.sight, key)
        found = changed_for(past, nation)
    context = {
        "nation": next(
            (n.title or n.id for n in desk.sight.plan.nations if n.id == nation), nation
        ),
        "named": named.name if named is not None else "",
        "at": desk.moment(named.at) if named is not None else "",
        "baselines": [{"key": e.key, "name": e.name, "here": e.key == key} for e in every],
        "count": found.count,
        "days": [
            {"day": _day_text(day), "sentences": sentences[:MOST_SENTENCES]}
            for day, sentences in found.days.items()
        ],
        "kinds": [
            {"title": term(SHEETS[kind]), "sentences": sentences[:MOST_SENTENCES]}
            for kind, sentences in found.kinds.items()
        ],
        "staff": desk.sight.reader.staff,
    }
    return shown(
        request,
        desk,
        "conference/changes.html",
        context,
        marking=own_marking(desk),
        here="conference",
    )


def _day_text(day: date) -> str:
    """A day with its weekday."""
    weekday = weekdays(language())[day.weekday()]
    return _("%(weekday)s, %(day)s") % {"weekday": weekday, "day": day_text(day)}
