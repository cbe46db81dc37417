"""Decides about invitations: who is invited to what, and whether a link still counts.

A link is used once. It expires, it can be withdrawn, and it may be for one address alone. It grants no
more than who made it may grant, then and when it is used (see `granting`).
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from birlik.server.people.audit import SERVER, recorded
from birlik.server.people.exercises import host_of
from birlik.server.people.granting import LEADING, Granter, refusal
from birlik.server.people.keys import random_secret, secret_hash
from birlik.server.people.memberships import PartIn, Refused, administers, join, membership
from birlik.server.people.models import Account, Invitation, Membership
from birlik.server.people.roles import Role

#: How long the link counts that makes the first administrator.
FOUNDING = timedelta(days=1)


class Unusable(Refused):
    """An invitation cannot be used; the message says why, without telling what it was for."""


def invite(
    by: Account | None,
    part: PartIn | None = None,
    email: str = "",
    administrator: bool = False,
    lasting: timedelta | None = None,
) -> tuple[Invitation, str]:
    """Make an invitation.

    Parameters
    ----------
    by : Account or None
        Who invites; None for the server itself.
    part : PartIn or None
        Part in an exercise that comes with it.
    email : str
        Address that the account must have; empty for whoever holds the link.
    lasting : timedelta or None
        How long it counts; None for what the installation is set to.

    Returns
    -------
    tuple of Invitation and str
        The invitation, and the secret of its link; the secret is stored nowhere.

    Raises
    ------
    Refused
        If it is more than he may grant.
    """
    if why := _refusal(by, part, administrator):
        raise Refused(why)
    secret = random_secret()
    invitation = Invitation.objects.create(
        hash=secret_hash(secret),
        email=email.strip().lower(),
        administrator=administrator,
        made_by=by,
        expires_at=timezone.now() + (lasting or timedelta(days=settings.INVITATION_DAYS)),
        exercise=part.exercise if part else "",
        nation=part.nation if part else "",
        role=part.role if part else "",
        trusted_agent=bool(part and part.trusted_agent),
    )
    recorded(
        "invited",
        by.key if by else SERVER,
        invitation.key,
        email=invitation.email,
        administrator=administrator,
        exercise=invitation.exercise,
        nation=invitation.nation,
        role=invitation.role,
    )
    return invitation, secret


def founding() -> str | None:
    """Secret of the link on which the first administrator is made; None if there are accounts.

    Earlier links of this kind count no longer.
    """
    with transaction.atomic():
        if Account.objects.exists():
            return None
        Invitation.objects.filter(made_by=None, used_at=None, withdrawn_at=None).update(
            withdrawn_at=timezone.now()
        )
        return invite(None, administrator=True, lasting=FOUNDING)[1]


def found(secret: str) -> Invitation:
    """The invitation of a link, if it still counts.

    Raises
    ------
    Unusable
        If there is none, or it was used, was withdrawn or has expired.
    """
    invitation = Invitation.objects.filter(hash=secret_hash(secret)).first()
    return _usable(invitation)


def pending(key: str | None) -> Invitation | None:
    """The invitation with a key, as a session remembers it, if it still counts."""
    invitation = Invitation.objects.filter(key=key).first() if key else None
    try:
        return _usable(invitation)
    except Unusable:
        return None


def accept(invitation: Invitation | None, account: Account) -> None:
    """Use an invitation up for an account, which gets what it promises.

    Raises
    ------
    Unusable
        If somebody was quicker, or the account has another address than the invitation.
    """
    with transaction.atomic():
        key = invitation.pk if invitation else ""
        current = _usable(Invitation.objects.select_for_update().filter(pk=key).first())
        if current.email and current.email != account.email:
            raise Unusable(_("This invitation is for another e-mail address."))
        if _refusal(current.made_by, promised(current), current.administrator):
            raise Unusable(_("Whoever invited you may no longer do so. Ask for a new invitation."))
        taken = Invitation.objects.filter(pk=current.pk, used_at=None).update(
            used_at=timezone.now(), used_by=account
        )
        if not taken:
            raise Unusable(_("This invitation has been used. Ask for a new one."))
        recorded("accepted an invitation", account.key, current.key)
        if current.administrator and not account.administrator:
            account.administrator = True
            account.save(update_fields=["administrator"])
            recorded("became administrator", account.key, account.key, invitation=current.key)
        if part := promised(current):
            join(account, part, by=account.key)


def promised(invitation: Invitation) -> PartIn | None:
    """Part in an exercise that comes with an invitation."""
    if not invitation.exercise:
        return None
    return PartIn(
        invitation.exercise, invitation.nation, Role(invitation.role), invitation.trusted_agent
    )


def granter(account: Account, exercise: str) -> Granter:
    """What decides what somebody may grant in an exercise."""
    if administers(account):
        return Granter(administrator=True)
    held = membership(account, exercise) if exercise else None
    if held is None:
        return Granter()
    own = PartIn(exercise, held.nation, Role(held.role), held.trusted_agent)
    return Granter(part=own, host=host_of(exercise))


def led(exercise: str) -> frozenset[str]:
    """Nations that have a director or a chief planner in an exercise."""
    leaders = Membership.objects.filter(
        exercise=exercise, role__in=LEADING, account__is_active=True
    )
    return frozenset(leaders.values_list("nation", flat=True))


def grantable(account: Account, exercise: str) -> list[Invitation]:
    """Open invitations to an exercise that somebody made, or could have made, the newest first."""
    waiting = Invitation.objects.select_related("made_by").filter(
        exercise=exercise, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    by, leaders = granter(account, exercise), led(exercise)
    return [
        each
        for each in waiting
        if each.made_by_id == account.pk
        or not refusal(by, promised(each), each.administrator, leaders)
    ]


def _refusal(by: Account | None, part: PartIn | None, administrator: bool) -> str:
    """Why somebody may not grant something now; empty if he may, and for the server itself."""
    if by is None or administers(by):
        return ""
    exercise = part.exercise if part else ""
    return refusal(granter(by, exercise), part, administrator, led(exercise) if exercise else ())


def withdraw(invitation: Invitation, by: str) -> None:
    """Let a link count no longer; one that was used stays used."""
    changed = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if changed:
        recorded("withdrew an invitation", by, invitation.key)


def _usable(invitation: Invitation | None) -> Invitation:
    if invitation is None:
        raise Unusable(_("This invitation does not exist. Check that the link is complete."))
    if invitation.used_at:
        raise Unusable(_("This invitation has been used. Ask for a new one."))
    if invitation.withdrawn_at:
        raise Unusable(_("This invitation was withdrawn. Ask for a new one."))
    if invitation.expires_at <= timezone.now():
        raise Unusable(_("This invitation has expired. Ask for a new one."))
    return invitation
