"""One-use sign-in links of the demonstration: this machine alone, once, for a while."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from birlik.server.people.memberships import membership
from birlik.server.people.models import SignInLink
from birlik.server.people.roles import Role
from birlik.server.people.sign_in_links import (
    demonstration_account,
    demonstration_links,
    link_secret,
)


def address(account):
    return reverse("sign_in_link", args=[link_secret(account)])


def test_a_link_signs_in_once(client, planner, trail):
    link = address(planner)
    assert "Sign in as Aidar" in client.get(link).text
    assert client.post(link).headers["Location"] == "/"
    assert client.get("/").context["request"].user == planner
    assert "signed in" in trail()
    assert client.post(link).status_code == 404
    assert client.get(link).status_code == 404


def test_looking_at_a_link_does_not_use_it_up(client, planner):
    link = address(planner)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.get("/").status_code == 302


def test_from_another_machine_there_is_nothing(client, planner):
    link = address(planner)
    assert client.get(link, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(link, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    assert client.get(link, REMOTE_ADDR="::1").status_code == 200


def test_an_expired_link_is_nothing(client, planner):
    link = address(planner)
    SignInLink.objects.update(expires_at=timezone.now())
    assert client.post(link).status_code == 404


def test_whoever_was_signed_in_is_not_any_more(client, planner, administrator):
    client.force_login(administrator)
    before = client.session.session_key
    client.post(address(planner))
    assert client.get("/").context["request"].user == planner
    assert client.session.session_key != before


def test_the_demonstration_has_one_account_for_each_nation_and_role(db):
    account = demonstration_account("unity", "KGZ", Role.TRAINING_AUDIENCE)
    assert demonstration_account("unity", "KGZ", Role.TRAINING_AUDIENCE) == account
    assert membership(account, "unity").role == Role.TRAINING_AUDIENCE
    assert not account.has_usable_password()


def test_every_nation_and_role_has_a_link_that_works(db):
    links = demonstration_links("unity", ["KGZ", "UZB"])
    assert [(nation, role) for nation, role, _ in links] == [
        (nation, role) for nation in ("KGZ", "UZB") for role in Role
    ]
    for nation, role, link in links:
        visitor = Client()
        visitor.post(link)
        part = membership(visitor.get("/").context["request"].user, "unity")
        assert (part.nation, part.role) == (nation, role)
