"""Pages with which administrators invite people, and take invitations back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from birlik.server.people.exercises import offered
from birlik.server.people.forms import Invite
from birlik.server.people.invitations import invite, withdraw
from birlik.server.people.mailing import mailed
from birlik.server.people.memberships import Refused, checked_part
from birlik.server.people.models import Invitation
from birlik.server.people.views.access import for_administrators, signed_in

PER_PAGE = 50


@for_administrators
@require_http_methods(["GET", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is shown once, on this page alone, and mailed if that is possible."""
    form = Invite(request.POST or None, initial={"email": request.GET.get("email", "")})
    shown: dict[str, object] = {"offered": offered()}
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        wanted = asked["exercise"], asked["nation"], asked["role"]
        try:
            part = checked_part(*wanted, asked["trusted_agent"]) if any(wanted) else None
            invitation, secret = invite(
                signed_in(request), part, asked["email"], asked["administrator"]
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[secret]))
            shown |= {"made": invitation, "link": link, "mail": mailed(invitation, link)}
            form = Invite()
    return render(request, "people/invite.html", {"form": form, **shown})


@for_administrators
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Invitations that still count."""
    open_ones = Invitation.objects.select_related("made_by").filter(
        used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    page = Paginator(open_ones, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/invitations.html", {"page": page})


@for_administrators
@require_POST
def withdraw_one(request: HttpRequest, key: str) -> HttpResponse:
    """Let a link count no longer."""
    withdraw(get_object_or_404(Invitation, key=key), signed_in(request).key)
    messages.success(request, _("The invitation counts no longer."))
    return redirect("invitations")
