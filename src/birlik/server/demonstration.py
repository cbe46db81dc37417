"""The demonstration: an exercise with its timetable, and somebody of each nation in each role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from birlik.exercise.plan import Plan
from birlik.log.imports import preview_of
from birlik.log.plans import exercise_of
from birlik.log.timetables import publishing
from birlik.planning.timetable import Timetable
from birlik.server.people.audit import SERVER
from birlik.server.people.roles import Role
from birlik.server.store.interface import StoreError
from birlik.server.store.logs import Logs


@dataclass(frozen=True)
class Door:
    """A way in: for whom it is, and its one-use address on the server."""

    nation: str
    role: str
    path: str


def there_already(logs: Logs, plan: Plan) -> str | None:
    """Key of the exercise of an earlier demonstration; None if it is the first."""
    for name in logs.names():
        if exercise_of(logs.state(name)).id == plan.exercise.id:
            return name
    return None


def laid_out(logs: Logs, plan: Plan, timetable: Timetable) -> str:
    """Key of a new exercise that holds a plan, and its timetable as published.

    Raises
    ------
    StoreError
        If it could not be kept whole.
    """
    log = logs.begin()
    host = plan.exercise.host or ""
    outcome = logs.append(log, preview_of(logs.state(log), plan).step(SERVER, host, "Imported"))
    if outcome.fine:
        content = timetable.model_dump(mode="json")
        step = publishing(logs.state(log), content, SERVER, host, "First timetable")
        outcome = logs.append(log, step)
    if not outcome.fine:
        raise StoreError("the demonstration could not be kept; remove its data folder")
    return log


def doors(log: str, plan: Plan) -> Iterator[Door]:
    """A new way in for each nation and role; those of an earlier start go on counting until used."""
    from django.urls import reverse

    from birlik.server.people.sign_in_links import demonstration_account, link_secret

    for nation in plan.nations:
        for role in Role:
            account = demonstration_account(log, nation.id, role)
            path = reverse("sign_in_link", args=[link_secret(account)])
            yield Door(nation.id, role.value, path)
