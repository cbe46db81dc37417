"""An exercise of three nations in a log of its own, and people at their desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from birlik.exercise.roles import Reader, Role
from birlik.log.drafts import Step
from birlik.log.imports import preview_of
from birlik.server.desk.changing import Author
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.building import area, nation, plan_with, serial, unit

#: Key of the exercise's log.
UNITY = "unity"

#: What a person sees: by his author.
Look = Callable[[Author], Sight]

CHIEF = Author("aidar", Reader("KAZ", Role.CHIEF_PLANNER))
PLANNER = Author("leyla", Reader("AZE", Role.PLANNER))
STRANGER = Author("timur", Reader("UZB", Role.PLANNER))
OBSERVER = Author("olga", Reader("AZE", Role.OBSERVER))


def unity() -> Step:
    """Step that imports a small exercise: KAZ hosts; S-2 is Azerbaijan's own, S-3 hidden from UZB."""
    plan = plan_with(
        title="Unity",
        default_release="ALL",
        nations=[nation("KAZ", title="Kazakhstan"), nation("AZE"), nation("UZB")],
        areas=[area("SEA"), area("QUIET", releasable_to="AZE")],
        units=[unit("U-1"), unit("U-2", "AZE")],
        serials=[
            serial("S-1", 60, title="Boarding", areas="SEA | QUIET", units="U-1"),
            serial("S-2", 60, title="Night diving", owner="AZE", releasable_to="AZE"),
            serial("S-3", 60, title="Minehunting", releasable_to="AZE"),
        ],
    )
    from birlik.log.state import empty_state

    return preview_of(empty_state(UNITY), plan).step("aidar", "KAZ", "First draft")


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """Logs with one exercise in them."""
    with Logs(opened(Place(file=tmp_path / "birlik.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, unity())
        yield running


@pytest.fixture
def look(logs: Logs) -> Look:
    """What somebody sees now."""
    return lambda author: Sight(logs.state(UNITY), author.reader)


def key_of(logs: Logs, kind: str, id: str) -> str:
    """Key of a record by its id."""
    return next(k for k, held in logs.state(UNITY).of(kind).items() if held.fields["id"] == id)
