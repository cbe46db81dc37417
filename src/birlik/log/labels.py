"""To whom a record is released, as an entry says it; the answer itself is the release policy's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from birlik.exercise.plan import Plan
from birlik.exercise.release import released_to
from birlik.log.plans import KINDS, model_of, setting_of
from birlik.log.state import Held, Records, State
from birlik.log.timetables import PLACEMENTS

#: Nations that may read a record of a kind, under the setting of a state; None for what has no label.
Labels = Callable[[State, str, Held], tuple[str, ...] | None]


#: Kinds that say how everything else is released; which there are, the vocabulary says.
_SETTING = tuple(kind for kind in ("exercise", "nations", "release_defaults") if kind in KINDS)


#: Kind of what placements place.
_SERIALS = "serials"


class VocabularyLabels:
    """Labels of the records of the vocabulary; what every record is judged by is made once for each log."""

    def __init__(self) -> None:
        self._serials: dict[str, tuple[Records, dict[str, list[Held]]]] = {}
        self._frames: dict[str, tuple[tuple[Records, ...], Plan]] = {}

    def __call__(self, state: State, kind: str, held: Held) -> tuple[str, ...] | None:
        """Nations that may read a record, sorted; None for what is no record of the vocabulary.

        A placement is for those who may read its serial, and for nobody while there is none.
        """
        if kind == PLACEMENTS:
            serials = self._serials_called(state, held.fields.get("serial", ""))
            readers = [frozenset(self._of(state, _SERIALS, each)) for each in serials]
            return tuple(sorted(frozenset.intersection(*readers))) if readers else ()
        if kind not in KINDS:
            return None
        return self._of(state, kind, held)

    def _of(self, state: State, kind: str, held: Held) -> tuple[str, ...]:
        return tuple(sorted(released_to(model_of(kind, held), self._frame(state))))

    def _serials_called(self, state: State, name: Any) -> list[Held]:
        """Serials of an id: usually one."""
        serials = state.of(_SERIALS)
        found = self._serials.get(state.log)
        if found is None or found[0] is not serials:
            by_id: dict[str, list[Held]] = {}
            for held in serials.values():
                by_id.setdefault(held.fields.get("id", ""), []).append(held)
            found = self._serials[state.log] = (serials, by_id)
        return found[1].get(name, [])

    def _frame(self, state: State) -> Plan:
        """Plan of nothing but what the policy asks of a plan."""
        parts = tuple(map(state.of, _SETTING))
        found = self._frames.get(state.log)
        if found is None or any(mine is not now for mine, now in zip(found[0], parts, strict=True)):
            found = self._frames[state.log] = (parts, setting_of(state, _SETTING))
        return found[1]
