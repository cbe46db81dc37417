"""A small exercise of two nations with its people: ``python -m tests.server.live.world FOLDER`` makes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from birlik.log.drafts import Step, added, changed, removed, step
from birlik.log.state import State
from birlik.server.store.logs import Logs

#: Who is in it: name, nation, role.
PEOPLE = (
    ("Aidar", "KAZ", "planner"),
    ("Saule", "KAZ", "chief planner"),
    ("Leyla", "AZE", "planner"),
    ("Omar", "AZE", "observer"),
    ("Gul", "AZE", "training audience"),
    ("Vera", "AZE", "visitor"),
)


def beginning() -> Step:
    """What the exercise begins with: KAZ is the host, and what has no label is for all."""
    return step(
        "anna",
        "KAZ",
        [
            added("exercise", {"id": "UNITY-24", "host": "KAZ", "default_release": ["ALL"]}),
            added("nations", {"id": "KAZ", "rank": "b1"}),
            added("nations", {"id": "AZE", "rank": "c1"}),
            added("areas", {"id": "SEA", "rank": "b1"}),
        ],
    )


def serial(id: str, only: str = "", **fields: Any) -> Step:
    """Step that adds a serial, for one nation alone or for all."""
    label = {"owner": only, "releasable_to": [only]} if only else {}
    rank = f"b{id.lower().replace('-', '')}1"
    return step("anna", "KAZ", [added("serials", {"id": id, "rank": rank} | label | fields)])


def key_of(state: State, id: str, kind: str = "serials") -> str:
    """Key of a record by its id."""
    return next(key for key, held in state.of(kind).items() if held.fields.get("id") == id)


def setting(state: State, id: str, **values: Any) -> Step:
    """Step that changes a serial."""
    return step("anna", "KAZ", [changed(state, "serials", key_of(state, id), values)])


def removing(state: State, id: str) -> Step:
    """Step that takes a serial away."""
    return step("anna", "KAZ", [removed(state, "serials", key_of(state, id))])


@dataclass
class World:
    """What was made.

    Attributes
    ----------
    folder : Path
    exercise : str
        Key of its log.
    cookie : str
        Name of the session's cookie.
    people : dict of str to dict
        By name: ``account``, ``session``, ``token``.
    """

    folder: Path
    exercise: str
    cookie: str
    people: dict[str, dict[str, str]] = field(default_factory=dict)


def made(folder: Path, **variables: str) -> World:
    """The exercise and its people in a folder, made by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.server.live.world", str(folder)],
        env=os.environ | {"BIRLIK_DATA": str(folder)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return World(folder, told["exercise"], told["cookie"], told["people"])


def _make(folder: Path) -> None:
    from birlik.server.serving import prepared

    prepared(folder)
    from datetime import timedelta

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from birlik.server.desk import keeping
    from birlik.server.people.memberships import PartIn, join
    from birlik.server.people.models import Account, Scope
    from birlik.server.people.roles import Role
    from birlik.server.people.tokens import issue

    logs: Logs = keeping.logs()
    exercise = logs.begin()
    logs.append(exercise, beginning())
    people = {}
    for name, nation, role in PEOPLE:
        account = Account.objects.create_user(f"{name.lower()}@example.org", None, name=name)
        join(account, PartIn(exercise, nation, Role(role)), by="server")
        session = SessionStore()
        session[SESSION_KEY] = account.pk
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        _, token = issue(account, "program", Scope.READ, exercise, timedelta(days=1))
        people[name] = {
            "account": account.key,
            "session": session.session_key or "",
            "token": token,
        }
    keeping.close()
    told = {"exercise": exercise, "cookie": settings.SESSION_COOKIE_NAME, "people": people}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _make(Path(sys.argv[1]))
