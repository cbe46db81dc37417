"""Stores of both kinds for the same tests, on a PostgreSQL cluster of the tests' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from birlik.server.store.interface import Store
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened

Open = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place of each kind."""
    if request.param == "sqlite":
        return Place(file=tmp_path / "birlik.sqlite3")
    return Place(url=request.getfixturevalue("cluster").new_database())


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An empty store of each kind."""
    made = opened(place)
    yield made
    made.close()


@pytest.fixture
def logs(place: Place) -> Iterator[Logs]:
    """The logs of an empty installation of each kind."""
    with Logs(opened(place)) as running:
        yield running


@pytest.fixture
def other_logs(logs: Logs, place: Place) -> Iterator[Logs]:
    """The same logs as another server process has them."""
    with Logs(opened(place)) as running:
        yield running
