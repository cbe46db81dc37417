"""People to test with, and what the audit trail says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings

from birlik.server.people import audit
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.store.opening import Place
from birlik.server.web.assets import gather
from tests.server.cluster import Cluster
from tests.server.cluster import cluster as started
from tests.server.walking.people import crowd
from tests.server.walking.works import at_work
from tests.server.walking.world import World, world

PASSWORD = "correct horse battery"

#: Makes an account; the name decides the address.
Made = Callable[..., Account]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL."""
    with started() as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name their styles by what is gathered."""
    gather(settings.STATIC_ROOT)


@pytest.fixture
def person(db: None) -> Made:
    def made(name: str = "Leyla", **fields: object) -> Account:
        return Account.objects.create_user(
            f"{name.lower()}@example.org", PASSWORD, name=name, **fields
        )

    return made


@pytest.fixture
def planner(person: Made) -> Account:
    """A planner of Kazakhstan."""
    account = person("Aidar")
    join(account, PartIn("unity", "KAZ", Role.PLANNER), by=audit.SERVER)
    return account


@pytest.fixture
def administrator(person: Made) -> Account:
    return person("Nigora", administrator=True)


@pytest.fixture
def as_administrator(client: Client, administrator: Account) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def trail(db: None) -> Callable[[], list[str]]:
    """What happened since the test began, in the trail's words."""
    before = {happening.key for happening in audit.waiting()}

    def told() -> list[str]:
        return [each.what for each in audit.waiting() if each.key not in before]

    return told


@pytest.fixture(scope="module")
def unity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(Place(file=tmp_path_factory.mktemp("walk") / "birlik.sqlite3")) as made:
        yield made


@pytest.fixture
def served(unity: World, db: None) -> Iterator[World]:
    """The exercise as the server has it, with others at work in it."""
    with unity.served(), override_settings(REQUESTS_A_MINUTE=0):
        crowd(unity)
        at_work(unity)
        yield unity
