"""Signing up by invitation, signing in, throttling, sessions, and passwords."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from birlik.server.people.audit import waiting
from birlik.server.people.invitations import invite
from birlik.server.people.memberships import PartIn, membership, set_active
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.people.sessions import end_sessions, sessions
from tests.server.conftest import PASSWORD

SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
PART = PartIn("unity", "AZE", Role.PLANNER)


def sign_in(client, email, password=PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def sign_up(client, **typed):
    return client.post(
        SIGN_UP, {"name": "Murad", "email": "murad@example.org", "password1": PASSWORD} | typed
    )


def refusal(page):
    return re.search(r"errorlist nonfield.*?<li>(.*?)</li>", page.text, re.DOTALL)[1]


def opened(client, secret):
    return client.post(reverse("invitation", args=[secret]))


def test_nobody_signs_up_without_an_invitation(client, db):
    assert "by invitation" in client.get(SIGN_UP).text
    assert "by invitation" in sign_up(client).text
    assert not Account.objects.exists()


def test_an_invitation_leads_to_an_account_with_its_part(client, administrator, trail):
    _, secret = invite(administrator, PART)
    assert opened(client, secret).headers["Location"] == SIGN_UP
    assert sign_up(client).headers["Location"] == "/"
    murad = Account.objects.get(email="murad@example.org")
    assert (murad.name, membership(murad, "unity").nation) == ("Murad", "AZE")
    assert murad.password.startswith("argon2$argon2id$")
    assert trail() == [
        "invited",
        "accepted an invitation",
        "joined an exercise",
        "made an account",
        "signed in",
    ]


def test_the_second_who_signs_up_with_one_link_gets_no_account(administrator):
    _, secret = invite(administrator, PART)
    first, second = Client(), Client()
    opened(first, secret)
    opened(second, secret)
    sign_up(first)
    refused = sign_up(second, email="other@example.org")
    assert "by invitation" in refused.text
    assert not Account.objects.filter(email="other@example.org").exists()


def test_a_link_that_was_used_in_the_meantime_leaves_no_half_account(
    client, administrator, monkeypatch
):
    invitation, secret = invite(administrator, PART)
    opened(client, secret)
    # Another takes it between the look at the form and its sending.
    monkeypatch.setattr(
        "birlik.server.people.adapters.Accounts.is_open_for_signup", lambda *_: True
    )
    type(invitation).objects.update(used_at=invitation.made_at)
    assert sign_up(client).status_code == 410
    assert not Account.objects.filter(name="Murad").exists()


def test_an_invited_address_cannot_be_exchanged(client, administrator):
    _, secret = invite(administrator, PART, email="leyla@example.org")
    opened(client, secret)
    sign_up(client, email="thief@example.org")
    assert set(Account.objects.values_list("email", flat=True)) == {
        administrator.email,
        "leyla@example.org",
    }


@pytest.mark.parametrize("password", ["short", "q1w2e3r4t5y6", "murad@example.org"])
def test_weak_passwords_are_refused(client, administrator, password):
    _, secret = invite(administrator)
    opened(client, secret)
    assert sign_up(client, password1=password).status_code == 200
    assert Account.objects.count() == 1


def test_who_has_an_account_accepts_with_it(client, administrator, planner):
    _, secret = invite(administrator, PartIn("caspian", "KAZ", Role.OBSERVER))
    client.force_login(planner)
    assert "Accept as Aidar" in client.get(reverse("invitation", args=[secret])).text
    opened(client, secret)
    assert membership(planner, "caspian").role == Role.OBSERVER


def test_an_address_is_one_account_whatever_its_case(client, planner, trail):
    assert sign_in(client, "AIDAR@Example.ORG").status_code == 302
    assert trail() == ["signed in"]
    assert waiting()[-1].facts["by"] == "password"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(planner, trail):
    wrong = sign_in(Client(), planner.email, "wrong")
    unknown = sign_in(Client(), "nobody@example.org", "wrong")
    said = [
        re.search(r"errorlist nonfield.*?<li>(.*?)</li>", each.text, re.DOTALL)[1]
        for each in (wrong, unknown)
    ]
    assert said[0] == said[1]
    assert trail() == ["failed to sign in", "failed to sign in"]


def test_after_five_failed_attempts_even_the_right_password_waits(planner):
    for _ in range(5):
        sign_in(Client(), planner.email, "wrong")
    refused = sign_in(Client(), planner.email)
    assert refused.status_code == 200
    assert "Too many failed login attempts" in refused.text
    cache.clear()
    assert sign_in(Client(), planner.email).status_code == 302


def test_another_host_header_is_no_new_count(planner, settings):
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    for port in range(5):
        sign_in(Client(headers={"Host": f"localhost:{8000 + port}"}), planner.email, "wrong")
    refused = sign_in(Client(headers={"Host": "testserver"}), planner.email)
    assert "Too many failed login attempts" in refused.text


def test_attempts_are_counted_where_every_process_sees_them(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")


def test_many_attempts_from_one_address_are_refused(db):
    answers = [sign_in(Client(), f"p{n}@example.org", "x").status_code for n in range(31)]
    assert answers[-1] == 429
    assert "Too many attempts" in sign_in(Client(), "p@example.org").text


def test_who_is_locked_out_cannot_sign_in_and_is_signed_out(client, planner, administrator):
    sign_in(client, planner.email)
    set_active(planner, False, administrator.key)
    assert client.get("/").status_code == 302
    assert sign_in(client, planner.email).headers["Location"] == "/accounts/inactive/"


def test_sessions_are_listed_and_all_others_end_at_once(planner, trail):
    here, there = Client(), Client(headers={"User-Agent": "Tablet"})
    sign_in(here, planner.email)
    sign_in(there, planner.email)
    assert "Tablet" in here.get("/accounts/sessions/").text
    here.post("/accounts/sessions/")
    assert there.get("/profile/").status_code == 302
    assert here.get("/profile/").status_code == 200
    assert len(sessions(planner)) == 1
    assert "was signed out everywhere" in trail()


def test_ending_all_sessions_keeps_the_one_that_is_named(planner, administrator):
    here, there = Client(), Client()
    sign_in(here, planner.email)
    sign_in(there, planner.email)
    assert end_sessions(planner, administrator.key, keep=here.session.session_key or "") == 1
    assert here.get("/profile/").status_code == 200
    assert there.get("/profile/").status_code == 302


def test_a_new_password_ends_all_other_sessions(planner, trail):
    here, there = Client(), Client()
    sign_in(here, planner.email)
    sign_in(there, planner.email)
    new = "another horse battery"
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert here.get("/profile/").status_code == 200
    assert there.get("/profile/").status_code == 302
    assert "changed the password" in trail()


def test_signing_in_and_out_changes_the_session(client, planner):
    client.get(SIGN_IN)
    sign_in(client, planner.email)
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302
    assert not UserSession.objects.filter(session_key=key).exists() or not sessions(planner)


def test_a_link_for_a_new_password_counts_once(as_administrator, planner, trail):
    page = as_administrator.post(reverse("password_link", args=[planner.key]))
    link = re.search(r'value="(http://testserver/accounts/password/reset/key/[^"]+)"', page.text)[1]
    person, new = Client(), "another horse battery"
    form = person.get(link, follow=True)
    person.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(Client(), planner.email, new).status_code == 302
    assert "made a password link" in trail()
    again = Client().get(link, follow=True)
    assert 'name="password1"' not in again.text


def test_where_a_person_goes_after_signing_in_is_on_this_server(planner):
    answer = Client().post(
        SIGN_IN + "?next=https://evil.example/",
        {"login": planner.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer.headers["Location"] == "/"
