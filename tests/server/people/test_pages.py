"""Pages with which people are looked after, and a person's own."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from birlik.server.people.memberships import PartIn, join, membership
from birlik.server.people.models import Account, ApiToken, Invitation
from birlik.server.people.roles import Role
from birlik.server.people.tokens import bearer
from tests.server.conftest import PASSWORD


@pytest.fixture
def crowd(db):
    """5,000 people, every other with a part in unity."""
    accounts = Account.objects.bulk_create(
        [
            Account(email=f"p{n}@example.org", name=f"Person {n:04}", password="!")
            for n in range(5000)
        ]
    )
    join(accounts[7], PartIn("unity", "TJK", Role.PLANNER), "server")
    return accounts


def test_five_thousand_people_come_page_by_page(
    as_administrator, crowd, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        page = as_administrator.get("/people/?page=2")
    assert "5001 people" in page.text
    assert "Page 2 of 101" in page.text
    assert len(re.findall(r"Person \d{4}", page.text)) == 50
    assert as_administrator.get("/people/?page=9999").status_code == 200
    assert as_administrator.get("/people/?page=nonsense").status_code == 200


@pytest.mark.parametrize("words", ["person 0007", "P7@example", "unity tjk", "TJK"])
def test_people_are_found_by_name_address_exercise_and_nation(as_administrator, crowd, words):
    page = as_administrator.get("/people/", {"q": words})
    assert re.findall(r"Person \d{4}", page.text) == ["Person 0007"]


def test_nobody_is_found_in_a_sentence(as_administrator):
    assert "Nobody was found" in as_administrator.get("/people/", {"q": "xyzzy"}).text


def test_what_is_searched_for_is_shown_as_text(as_administrator):
    page = as_administrator.get("/people/", {"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text


def test_a_name_with_a_script_is_shown_as_text(as_administrator, person):
    account = person("Leyla")
    account.name = "<script>alert(1)</script>"
    account.save()
    for address in ("/people/", reverse("person", args=[account.key])):
        assert "<script>alert" not in as_administrator.get(address).text


def test_pages_about_people_are_for_administrators(planner):
    client = Client()
    client.force_login(planner)
    refused = client.get("/people/")
    assert refused.status_code == 403
    assert "not open to your account" in refused.text
    step = reverse("standing", args=[planner.key])
    assert client.post(step, {"step": "administrator"}).status_code == 403
    planner.refresh_from_db()
    assert not planner.administrator


def test_an_invitation_is_made_and_its_link_shown_once(as_administrator):
    typed = {"email": "x@example.org", "exercise": "unity", "nation": "KGZ", "role": "observer"}
    page = as_administrator.post("/people/invite/", typed)
    link = re.search(r'value="http://testserver(/invitation/[^"]+)"', page.text)[1]
    visitor = Client().get(link)
    assert "KGZ" in visitor.text
    assert "Observer" in visitor.text
    listed = as_administrator.get("/people/invitations/")
    assert "x@example.org" in listed.text
    assert link not in listed.text
    invitation = Invitation.objects.get()
    as_administrator.post(reverse("withdraw_invitation", args=[invitation.key]))
    assert Client().get(link).status_code == 410


def test_half_a_part_is_told_beside_the_form(as_administrator):
    page = as_administrator.post("/people/invite/", {"exercise": "unity"})
    assert "needs the exercise, the nation and the role" in page.text
    assert not Invitation.objects.exists()


def test_a_part_is_given_and_ended(as_administrator, person):
    leyla = person("Leyla")
    typed = {"exercise": "unity", "nation": "UZB", "role": "controller"}
    as_administrator.post(reverse("give_part", args=[leyla.key]), typed)
    part = membership(leyla, "unity")
    assert part.role == Role.CONTROLLER
    wrong = as_administrator.post(
        reverse("give_part", args=[leyla.key]), typed | {"trusted_agent": "on"}
    )
    assert wrong.status_code == 422
    assert "Only a member of the training audience" in wrong.text
    as_administrator.post(reverse("end_part", args=[leyla.key, part.key]))
    assert membership(leyla, "unity") is None


def test_a_part_of_one_person_cannot_be_ended_through_another(as_administrator, planner, person):
    part = membership(planner, "unity")
    refused = as_administrator.post(reverse("end_part", args=[person("Leyla").key, part.key]))
    assert refused.status_code == 404
    assert membership(planner, "unity")


def test_the_only_administrator_is_told_why_he_stays(as_administrator, administrator):
    step = reverse("standing", args=[administrator.key])
    page = as_administrator.post(step, {"step": "no administrator"}, follow=True)
    assert "is the only administrator" in page.text
    assert as_administrator.post(step, {"step": "king"}, follow=True).status_code == 200


def test_a_profile_is_stored_and_times_follow_it(client, planner, trail):
    client.force_login(planner)
    client.post("/profile/", {"name": "Maj Aidar", "time_zone": "Asia/Almaty"})
    planner.refresh_from_db()
    assert (planner.name, planner.time_zone) == ("Maj Aidar", "Asia/Almaty")
    assert trail() == ["changed the profile"]
    wrong = client.post("/profile/", {"name": "", "time_zone": "Mars/Olympus"})
    assert wrong.status_code == 200
    planner.refresh_from_db()
    assert planner.time_zone == "Asia/Almaty"


def test_a_page_shows_times_in_the_zone_of_its_reader(as_administrator, administrator):
    administrator.time_zone = "Asia/Almaty"
    administrator.save()
    made = timezone.now().replace(year=2024, month=7, day=8, hour=20, minute=30)
    Invitation.objects.create(hash="x", email="x@example.org", expires_at=made.replace(year=2124))
    assert "9 Jul 2124" in as_administrator.get("/people/invitations/").text


def test_a_token_is_shown_once_and_works(client, planner):
    client.force_login(planner)
    typed = {"name": "wall", "scope": "read", "exercise": "unity", "days": "30"}
    asked = client.post("/profile/tokens/", typed).headers["Location"]
    # What was typed is not lost while he shows that it is he.
    page = client.post(asked, {"password": PASSWORD}, follow=True)
    text = re.search(r'value="(birlik_[^"]+)"', page.text)[1]
    assert bearer(text).account == planner
    assert text not in client.get("/profile/tokens/").text
    client.post(reverse("withdraw_token", args=[ApiToken.objects.get().key]))
    assert bearer(text) is None


def test_a_token_is_made_only_by_who_has_just_shown_who_he_is(client, planner):
    client.force_login(planner)
    typed = {"name": "wall", "scope": "read", "exercise": "", "days": "30"}
    assert "/accounts/reauthenticate/" in client.post("/profile/tokens/", typed).headers["Location"]
    assert not ApiToken.objects.exists()


def test_a_token_of_another_cannot_be_withdrawn(client, planner, person):
    token = ApiToken.objects.create(
        hash="x", account=person("Leyla"), name="x", expires_at=timezone.now()
    )
    client.force_login(planner)
    assert client.post(reverse("withdraw_token", args=[token.key])).status_code == 404


def test_scope_to_administer_is_offered_to_administrators_alone(client, planner):
    client.force_login(planner)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert 'value="administer"' not in client.get("/profile/tokens/").text
    client.post(
        "/profile/tokens/", {"name": "x", "scope": "administer", "exercise": "", "days": "1"}
    )
    assert not ApiToken.objects.exists()
