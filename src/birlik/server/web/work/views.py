"""Pages of long work: they ask, and decide nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from birlik.exercise.editing import Refused
from birlik.exercise.time import parse_instant
from birlik.exercise.values.moments import instant_text
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.programme import Stage as Running
from birlik.server.desk.programme import standing
from birlik.server.desk.publishing import Faulty, may_publish
from birlik.server.speaking import spoken
from birlik.server.web.desks import Desk, at_desk, shown, told
from birlik.server.web.past import names_of, own_marking
from birlik.server.web.work.results import gap_text, shown_result
from birlik.server.work.beginning import (
    MOST_RUNS,
    MOST_SECONDS,
    begin,
    may_work,
    piece_of,
    pieces_of,
    publish_piece,
    still_seen,
    stop,
    throw_away,
)
from birlik.server.work.models import Kind, Piece, Stage, again


class Asking(forms.Form):
    """What a piece of work is asked for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is to be done"),
        choices=Kind.choices,
        widget=forms.HiddenInput,
    )
    seconds = forms.IntegerField(
        label=gettext_lazy("Seconds"),
        min_value=1,
        max_value=MOST_SECONDS,
        initial=30,
        required=False,
        help_text=gettext_lazy(
            "How long it may look for something better; it can be stopped sooner."
        ),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
        required=False,
        help_text=gettext_lazy(
            "The same seed gives the same result; another one may find another."
        ),
    )
    frozen_until = forms.CharField(
        label=gettext_lazy("Frozen until"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "What begins before is not touched, such as 2026-07-09 12:00. Empty: nothing is frozen."
        ),
    )
    runs = forms.IntegerField(
        label=gettext_lazy("Runs"),
        min_value=1,
        max_value=MOST_RUNS,
        initial=1000,
        required=False,
        help_text=gettext_lazy("How often the timetable is carried out."),
    )

    def __init__(self, kind: Kind, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        unasked = {
            Kind.PLAN: ("frozen_until", "runs"),
            Kind.REPLAN: ("runs",),
            Kind.EXPLAIN: ("frozen_until", "runs"),
            Kind.REHEARSE: ("frozen_until", "seconds"),
        }[kind]
        for name in unasked:
            del self.fields[name]


TITLES = {
    Kind.PLAN: gettext_lazy("Plan"),
    Kind.REPLAN: gettext_lazy("Replan"),
    Kind.EXPLAIN: gettext_lazy("Explain"),
    Kind.REHEARSE: gettext_lazy("Rehearse"),
}

MEANINGS = {
    Kind.REPLAN: gettext_lazy(
        "Repairs the timetable that is published after a change of the plan, with as few moves as can be."
    ),
    Kind.PLAN: gettext_lazy(
        "Makes the best timetable from nothing, whatever is published; many serials may be elsewhere in it."
    ),
    Kind.EXPLAIN: gettext_lazy(
        "Says which demands contradict where mandatory serials find no place, and what would help."
    ),
    Kind.REHEARSE: gettext_lazy(
        "Carries the timetable out many times with delays and weather: what is on time, what endangers it."
    ),
}

STAGES = {
    Stage.WAITING: gettext_lazy("waits for its turn"),
    Stage.RUNNING: gettext_lazy("runs"),
    Stage.DONE: gettext_lazy("done"),
    Stage.FAILED: gettext_lazy("ended"),
    Stage.PUBLISHED: gettext_lazy("published"),
}


@at_desk
@require_http_methods(["GET", "POST"])
def works(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a piece of work, and those of this seat."""
    if not may_work(desk.sight):
        raise Http404
    kind = _kind(request)
    form = Asking(kind, request.POST or None, initial={"kind": kind} | _now(desk))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                piece = begin(desk.sight, desk.account.key, kind, _asked(form, desk))
            except (Refused, ValueError) as error:
                form.add_error(None, spoken(sentence_of(error)))
            else:
                return redirect("work", exercise=desk.key, key=piece.key)
    pieces = pieces_of(desk.sight)
    names = names_of({piece.who for piece in pieces})
    context = {
        "form": form,
        "title": TITLES[kind],
        "meaning": MEANINGS[kind],
        "kinds": [
            {"value": each.value, "title": TITLES[each], "here": each is kind} for each in MEANINGS
        ],
        "pieces": [_row(desk, piece, names) for piece in pieces],
        "busy": next((piece for piece in pieces if piece.is_open), None),
        "reserved": bool(desk.sight.view.reserved),
    }
    return shown(
        request,
        desk,
        "work/works.html",
        context,
        marking=own_marking(desk),
        here="board",
        status=status,
    )


def _kind(request: HttpRequest) -> Kind:
    """What is asked for; to replan, if nothing is."""
    text = request.POST.get("kind", "") or request.GET.get("kind", "")
    return Kind(text) if text in Kind.values else Kind.REPLAN


def _now(desk: Desk) -> dict[str, str]:
    """While the exercise runs, what has begun is frozen unless somebody says otherwise."""
    now = datetime.now(UTC)
    if standing(desk.sight, now).stage is not Running.RUNNING:
        return {}
    local = now.astimezone(desk.sight.plan.zone)
    return {"frozen_until": f"{local:%Y-%m-%d %H:%M}"}


def _asked(form: Asking, desk: Desk) -> dict[str, Any]:
    """What is asked for, as it is stored.

    Raises
    ------
    ValueError
    """
    typed = form.cleaned_data
    asked: dict[str, Any] = {"seed": typed["seed"] or 0}
    if "seconds" in typed:
        asked["seconds"] = typed["seconds"] or 30
    if "runs" in typed:
        asked["runs"] = typed["runs"] or 1000
    if typed.get("frozen_until"):
        until = parse_instant(typed["frozen_until"], desk.sight.plan.zone)[0]
        asked["frozen_until"] = instant_text(until)
    return asked


def _row(desk: Desk, piece: Piece, names: dict[str, str]) -> dict[str, Any]:
    """A piece of work as lists and its page show it."""
    best = piece.best or {}
    return {
        "key": piece.key,
        "kind": piece.kind,
        "title": TITLES[Kind(piece.kind)],
        "stage": piece.stage,
        "state": STAGES[Stage(piece.stage)],
        "open": piece.is_open,
        "who": names.get(piece.who, "") or _("Somebody"),
        "at": desk.moment(piece.asked_at.replace(second=0, microsecond=0)),
        "percent": round(piece.done * 100),
        "saying": again(piece.saying) if still_seen(piece, desk.sight) else "",
        "message": again(piece.message) if still_seen(piece, desk.sight) else "",
        "stopping": piece.stop and piece.is_open,
        "placed": best.get("placed"),
        "left_out": best.get("left_out"),
        "gap": gap_text(best),
        "optimal": bool(best.get("optimal")),
        "asked": piece.asked,
        "step": piece.step,
    }


@at_desk
@require_safe
def work(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """A piece of work: how far it is, or what came of it."""
    piece = piece_of(desk.sight, key)
    return _page(request, desk, piece)


def _page(
    request: HttpRequest, desk: Desk, piece: Piece, wrong: tuple[str, ...] = (), refused: str = ""
) -> HttpResponse:
    context = {
        "row": _row(desk, piece, names_of({piece.who})),
        "result": shown_result(desk, piece),
        "withheld": not still_seen(piece, desk.sight),
        "may_publish": may_publish(desk.sight),
        "current": piece.plan == desk.sight.plan.fingerprint(),
        "wrong": wrong,
        "refused": refused,
    }
    return shown(
        request,
        desk,
        "work/work.html",
        context,
        marking=own_marking(desk),
        here="board",
        status=422 if refused else 200,
    )


@at_desk
@require_safe
def progress(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """How far a piece of work is; asked for each second. Once it is over, the page is loaded anew."""
    from django.shortcuts import render

    piece = piece_of(desk.sight, key)
    context = {"row": _row(desk, piece, names_of({piece.who})), "exercise": desk.key}
    answer = render(request, "work/progress.html", context)
    if not piece.is_open:
        answer.headers["HX-Refresh"] = "true"
    return answer


@at_desk
@require_POST
def stop_work(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Let a piece of work end with the best so far."""
    stop(piece_of(desk.sight, key))
    return redirect("work", exercise=desk.key, key=key)


@at_desk
@require_POST
def throw_work_away(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Forget a piece of work and what came of it."""
    throw_away(piece_of(desk.sight, key))
    told(request, _("It was thrown away. The timetable is as it was."))
    return redirect("works", exercise=desk.key)


@at_desk
@require_POST
def publish_work(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Publish what a piece of work proposes."""
    piece = piece_of(desk.sight, key)
    reason = request.POST.get("reason", "")[:1000].strip()
    try:
        step = publish_piece(desk.logs, desk.author, piece, reason)
    except Faulty as error:
        return _page(request, desk, piece, error.findings, sentence_of(error))
    except Refused as error:
        return _page(request, desk, piece, (), sentence_of(error))
    told(
        request,
        _("The timetable is published.") if step else _("The timetable is the same already."),
        step,
    )
    return redirect("board", exercise=desk.key)
