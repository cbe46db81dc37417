"""Delegations sign a baseline through the API, with their password; others see what is released to them."""

from __future__ import annotations

import pytest
from django.test import Client

from birlik.server.people.models import Scope
from birlik.server.people.roles import Role
from tests.server.api.conftest import AT, client_of, with_token
from tests.server.api.test_problems import JSON, problem_of

PASSWORD = "correct horse battery"


@pytest.fixture
def head(joined):
    """The director of Azerbaijan, who has a password."""
    account = joined("AZE", Role.DIRECTOR)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def at(chief):
    """Address of the signatures under a baseline."""
    made = chief.post(f"{AT}/baselines", {"name": "MPC"}, content_type=JSON)
    return f"{AT}/baselines/{made.json()['key']}/concurrences"


def signed(client: Client, at: str, **more: object):
    body = {"signer": "Col Rauf Guliyev", "function": "Head", "password": PASSWORD, **more}
    return client.post(at, body, content_type=JSON)


def test_a_delegation_signs_by_token_and_password(head, at, kaz):
    program = with_token(head, Scope.EDIT)
    made = signed(program, at, reservations="Not before dawn", released_to=[])
    assert made.status_code == 201
    assert (made.json()["nation"], len(made.json()["view"]), made.json()["counts"]) == (
        "AZE",
        64,
        True,
    )
    (seen,) = kaz.get(at).json()["items"]
    assert seen == made.json() | {"reservations": "", "view": ""}
    assert seen["with_reservations"]
    problem_of(signed(program, at), 422)
    again = signed(program, at, supersedes=made.json()["key"])
    assert [e["counts"] for e in kaz.get(at).json()["items"]] == [False, True]
    assert again.json()["hash"] == made.json()["hash"]


def test_nobody_signs_without_his_password(head, at, chief, aze):
    assert (
        "not your password" in problem_of(signed(client_of(head), at, password="guess"), 403).detail
    )
    assert "has no password" in problem_of(signed(chief, at), 403).detail
    problem_of(signed(aze, at), 403)
    problem_of(signed(with_token(head, Scope.READ), at), 403)
    assert chief.get(at).json() == {"items": []}


def test_a_baseline_that_is_hidden_is_absent(at, visitor):
    hidden = problem_of(visitor.get(at), 404)
    absent = problem_of(visitor.get(f"{AT}/baselines/{'ab' * 12}/concurrences"), 404)
    assert (hidden.title, hidden.detail) == (absent.title, absent.detail)
