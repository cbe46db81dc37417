"""Every kind of person who can ask the server for something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from birlik.exercise.release import Reader
from birlik.exercise.release import Role as Reading
from birlik.server.people import audit
from birlik.server.people.granting import LEADING
from birlik.server.people.invitations import invite
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account, Scope
from birlik.server.people.roles import Role
from birlik.server.people.tokens import issue
from tests.server.walking.world import UNITY, World, marker

#: Of whose nation somebody is: the host's, another one's, or of one that has no part.
NATIONS = {"host": 1, "guest": 0, "third": 3, "foreign": None}

#: Names of others' tokens, and addresses of those whom others invited.
OTHERS_TOKEN, INVITED = marker(50), marker(51)

#: Where people are looked after.
ADMINISTRATION = ("/people/", "/api/people", "/api/invitations")


@dataclass(frozen=True)
class Walker:
    """Somebody who walks.

    Attributes
    ----------
    name : str
    nation : str
        One of :data:`NATIONS`; empty for whoever has no part.
    role : Role or None
    trusted, administrator, anonymous : bool
    token : Scope or None
        How far his API token reaches; None if he signs in.
    """

    name: str
    nation: str = ""
    role: Role | None = None
    trusted: bool = False
    administrator: bool = False
    anonymous: bool = False
    token: Scope | None = None

    def __str__(self) -> str:
        return self.name

    def code(self, world: World) -> str:
        """Id of his nation."""
        number = NATIONS[self.nation]
        return "NOWHERE" if number is None else world.nations[number]

    def reader(self, world: World) -> Reader | None:
        """What he reads for; None if he has no part."""
        if self.role is None:
            return None
        return Reader(self.code(world), Reading(self.role.value), self.trusted)

    @property
    def seat(self) -> Reader | None:
        """What is the same for all who read the same."""
        if self.role is None:
            return None
        return Reader(self.nation, Reading(self.role.value), self.trusted).seat

    def may_change(self) -> bool:
        """Whether somebody like him changes anything of an exercise."""
        changing = {Role.DIRECTOR, Role.CHIEF_PLANNER, Role.PLANNER, Role.CONTROLLER}
        return self.role in changing and self.token is not Scope.READ

    def hidden(self, world: World, template: str = "") -> frozenset[str]:
        """Markers that he must not find at an address.

        Whoever looks after people must know which exercises there are and of which nations; whoever
        leads a nation, whom it has invited.
        """
        found = world.hidden(self.reader(world))
        if not self.administrator:
            leads = self.nation == "host" and self.role in LEADING and "/invitations" in template
            return found | {OTHERS_TOKEN} | (set() if leads else {INVITED})
        return found - world.offered if template.startswith(ADMINISTRATION) else found

    def client(self, world: World) -> Client:
        """What he asks with; his account is made if he has none yet."""
        client = Client(raise_request_exception=False)
        if self.anonymous:
            return client
        account = self.account(world)
        if self.token is not None:
            text = issue(account, "own", self.token, "", timedelta(days=1))[1]
            return Client(
                raise_request_exception=False, headers={"Authorization": f"Bearer {text}"}
            )
        client.force_login(account)
        return client

    def account(self, world: World) -> Account:
        """His account."""
        email = f"{self.name.replace(' ', '-')}@example.org"
        found = Account.objects.filter(email=email).first()
        if found is not None:
            return found
        made: Account = Account.objects.create_user(
            email, None, name=self.name.title(), administrator=self.administrator
        )
        if self.role is not None:
            join(made, PartIn(UNITY, self.code(world), self.role, self.trusted), by=audit.SERVER)
        return made


@contextmanager
def remembered() -> Iterator[None]:
    """Read each session and each account once: whoever only asks stays who he is."""
    sessions: dict[str, dict[str, Any]] = {}
    accounts: dict[str, Account | None] = {}
    load, get_user = SessionStore.load, ModelBackend.get_user

    def session(store: SessionStore) -> dict[str, Any]:
        key = store.session_key or ""
        if key not in sessions:
            sessions[key] = load(store)
        return dict(sessions[key])

    def account(backend: ModelBackend, key: str) -> Account | None:
        if key not in accounts:
            accounts[key] = get_user(backend, key)
        return accounts[key]

    with (
        patch.object(SessionStore, "load", session),
        patch.object(ModelBackend, "get_user", account),
    ):
        yield


def walkers() -> Iterator[Walker]:
    """Everybody: each role of each nation, trusted agents, programs, and those who have no part."""
    for nation in NATIONS:
        for role in Role:
            yield Walker(f"{nation} {role.value}", nation, role)
    for nation in ("host", "guest"):
        for role in (Role.TRAINING_AUDIENCE, Role.OBSERVER):
            yield Walker(f"{nation} trusted {role.value}", nation, role, trusted=True)
    yield Walker("guest program", "guest", Role.PLANNER, token=Scope.EDIT)
    yield Walker("guest reading program", "guest", Role.CHIEF_PLANNER, token=Scope.READ)
    yield Walker("guest administrator", "guest", Role.PLANNER, administrator=True)
    yield Walker("member of nothing")
    yield Walker("administrator without a part", administrator=True)
    yield Walker("nobody", anonymous=True)


def crowd(world: World) -> None:
    """Others in the exercise, with tokens and invitations of their own."""
    chief = Walker("Somebody else", "host", Role.CHIEF_PLANNER, administrator=True)
    account = chief.account(world)
    issue(account, OTHERS_TOKEN, Scope.READ, UNITY, timedelta(days=9))
    part = PartIn(UNITY, world.host, Role.PLANNER)
    invite(account, part, f"{INVITED}@example.org", False)
    for nation in ("guest", "third"):
        Walker(f"Somebody of the {nation}", nation, Role.PLANNER).account(world)
