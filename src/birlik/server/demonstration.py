"""The exercise of the demonstration: laid out once, with its timetable published."""

from __future__ import annotations

from birlik.exercise.plan import Plan
from birlik.log.imports import preview_of
from birlik.log.plans import exercise_of
from birlik.log.timetables import publishing
from birlik.planning.timetable import Timetable
from birlik.server.people.audit import SERVER
from birlik.server.store.interface import StoreError
from birlik.server.store.logs import Logs


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
