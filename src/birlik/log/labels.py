"""To whom a record is released, as an entry says it; the answer itself is the release policy's."""

from __future__ import annotations

from collections.abc import Callable

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.release import released_to
from birlik.log.plans import KINDS, exercise_of, model_of, nations_of
from birlik.log.state import Held, Records, State

#: Nations that may read a record of a kind, under the setting of a state; None for what has no label.
Labels = Callable[[State, str, Held], tuple[str, ...] | None]


class VocabularyLabels:
    """Labels of the records of the vocabulary; what every record is judged by is made once for each log."""

    def __init__(self) -> None:
        self._frames: dict[str, tuple[Records, Records, Plan]] = {}

    def __call__(self, state: State, kind: str, held: Held) -> tuple[str, ...] | None:
        """Nations that may read a record of the vocabulary, sorted; None for every other kind."""
        if kind not in KINDS:
            return None
        return tuple(sorted(released_to(model_of(kind, held), self._frame(state))))

    def _frame(self, state: State) -> Plan:
        """Plan of the exercise and its nations alone: all that the policy asks of a plan."""
        exercises, nations = state.of(RecordKind.EXERCISE), state.of(RecordKind.NATION)
        found = self._frames.get(state.log)
        if found is None or found[0] is not exercises or found[1] is not nations:
            plan = Plan.model_construct(exercise=exercise_of(state), nations=nations_of(state))
            found = self._frames[state.log] = (exercises, nations, plan)
        return found[2]
