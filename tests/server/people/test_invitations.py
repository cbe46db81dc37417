"""Invitations: used once, expiring, withdrawn, for one address, and founding an installation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from birlik.server.people.invitations import (
    Unusable,
    accept,
    found,
    founding,
    invite,
    pending,
    withdraw,
)
from birlik.server.people.memberships import PartIn, membership
from birlik.server.people.models import Account, Invitation
from birlik.server.people.roles import Role

PART = PartIn("unity", "UZB", Role.CONTROLLER)


def test_an_invitation_gives_its_part_and_is_used_up(administrator, person, trail):
    invitation, secret = invite(administrator, PART)
    leyla = person("Leyla")
    accept(found(secret), leyla)
    joined = membership(leyla, "unity")
    assert (joined.nation, joined.role, joined.trusted_agent) == ("UZB", Role.CONTROLLER, False)
    with pytest.raises(Unusable, match="has been used"):
        found(secret)
    assert pending(invitation.key) is None
    assert trail() == ["invited", "accepted an invitation", "joined an exercise"]


def test_the_second_of_two_who_hold_one_link_gets_nothing(administrator, person):
    _, secret = invite(administrator, PART)
    first, second = found(secret), found(secret)
    accept(first, person("Leyla"))
    murad = person("Murad")
    with pytest.raises(Unusable, match="has been used"):
        accept(second, murad)
    assert membership(murad, "unity") is None


def test_an_expired_invitation_counts_no_longer(administrator, person):
    invitation, secret = invite(administrator, PART, lasting=timedelta(days=2))
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    with pytest.raises(Unusable, match="has expired"):
        found(secret)
    with pytest.raises(Unusable, match="has expired"):
        accept(invitation, person())


def test_a_withdrawn_invitation_counts_no_longer(administrator):
    invitation, secret = invite(administrator)
    withdraw(invitation, administrator.key)
    with pytest.raises(Unusable, match="was withdrawn"):
        found(secret)


def test_an_invitation_for_an_address_is_for_that_address(administrator, person):
    invitation, _ = invite(administrator, PART, email="Leyla@Example.org")
    with pytest.raises(Unusable, match="another e-mail address"):
        accept(invitation, person("Murad"))
    accept(invitation, person("Leyla"))


def test_the_secret_of_a_link_is_stored_nowhere(administrator):
    _, secret = invite(administrator, PART)
    stored = str(Invitation.objects.values().get())
    assert secret not in stored
    with pytest.raises(Unusable, match="does not exist"):
        found(secret[:-1])


def test_the_first_link_makes_an_administrator_and_then_there_is_none(db, person):
    secret = founding()
    first = person("Leyla")
    assert secret
    accept(found(secret), first)
    first.refresh_from_db()
    assert first.administrator
    assert founding() is None


def test_a_new_first_link_replaces_the_one_before(db):
    before, after = founding() or "", founding() or ""
    assert found(after).administrator
    with pytest.raises(Unusable, match="was withdrawn"):
        found(before)
    assert not Account.objects.exists()
