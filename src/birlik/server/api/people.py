"""People of an exercise, and what administrators do with accounts, parts and invitations."""

from __future__ import annotations

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from birlik.exercise.columns import RecordKind
from birlik.exercise.sentences import said
from birlik.server.api.answers import documented, nothing, told
from birlik.server.api.asking import asker_of, desk_of
from birlik.server.api.paging import Cursor, Limit, page_of
from birlik.server.api.problems import Problem, absent
from birlik.server.people import models
from birlik.server.people.granting import LEADING
from birlik.server.people.invitations import grantable, invite, withdraw
from birlik.server.people.mailing import mailed
from birlik.server.people.memberships import (
    checked_part,
    join,
    leave,
    set_active,
    set_administrator,
)
from birlik.server.people.models import Account, Invitation, Membership
from birlik.server.people.sessions import end_sessions
from birlik.wire import people as wire
from birlik.wire.records import LONGEST_SEARCH

router = Router(tags=["People"])

Search = Annotated[
    str, Query("", max_length=LONGEST_SEARCH, description="Words that stand in name or address.")
]


@router.get(
    "/exercises/{exercise}/people",
    operation_id="list_members",
    summary="People of an exercise",
    openapi_extra=documented((200, "Some of them, by name.", "Members"), problems=(422,)),
)
def list_members(
    request: HttpRequest, exercise: str, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponse:
    """Who has which part in the exercise, of the nations that the reader sees; for the staff."""
    desk = desk_of(request, exercise)
    if not desk.reader.staff:
        raise Problem(403, said("Only the staff of the exercise sees who takes part in it"))
    nations = {desk.part.nation, *desk.sight.view.known.of(RecordKind.NATION)}
    found = list(
        Membership.objects.select_related("account")
        .filter(exercise=exercise, nation__in=nations, account__is_active=True)
        .order_by("account__name", "key")
    )
    page = page_of(found, cursor, limit, lambda part: part.key)
    items = tuple(
        wire.Member(
            key=part.account_id,
            name=part.account.name,
            nation=part.nation,
            role=part.role,
            trusted_agent=part.trusted_agent,
        )
        for part in found[page.begin : page.end]
    )
    return told(wire.Members(items=items, next=page.next, total=len(found)))


@router.get(
    "/people",
    operation_id="list_people",
    summary="Accounts",
    openapi_extra=documented((200, "Some of them, by name.", "PersonPage"), problems=(422,)),
)
def list_people(
    request: HttpRequest, q: Search = "", cursor: Cursor = "", limit: Limit = 100
) -> HttpResponse:
    """Everybody with an account; for administrators."""
    asker_of(request).administers()
    accounts = Account.objects.all()
    for word in q.replace("\0", " ").split()[:8]:
        accounts = accounts.filter(Q(name__icontains=word) | Q(email__icontains=word))
    keys = list(accounts.order_by("name", "email").values_list("key", flat=True))
    page = page_of(keys, cursor, limit, lambda key: key)
    shown = Account.objects.prefetch_related("memberships").in_bulk(keys[page.begin : page.end])
    items = tuple(_person(shown[key]) for key in keys[page.begin : page.end] if key in shown)
    return told(wire.PersonPage(items=items, next=page.next, total=len(keys)))


@router.get(
    "/people/{key}",
    operation_id="read_person",
    summary="An account",
    openapi_extra=documented((200, "The account.", "PersonTold")),
)
def read_person(request: HttpRequest, key: str) -> HttpResponse:
    """One account with its parts in exercises; for administrators."""
    asker_of(request).administers()
    return told(_person(_account(key)))


@router.patch(
    "/people/{key}",
    operation_id="set_standing",
    summary="Change what somebody may",
    openapi_extra=documented((200, "The account.", "PersonTold"), problems=(415, 422)),
)
def set_standing(request: HttpRequest, key: str, body: wire.Standing) -> HttpResponse:
    """Make somebody an administrator, lock him out, or take either back; for administrators."""
    asker = asker_of(request)
    asker.administers()
    account, by = _account(key), asker.account.key
    if body.administrator is not None and body.administrator != account.administrator:
        set_administrator(account, body.administrator, by)
    if body.active is not None and body.active != account.is_active:
        set_active(account, body.active, by)
    return told(_person(_account(key)))


@router.put(
    "/people/{key}/parts/{exercise}",
    operation_id="give_part",
    summary="Give somebody a part",
    openapi_extra=documented((200, "The account.", "PersonTold"), problems=(415, 422)),
)
def give_part(request: HttpRequest, key: str, exercise: str, body: wire.PartGiven) -> HttpResponse:
    """Give somebody a part in an exercise, in place of the one he had there; for administrators."""
    asker = asker_of(request)
    asker.administers()
    account = _account(key)
    part = checked_part(_clean(exercise), _clean(body.nation), body.role.value, body.trusted_agent)
    join(account, part, asker.account.key)
    return told(_person(_account(key)))


@router.delete(
    "/people/{key}/parts/{exercise}",
    operation_id="end_part",
    summary="End somebody's part",
    response={204: None},
    openapi_extra=documented((204, "It has ended.", None)),
)
def end_part(request: HttpRequest, key: str, exercise: str) -> HttpResponse:
    """Take somebody's part in an exercise away; for administrators."""
    asker = asker_of(request)
    asker.administers()
    account = _account(key)
    found = None if "\0" in exercise else account.memberships.filter(exercise=exercise).first()
    if found is None:
        raise absent()
    leave(found, asker.account.key)
    return nothing()


@router.delete(
    "/people/{key}/sessions",
    operation_id="end_sessions_of",
    summary="Sign somebody out everywhere",
    openapi_extra=documented((200, "How many sessions were ended.", "Ended")),
)
def end_sessions_of(request: HttpRequest, key: str) -> HttpResponse:
    """End all sessions of somebody but the one that asks; for administrators."""
    asker = asker_of(request)
    asker.administers()
    keep = (request.session.session_key or "") if asker.token is None else ""
    return told(wire.Ended(sessions=end_sessions(_account(key), asker.account.key, keep)))


@router.get(
    "/invitations",
    operation_id="list_invitations",
    summary="Invitations",
    openapi_extra=documented(
        (200, "Some of them, the newest first.", "Invitations"), problems=(422,)
    ),
)
def list_invitations(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> HttpResponse:
    """Invitations that still count; for administrators."""
    asker_of(request).administers()
    found = list(
        Invitation.objects.filter(
            used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
        ).order_by("-made_at", "key")
    )
    page = page_of(found, cursor, limit, lambda each: each.key)
    items = tuple(_invitation(each) for each in found[page.begin : page.end])
    return told(wire.Invitations(items=items, next=page.next, total=len(found)))


@router.post(
    "/invitations",
    operation_id="invite",
    summary="Invite somebody",
    response={201: None},
    openapi_extra=documented(
        (201, "The invitation, with its link.", "InvitationMade"), problems=(415, 422)
    ),
)
def invite_somebody(request: HttpRequest, body: wire.NewInvitation) -> HttpResponse:
    """Make an invitation; its link is told this once, and mailed if that is possible."""
    asker = asker_of(request)
    asker.administers()
    email = _address(body.email)
    wanted = _clean(body.exercise), _clean(body.nation), body.role.value if body.role else ""
    part = checked_part(*wanted, body.trusted_agent) if any(wanted) else None
    made, secret = invite(asker.account, part, email, body.administrator)
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    mailed(made, link)
    return told(wire.InvitationMade(link=link, **_invitation(made).model_dump()), 201)


@router.delete(
    "/invitations/{key}",
    operation_id="withdraw_invitation",
    summary="Withdraw an invitation",
    response={204: None},
    openapi_extra=documented((204, "It counts no longer.", None)),
)
def withdraw_invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Let the link of an invitation count no longer; for administrators."""
    asker = asker_of(request)
    asker.administers()
    found = None if "\0" in key else Invitation.objects.filter(key=key).first()
    if found is None or found.used_at or found.withdrawn_at:
        raise absent()
    withdraw(found, asker.account.key)
    return nothing()


@router.get(
    "/exercises/{exercise}/invitations",
    operation_id="list_invitations_to",
    summary="Invitations to an exercise",
    openapi_extra=documented(
        (200, "Some of them, the newest first.", "Invitations"), problems=(422,)
    ),
)
def list_invitations_to(
    request: HttpRequest, exercise: str, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponse:
    """Invitations that still count, and that whoever asks could make; for a nation's leaders."""
    account, _ = _leader(request, exercise)
    found = grantable(account, exercise)
    page = page_of(found, cursor, limit, lambda each: each.key)
    items = tuple(_invitation(each) for each in found[page.begin : page.end])
    return told(wire.Invitations(items=items, next=page.next, total=len(found)))


@router.post(
    "/exercises/{exercise}/invitations",
    operation_id="invite_to",
    summary="Invite somebody to an exercise",
    response={201: None},
    openapi_extra=documented(
        (201, "The invitation, with its link.", "InvitationMade"), problems=(415, 422)
    ),
)
def invite_to(request: HttpRequest, exercise: str, body: wire.InviteTo) -> HttpResponse:
    """Invite somebody for the nation that whoever asks leads; the host's leaders, for others too.

    Nobody grants a role above his own. The host's leaders invite visitors of every nation that they see,
    and the first director or chief planner of each. A token invites nobody: he would outlive it.
    """
    account, nations = _leader(request, exercise)
    asker_of(request).himself()
    nation = _clean(body.nation)
    if nation not in nations:
        raise Problem(
            422,
            said(
                "You see no nation “{nation}” in this exercise that you invite for", nation=nation
            ),
        )
    email = _address(body.email)
    part = checked_part(exercise, nation, body.role.value, body.trusted_agent)
    made, secret = invite(account, part, email)
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    mailed(made, link)
    return told(wire.InvitationMade(link=link, **_invitation(made).model_dump()), 201)


@router.delete(
    "/exercises/{exercise}/invitations/{key}",
    operation_id="withdraw_invitation_to",
    summary="Withdraw an invitation to an exercise",
    response={204: None},
    openapi_extra=documented((204, "It counts no longer.", None)),
)
def withdraw_invitation_to(request: HttpRequest, exercise: str, key: str) -> HttpResponse:
    """Let the link of an invitation count no longer, by whoever could have made it."""
    account, _ = _leader(request, exercise)
    asker_of(request).may(models.Scope.EDIT, exercise)
    found = next((each for each in grantable(account, exercise) if each.key == key), None)
    if found is None:
        raise absent()
    withdraw(found, account.key)
    return nothing()


def _leader(request: HttpRequest, exercise: str) -> tuple[Account, list[str]]:
    """Who asks and leads a nation in an exercise, and the nations that he can invite for.

    Raises
    ------
    Problem
    """
    desk = desk_of(request, exercise)
    if desk.part.role not in LEADING:
        raise Problem(403, said("Directors and chief planners invite for their nation"))
    own, sight = desk.part.nation, desk.sight
    seen = [nation.id for nation in sight.plan.nations if nation.id]
    return desk.part.account, [own, *seen] if own == sight.whole.exercise.host else [own]


def _address(text: str) -> str:
    """E-mail address, or nothing.

    Raises
    ------
    Problem
    """
    email = text.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Problem(422, said("This is no e-mail address")) from None
    return email


def _account(key: str) -> Account:
    found = None if "\0" in key else Account.objects.filter(key=key).first()
    if found is None:
        raise absent()
    return found


def _clean(text: str) -> str:
    """Text, if it can be a key or a code.

    Raises
    ------
    Problem
    """
    if not text.isprintable() or len(text) > 64:
        raise Problem(422, said("A key or code is short, and has no control characters"))
    return text


def _person(account: Account) -> wire.PersonTold:
    return wire.PersonTold(
        key=account.key,
        name=account.name,
        email=account.email,
        administrator=account.administrator,
        active=account.is_active,
        parts=tuple(
            wire.PartTold(
                exercise=part.exercise,
                nation=part.nation,
                role=part.role,
                trusted_agent=part.trusted_agent,
            )
            for part in account.memberships.all()
        ),
    )


def _invitation(invitation: Invitation) -> wire.InvitationTold:
    return wire.InvitationTold(
        key=invitation.key,
        email=invitation.email,
        administrator=invitation.administrator,
        exercise=invitation.exercise,
        nation=invitation.nation,
        role=invitation.role,
        trusted_agent=invitation.trusted_agent,
        made_at=invitation.made_at,
        expires_at=invitation.expires_at,
    )
