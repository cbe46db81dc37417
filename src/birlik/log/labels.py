"""To whom a record is released, as an entry says it; the answer itself is the release policy's."""

from __future__ import annotations

from collections.abc import Callable

from birlik.exercise.plan import Plan
from birlik.exercise.release import released_to
from birlik.log.plans import KINDS, exercise_of, model_of, nations_of
from birlik.log.state import Held, State

#: Nations that may read a record of a kind, under the setting of a state; None for what has no label.
Labels = Callable[[State, str, Held], tuple[str, ...] | None]


def labels_of_vocabulary(state: State, kind: str, held: Held) -> tuple[str, ...] | None:
    """Nations that may read a record of the vocabulary, sorted; None for every other kind."""
    if kind not in KINDS:
        return None
    return tuple(sorted(released_to(model_of(kind, held), _frame(state))))


def _frame(state: State) -> Plan:
    """Plan of the exercise and its nations alone: all that the policy asks of a plan."""
    return Plan.model_construct(exercise=exercise_of(state), nations=nations_of(state))
