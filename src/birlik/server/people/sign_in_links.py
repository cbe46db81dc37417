"""One-use links that sign an account in, for the demonstration on this machine alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from birlik.server.people.audit import SERVER, recorded
from birlik.server.people.keys import random_secret, secret_hash
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account, SignInLink
from birlik.server.people.roles import Role

LASTING = timedelta(hours=12)


def link_secret(account: Account) -> str:
    """Secret of a new link that signs an account in, once, within twelve hours."""
    secret = random_secret()
    SignInLink.objects.create(
        hash=secret_hash(secret), account=account, expires_at=timezone.now() + LASTING
    )
    recorded("made a sign-in link", SERVER, account.key)
    return secret


def waiting(secret: str) -> SignInLink | None:
    """The link with a secret, if it still counts."""
    return (
        SignInLink.objects.select_related("account")
        .filter(
            hash=secret_hash(secret),
            used_at=None,
            expires_at__gt=timezone.now(),
            account__is_active=True,
        )
        .first()
    )


def used(link: SignInLink) -> bool:
    """Use a link up; False if somebody was quicker."""
    return bool(SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()))


@transaction.atomic
def demonstration_account(exercise: str, nation: str, role: Role) -> Account:
    """Account for a nation and a role of the demonstration; nobody has its password, as it has none."""
    address = f"{role.value.replace(' ', '-')}.{nation}@demonstration.invalid".lower()
    account = Account.objects.filter(email=address).first()
    if account is None:
        account = Account.objects.create_user(address, None, name=f"{role.label}, {nation}")
        recorded("made an account for the demonstration", SERVER, account.key)
    join(account, PartIn(exercise, nation, role), by=SERVER)
    return account


def demonstration_links(exercise: str, nations: Iterable[str]) -> list[tuple[str, Role, str]]:
    """A fresh link for every nation and role of the demonstration.

    Returns
    -------
    list of tuple of str, Role and str
        Nation, role, and path of the link on this server.
    """
    return [
        (nation, role, reverse("sign_in_link", args=[link_secret(account)]))
        for nation in nations
        for role in Role
        for account in (demonstration_account(exercise, nation, role),)
    ]
