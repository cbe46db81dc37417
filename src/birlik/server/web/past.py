"""History, undo, baselines and earlier states of an exercise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.release import marking
from birlik.exercise.time import parse_instant
from birlik.log.difference import RecordChange
from birlik.log.sentences import sentence
from birlik.server.desk.cells import texts_of
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.history import LOOKED_THROUGH, History, SeenStep
from birlik.server.desk.listing import Row, columns_shown
from birlik.server.desk.past import at, baselines, may_name, name, since
from birlik.server.desk.undoing import may_undo, undo
from birlik.server.people.audit import SERVER
from birlik.server.people.models import Account
from birlik.server.web.desks import Desk, at_desk, shown, told

#: Sentences of one step that a list shows, and of a difference for one nation; records of the past.
BRIEF, MOST_SENTENCES, MOST_ROWS = 3, 500, 200


def own_marking(desk: Desk) -> str:
    """Marking of what was made for one reader alone."""
    return marking((), desk.sight.plan, desk.sight.reader)


def names_of(keys: set[str]) -> dict[str, str]:
    """Names of accounts by key; what a command on the server itself did, nobody's account did."""
    found = Account.objects.filter(pk__in=keys).values_list("key", "name", "email")
    names = {key: name or email for key, name, email in found}
    return names | {SERVER: _("A command on the server")} if SERVER in keys else names


def step_row(
    desk: Desk,
    history: History,
    step: SeenStep,
    *,
    brief: bool = False,
    names: dict[str, str] | None = None,
) -> dict[str, Any]:
    """A step as pages show it."""
    zone = desk.sight.plan.zone
    entries = step.entries[:BRIEF] if brief else step.entries
    if names is None:
        names = names_of({step.who})
    undoable = False
    if not brief:
        # Of a large step it is only seen when somebody tries; its maker most likely can.
        undoable = step.who == desk.account.key and step.count > LOOKED_THROUGH
        if step.count <= LOOKED_THROUGH:
            undoable = may_undo(history, history.entries_of(step.key))
    return {
        "key": step.key,
        "who": names.get(step.who, "") or _("Somebody"),
        "nation": step.nation,
        "at": desk.moment(step.at),
        "reason": step.reason,
        "sentences": [
            {
                "text": entry.sentence(zone),
                "address": reverse("record", args=[desk.key, RecordKind(entry.kind), entry.record])
                if entry.visible
                else "",
            }
            for entry in entries
        ],
        "more": step.count - len(entries),
        "undo": undoable,
        "undoes": step.undoes,
    }


@at_desk
@require_safe
def history(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Steps, the newest first; of one record if it is named."""
    past = History(desk.logs, desk.key, desk.sight.reader, desk.sight)
    record = request.GET.get("record", "")
    page = past.page(request.GET.get("before", ""), record=record)
    names = names_of({step.who for step in page.steps})
    context = {
        "steps": [step_row(desk, past, step, names=names) for step in page.steps],
        "following": page.following,
        "record": record,
        "paged": "before" in request.GET,
        "baselines": [
            {
                "name": each.name,
                "at": desk.moment(each.at),
                "address": reverse("baseline", args=[desk.key, each.key]),
            }
            for each in baselines(desk.logs, desk.sight)
        ],
        "may_name": may_name(desk.sight),
        "staff": desk.sight.reader.staff,
    }
    return shown(
        request,
        desk,
        "exercises/history.html",
        context,
        marking=own_marking(desk),
        here="history",
    )


@at_desk
@require_POST
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Undo a step, or redo what was undone."""
    step = request.POST.get("step", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, None):
        back = reverse("history", args=[desk.key])
    try:
        result = undo(desk.logs, desk.key, desk.author, step)
    except Refused as error:
        told(request, sentence_of(error))
        return redirect(back)
    if result.conflicts:
        who = names_of({each.by for each in result.conflicts if each.by})
        others = ", ".join(dict.fromkeys(who.values())) or _("somebody else")
        told(
            request,
            _("Nothing was taken back: %(who)s has changed the same since. Take that back first.")
            % {"who": others},
        )
    elif result.step:
        told(request, _("It was taken back."), result.step, undone=True)
    else:
        told(request, _("There was nothing left to take back."))
    return redirect(back)


@at_desk
@require_POST
def name_baseline(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Name the present state."""
    try:
        key = name(desk.logs, desk.key, desk.author, request.POST.get("name", ""))
    except Refused as error:
        told(request, sentence_of(error))
        return redirect("history", exercise=desk.key)
    told(request, _("The baseline is named."))
    return redirect("baseline", exercise=desk.key, key=key)


@at_desk
@require_safe
def baseline(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """What changed since a baseline, by nation."""
    named, past = since(desk.logs, desk.sight, key)
    changes = past.changes_until_now()
    nations: dict[str, list[RecordChange]] = {}
    for change in changes:
        nations.setdefault(change.owner, []).append(change)
    zone = desk.sight.plan.zone
    context = {
        "named": named.name,
        "key": key,
        "at": desk.moment(named.at),
        "moment": named.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "count": len(changes),
        "nations": [
            {
                "nation": nation or _("nobody's"),
                "count": len(found),
                "sentences": [sentence(change, zone) for change in found[:MOST_SENTENCES]],
                "more": max(0, len(found) - MOST_SENTENCES),
            }
            for nation, found in sorted(nations.items())
        ],
    }
    return shown(
        request,
        desk,
        "exercises/baseline.html",
        context,
        marking=own_marking(desk),
        here="history",
    )


@at_desk
@require_safe
def as_of(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The exercise as it was at a moment: counts, and the records of one kind."""
    text = request.GET.get("at", "").strip()
    moment, wrong = _moment(desk, text)
    context: dict[str, Any] = {"text": text, "wrong": wrong, "kinds": []}
    if moment is not None:
        past = at(desk.logs, desk.sight, moment)
        kind = _kind(request.GET.get("kind", ""))
        zone = desk.sight.plan.zone
        seen = past.records(kind) if kind is not None else ()
        rows = [Row(each, texts_of(each.record, zone).fields, ()) for each in seen[:MOST_ROWS]]
        columns = columns_shown(kind, rows) if kind is not None else ()
        context |= {
            "moment": desk.moment(moment),
            "kinds": [
                {"title": SHEETS[each], "value": each.value, "count": count, "here": each is kind}
                for each, count in past.counts().items()
                if count
            ],
            "kind": SHEETS[kind] if kind is not None else "",
            "columns": columns,
            "rows": [[row.texts.get(column.name, "") for column in columns] for row in rows],
            "more": max(0, len(seen) - MOST_ROWS),
        }
    return shown(
        request,
        desk,
        "exercises/as_of.html",
        context,
        marking=own_marking(desk),
        here="history",
        status=422 if wrong else 200,
    )


def _kind(text: str) -> RecordKind | None:
    return next((kind for kind in MODELS if kind.value == text), None)


def _moment(desk: Desk, text: str) -> tuple[datetime | None, str]:
    """Moment that was typed, by his clock, and what was wrong with it."""
    if not text:
        return None, ""
    try:
        return parse_instant(text, desk.zone)[0], ""
    except ValueError as error:
        return None, sentence_of(error)
