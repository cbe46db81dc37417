"""Ways in by a link: an invitation, and the one-use sign-in of the demonstration."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from birlik.server.people.adapters import REMEMBERED
from birlik.server.people.client import is_this_machine
from birlik.server.people.invitations import Unusable, accept, found
from birlik.server.people.models import Account
from birlik.server.people.sign_in_links import used, waiting


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What the invitation is for; accepted by who is signed in, or by making an account."""
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, app="allauth.account", action="signup", limit_get=True
    )
    if refused is not None:
        return refused
    try:
        asked = found(secret)
        if request.method == "POST" and isinstance(request.user, Account):
            accept(asked, request.user)
            messages.success(request, _("You have accepted the invitation."))
            return redirect("home")
    except Unusable as reason:
        return render(request, "people/unusable.html", {"reason": reason}, status=410)
    if request.method == "POST":
        request.session[REMEMBERED] = asked.key
        return redirect("account_signup")
    return render(request, "people/invitation.html", {"invitation": asked})


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in by a one-use link, from this machine alone; elsewhere there is nothing here."""
    link = waiting(secret) if is_this_machine(request) else None
    if link is None:
        raise Http404
    if request.method != "POST":
        return render(request, "people/sign_in_link.html", {"account": link.account})
    if not used(link):
        raise Http404
    answer: HttpResponse = perform_login(
        request, Login(user=link.account, email_verification="none", redirect_url="/")
    )
    return answer
