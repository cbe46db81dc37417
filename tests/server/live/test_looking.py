"""Whatever lets somebody follow is missed at once when it ends in this process."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from birlik.server.live import looking
from birlik.server.people.memberships import PartIn, join, leave, set_active
from birlik.server.people.models import Membership, Scope
from birlik.server.people.roles import Role
from birlik.server.people.sessions import end_sessions
from birlik.server.people.tokens import bearer, issue, withdraw


@pytest.fixture
def noticed():
    """How often a look at those who follow was asked for."""
    asked = []

    def note():
        asked.append(1)

    looking.start()
    looking.tell(note)
    yield asked
    looking.forget(note)


def signed_in(account):
    client = Client()
    client.force_login(account)
    UserSession.objects.create(user=account, session_key=client.session.session_key, ip="127.0.0.1")


ENDS = {
    "his token is withdrawn": lambda account: withdraw(account.tokens.get(), account.key),
    "his sessions are ended": lambda account: end_sessions(account, account.key),
    "his part ends": lambda account: leave(Membership.objects.get(account=account), "x"),
    "his part is another": lambda account: join(
        account, PartIn("unity", "KAZ", Role.VISITOR), by="x"
    ),
    "he is locked out": lambda account: set_active(account, False, "x"),
}


@pytest.mark.parametrize("what", ENDS)
def test_it_is_noticed_that(what, planner, noticed, django_capture_on_commit_callbacks):
    issue(planner, "program", Scope.READ, "", timedelta(days=1))
    signed_in(planner)
    with django_capture_on_commit_callbacks(execute=True):
        ENDS[what](planner)
    assert noticed


def test_nothing_is_noticed_while_a_token_is_used(
    planner, noticed, django_capture_on_commit_callbacks
):
    _, text = issue(planner, "program", Scope.READ, "", timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert bearer(text) is not None
    assert not noticed
