"""Pages of an exercise on which its leaders invite people for their nation, and take invitations back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from birlik.server.people.forms import InviteTo
from birlik.server.people.granting import Granter, may_grant_any, roles_within
from birlik.server.people.invitations import grantable, invite, withdraw
from birlik.server.people.mailing import mailed
from birlik.server.people.memberships import PartIn, Refused, checked_part
from birlik.server.people.roles import Role
from birlik.server.web.desks import Desk, at_desk, shown


def leader(desk: Desk) -> Granter:
    """What decides what somebody may grant at his desk; here he leads, whatever else he looks after."""
    part = desk.part
    own = PartIn(desk.key, part.nation, Role(part.role), part.trusted_agent)
    return Granter(part=own, host=desk.sight.whole.exercise.host or "")


def nations_for(desk: Desk) -> list[str]:
    """Nations that he can invite for: his own, and as the host's those that he sees."""
    own, seen = desk.part.nation, [nation.id for nation in desk.sight.plan.nations if nation.id]
    return [own, *(code for code in seen if code != own)] if own == leader(desk).host else [own]


@at_desk
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open invitations to the exercise, and a form for another; its link is shown once, on this page."""
    by = leader(desk)
    if not may_grant_any(by):
        raise PermissionDenied
    choices = nations_for(desk), roles_within(by)
    form = InviteTo(*choices, request.POST or None)
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            wanted = asked["nation"], asked["role"], asked["trusted_agent"]
            part = checked_part(desk.key, *wanted)
            made, secret = invite(desk.account, part, asked["email"])
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[secret]))
            context = {"made": made, "link": link, "mail": mailed(made, link)}
            form = InviteTo(*choices)
    wrong = request.method == "POST" and "made" not in context
    context |= {"form": form, "open": grantable(desk.account, desk.key)}
    return shown(
        request,
        desk,
        "exercises/invitations.html",
        context,
        here="invitations",
        status=422 if wrong else 200,
    )


@at_desk
@require_POST
def withdraw_one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Let a link to this exercise count no longer, by whoever could have made it."""
    if not may_grant_any(leader(desk)):
        raise PermissionDenied
    found = next((one for one in grantable(desk.account, desk.key) if one.key == key), None)
    if found is None:
        raise Http404
    withdraw(found, desk.account.key)
    messages.success(request, _("The invitation counts no longer."))
    return redirect("exercise_invitations", exercise=desk.key)
