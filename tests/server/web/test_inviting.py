"""Leaders of a nation invite for it on the exercise's own page."""

from birlik.server.people.models import Invitation, Membership
from birlik.server.people.roles import Role
from tests.server.desk.conftest import UNITY

PAGE = f"/exercises/{UNITY}/invitations/"


def test_a_chief_planner_invites_and_takes_the_invitation_back(signed_in):
    guest = signed_in("AZE", Role.CHIEF_PLANNER, "Leyla")
    page = guest.get(PAGE)
    assert "KAZ</option>" not in page.text
    assert ">Director<" not in page.text
    made = guest.post(PAGE, {"nation": "AZE", "role": "planner", "email": "x@example.org"})
    assert "/invitation/" in made.text
    (kept,) = Invitation.objects.all()
    assert (kept.exercise, kept.nation, kept.role) == (UNITY, "AZE", "planner")
    answer = guest.post(f"{PAGE}{kept.key}/withdraw/", follow=True)
    assert "counts no longer" in answer.text
    kept.refresh_from_db()
    assert kept.withdrawn_at is not None


def test_what_is_not_offered_is_refused(signed_in):
    guest = signed_in("AZE", Role.CHIEF_PLANNER, "Leyla")
    for nation, role in (("KAZ", "planner"), ("AZE", "director"), ("NOWHERE", "visitor")):
        assert guest.post(PAGE, {"nation": nation, "role": role}).status_code == 422
    assert not Invitation.objects.exists()


def test_the_host_invites_the_first_leader_of_a_nation(signed_in):
    host = signed_in("KAZ", Role.DIRECTOR, "Aidar")
    assert "/invitation/" in host.post(PAGE, {"nation": "AZE", "role": "director"}).text
    signed_in("AZE", Role.DIRECTOR, "Leyla")
    answer = host.post(PAGE, {"nation": "AZE", "role": "director"})
    assert "invites its own people" in answer.text


def test_others_invite_nobody_and_withdraw_nothing(signed_in):
    signed_in("KAZ", Role.CHIEF_PLANNER, "Aidar").post(PAGE, {"nation": "KAZ", "role": "planner"})
    kept = Invitation.objects.get()
    withdrawal = f"{PAGE}{kept.key}/withdraw/"
    planner = signed_in("KAZ", Role.PLANNER, "Omar")
    assert planner.get(PAGE).status_code == 403
    assert planner.post(PAGE, {"nation": "KAZ", "role": "visitor"}).status_code == 403
    assert planner.post(withdrawal).status_code == 403
    assert PAGE not in planner.get(f"/exercises/{UNITY}/").text
    assert signed_in("AZE", Role.CHIEF_PLANNER, "Leyla").post(withdrawal).status_code == 404
    kept.refresh_from_db()
    assert kept.withdrawn_at is None
    assert Membership.objects.count() == 3
