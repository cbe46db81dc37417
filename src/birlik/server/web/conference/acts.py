"""What is done in a conference room: points, minutes, decisions, action items, and the baseline frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.sentences import said
from birlik.log.merging import UnfitChange
from birlik.server.desk import conferring, deciding
from birlik.server.desk.changing import Result, remove
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.past import name
from birlik.server.desk.sight import Absent
from birlik.server.desk.topics import listed
from birlik.server.web.conference.room import room_page
from birlik.server.web.desks import Desk, at_desk, desk_of, told

#: Longest title, reason and minutes that are taken, in characters.
LONGEST, LONGEST_MINUTES = 500, 20_000


def _typed(request: HttpRequest, name: str, most: int = LONGEST) -> str:
    return request.POST.get(name, "")[:most].strip()


def _back(desk: Desk, conference: str, place: str = "") -> HttpResponseRedirect:
    address = reverse("conference", args=[desk.key, conference])
    return HttpResponseRedirect(f"{address}#{place}" if place else address)


def _doing(
    request: HttpRequest, desk: Desk, conference: str, do: Callable[[], str | None]
) -> HttpResponse | None:
    """Do something; what was refused is said on the page, with all that was typed."""
    try:
        do()
    except (Refused, UnfitChange) as error:
        typed = {key: str(value) for key, value in request.POST.items()}
        return room_page(
            request, desk, conference, typed=typed, wrong=sentence_of(error), status=422
        )
    return None


@at_desk
@require_POST
def agenda(request: HttpRequest, desk: Desk, conference: str) -> HttpResponse:
    """Put a point on the agenda, or draw it up from what there is to talk about."""
    desk.sight.record(RecordKind.CONFERENCE, conference)
    drawing = request.POST.get("draw", "")

    def do() -> None:
        if not drawing:
            title = _typed(request, "title")
            result = conferring.add_point(desk.logs, desk.key, desk.author, conference, title)
            told(request, _("The point is on the agenda."), result.step)
            return
        lists = listed(desk.logs, desk.sight, desk.findings, datetime.now(UTC))
        seen = desk.sight.record(RecordKind.CONFERENCE, conference)
        topics = conferring.missing_topics(desk.sight, seen, lists)
        result = conferring.draw_up(desk.logs, desk.key, desk.author, conference, topics)
        text = ngettext(
            "%(number)s point is on the agenda now.",
            "%(number)s points are on the agenda now.",
            len(topics),
        )
        told(request, text % {"number": len(topics)}, result.step)

    return _doing(request, desk, conference, do) or _back(desk, conference, "agenda")


@at_desk
@require_POST
def point(request: HttpRequest, desk: Desk, conference: str, item: str) -> HttpResponse:
    """Move a point, tick it off, write its minutes, or take it off the agenda."""
    _of(desk, conference, RecordKind.AGENDA_ITEM, item)
    act = request.POST.get("act", "")
    if act == "minutes":
        return _minutes(request, desk, conference, item)

    def do() -> None:
        logs, author = desk.logs, desk.author
        today = conferring.today_in(desk.sight, datetime.now(UTC))
        if act in ("up", "down"):
            way = conferring.UP if act == "up" else conferring.DOWN
            conferring.move(logs, desk.key, author, item, way)
        elif act in ("treated", "open"):
            day = today if act == "treated" else None
            result = conferring.treat(logs, desk.key, author, item, day)
            text = _("The point is ticked off.") if day else _("The point is open again.")
            told(request, text, result.step)
        elif act == "remove":
            result = remove(logs, desk.key, author, RecordKind.AGENDA_ITEM, item)
            told(request, _("The point is off the agenda."), result.step)

    return _doing(request, desk, conference, do) or _back(desk, conference, f"point-{item}")


def _minutes(request: HttpRequest, desk: Desk, conference: str, item: str) -> HttpResponse:
    text = _typed(request, "minutes", LONGEST_MINUTES).replace("\r\n", "\n")
    saw = request.POST.get("seen", "").replace("\r\n", "\n")
    results: list[Result] = []

    def do() -> None:
        results.append(conferring.take_minutes(desk.logs, desk.key, desk.author, item, saw, text))

    refused = _doing(request, desk, conference, do)
    if refused is not None:
        return refused
    (result,) = results
    if result.conflicts:
        return room_page(
            request,
            desk_of(desk.account, desk.key),
            conference,
            typed={"act": "minutes", "item": item, "minutes": text},
            conflict=result.conflicts[0],
            status=409,
        )
    if result.step:
        told(request, _("The minutes are stored."), result.step)
    return _back(desk, conference, f"point-{item}")


@at_desk
@require_POST
def decide(request: HttpRequest, desk: Desk, conference: str) -> HttpResponse:
    """Write a decision down; if it is wished, the changes that follow count toward it."""
    desk.sight.record(RecordKind.CONFERENCE, conference)

    def do() -> None:
        result = conferring.decide(
            desk.logs,
            desk.key,
            desk.author,
            conference,
            _typed(request, "title"),
            _typed(request, "reason"),
            request.POST.get("point", ""),
        )
        if request.POST.get("open"):
            deciding.open_for_changes(desk.logs, desk.key, desk.author, result.key)
        told(request, _("The decision is written down."), result.step)

    return _doing(request, desk, conference, do) or _back(desk, conference, "decisions")


@at_desk
@require_POST
def change_decision(
    request: HttpRequest, desk: Desk, conference: str, decision: str
) -> HttpResponse:
    """Say that changes count toward a decision from now on, or which changes it caused."""
    _of(desk, conference, RecordKind.DECISION, decision)
    act, step = request.POST.get("act", ""), request.POST.get("step", "")
    page = reverse("decision", args=[desk.key, conference, decision])
    try:
        if act == "open":
            deciding.open_for_changes(desk.logs, desk.key, desk.author, decision)
        elif act == "close":
            _say_closed(request, deciding.close(desk.logs, desk.key, desk.author))
        elif act == "link":
            deciding.link(desk.logs, desk.key, desk.author, decision, step)
        elif act == "unlink":
            deciding.unlink(desk.logs, desk.key, desk.author, decision, step)
    except Refused as error:
        told(request, sentence_of(error))
    if act in ("open", "close") and request.POST.get("next") != "decision":
        return _back(desk, conference, f"decision-{decision}")
    return redirect(page)


def _say_closed(request: HttpRequest, count: int) -> None:
    text = ngettext(
        "%(number)s change is linked to the decision.",
        "%(number)s changes are linked to the decision.",
        count,
    )
    told(request, text % {"number": count})


@at_desk
@require_POST
def close_decision(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let changes count toward no decision any more, from whatever page."""
    found = deciding.open_decision(desk.sight, desk.account.key)
    _say_closed(request, deciding.close(desk.logs, desk.key, desk.author))
    if found is not None:
        conference = getattr(found.decision.record, "conference", "")
        for seen in desk.sight.records(RecordKind.CONFERENCE):
            if seen.record.id and seen.record.id == conference:
                return _back(desk, seen.key, f"decision-{found.decision.key}")
    return redirect("conferences", exercise=desk.key)


@at_desk
@require_POST
def promise(request: HttpRequest, desk: Desk, conference: str) -> HttpResponse:
    """Write an action item down."""
    desk.sight.record(RecordKind.CONFERENCE, conference)

    def do() -> None:
        result = conferring.promise(
            desk.logs,
            desk.key,
            desk.author,
            conference,
            _typed(request, "title"),
            _typed(request, "nation"),
            _typed(request, "due"),
        )
        told(request, _("The action item is written down."), result.step)

    return _doing(request, desk, conference, do) or _back(desk, conference, "action-items")


@at_desk
@require_POST
def action_item(request: HttpRequest, desk: Desk, conference: str, item: str) -> HttpResponse:
    """Say that an action item is done, or open again."""
    _of(desk, conference, RecordKind.ACTION_ITEM, item)
    done = request.POST.get("act", "") == "done"

    def do() -> None:
        day = conferring.today_in(desk.sight, datetime.now(UTC)) if done else None
        result = conferring.finish(desk.logs, desk.key, desk.author, item, day)
        text = _("The action item is done.") if done else _("The action item is open again.")
        told(request, text, result.step)

    return _doing(request, desk, conference, do) or _back(desk, conference, "action-items")


@at_desk
@require_POST
def freeze(request: HttpRequest, desk: Desk, conference: str) -> HttpResponse:
    """Name the plan as it stands, for the delegations to sign."""
    desk.sight.record(RecordKind.CONFERENCE, conference)
    keys: list[str] = []

    def do() -> None:
        keys.append(
            name(desk.logs, desk.key, desk.author, _typed(request, "name", 200), conference)
        )

    refused = _doing(request, desk, conference, do)
    if refused is not None:
        return refused
    told(request, _("The baseline is frozen. Each delegation can sign it now."))
    return redirect("concurrence", exercise=desk.key, baseline=keys[0])


def _of(desk: Desk, conference: str, kind: RecordKind, key: str) -> None:
    """Refuse what is not of a conference, as what is not there.

    Raises
    ------
    Absent
    """
    room = desk.sight.record(RecordKind.CONFERENCE, conference)
    seen = desk.sight.record(kind, key)
    if not room.record.id or getattr(seen.record, "conference", None) != room.record.id:
        raise Absent(said("There is no such record"))
