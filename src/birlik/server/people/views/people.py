"""Pages with which administrators look after people."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from birlik.server.people.audit import recorded
from birlik.server.people.exercises import offered
from birlik.server.people.forms import PartForm
from birlik.server.people.memberships import (
    Refused,
    checked_part,
    join,
    leave,
    set_active,
    set_administrator,
)
from birlik.server.people.models import Account, Membership
from birlik.server.people.passwords import reset_path
from birlik.server.people.sessions import end_sessions, sessions
from birlik.server.people.views.access import for_administrators, signed_in

PER_PAGE = 50


@for_administrators
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, page by page; found by name, address, exercise or nation."""
    words = request.GET.get("q", "").split()[:8]
    found = Account.objects.all()
    for word in words:
        inside = Membership.objects.filter(Q(exercise__icontains=word) | Q(nation__iexact=word))
        found = found.filter(
            Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(pk__in=inside.values("account_id"))
        )
    page = Paginator(found.order_by("name", "email"), PER_PAGE).get_page(request.GET.get("page"))
    parts = dict(
        Membership.objects.filter(account__in=[account.pk for account in page.object_list])
        .values_list("account_id")
        .annotate(parts=Count("pk"))
    )
    rows = [(account, parts.get(account.pk, 0)) for account in page.object_list]
    return render(request, "people/people.html", {"page": page, "rows": rows, "q": " ".join(words)})


@for_administrators
@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """One person: his parts in exercises, where he is signed in, and what he may."""
    return _shown(request, get_object_or_404(Account, key=key), PartForm())


@for_administrators
@require_POST
def give_part(request: HttpRequest, key: str) -> HttpResponse:
    """Give somebody a part in an exercise."""
    account = get_object_or_404(Account, key=key)
    form = PartForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            part = checked_part(
                asked["exercise"], asked["nation"], asked["role"], asked["trusted_agent"]
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            join(account, part, signed_in(request).key)
            messages.success(request, _("The part is stored."))
            return redirect("person", key=key)
    return _shown(request, account, form, status=422)


@for_administrators
@require_POST
def end_part(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """Take somebody's part in an exercise away."""
    leave(get_object_or_404(Membership, key=part, account=key), signed_in(request).key)
    messages.success(request, _("The part in the exercise has ended."))
    return redirect("person", key=key)


@for_administrators
@require_POST
def standing(request: HttpRequest, key: str) -> HttpResponse:
    """Make somebody an administrator, lock him out, or take either back."""
    account = get_object_or_404(Account, key=key)
    by = signed_in(request).key
    steps = {
        "administrator": lambda: set_administrator(account, True, by),
        "no administrator": lambda: set_administrator(account, False, by),
        "lock out": lambda: set_active(account, False, by),
        "let in": lambda: set_active(account, True, by),
    }
    try:
        steps[request.POST.get("step", "")]()
    except KeyError:
        messages.error(request, _("The form asked for something that there is not."))
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("It is stored."))
    return redirect("person", key=key)


@for_administrators
@require_POST
def end_all_sessions(request: HttpRequest, key: str) -> HttpResponse:
    """Sign somebody out everywhere; the administrator himself stays signed in here."""
    account = get_object_or_404(Account, key=key)
    ended = end_sessions(account, signed_in(request).key, keep=request.session.session_key or "")
    messages.success(request, _("Sessions ended: %(count)s.") % {"count": ended})
    return redirect("person", key=key)


@for_administrators
@require_POST
def password_link(request: HttpRequest, key: str) -> HttpResponse:
    """Make a link with which somebody chooses a new password; shown once, for who gets no mail."""
    account = get_object_or_404(Account, key=key)
    path = reset_path(account)
    recorded("made a password link", signed_in(request).key, account.key)
    return _shown(request, account, PartForm(), link=request.build_absolute_uri(path))


def _shown(
    request: HttpRequest, account: Account, form: PartForm, status: int = 200, link: str = ""
) -> HttpResponse:
    shown = {
        "person": account,
        "form": form,
        "memberships": account.memberships.all(),
        "sessions": sessions(account),
        "offered": offered(),
        "link": link,
    }
    return render(request, "people/person.html", shown, status=status)
