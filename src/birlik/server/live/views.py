"""Hands out tickets for the stream, to members in a browser and to their programs."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from birlik.server.live.making import tickets
from birlik.server.live.standing import password_proof
from birlik.server.live.tickets import LASTING, Ticket
from birlik.server.people.memberships import membership
from birlik.server.people.models import Account, Scope
from birlik.server.people.tokens import bearer


@never_cache
@require_safe
def ticket(request: HttpRequest, exercise: str) -> JsonResponse:
    """A ticket for the stream of an exercise, and the address at which it opens it.

    Whoever has no part in the exercise is told that there is nothing here, signed in or not.
    """
    account, session, token = _who(request, exercise)
    part = membership(account, exercise) if account else None
    if account is None or part is None:
        raise Http404
    until = int(time.time()) + LASTING
    text = tickets().text(
        Ticket(
            account.key,
            account.name,
            exercise,
            part.nation,
            part.role,
            part.trusted_agent,
            session,
            token,
            password_proof(account),
            until,
        )
    )
    return JsonResponse(
        {"ticket": text, "stream": f"/live?{urlencode({'ticket': text})}", "until": until}
    )


def _who(request: HttpRequest, exercise: str) -> tuple[Account | None, str, str]:
    """Who asks, and the session or the token that he asks with."""
    sent = request.headers.get("Authorization", "")
    if sent.startswith("Bearer "):
        held = bearer(sent.removeprefix("Bearer ").strip())
        if held is None or not held.may(Scope.READ, exercise):
            return None, "", ""
        return held.account, "", held.key
    account = request.user if isinstance(request.user, Account) else None
    return account, request.session.session_key or "", ""
