"""The exercises of a person as he sees each: when it is, what stands next, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.setting import Exercise, Phase
from birlik.server.desk.sight import Sight
from birlik.server.store.interface import NoSuchLog
from birlik.server.store.logs import Logs


class Stage(Enum):
    """Where an exercise stands."""

    UNDATED = "undated"
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """Where an exercise stands at a moment.

    Attributes
    ----------
    stage : Stage
    days : int
        Until it begins; while it runs, the number of the day, from 1; since it was over.
    of : int
        How many days it lasts.
    phase : Phase or None
        The one that runs, or else the next.
    """

    stage: Stage
    days: int = 0
    of: int = 0
    phase: Phase | None = None


def exercise_of(sight: Sight) -> Exercise:
    """The exercise as a reader sees it: empty but for its zone if it is not released to him."""
    return sight.plan.exercise


def knows_exercise(sight: Sight) -> bool:
    """Whether the exercise itself is released to the reader."""
    return bool(sight.records(RecordKind.EXERCISE))


def title_of(sight: Sight) -> str:
    """What a reader knows the exercise by; empty if it is not released to him."""
    exercise = sight.plan.exercise
    return (exercise.title or exercise.id) if knows_exercise(sight) else ""


def standing(sight: Sight, now: datetime) -> Standing:
    """Where an exercise stands; days are those of its own zone."""
    exercise, zone = sight.plan.exercise, sight.plan.zone
    begins, ends = exercise.startex, exercise.endex
    if begins is None or ends is None:
        return Standing(Stage.UNDATED)
    today = now.astimezone(zone).date()
    first, last = begins.astimezone(zone).date(), ends.astimezone(zone).date()
    length = max((last - first).days, 1)
    if now < begins:
        return Standing(Stage.AHEAD, (first - today).days, length, _next_phase(sight, now))
    if now >= ends:
        return Standing(Stage.OVER, (today - last).days, length)
    return Standing(Stage.RUNNING, (today - first).days + 1, length, _next_phase(sight, now))


def _next_phase(sight: Sight, now: datetime) -> Phase | None:
    dated = [p for p in sight.plan.phases if p.begins is not None and p.ends is not None]
    left = [p for p in dated if p.ends is not None and p.ends > now]
    return min(left, key=lambda phase: phase.begins or now, default=None)


@dataclass(frozen=True)
class Known:
    """What whoever looks after people must know of an exercise, to give them a part in it.

    Attributes
    ----------
    key, title : str
    nations : tuple of str
    """

    key: str
    title: str
    nations: tuple[str, ...]


def every_exercise(logs: Logs) -> list[Known]:
    """All exercises of the installation, by their titles: for administrators alone."""
    from birlik.log.plans import exercise_of as whole_exercise
    from birlik.log.plans import keyed_records

    found = []
    for name in logs.names():
        try:
            state = logs.state(name)
        except NoSuchLog:
            continue
        exercise = whole_exercise(state)
        codes = tuple(n.id for _, n in keyed_records(state, RecordKind.NATION) if n.id)
        found.append(Known(name, exercise.title or exercise.id or name, codes))
    return sorted(found, key=lambda each: (each.title.casefold(), each.key))
