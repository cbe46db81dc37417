"""Any steps of people who plan together, and anybody who watches them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from birlik.exercise.roles import Reader, Role
from birlik.log.drafts import Draft, Step, added, changed, removed, step
from birlik.log.state import State

READERS = tuple(
    Reader(nation, role, trusted)
    for nation in ("KAZ", "AZE")
    for role in (Role.PLANNER, Role.OBSERVER, Role.TRAINING_AUDIENCE, Role.VISITOR)
    for trusted in (False, True)
    if not trusted or role is not Role.VISITOR
)

BEGINS = datetime(2024, 7, 8, tzinfo=UTC)

_LABELS: list[Any] = [None, [], ["KAZ"], ["AZE"], ["ALL"], ["ALL", "VISITORS"]]

#: What can happen: act, which serial, and what it gets.
Act = tuple[str, int, dict[str, Any]]

FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from([None, "Landing", "Crossing", "Fire\nand smoke"]),
        "releasable_to": st.sampled_from(_LABELS),
        "owner": st.sampled_from([None, "KAZ", "AZE"]),
        "duration": st.sampled_from([None, 60, 90]),
        "rank": st.sampled_from(["b1", "c1", "d1"]),
    },
)

ACTS = st.tuples(
    st.sampled_from(["add", "change", "change", "remove", "place", "unplace", "area", "default"]),
    st.integers(0, 3),
    FIELDS,
)


def step_of(state: State, act: Act) -> Step | None:
    """Step that does it, as somebody who sees everything; None if nothing can be done."""
    name, number, fields = act
    drafts = _drafts(state, name, number, fields)
    made = step("anna", "KAZ", drafts)
    return made if made.drafts else None


def _drafts(state: State, name: str, number: int, fields: dict[str, Any]) -> list[Draft]:
    if name == "area":
        key = _key(state, "areas", number)
        label = {"releasable_to": fields.get("releasable_to")}
        return [changed(state, "areas", key, label)] if key else []
    if name == "default":
        key = _key(state, "exercise", 0)
        label = {"default_release": fields.get("releasable_to") or ["ALL"]}
        return [changed(state, "exercise", key, label)] if key else []
    serial = f"S-{number}"
    key = next((k for k, h in state.of("serials").items() if h.fields.get("id") == serial), None)
    if name == "add" and key is None:
        return [added("serials", {"id": serial, "rank": f"b{number}1"} | fields)]
    if name == "change" and key:
        return [changed(state, "serials", key, fields)]
    if name == "remove" and key:
        return [removed(state, "serials", key)]
    return _placing(state, name, serial, number, fields)


def _placing(
    state: State, name: str, serial: str, number: int, fields: dict[str, Any]
) -> list[Draft]:
    there = next(
        (k for k, h in state.of("placements").items() if h.fields["serial"] == serial), None
    )
    if name == "unplace" and there:
        return [removed(state, "placements", there)]
    if name != "place":
        return []
    begins = BEGINS + timedelta(hours=4 * number + len(fields))
    place = {
        "serial": serial,
        "begins": f"{begins:%Y-%m-%dT%H:%M:%SZ}",
        "ends": f"{begins + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        "areas": ["LAND" if fields.get("owner") else "SEA"],
    }
    if there:
        return [changed(state, "placements", there, place)]
    return [added("placements", place)]


def _key(state: State, kind: str, number: int) -> str | None:
    keys = state.of(kind).ordered
    return keys[number % len(keys)] if keys else None


def opening() -> Step:
    """Exercise, nations and areas, released to all."""
    return step(
        "anna",
        "KAZ",
        [
            added("exercise", {"id": "UNITY-24", "host": "KAZ", "default_release": ["ALL"]}),
            added("nations", {"id": "KAZ", "rank": "b1"}),
            added("nations", {"id": "AZE", "rank": "c1"}),
            added("areas", {"id": "SEA", "rank": "b1"}),
            added("areas", {"id": "LAND", "rank": "c1"}),
        ],
    )
