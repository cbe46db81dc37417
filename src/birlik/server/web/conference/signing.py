"""The record of concurrence: who has signed a baseline, and the form with which a delegation signs it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from birlik.exercise.editing import Refused
from birlik.exercise.values.demands import ALL
from birlik.server.desk.concurring import (
    Concurrence,
    Signing,
    may_sign,
    own_fingerprint,
    sign,
    signatures_of,
    without_signature,
)
from birlik.server.desk.filling import sentence_of
from birlik.server.desk.fingerprints import short
from birlik.server.desk.past import Baseline, baseline_of
from birlik.server.web.desks import Desk, at_desk, shown, told
from birlik.server.web.past import own_marking

#: What a form says of who reads reservations: every nation, nobody else, or those that are named.
EVERYBODY, NOBODY, SOME = "everybody", "nobody", "some"


@at_desk
@require_http_methods(["GET", "POST"])
def concurrence(request: HttpRequest, desk: Desk, baseline: str) -> HttpResponse:
    """Who has signed a baseline; whoever signs for his nation does it here, and shows again who he is."""
    named = baseline_of(desk.logs, desk.sight, baseline)
    if request.method != "POST":
        return _page(request, desk, named)
    if may_sign(desk.sight) and is_reauthentication_required(request, app="account"):
        # allauth asks for the password or the second factor, and then goes on with this request.
        raise ReauthenticationRequired
    try:
        sign(desk.logs, desk.key, desk.author, baseline, _wanted(request))
    except Refused as error:
        return _page(request, desk, named, wrong=sentence_of(error), status=422)
    told(request, _("You have signed for %(nation)s.") % {"nation": desk.sight.reader.nation})
    return redirect("concurrence", exercise=desk.key, baseline=baseline)


def _wanted(request: HttpRequest) -> Signing:
    with_reservations = request.POST.get("concurs", "") == "reservations"
    to = request.POST.get("readers", EVERYBODY)
    readers: tuple[str, ...] = (ALL,)
    if to == NOBODY:
        readers = ()
    elif to == SOME:
        readers = tuple(request.POST.getlist("reader"))
    text = request.POST.get("reservations", "")
    if with_reservations and not text.strip():
        raise Refused(_("Write your reservations down, or concur without any"))
    if text.strip() and not with_reservations:
        raise Refused(_("You have written reservations down: concur with them, or empty the field"))
    return Signing(
        request.POST.get("signer", ""),
        request.POST.get("function", ""),
        text if with_reservations else "",
        readers,
        request.POST.get("seen", ""),
    )


def _page(
    request: HttpRequest, desk: Desk, named: Baseline, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    sight = desk.sight
    every = signatures_of(sight, named.key)
    counting = [each for each in every if each.counts]
    own = next((each for each in counting if each.nation == sight.reader.nation), None)
    signs = may_sign(sight)
    view = own_fingerprint(desk.logs, sight, named.key) if signs else ""
    context = {
        "named": named.name,
        "key": named.key,
        "at": desk.moment(named.at),
        "hash": named.hash,
        "short": short(named.hash),
        "rows": [_row(desk, each) for each in counting],
        "missing": without_signature(sight, counting),
        "earlier": [_row(desk, each) for each in every if not each.counts],
        "may_sign": signs,
        "own": own is not None,
        "nation": sight.reader.nation,
        "view": view,
        "view_short": short(view),
        "nations": [n for n in sight.plan.nations if n.id and n.id != sight.reader.nation],
        "signer": request.POST.get("signer", desk.account.name),
        "function": request.POST.get("function", own.function if own else ""),
        "seen": own.key if own else "",
        "typed": request.POST,
        "readers": request.POST.getlist("reader"),
        "wrong": wrong,
    }
    return shown(
        request,
        desk,
        "conference/concurrence.html",
        context,
        marking=own_marking(desk),
        here="conference",
        status=status,
    )


def _row(desk: Desk, signed: Concurrence) -> dict[str, Any]:
    return {
        "key": signed.key,
        "nation": signed.nation,
        "signer": signed.signer,
        "function": signed.function,
        "at": desk.moment(signed.at),
        "with_reservations": signed.with_reservations,
        "reservations": signed.reservations,
        "view": signed.view,
        "view_short": short(signed.view),
    }
