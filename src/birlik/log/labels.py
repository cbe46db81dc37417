"""To whom a record is released, as an entry says it; the answer itself is the release policy's."""

from __future__ import annotations

from collections.abc import Callable

from birlik.exercise.plan import Plan
from birlik.exercise.release import released_to
from birlik.log.plans import KINDS, model_of, setting_of
from birlik.log.state import Held, Records, State

#: Nations that may read a record of a kind, under the setting of a state; None for what has no label.
Labels = Callable[[State, str, Held], tuple[str, ...] | None]


#: Kinds that say how everything else is released; which there are, the vocabulary says.
_SETTING = tuple(kind for kind in ("exercise", "nations", "release_defaults") if kind in KINDS)


class VocabularyLabels:
    """Labels of the records of the vocabulary; what every record is judged by is made once for each log."""

    def __init__(self) -> None:
        self._frames: dict[str, tuple[tuple[Records, ...], Plan]] = {}

    def __call__(self, state: State, kind: str, held: Held) -> tuple[str, ...] | None:
        """Nations that may read a record of the vocabulary, sorted; None for every other kind."""
        if kind not in KINDS:
            return None
        return tuple(sorted(released_to(model_of(kind, held), self._frame(state))))

    def _frame(self, state: State) -> Plan:
        """Plan of nothing but what the policy asks of a plan."""
        parts = tuple(map(state.of, _SETTING))
        found = self._frames.get(state.log)
        if found is None or any(mine is not now for mine, now in zip(found[0], parts, strict=True)):
            found = self._frames[state.log] = (parts, setting_of(state, _SETTING))
        return found[1]
