"""Decides who has which part in an exercise, and who may change that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from birlik.server.people.audit import recorded
from birlik.server.people.models import Account, Membership
from birlik.server.people.roles import Role


class Refused(Exception):
    """What was asked for is not allowed, or makes no sense; the message says why."""


@dataclass(frozen=True)
class PartIn:
    """A part in an exercise: key of the exercise, nation, role, whether cleared to see the script."""

    exercise: str
    nation: str
    role: Role
    trusted_agent: bool = False


def checked_part(exercise: str, nation: str, role: str, trusted_agent: bool = False) -> PartIn:
    """A part as somebody typed it.

    Raises
    ------
    Refused
        If something is missing, there is no such role, or a trusted agent is not of the audience.
    """
    exercise, nation = exercise.strip(), nation.strip()
    if not exercise or not nation or not role:
        raise Refused(_("A part in an exercise needs the exercise, the nation and the role."))
    if role not in Role.values:
        raise Refused(_("There is no role “%(role)s”.") % {"role": role})
    if trusted_agent and role != Role.TRAINING_AUDIENCE:
        raise Refused(_("Only a member of the training audience can be a trusted agent."))
    return PartIn(exercise, nation, Role(role), trusted_agent)


#: Where a part is kept with an account that was read for one request.
_KEPT = "_part_as_the_request_began"


def administers(account: Account | AnonymousUser) -> bool:
    """Whether he looks after people and settings; anonymous visitors never do."""
    return isinstance(account, Account) and account.is_active and account.administrator


def membership(account: Account | AnonymousUser, exercise: str) -> Membership | None:
    """A person's part in an exercise; None for whoever has none, or may not sign in."""
    if not isinstance(account, Account) or not account.is_active:
        return None
    return Membership.objects.filter(account=account, exercise=exercise).first()


def membership_at_first(account: Account, exercise: str) -> Membership | None:
    """The same as a request begins, kept with the account of that request for :func:`membership_kept`."""
    part = membership(account, exercise)
    if part is not None:
        account.__dict__[_KEPT] = part
    return part


def membership_kept(account: Account, exercise: str) -> Membership | None:
    """A person's part in an exercise; what was kept of it as the request began serves once, and no more."""
    part = account.__dict__.pop(_KEPT, None)
    if part is not None and part.exercise == exercise and part.account_id == account.pk:
        return cast("Membership", part)
    return membership(account, exercise)


def exercises(account: Account) -> list[str]:
    """Keys of the exercises in which he has a part, in their order."""
    return list(account.memberships.values_list("exercise", flat=True))


@transaction.atomic
def join(account: Account, part: PartIn, by: str) -> Membership:
    """Give a person a part in an exercise, in place of the one that he had there.

    Parameters
    ----------
    by : str
        Key of the account that decided it.
    """
    joined, new = Membership.objects.update_or_create(
        account=account,
        exercise=part.exercise,
        defaults={
            "nation": part.nation,
            "role": part.role,
            "trusted_agent": part.trusted_agent,
        },
    )
    recorded(
        "joined an exercise" if new else "changed part in an exercise",
        by,
        account.key,
        exercise=part.exercise,
        nation=part.nation,
        role=str(part.role.value),
        trusted_agent=part.trusted_agent,
    )
    return joined


@transaction.atomic
def leave(ended: Membership, by: str) -> None:
    """Take a person's part in an exercise away."""
    recorded(
        "left an exercise",
        by,
        ended.account_id,
        exercise=ended.exercise,
        nation=ended.nation,
        role=ended.role,
    )
    ended.delete()


def set_administrator(account: Account, administrator: bool, by: str) -> None:
    """Let somebody look after people and settings, or no longer.

    Raises
    ------
    Refused
        If nobody would be left who does.
    """
    with transaction.atomic():
        if not administrator:
            _someone_stays(account)
        account.administrator = administrator
        account.save(update_fields=["administrator"])
        recorded(
            "became administrator" if administrator else "ceased as administrator", by, account.key
        )


def set_active(account: Account, active: bool, by: str) -> None:
    """Let somebody sign in, or no longer; his sessions end at once.

    Raises
    ------
    Refused
        If nobody would be left who administers.
    """
    from birlik.server.people.sessions import end_sessions

    with transaction.atomic():
        if not active:
            _someone_stays(account)
        account.is_active = active
        account.save(update_fields=["is_active"])
        recorded("was let in again" if active else "was locked out", by, account.key)
    if not active:
        end_sessions(account, by)


def _someone_stays(leaving: Account) -> None:
    others: Iterable[Account] = (
        Account.objects.select_for_update()
        .filter(administrator=True, is_active=True)
        .exclude(pk=leaving.pk)
    )
    if leaving.administrator and not list(others):
        raise Refused(
            _("%(name)s is the only administrator. Make somebody else one first.")
            % {"name": leaving}
        )
