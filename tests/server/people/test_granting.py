"""Nobody grants more than he may: by any link, made at any time, by anybody."""

from itertools import product

import pytest

from birlik.server.people import exercises
from birlik.server.people.granting import (
    LEADING,
    ORDER,
    Granter,
    may_grant_any,
    refusal,
    roles_within,
)
from birlik.server.people.invitations import Unusable, accept, found, grantable, invite, led
from birlik.server.people.memberships import PartIn, Refused, join, leave, membership
from birlik.server.people.models import Invitation, Membership
from birlik.server.people.roles import Role

NATIONS = ("KAZ", "AZE", "UZB")
EVERY = [
    (PartIn("unity", own, role), PartIn("unity", nation, wanted))
    for own, role, nation, wanted in product(NATIONS, ORDER, NATIONS, ORDER)
]


def granted(own, wanted, host="KAZ", led=("KAZ", "AZE")):
    return not refusal(Granter(part=own, host=host), wanted, False, led)


def test_a_nations_leaders_grant_its_parts_in_roles_not_above_their_own():
    for own, wanted in EVERY:
        if own.nation == wanted.nation:
            higher = ORDER.index(wanted.role) < ORDER.index(own.role)
            assert granted(own, wanted) == (own.role in LEADING and not higher), (own, wanted)


def test_nobody_grants_what_would_let_him_read_another_nation_that_has_leaders():
    for own, wanted in EVERY:
        if own.nation != wanted.nation and wanted.nation in ("KAZ", "AZE"):
            hosts = own.nation == "KAZ" and own.role in LEADING
            assert granted(own, wanted) == (hosts and wanted.role == Role.VISITOR), (own, wanted)


def test_the_host_grants_the_first_leaders_of_a_nation_and_nobody_else_does():
    for own, wanted in EVERY:
        if own.nation != "UZB" and wanted.nation == "UZB" and wanted.role != Role.VISITOR:
            first = wanted.role in LEADING and wanted.role in roles_within(Granter(part=own))
            hosts = own.nation == "KAZ" and own.role in LEADING
            assert granted(own, wanted) == (hosts and first), (own, wanted)


def test_no_leader_grants_in_another_exercise_or_makes_administrators_or_bare_accounts():
    director = Granter(part=PartIn("unity", "KAZ", Role.DIRECTOR), host="KAZ")
    assert may_grant_any(director)
    assert refusal(director, PartIn("caspian", "KAZ", Role.VISITOR), False)
    assert refusal(director, PartIn("unity", "KAZ", Role.VISITOR), True)
    assert refusal(director, None, False)
    assert refusal(Granter(), PartIn("unity", "KAZ", Role.VISITOR), False)
    assert not may_grant_any(Granter())


def test_where_no_host_is_known_nobody_is_taken_for_it():
    own = PartIn("unity", "", Role.DIRECTOR)
    assert refusal(Granter(part=own, host=""), PartIn("unity", "AZE", Role.VISITOR), False)


def test_an_administrator_grants_anything():
    administrator = Granter(administrator=True)
    for wanted in (None, *(wanted for _, wanted in EVERY)):
        assert refusal(administrator, wanted, True) == ""


@pytest.fixture
def host(monkeypatch):
    """Kazakhstan hosts."""
    monkeypatch.setattr(exercises, "_host", lambda exercise: "KAZ")


@pytest.fixture
def chief(person, host):
    account = person("Aidar")
    join(account, PartIn("unity", "KAZ", Role.CHIEF_PLANNER), by="x")
    return account


def test_an_invitation_that_is_more_than_its_maker_may_grant_is_not_made(chief, planner, person):
    for wanted in (
        PartIn("unity", "KAZ", Role.DIRECTOR),
        PartIn("unity", "AZE", Role.PLANNER),
        PartIn("caspian", "KAZ", Role.PLANNER),
        None,
    ):
        with pytest.raises(Refused):
            invite(chief, wanted)
    with pytest.raises(Refused):
        invite(chief, PartIn("unity", "KAZ", Role.PLANNER), administrator=True)
    with pytest.raises(Refused):
        invite(planner, PartIn("unity", "KAZ", Role.VISITOR))
    assert not Invitation.objects.exists()
    _, secret = invite(chief, PartIn("unity", "KAZ", Role.CONTROLLER))
    leyla = person("Leyla")
    accept(found(secret), leyla)
    assert membership(leyla, "unity").role == Role.CONTROLLER


@pytest.fixture
def planner(person):
    account = person("Omar")
    join(account, PartIn("unity", "KAZ", Role.PLANNER), by="x")
    return account


def test_a_link_kept_until_a_nation_has_its_own_leaders_opens_nothing_of_theirs(chief, person):
    """The host could use it himself, and read what the nation has not released."""
    leading = PartIn("unity", "AZE", Role.CHIEF_PLANNER)
    _, kept = invite(chief, leading)
    _, handed_over = invite(chief, leading)
    leyla, spare = person("Leyla"), person("Spare")
    accept(found(handed_over), leyla)
    assert led("unity") == {"KAZ", "AZE"}
    with pytest.raises(Unusable, match="may no longer"):
        accept(found(kept), spare)
    assert membership(spare, "unity") is None
    with pytest.raises(Refused, match="invites its own people"):
        invite(chief, leading)
    _, own = invite(leyla, PartIn("unity", "AZE", Role.PLANNER))
    accept(found(own), spare)
    assert membership(spare, "unity").nation == "AZE"


def test_the_link_of_one_who_leads_no_longer_counts_no_longer(chief, person):
    _, secret = invite(chief, PartIn("unity", "KAZ", Role.PLANNER))
    leave(Membership.objects.get(account=chief), by="x")
    with pytest.raises(Unusable, match="may no longer"):
        accept(found(secret), person("Leyla"))


def test_leaders_see_open_invitations_that_they_could_have_made(chief, administrator, person):
    aze = person("Leyla")
    join(aze, PartIn("unity", "AZE", Role.DIRECTOR), by="x")
    for by, nation, role in (
        (chief, "KAZ", Role.PLANNER),
        (aze, "AZE", Role.PLANNER),
        (administrator, "KAZ", Role.DIRECTOR),
    ):
        invite(by, PartIn("unity", nation, role))
    assert [(one.nation, one.role) for one in grantable(chief, "unity")] == [("KAZ", "planner")]
    assert [(one.nation, one.role) for one in grantable(aze, "unity")] == [("AZE", "planner")]
    assert len(grantable(administrator, "unity")) == 3
