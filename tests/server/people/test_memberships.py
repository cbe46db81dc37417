"""Parts in exercises, and who looks after people."""

import pytest
from django.contrib.auth.models import AnonymousUser

from birlik.server.people.audit import SERVER
from birlik.server.people.memberships import (
    PartIn,
    Refused,
    administers,
    checked_part,
    exercises,
    join,
    leave,
    membership,
    membership_at_first,
    membership_kept,
    set_active,
    set_administrator,
)
from birlik.server.people.roles import Role


def test_a_person_has_one_part_in_an_exercise_and_another_elsewhere(person, trail):
    leyla = person()
    join(leyla, PartIn("unity", "AZE", Role.PLANNER), SERVER)
    join(leyla, PartIn("unity", "AZE", Role.DIRECTOR), SERVER)
    join(leyla, PartIn("caspian", "AZE", Role.OBSERVER), SERVER)
    assert membership(leyla, "unity").role == Role.DIRECTOR
    assert exercises(leyla) == ["caspian", "unity"]
    assert trail() == [
        "joined an exercise",
        "changed part in an exercise",
        "joined an exercise",
    ]


def test_who_left_or_may_not_sign_in_has_no_part(planner, administrator):
    assert membership(planner, "unity")
    set_active(planner, False, administrator.key)
    assert membership(planner, "unity") is None
    set_active(planner, True, administrator.key)
    part = membership(planner, "unity")
    assert part
    leave(part, administrator.key)
    assert membership(planner, "unity") is None


def test_a_stranger_has_no_part_and_administers_nothing():
    assert membership(AnonymousUser(), "unity") is None
    assert not administers(AnonymousUser())


def test_administering_people_gives_no_part_in_an_exercise(planner, administrator):
    assert administers(administrator)
    assert membership(administrator, "unity") is None
    assert not administers(planner)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("", "KAZ", "planner"), "needs the exercise"),
        (("unity", " ", "planner"), "needs the exercise"),
        (("unity", "KAZ", "general"), "no role “general”"),
        (("unity", "KAZ", "planner", True), "Only a member of the training audience"),
    ],
)
def test_a_part_that_makes_no_sense_is_refused(asked, told):
    with pytest.raises(Refused, match=told):
        checked_part(*asked)


def test_a_trusted_agent_is_of_the_training_audience():
    assert checked_part("unity", "KAZ", "training audience", True).trusted_agent


@pytest.mark.parametrize("step", [set_administrator, set_active])
def test_the_last_administrator_stays(administrator, person, step, trail):
    with pytest.raises(Refused, match="is the only administrator"):
        step(administrator, False, administrator.key)
    administrator.refresh_from_db()
    assert administers(administrator)
    assert trail() == []
    set_administrator(person(), True, administrator.key)
    step(administrator, False, administrator.key)
    administrator.refresh_from_db()
    assert not administers(administrator)


def test_a_part_that_was_read_as_a_request_began_serves_once(person, django_assert_num_queries):
    leyla = person()
    join(leyla, PartIn("unity", "AZE", Role.PLANNER), SERVER)
    began = membership_at_first(leyla, "unity")
    assert membership_kept(leyla, "caspian") is None
    membership_at_first(leyla, "unity")
    with django_assert_num_queries(0):
        assert membership_kept(leyla, "unity") == began
    assert began
    leave(began, SERVER)
    assert membership_kept(leyla, "unity") is None
