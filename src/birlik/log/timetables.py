"""The timetable in the log: a record for each serial placed, and one for the timetable as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from birlik.log.canonical import same
from birlik.log.drafts import Draft, Step, added, removed, replaced
from birlik.log.state import State

PLACEMENTS, TIMETABLES = "placements", "timetables"


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
    held = {each.fields["serial"]: key for key, each in state.of(PLACEMENTS).items()}
    for placement in timetable["placements"]:
        serial = placement["serial"]
        fields = {name: value for name, value in placement.items() if value not in (None, [], "")}
        key = held.pop(serial, None)
        if key is None:
            drafts.append(added(PLACEMENTS, fields, reason=why.get(serial, "")))
        elif not same(state.of(PLACEMENTS)[key].fields, fields):
            drafts.append(replaced(state, PLACEMENTS, key, fields, why.get(serial, "")))
    drafts += [removed(state, PLACEMENTS, key, why.get(s, "")) for s, key in held.items()]
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


def timetable_of(state: State) -> dict[str, Any] | None:
    """Timetable that a state holds, as JSON; None if it holds none.

    Placements stand in the order of ``timetable.json``: by beginning, then serial.
    """
    key = next(iter(state.of(TIMETABLES).ordered), None)
    if key is None:
        return None
    whole = dict(state.of(TIMETABLES)[key].fields)
    whole.pop("made_from", None)
    placements = [dict(held.fields) for held in state.of(PLACEMENTS).values()]
    placements.sort(key=lambda placement: (placement["begins"], placement["serial"]))
    return {**whole, "placements": placements}


def made_from(state: State) -> int | None:
    """Position of the plan that the timetable was made from; None if there is no timetable."""
    key = next(iter(state.of(TIMETABLES).ordered), None)
    return None if key is None else state.of(TIMETABLES)[key].fields.get("made_from")
