"""API tokens: scope, expiry, and whom one speaks for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from birlik.server.people.memberships import Refused, set_active
from birlik.server.people.models import ApiToken, Scope
from birlik.server.people.tokens import MOST, bearer, issue, withdraw

MONTH = timedelta(days=30)


def test_a_token_speaks_for_its_person_within_its_scope(planner, trail):
    _, text = issue(planner, "wall display", Scope.EDIT, "unity", MONTH)
    speaks = bearer(text)
    assert speaks.account == planner
    assert speaks.may(Scope.READ, "unity")
    assert speaks.may(Scope.EDIT, "unity")
    assert not speaks.may(Scope.ADMINISTER, "unity")
    assert not speaks.may(Scope.READ, "caspian")
    assert not speaks.may(Scope.READ)
    assert trail() == ["made a token"]


def test_a_token_for_all_exercises_reaches_each(planner):
    speaks = bearer(issue(planner, "script", Scope.READ, "", MONTH)[1])
    assert speaks.may(Scope.READ, "unity")
    assert speaks.may(Scope.READ)
    assert not speaks.may(Scope.EDIT, "unity")


def test_a_token_is_stored_as_a_hash(planner):
    _, text = issue(planner, "script", Scope.READ, "", MONTH)
    assert text not in str(ApiToken.objects.values().get())
    assert bearer(text[:-1]) is None
    assert bearer("") is None
    assert bearer(ApiToken.objects.get().hash) is None


def test_an_expired_token_counts_no_longer(planner):
    token, text = issue(planner, "script", Scope.READ, "", MONTH)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert bearer(text) is None


def test_a_withdrawn_token_counts_no_longer(planner, trail):
    token, text = issue(planner, "script", Scope.READ, "", MONTH)
    withdraw(token, planner.key)
    withdraw(token, planner.key)
    assert bearer(text) is None
    assert trail() == ["made a token", "withdrew a token"]


def test_who_is_locked_out_has_no_tokens(planner, administrator):
    _, text = issue(planner, "script", Scope.READ, "", MONTH)
    set_active(planner, False, administrator.key)
    assert bearer(text) is None


def test_it_is_noted_that_a_token_is_used(planner):
    token, text = issue(planner, "script", Scope.READ, "", MONTH)
    assert token.used_at is None
    bearer(text)
    token.refresh_from_db()
    assert token.used_at is not None


@pytest.mark.parametrize(
    ("scope", "exercise", "lasting", "told"),
    [
        (Scope.READ, "", timedelta(0), "counts for a day at least"),
        (Scope.READ, "", timedelta(days=367), "a year at most"),
        (Scope.ADMINISTER, "", MONTH, "Only an administrator"),
        (Scope.READ, "caspian", MONTH, "no part in that exercise"),
    ],
)
def test_a_token_that_reaches_too_far_is_refused(planner, scope, exercise, lasting, told):
    with pytest.raises(Refused, match=told):
        issue(planner, "script", scope, exercise, lasting)


def test_nobody_has_tokens_without_end(planner):
    for number in range(MOST):
        issue(planner, f"script {number}", Scope.READ, "", MONTH)
    with pytest.raises(Refused, match="Withdraw one"):
        issue(planner, "one more", Scope.READ, "", MONTH)
