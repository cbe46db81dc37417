"""The description keeps its word: schemathesis asks what it allows and what it forbids, as several people."""

from __future__ import annotations

import random
from copy import deepcopy
from functools import cache
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from birlik.exercise.columns import RecordKind
from birlik.server.api.description import description
from birlik.server.people.models import Scope
from birlik.server.people.roles import Role
from tests.server.api.conftest import AT, SECRET, UNITY, Joined, token_of

#: Who asks: nation, role, whether he administers, and how far his token reaches.
PEOPLE = {
    "chief planner": ("KAZ", Role.CHIEF_PLANNER, False, Scope.EDIT),
    "administrator": ("KAZ", Role.DIRECTOR, True, Scope.ADMINISTER),
    "reading planner": ("KAZ", Role.PLANNER, False, Scope.READ),
    "visitor": ("USA", Role.VISITOR, False, Scope.EDIT),
}

#: hypothesis sets the usual random numbers back for each example.
TURNS, DRAWN = cycle(PEOPLE), random.Random(5)

CONFIG = SchemathesisConfig.from_dict({"generation": {"mode": "all", "codec": "utf-8"}})


@cache
def _server() -> Any:
    with override_settings(REQUESTS_A_MINUTE=0):
        return get_wsgi_application()


def server(environ: Any, start_response: Any) -> Any:
    """The whole server; it is made when it is first asked, for it wants its static files."""
    return _server()(environ, start_response)


schema = schemathesis.openapi.from_dict(deepcopy(description()), config=CONFIG)
schema.app = server

unhurried = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def asking(joined: Joined) -> dict[str, str]:
    """Token of each of the people, by what they are."""
    return {
        who: token_of(joined(nation, role, administrator=administers), scope)
        for who, (nation, role, administers, scope) in PEOPLE.items()
    }


@schema.parametrize()
@unhurried
def test_every_address_does_what_its_description_says(case, asking, keys):
    _aim(case, keys)
    who = next(TURNS)
    loose = [positive_data_acceptance] if case.method != "GET" else []
    answer = case.call_and_validate(
        headers={"Authorization": f"Bearer {asking[who]}"}, excluded_checks=loose
    )
    assert SECRET not in answer.text


@pytest.fixture
def keys(kaz):
    """Keys of records that are there, by kind."""
    return {
        kind: [each["key"] for each in kaz.get(f"{AT}/records/{kind}").json()["items"]]
        for kind in RecordKind
    }


def _aim(case, keys):
    """Let what is well-formed concern the exercise, and often a record, that is there."""
    if not case.path_parameters or not is_sound(case):
        return
    place = case.path_parameters
    if "exercise" in place:
        place["exercise"] = UNITY
    if "kind" in place and "key" in place and (there := keys.get(place["kind"])):
        place["key"] = DRAWN.choice(there)


def is_sound(case):
    part = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    return part is None or part.mode is GenerationMode.POSITIVE
