"""An exercise in logs of a test's own, with people of several nations and roles at work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from birlik.exercise.plan import Plan
from birlik.log.imports import preview_of
from birlik.log.timetables import publishing
from birlik.planning.timetable import Timetable
from birlik.server.desk import keeping
from birlik.server.people import audit
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account, Scope
from birlik.server.people.roles import Role
from birlik.server.people.tokens import issue
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.building import (
    area,
    nation,
    phase,
    placed,
    plan_with,
    serial,
    timetable_with,
    unit,
)

#: Key of the exercise.
UNITY = "unity"
AT = f"/api/exercises/{UNITY}"

#: What Azerbaijan does not release to Kazakhstan.
SECRET = "Q710000001Z"


def plan() -> Plan:
    """An exercise of two nations: one serial is Azerbaijan's own affair, in an area that all may read."""
    return plan_with(
        title="Unity 2024",
        default_release="ALL",
        nations=[nation("KAZ"), nation("AZE")],
        phases=[phase("P-1", "2024-07-08 00:00", "2024-07-18 00:00")],
        areas=[area("TOKMAK-1", site="TOKMAK"), area("OYMASHA-1", site="OYMASHA")],
        units=[unit("KAZ-1"), unit("AZE-1", "AZE")],
        serials=[
            serial("S-1", title="Night boarding", areas="TOKMAK-1", units="KAZ-1"),
            serial("S-2", 90, title="Live fire", areas="OYMASHA-1", units="AZE-1", owner="AZE"),
            serial(
                "S-3",
                title=SECRET,
                notes=SECRET,
                areas="TOKMAK-1",
                units="AZE-1",
                owner="AZE",
                releasable_to="AZE",
            ),
            serial("S-4", 30, title="Debriefing", areas="OYMASHA-1"),
        ],
    )


def timetable(made: Plan) -> Timetable:
    """Its serials on one day."""
    return timetable_with(
        made,
        placed("S-1", "2024-07-09 09:00", 60, areas="TOKMAK-1", units="KAZ-1"),
        placed("S-2", "2024-07-09 09:00", 90, areas="OYMASHA-1", units="AZE-1"),
        placed("S-3", "2024-07-09 12:00", 60, areas="TOKMAK-1", units="AZE-1"),
        placed("S-4", "2024-07-09 14:00", 30, areas="OYMASHA-1"),
    )


def filled(logs: Logs, made: Plan, times: Timetable | None) -> None:
    """Put a plan with its timetable into a new log."""
    logs.begin(UNITY)
    logs.append(UNITY, preview_of(logs.state(UNITY), made).step("founder", "KAZ"))
    if times is not None:
        content = times.model_dump(mode="json")
        logs.append(UNITY, publishing(logs.state(UNITY), content, "founder", "KAZ"))


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """Logs that hold the exercise."""
    running = Logs(opened(Place(file=tmp_path / "logs.sqlite3")))
    filled(running, plan(), timetable(plan()))
    before = keeping.keep(running)
    yield running
    keeping.keep(before)
    running.close()


#: Makes somebody with a part in the exercise.
Joined = Callable[..., Account]


@pytest.fixture
def joined(logs: Logs, db: None) -> Joined:
    def made(nation: str, role: Role = Role.PLANNER, trusted: bool = False, **more: Any) -> Account:
        number = Account.objects.count()
        account = Account.objects.create_user(
            f"p{number}@example.org", None, name=f"{role.value} {number}", **more
        )
        join(account, PartIn(UNITY, nation, role, trusted), by=audit.SERVER)
        return account

    return made


def client_of(account: Account) -> Client:
    """Client in whose session somebody is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def token_of(account: Account, scope: Scope = Scope.READ, exercise: str = "") -> str:
    """Text of a token of somebody."""
    return issue(account, "test", scope, exercise, timedelta(days=1))[1]


def with_token(account: Account, scope: Scope = Scope.READ, exercise: str = "") -> Client:
    """Client that sends a token of somebody."""
    text = issue(account, "test", scope, exercise, timedelta(days=1))[1]
    return Client(raise_request_exception=False, headers={"Authorization": f"Bearer {text}"})


@pytest.fixture
def kaz(joined: Joined) -> Client:
    """A planner of Kazakhstan, the host."""
    return client_of(joined("KAZ"))


@pytest.fixture
def chief(joined: Joined) -> Client:
    """The host's chief planner."""
    return client_of(joined("KAZ", Role.CHIEF_PLANNER))


@pytest.fixture
def aze(joined: Joined) -> Client:
    """A planner of Azerbaijan."""
    return client_of(joined("AZE"))


@pytest.fixture
def visitor(joined: Joined) -> Client:
    """A visitor from elsewhere."""
    return client_of(joined("USA", Role.VISITOR))


def key_of(client: Client, id: str, kind: str = "serials") -> str:
    """Key of a record by its id."""
    items = client.get(f"{AT}/records/{kind}", {"q": id}).json()["items"]
    key: str = next(each["key"] for each in items if each["fields"].get("id") == id)
    return key
