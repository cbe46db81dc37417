"""A small exercise behind the pages, and people of three nations signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from birlik.server.desk import keeping
from birlik.server.people import audit
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.server.conftest import Made
from tests.server.desk.conftest import UNITY, unity

#: A browser in which somebody of a nation and role is signed in.
SignedIn = Callable[..., Client]


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """The logs of this process, with one exercise in them."""
    with Logs(opened(Place(file=tmp_path / "birlik.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, unity())
        before = keeping.keep(running)
        yield running
        keeping.keep(before)


@pytest.fixture
def signed_in(person: Made, logs: Logs) -> SignedIn:
    def made(
        nation: str = "KAZ",
        role: Role = Role.CHIEF_PLANNER,
        name: str = "Aidar",
        **options: object,
    ) -> Client:
        account = person(name, **options)
        join(account, PartIn(UNITY, nation, role), by=audit.SERVER)
        browser = Client()
        browser.force_login(account)
        return browser

    return made
