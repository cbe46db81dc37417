"""A person's own pages: his profile and his API tokens."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from birlik.server.people.audit import recorded
from birlik.server.people.forms import NewToken, Profile
from birlik.server.people.memberships import Refused
from birlik.server.people.models import Account, ApiToken, Scope
from birlik.server.people.preferences import is_offered
from birlik.server.people.tokens import issue, withdraw
from birlik.server.people.views.access import signed_in


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """His name, his time zone, his parts in exercises, and the ways to all else of his account."""
    account = Account.objects.get(pk=signed_in(request).pk)
    form = Profile(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        form.save()
        recorded(
            "changed the profile", account.key, account.key, fields=", ".join(form.changed_data)
        )
        messages.success(request, _("Your profile is stored."))
        return redirect("profile")
    return render(
        request, "people/profile.html", {"form": form, "memberships": account.memberships.all()}
    )


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Take the language that was chosen at the foot of a page, for the account or for this browser."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, None):
        back = "/"
    answer = redirect(back)
    if is_offered(language):
        if isinstance(request.user, Account):
            Account.objects.filter(pk=request.user.pk).update(language=language)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86_400,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return answer


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def tokens(request: HttpRequest) -> HttpResponse:
    """His API tokens; a new one is shown once, on this page alone."""
    account = signed_in(request)
    form = NewToken(account, request.POST or None)
    text = ""
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            _token, text = issue(
                account,
                asked["name"],
                Scope(asked["scope"]),
                asked["exercise"],
                timedelta(days=asked["days"]),
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            form = NewToken(account)
    usable = account.tokens.filter(withdrawn_at=None, expires_at__gt=timezone.now())
    return render(request, "people/tokens.html", {"form": form, "tokens": usable, "text": text})


@login_required
@require_POST
def withdraw_token(request: HttpRequest, key: str) -> HttpResponse:
    """Let one of his tokens count no longer."""
    account = signed_in(request)
    withdraw(get_object_or_404(ApiToken, key=key, account=account), account.key)
    messages.success(request, _("The token counts no longer."))
    return redirect("tokens")
