"""Undo and redo at a desk: of what he could have done himself, all of it or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.log.drafts import Step, added, changed
from birlik.log.timetables import publishing, timetable_of
from birlik.server.desk.changing import Wish, add, change, remove
from birlik.server.desk.past import baselines, name
from birlik.server.desk.sight import Absent, Sight
from birlik.server.desk.undoing import undo
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import CHIEF, OBSERVER, PLANNER, STRANGER, UNITY, key_of


def fields(logs: Logs, id: str = "S-1") -> dict[str, Any]:
    return dict(logs.state(UNITY).of("serials")[key_of(logs, "serials", id)].fields)


def lengthened(logs: Logs, to: int = 90) -> str:
    key = key_of(logs, "serials", "S-1")
    wish = Wish(RecordKind.SERIAL, key, {"duration": (fields(logs)["duration"], to)})
    return change(logs, UNITY, CHIEF, wish).step


def together(logs: Logs, *names: str) -> str:
    """One step that changes several serials."""
    state = logs.state(UNITY)
    drafts = tuple(
        changed(state, "serials", key_of(logs, "serials", name), {"duration": 90}) for name in names
    )
    return logs.append(UNITY, Step("aidar", "KAZ", drafts)).step


def test_a_change_is_taken_back_and_done_again(logs: Logs) -> None:
    step = lengthened(logs)
    back = undo(logs, UNITY, CHIEF, step)
    assert fields(logs)["duration"] == 60
    undo(logs, UNITY, CHIEF, back.step)
    assert fields(logs)["duration"] == 90


def test_what_was_added_goes_and_what_was_removed_comes_back_under_its_key(logs: Logs) -> None:
    made = add(logs, UNITY, PLANNER, RecordKind.SERIAL, {"id": "S-9", "duration": 30})
    undo(logs, UNITY, PLANNER, made.step)
    assert logs.state(UNITY).held("serials", made.key) is None
    key = key_of(logs, "serials", "S-1")
    gone = remove(logs, UNITY, CHIEF, RecordKind.SERIAL, key)
    undo(logs, UNITY, CHIEF, gone.step)
    assert key_of(logs, "serials", "S-1") == key


def test_nothing_is_taken_back_if_others_changed_it_since(logs: Logs) -> None:
    step = lengthened(logs)
    lengthened(logs, 120)
    result = undo(logs, UNITY, CHIEF, step)
    assert result.step == ""
    assert [(each.field, each.by) for each in result.conflicts] == [("duration", "aidar")]
    assert fields(logs)["duration"] == 120


def test_only_who_could_do_it_can_take_it_back(logs: Logs) -> None:
    step = lengthened(logs)
    for author in (PLANNER, STRANGER, OBSERVER):
        with pytest.raises(Refused):
            undo(logs, UNITY, author, step)
    assert fields(logs)["duration"] == 90


def test_a_step_with_a_hidden_part_is_no_more_his_than_one_that_he_may_not_see(
    logs: Logs,
) -> None:
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step("x", "UZB", (changed(state, "serials", key, {"owner": "UZB"}),)))
    mixed = together(logs, "S-1", "S-3")
    with pytest.raises(Refused, match="more than is yours"):
        undo(logs, UNITY, STRANGER, mixed)
    hidden = together(logs, "S-2")
    for step in (hidden, "0" * 24):
        with pytest.raises(Absent, match="There is no such step"):
            undo(logs, UNITY, STRANGER, step)


def test_release_is_taken_back_by_the_owner_alone(logs: Logs) -> None:
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-2")
    draft = changed(state, "serials", key, {"releasable_to": ["AZE", "KAZ"]})
    step = logs.append(UNITY, Step("leyla", "AZE", (draft,))).step
    with pytest.raises(Refused):
        undo(logs, UNITY, CHIEF, step)
    undo(logs, UNITY, PLANNER, step)
    assert fields(logs, "S-2")["releasable_to"] == ["AZE"]


def test_a_timetable_is_taken_back_by_whoever_could_publish_it(logs: Logs) -> None:
    placed = {"serial": "S-1", "begins": "2024-07-09T04:00:00Z", "ends": "2024-07-09T05:00:00Z"}
    timetable = {"exercise": "UNITY-24", "plan": "", "placements": [placed]}
    step = logs.append(UNITY, publishing(logs.state(UNITY), timetable, "aidar", "KAZ")).step
    for author in (PLANNER, STRANGER):
        with pytest.raises(Refused, match="host's director and chief planner"):
            undo(logs, UNITY, author, step)
    back = undo(logs, UNITY, CHIEF, step)
    assert timetable_of(logs.state(UNITY)) is None
    undo(logs, UNITY, CHIEF, back.step)
    assert (timetable_of(logs.state(UNITY)) or {})["placements"] == [placed]


def test_a_timetable_that_holds_what_one_does_not_see_stays(logs: Logs) -> None:
    secret = {"id": "S-9", "title": "Secret", "owner": "AZE", "releasable_to": ["AZE"]}
    logs.append(UNITY, Step("leyla", "AZE", (added("serials", secret),)))
    placed = {"serial": "S-9", "begins": "2024-07-09T04:00:00Z", "ends": "2024-07-09T05:00:00Z"}
    timetable = {"exercise": "UNITY-24", "plan": "", "placements": [placed]}
    step = logs.append(UNITY, publishing(logs.state(UNITY), timetable, "leyla", "AZE")).step
    with pytest.raises((Refused, Absent)):
        undo(logs, UNITY, CHIEF, step)


def test_baselines_are_named_by_the_host_s_leaders(logs: Logs) -> None:
    with pytest.raises(Refused):
        name(logs, UNITY, PLANNER, "IPC")
    key = name(logs, UNITY, CHIEF, "IPC")
    with pytest.raises(Refused, match="there is a baseline called IPC already"):
        name(logs, UNITY, CHIEF, "IPC")
    seen = [
        baselines(logs, Sight(logs.state(UNITY), author.reader))
        for author in (CHIEF, STRANGER, OBSERVER)
    ]
    assert [[each.key for each in found] for found in seen] == [[key], [key], []]
