"""The beginning of an exercise: an empty one, one with the usual frame, or one from a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from birlik.exercise.plan import Plan
from birlik.exercise.records.cooperation import Conference
from birlik.exercise.records.setting import Exercise, Nation, Phase
from birlik.exercise.values.reading import Reading
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.server.store.logs import Logs

#: The conferences of every exercise.
CONFERENCES = (
    ("IPC", "Initial planning conference"),
    ("MPC", "Main planning conference"),
    ("FPC", "Final planning conference"),
)

#: The usual phases, with the part of the time between STARTEX and ENDEX that each takes.
PHASES = (
    ("ARRIVE", "Arrival and build-up", 0.15),
    ("TRAIN", "Combined training", 0.4),
    ("EXECUTE", "Execution", 0.3),
    ("DEPART", "Evaluation and departure", 0.15),
)


@dataclass(frozen=True)
class Outline:
    """What is known of a new exercise.

    Attributes
    ----------
    id, title, host, time_zone : str
    startex, endex : datetime or None
        UTC.
    """

    id: str
    title: str
    host: str
    time_zone: str
    startex: datetime | None = None
    endex: datetime | None = None


def empty_plan(outline: Outline) -> Plan:
    """Plan with the exercise and its host, and nothing else.

    Raises
    ------
    ValueError
        If a value cannot be read.
    """
    fields: dict[str, Any] = {
        "id": outline.id,
        "title": outline.title,
        "host": outline.host,
        "time_zone": outline.time_zone,
        "startex": outline.startex,
        "endex": outline.endex,
    }
    exercise = Exercise.model_validate(fields, context=Reading())
    host = Nation.model_validate(
        {"id": outline.host, "time_zone": outline.time_zone, "role": "host"}
    )
    return Plan(exercise=exercise, nations=(host,))


def usual_plan(outline: Outline) -> Plan:
    """Plan with the conferences and phases of most exercises; phases only if the days are known.

    Raises
    ------
    ValueError
        If a value cannot be read.
    """
    conferences = tuple(Conference(id=name, title=title) for name, title in CONFERENCES)
    return empty_plan(outline).model_copy(
        update={"conferences": conferences, "phases": tuple(_phases(outline))}
    )


def _phases(outline: Outline) -> Iterator[Phase]:
    if outline.startex is None or outline.endex is None or outline.endex <= outline.startex:
        return
    whole, begins = outline.endex - outline.startex, outline.startex
    for number, (name, title, part) in enumerate(PHASES):
        last = number == len(PHASES) - 1
        ends = outline.endex if last else begins + _hours(whole * part)
        if ends > begins:
            yield Phase(id=name, title=title, begins=begins, ends=ends)
        begins = ends


def _hours(length: timedelta) -> timedelta:
    return timedelta(hours=round(length / timedelta(hours=1)))


def begin(logs: Logs, plan: Plan, who: str, nation: str) -> str:
    """Begin an exercise with a plan; gives back the key of its log."""
    log = logs.begin()
    logs.append(log, preview_of(empty_state(log), plan).step(who, nation))
    return log
