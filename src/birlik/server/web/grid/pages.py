"""The grid of a kind of record: its page, and what its script asks for and sends."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from birlik.exercise.columns import Column, RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.sentences import term
from birlik.server.desk.batches import Answer, TooMuch, carry_out
from birlik.server.desk.changing import Conflict
from birlik.server.desk.filling import sentence_of, yes_no_fields
from birlik.server.desk.rows import columns_seen, findings_of_rows, offered, rows_of, table_of
from birlik.server.desk.sight import Sight
from birlik.server.desk.tables import FORMS, table_file
from birlik.server.desk.undoing import undo
from birlik.server.speaking import spoken
from birlik.server.web.desks import Desk, at_desk, desk_of, shown
from birlik.server.web.grid.asking import (
    NotUnderstood,
    SentBatch,
    SentStep,
    SentView,
    refused,
    sent,
)
from birlik.server.web.grid.saving import TooMany, delete_view, keep_view, views_of
from birlik.server.web.grid.wording import keys, words
from birlik.server.web.past import names_of

#: What nobody who seeks a record types more of, in characters.
LONGEST_SOUGHT = 200

#: Rows that can be asked for by their keys at once.
MOST_ASKED = 200

#: Pixels that a character takes in a cell and in a title, what stands beside a title, and the widest column.
PIXELS, BOLD, BESIDE, WIDEST = 7, 8, 44, 320

P = ParamSpec("P")


def understood(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]:
    """View that answers with a sentence where what was sent makes no sense."""

    @wraps(view)
    def answering(
        request: HttpRequest, desk: Desk, /, *arguments: P.args, **options: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, desk, *arguments, **options)
        except NotUnderstood as error:
            return error.answer

    return answering


@at_desk
@require_safe
def grid(request: HttpRequest, desk: Desk, kind: RecordKind) -> HttpResponse:
    """The page; its script fetches the rows."""
    sight = desk.sight
    here = {
        name: reverse(f"grid_{name}", args=[desk.key, kind])
        for name in ("rows", "findings", "offers", "change", "take_back", "views", "export")
    }
    context = {
        "kind": kind,
        "title": SHEETS[kind],
        "word": term(MODELS[kind].word),
        "count": sight.count(kind),
        "may_add": sight.may_add(kind),
        "setting": {
            "account": desk.account.key,
            "exercise": desk.key,
            "kind": kind.value,
            "zone": sight.plan.zone.key,
            "addresses": here | {"record": reverse("record", args=[desk.key, kind, "KEY"])},
            "columns": [_column(column, kind) for column in columns_seen(sight, kind)],
            "mayAdd": sight.may_add(kind),
            "judged": sight.reader.staff,
            "views": views_of(desk.account, desk.key, kind),
            "words": words(spoken(term(MODELS[kind].word)), sight.may_add(kind)),
            "keys": keys(),
        },
    }
    return shown(request, desk, "grid/grid.html", context, here=kind.value, waits=False)


def _column(column: Column, kind: RecordKind) -> dict[str, Any]:
    choices = list(column.choices)
    if not choices and column.name in yes_no_fields(kind):
        choices = ["yes", "no"]
    return {
        "name": column.name,
        "title": spoken(column.heading),
        "help": spoken(column.help),
        "example": column.example,
        "choices": [[choice, spoken(term(choice))] for choice in choices],
        "refers": bool(column.refers_to),
        "many": column.many,
        "number": column.unit is not None,
        "needed": column.needed,
        "width": min(
            max(column.width * PIXELS, len(spoken(column.heading)) * BOLD + BESIDE), WIDEST
        ),
    }


@at_desk
@require_safe
def rows(request: HttpRequest, desk: Desk, kind: RecordKind) -> HttpResponse:
    """All records of the kind that the reader sees, or those that are asked for."""
    keys = request.GET.get("keys", "")
    if keys:
        return _compact(rows_of(desk.sight, kind, keys.split(",")[:MOST_ASKED]))
    return HttpResponse(table_of(desk.sight, kind), content_type="application/json")


@at_desk
@require_safe
def findings(request: HttpRequest, desk: Desk, kind: RecordKind) -> JsonResponse:
    """What is wrong with each of them."""
    found = findings_of_rows(desk.sight, kind, desk.findings)
    return _compact(
        {
            key: [[*place, spoken(message), spoken(remedy)] for *place, message, remedy in each]
            for key, each in found.items()
        }
    )


@at_desk
@require_safe
def offers(request: HttpRequest, desk: Desk, kind: RecordKind) -> JsonResponse:
    """Records that a cell can name."""
    words = request.GET.get("q", "")[:LONGEST_SOUGHT]
    found = offered(desk.sight, kind, request.GET.get("field", ""), words)
    return _compact([[each.id, each.title] for each in found])


@at_desk
@require_POST
@understood
def change(request: HttpRequest, desk: Desk, kind: RecordKind) -> JsonResponse:
    """Store one act: cells, new rows, rows that go."""
    batch = sent(request, SentBatch).batch()
    try:
        done = carry_out(desk.logs, desk.key, desk.author, kind, batch)
    except TooMuch as error:
        return refused(spoken(sentence_of(error)), 413)
    except Refused as error:
        return refused(spoken(sentence_of(error)), 409)
    who = names_of({answer.by for answer in done.answers if answer.by})
    touched = [*(cell.record for cell in batch.cells), *done.keys.values(), *batch.removed]
    return _compact(
        {
            "step": done.step,
            "cells": [_answer(desk, each, who) for each in done.answers],
            "keys": dict(done.keys),
            "rows": rows_of(_now(desk), kind, touched),
        }
    )


def _answer(desk: Desk, answer: Answer, who: dict[str, str]) -> dict[str, str]:
    told = {
        "record": answer.record,
        "field": answer.field,
        "outcome": answer.outcome.value,
        "sentence": spoken(answer.sentence),
    }
    if answer.outcome == "stale":
        by = who.get(answer.by, "") or _("Somebody")
        told |= {"holds": answer.holds, "by": by, "at": desk.moment(answer.at)}
    return told


@at_desk
@require_POST
@understood
def take_back(request: HttpRequest, desk: Desk, kind: RecordKind) -> JsonResponse:
    """Undo a step, or redo what was undone: all of it, or nothing."""
    step = sent(request, SentStep).step
    try:
        result = undo(desk.logs, desk.key, desk.author, step)
    except Refused as error:
        return refused(spoken(sentence_of(error)))
    if result.conflicts:
        return refused(_standing_in_the_way(result.conflicts), 409)
    touched = [
        entry.record
        for entry in desk.logs.entries_of_step(desk.key, result.step or step)
        if entry.kind == kind.value
    ]
    told = rows_of(_now(desk), kind, touched)
    return _compact({"step": result.step, "rows": told})


def _standing_in_the_way(conflicts: Collection[Conflict]) -> str:
    who = names_of({each.by for each in conflicts if each.by})
    others = ", ".join(dict.fromkeys(who.values())) or _("somebody else")
    return _("Nothing was taken back: %(who)s has changed the same since.") % {"who": others}


@at_desk
@require_POST
@understood
def views(request: HttpRequest, desk: Desk, kind: RecordKind) -> JsonResponse:
    """Keep or delete a view; all views are answered."""
    wanted = sent(request, SentView)
    if wanted.content is None:
        delete_view(desk.account, desk.key, kind, wanted.name)
    else:
        try:
            keep_view(
                desk.account, desk.key, kind, wanted.name, wanted.content.model_dump(mode="json")
            )
        except TooMany:
            return refused(_("You keep as many views as there can be; delete one first."), 409)
    return _compact(views_of(desk.account, desk.key, kind))


@at_desk
@require_POST
def export(request: HttpRequest, desk: Desk, kind: RecordKind) -> HttpResponse:
    """What the grid shows, as a file."""
    form = request.POST.get("form", "")
    if form not in FORMS:
        raise Http404
    names, keys = request.POST.get("columns", ""), request.POST.get("keys", "")
    made = table_file(desk.sight, kind, form, names.split(","), keys.split(","), spoken)
    answer = HttpResponse(made.content, content_type=made.media)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["Birlik-Marking"] = made.marking.encode("ascii", "replace").decode()
    return answer


def _now(desk: Desk) -> Sight:
    """What he sees after his change."""
    return desk_of(desk.account, desk.key).sight


def _compact(content: Any) -> JsonResponse:
    return JsonResponse(
        content,
        safe=False,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
