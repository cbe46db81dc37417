"""The timetable in the log: a record for each serial placed, and one for the timetable as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from birlik.exercise.release import policy_of
from birlik.log.canonical import same
from birlik.log.drafts import Draft, Step, added, removed, replaced
from birlik.log.plans import plan_of
from birlik.log.state import State

PLACEMENTS, TIMETABLES = "placements", "timetables"

#: Field of a placement that says whose serial it is: ids are the nations' own, and two can have one.
OWNER = "owner"


def publishing(
    state: State,
    timetable: Mapping[str, Any],
    who: str,
    nation: str,
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
) -> Step:
    """Step that puts a timetable in place of the one that is held; all of it, or nothing.

    Parameters
    ----------
    state : State
        That the timetable was made from.
    timetable : mapping
        A timetable as JSON, as ``timetable.json`` holds it.
    who, nation : str
        Who publishes it.
    reason : str
        Why, on the whole.
    reasons : mapping of str to str, optional
        Why single serials were moved, by their ids: ``{"S-204": "TOKMAK-SEA is closed"}``.
    """
    why = reasons or {}
    drafts: list[Draft] = []
    held = _Held(state)
    owners = _owners(state)
    for placement in timetable["placements"]:
        serial = placement["serial"]
        fields = {name: value for name, value in placement.items() if value not in (None, [], "")}
        if OWNER not in fields and len(owners.get(serial, ())) == 1:
            fields[OWNER] = owners[serial][0]
        key = held.taken(serial, fields.get(OWNER))
        if key is None:
            drafts.append(added(PLACEMENTS, fields, reason=why.get(serial, "")))
        elif not same(state.of(PLACEMENTS)[key].fields, fields):
            drafts.append(replaced(state, PLACEMENTS, key, fields, why.get(serial, "")))
    drafts += [removed(state, PLACEMENTS, key, why.get(s, "")) for s, key in held.rest()]
    whole = {n: v for n, v in timetable.items() if n != "placements" and v is not None}
    whole["made_from"] = state.position
    key = next(iter(state.of(TIMETABLES).ordered), None)
    if key is None:
        drafts.append(added(TIMETABLES, whole))
    elif drafts or not same(
        {**state.of(TIMETABLES)[key].fields, "made_from": 0}, {**whole, "made_from": 0}
    ):
        drafts.append(replaced(state, TIMETABLES, key, whole))
    return Step(who, nation, tuple(drafts), reason, whole=True)


class _Held:
    """Keys of the placements that a state holds, each to be taken once."""

    def __init__(self, state: State) -> None:
        self._keys: dict[str, list[tuple[str | None, str]]] = {}
        for key, each in state.of(PLACEMENTS).items():
            self._keys.setdefault(each.fields["serial"], []).append((each.fields.get(OWNER), key))

    def taken(self, serial: str, owner: str | None) -> str | None:
        """Key of a serial's placement: of this owner, or else one of which none was noted."""
        found = self._keys.get(serial, [])
        for one in (owner, None):
            for pair in found:
                if pair[0] == one:
                    found.remove(pair)
                    return pair[1]
        return None

    def rest(self) -> Iterator[tuple[str, str]]:
        """Serial and key of those that were not taken."""
        for serial, found in self._keys.items():
            for _, key in found:
                yield serial, key


def _owners(state: State) -> dict[str, list[str]]:
    """Nations that own the serials of each id."""
    plan = plan_of(state)
    policy = policy_of(plan)
    found: dict[str, list[str]] = {}
    for serial in plan.serials:
        found.setdefault(serial.id, []).append(policy.owner_of(serial) or "")
    return found


def timetable_of(state: State) -> dict[str, Any] | None:
    """Timetable that a state holds, as JSON; None if it holds none.

    Placements stand in the order of ``timetable.json``: by beginning, then serial.
    """
    key = next(iter(state.of(TIMETABLES).ordered), None)
    if key is None:
        return None
    whole = dict(state.of(TIMETABLES)[key].fields)
    whole.pop("made_from", None)
    placements = [
        {name: value for name, value in held.fields.items() if name != OWNER}
        for held in state.of(PLACEMENTS).values()
    ]
    placements.sort(key=lambda placement: (placement["begins"], placement["serial"]))
    return {**whole, "placements": placements}


def made_from(state: State) -> int | None:
    """Position of the plan that the timetable was made from; None if there is no timetable."""
    key = next(iter(state.of(TIMETABLES).ordered), None)
    return None if key is None else state.of(TIMETABLES)[key].fields.get("made_from")
