"""Tokens, sessions, accounts and invitations through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from birlik.server.people.models import Account, ApiToken, Invitation, Scope
from birlik.server.people.roles import Role
from tests.server.api.conftest import AT, UNITY, client_of, token_of, with_token
from tests.server.api.test_problems import JSON, problem_of


@pytest.fixture
def admin(joined):
    return client_of(joined("KAZ", Role.DIRECTOR, administrator=True))


def test_no_token_makes_a_token(joined):
    editing = with_token(joined("KAZ"), Scope.EDIT)
    answer = editing.post("/api/me/tokens", {"name": "another"}, content_type=JSON)
    assert "outlive" in problem_of(answer, 403).detail


def test_who_signed_in_long_ago_makes_no_token(joined):
    account = joined("KAZ")
    account.set_password("correct horse battery")
    account.save()
    answer = client_of(account).post("/api/me/tokens", {"name": "x"}, content_type=JSON)
    assert "sign in again" in problem_of(answer, 403).detail
    assert not ApiToken.objects.exists()


def test_a_token_is_made_listed_and_withdrawn(kaz):
    made = kaz.post("/api/me/tokens", {"name": "wall", "exercise": UNITY}, content_type=JSON)
    assert made.status_code == 201
    text = made.json()["text"]
    assert text not in kaz.get("/api/me/tokens").text
    bearer = {"Authorization": f"Bearer {text}"}
    assert kaz.get(AT, headers=bearer).status_code == 200
    assert kaz.delete(f"/api/me/tokens/{made.json()['key']}").status_code == 204
    problem_of(kaz.get(AT, headers=bearer), 401)
    problem_of(kaz.delete(f"/api/me/tokens/{made.json()['key']}"), 404)


@pytest.mark.parametrize(
    "wish",
    [
        {"scope": "administer"},
        {"scope": "all"},
        {"exercise": "caspian"},
        {"days": 0},
        {"days": 367},
        {"days": "30"},
        {"name": ""},
        {"name": "\0"},
        {"owner": "x"},
    ],
    ids=str,
)
def test_tokens_that_reach_too_far_are_refused(kaz, wish):
    problem_of(kaz.post("/api/me/tokens", {"name": "x"} | wish, content_type=JSON), 422)
    assert not ApiToken.objects.exists()


def test_nobody_withdraws_the_token_of_another(kaz, joined):
    token_of(joined("AZE"))
    problem_of(kaz.delete(f"/api/me/tokens/{ApiToken.objects.get().key}"), 404)
    assert ApiToken.objects.get().withdrawn_at is None


@pytest.mark.parametrize("left", [timedelta(seconds=-1), timedelta(0)])
def test_a_token_that_expired_and_one_from_a_clock_set_back(joined, left):
    client = with_token(joined("KAZ"))
    ApiToken.objects.update(expires_at=timezone.now() + left)
    problem_of(client.get("/api/me"), 401)
    # Made after now, by a clock that was set back since: it counts until it expires.
    ApiToken.objects.update(
        made_at=timezone.now() + timedelta(hours=3),
        used_at=timezone.now() + timedelta(hours=3),
        expires_at=timezone.now() + timedelta(hours=4),
    )
    assert client.get("/api/me").status_code == 200


def test_sessions_are_named_by_what_signs_nobody_in(joined, client):
    account = joined("KAZ")
    account.set_password("correct horse battery")
    account.save()
    for browser in (client, client.__class__()):
        browser.post(
            "/accounts/login/", {"login": account.email, "password": "correct horse battery"}
        )
    told = client.get("/api/me/sessions")
    assert len(told.json()["items"]) == 2
    assert sum(each["current"] for each in told.json()["items"]) == 1
    assert client.session.session_key not in told.text
    assert client.delete("/api/me/sessions").json() == {"sessions": 1}
    assert client.get("/api/me").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", "/api/people", None),
        ("get", "/api/people/x", None),
        ("patch", "/api/people/x", {"administrator": True}),
        ("put", "/api/people/x/parts/unity", {"nation": "KAZ", "role": "director"}),
        ("delete", "/api/people/x/parts/unity", None),
        ("delete", "/api/people/x/sessions", None),
        ("get", "/api/invitations", None),
        ("post", "/api/invitations", {"administrator": True}),
        ("delete", "/api/invitations/x", None),
        ("post", "/api/exercises", {"id": "X", "host": "KAZ"}),
    ],
)
def test_administration_is_for_administrators_with_a_token_that_administers(
    joined, kaz, method, path, body
):
    narrow = with_token(joined("KAZ", Role.DIRECTOR, administrator=True), Scope.EDIT)
    for client in (kaz, narrow):
        answer = getattr(client, method)(path, body, content_type=JSON)
        problem_of(answer, 403)
    assert not Invitation.objects.exists()


def test_somebody_is_given_a_part_and_locked_out(admin, joined):
    account = joined("KAZ")
    place = f"/api/people/{account.key}"
    part = {"nation": "AZE", "role": "observer"}
    told = admin.put(f"{place}/parts/{UNITY}", part, content_type=JSON).json()
    assert told["parts"] == [{"exercise": UNITY, "trusted_agent": False} | part]
    assert client_of(account).get(AT).json()["nation"] == "AZE"
    assert not admin.patch(place, {"active": False}, content_type=JSON).json()["active"]
    problem_of(client_of(account).get(AT), 401)
    assert admin.delete(f"{place}/parts/{UNITY}").status_code == 204
    problem_of(admin.delete(f"{place}/parts/{UNITY}"), 404)


@pytest.mark.parametrize(
    "part",
    [
        {"nation": "KAZ", "role": "king"},
        {"nation": "", "role": "planner"},
        {"nation": "K\0Z", "role": "planner"},
        {"nation": "KAZ", "role": "planner", "trusted_agent": True},
        {"nation": "KAZ", "role": "planner", "exercise": "caspian"},
    ],
    ids=str,
)
def test_parts_that_make_no_sense(admin, joined, part):
    place = f"/api/people/{joined('KAZ').key}/parts/caspian"
    problem_of(admin.put(place, part, content_type=JSON), 422)


def test_the_only_administrator_stays(admin):
    key = Account.objects.get(administrator=True).key
    for wish in ({"administrator": False}, {"active": False}):
        problem_of(admin.patch(f"/api/people/{key}", wish, content_type=JSON), 422)
    assert admin.get("/api/me").json()["administrator"]


def test_an_invitation_that_makes_no_sense(admin):
    for wish in ({"email": "nobody"}, {"exercise": UNITY}, {"role": "king"}):
        problem_of(admin.post("/api/invitations", wish, content_type=JSON), 422)
    assert not Invitation.objects.exists()


def test_the_staff_sees_the_people_of_nations_that_it_sees(kaz, aze, visitor):
    assert {each["nation"] for each in kaz.get(f"{AT}/people").json()["items"]} == {"KAZ", "AZE"}
    problem_of(visitor.get(f"{AT}/people"), 403)


def test_an_exercise_is_begun_and_nobody_else_finds_it(admin, kaz):
    wish = {"id": "CASPIAN", "host": "AZE", "nations": ["KAZ", "AZE"], "time_zone": "Asia/Baku"}
    begun = admin.post("/api/exercises", wish, content_type=JSON)
    assert begun.json()["counts"]["nations"] == 2
    assert begun.json()["role"] == "director"
    assert admin.get(begun.headers["Location"]).status_code == 200
    problem_of(kaz.get(begun.headers["Location"]), 404)
    for wrong in ({"host": ""}, {"host": " "}, {"time_zone": "Mars/Base"}, {"nations": ["\n"]}):
        problem_of(admin.post("/api/exercises", wish | wrong, content_type=JSON), 422)


def test_a_nations_leader_invites_for_it_and_for_no_other(joined):
    leader = joined("AZE", Role.CHIEF_PLANNER)
    browser, at = client_of(leader), f"{AT}/invitations"
    wanted = {"nation": "AZE", "role": "planner", "email": "new@example.org"}
    made = browser.post(at, wanted, content_type=JSON)
    assert made.status_code == 201
    assert "/invitation/" in made.json()["link"]
    assert [each["key"] for each in browser.get(at).json()["items"]] == [made.json()["key"]]
    for refused in ({"nation": "KAZ"}, {"role": "director"}, {"email": "nonsense"}):
        problem_of(browser.post(at, wanted | refused, content_type=JSON), 422)
    assert (
        "outlive"
        in problem_of(
            with_token(leader, Scope.EDIT).post(at, wanted, content_type=JSON), 403
        ).detail
    )
    key = made.json()["key"]
    problem_of(client_of(joined("KAZ", Role.CHIEF_PLANNER)).delete(f"{at}/{key}"), 404)
    problem_of(client_of(joined("AZE", Role.PLANNER)).delete(f"{at}/{key}"), 403)
    assert browser.delete(f"{at}/{key}").status_code == 204
    problem_of(browser.delete(f"{at}/{key}"), 404)


def test_who_asks_changes_his_own_profile(joined):
    account = joined("KAZ", Role.PLANNER)
    browser = client_of(account)
    wanted = {"name": "Aidar B.", "time_zone": "Z"}
    told = browser.patch("/api/me", wanted, content_type=JSON)
    assert {name: told.json()[name] for name in wanted} == wanted
    assert browser.get("/api/me").json() == told.json()
    account.refresh_from_db()
    assert (account.name, account.time_zone) == ("Aidar B.", "Z")
    for wrong in ({"name": " "}, {"name": "\0"}, {"time_zone": "Nowhere"}, {"language": "xx"}):
        problem_of(browser.patch("/api/me", wrong, content_type=JSON), 422)
    for strange in ({"administrator": True}, {"email": "x@example.org"}):
        problem_of(browser.patch("/api/me", strange, content_type=JSON), 422)
    reading = with_token(account, Scope.READ)
    problem_of(reading.patch("/api/me", {"name": "Another"}, content_type=JSON), 403)
