"""The page of a year: twelve months, what lies in each, and what two exercises take at once."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import dates
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from birlik.server.desk.sight import Absent
from birlik.server.desk.year import (
    MOST,
    Clash,
    Part,
    Span,
    clashes,
    overlaps_year,
    part_of,
    spans_of,
)
from birlik.server.people.views.access import signed_in
from birlik.server.store.interface import StoreError
from birlik.server.web import errors
from birlik.server.web.desks import desk_of

#: After this day of a month there is no room for a name behind a bar.
LATE = 18

#: Years that can be shown.
YEARS = range(1900, 9000)


@login_required
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """All exercises of a person in one year."""
    account = signed_in(request)
    parts: list[Part] = []
    try:
        for membership in account.memberships.select_related("account"):
            try:
                desk = desk_of(membership.account, membership.exercise)
            except Absent:
                continue
            parts.append(part_of(desk.key, _("Exercise"), desk.sight))
    except StoreError as error:
        return errors.unavailable(str(error))
    spans = [span for part in parts for span in spans_of(part)]
    chosen = _chosen(request.GET.get("year", ""), spans)
    shown = sorted(
        (span for span in spans if overlaps_year(span, chosen)),
        key=lambda span: (span.first, span.last, span.title),
    )
    found = [clash for clash in clashes(parts) if chosen in (clash.begins.year, clash.ends.year)]
    context = {
        "year": chosen,
        "before": chosen - 1 if chosen - 1 in YEARS else None,
        "after": chosen + 1 if chosen + 1 in YEARS else None,
        "months": [_month(chosen, number, shown) for number in range(1, 13)],
        "any": bool(shown),
        "clashes": [_clash(clash) for clash in found[:MOST]],
        "clashes_more": max(0, len(found) - MOST),
        "exercises": len(parts),
    }
    return render(request, "year/year.html", context)


def _chosen(asked: str, spans: list[Span]) -> int:
    """Year that was asked for, or this one, or the nearest in which there is something."""
    if asked.isdecimal() and len(asked) <= 4 and int(asked) in YEARS:
        return int(asked)
    this = datetime.now(UTC).year
    for kind in ("exercise", "conference", "engagement"):
        there = {span.first.year for span in spans if span.kind == kind}
        if there:
            return min(there, key=lambda each: (abs(each - this), -each))
    return this


def _month(chosen: int, number: int, spans: list[Span]) -> dict[str, Any]:
    """A month as a line of days, with what lies in it."""
    last = calendar.monthrange(chosen, number)[1]
    first_day, last_day = date(chosen, number, 1), date(chosen, number, last)
    lying = [span for span in spans if span.first <= last_day and span.last >= first_day]
    return {
        "name": str(dates.MONTHS[number]),
        "days": [
            {
                "number": day,
                "weekend": date(chosen, number, day).weekday() >= 5,
            }
            for day in range(1, last + 1)
        ],
        "rows": [
            {
                "title": span.title,
                "kind": span.kind,
                "word": _words()[span.kind],
                "address": reverse("overview", args=[span.key]),
                "from": max(span.first, first_day).day,
                "to": min(span.last, last_day).day,
                # What begins late in a month has its name before it, for there is no room behind.
                "late": max(span.first, first_day).day > LATE,
                "dates": _dates(span),
                "nations": ", ".join(span.nations),
            }
            for span in lying
        ],
    }


def _words() -> dict[str, str]:
    return {
        "exercise": _("exercise"),
        "conference": _("conference"),
        "engagement": _("engagement"),
    }


def _dates(span: Span) -> str:
    first = f"{span.first.day}.{span.first.month:02}."
    return first if span.first == span.last else f"{first} – {span.last.day}.{span.last.month:02}."


def _clash(clash: Clash) -> dict[str, str]:
    stays = _("its stay")
    return {
        "name": clash.name,
        "kind": clash.kind.value,
        "one": clash.one.title,
        "one_address": reverse("overview", args=[clash.one.key]),
        "what_one": clash.what_one or stays,
        "other": clash.other.title,
        "other_address": reverse("overview", args=[clash.other.key]),
        "what_other": clash.what_other or stays,
        "begins": f"{clash.begins:%Y-%m-%d %H:%M}Z",
        "ends": f"{clash.ends:%Y-%m-%d %H:%M}Z",
    }
