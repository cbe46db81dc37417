"""What happened, as each reader may know it: released then, and still so now."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Reader, Role
from birlik.log.drafts import Step, changed, removed
from birlik.log.entry import Act
from birlik.log.timetables import publishing
from birlik.log.undo import undoing
from birlik.server.desk.changing import Author, Wish, add, change
from birlik.server.desk.history import History, SeenStep
from birlik.server.desk.sight import Absent
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import CHIEF, OBSERVER, PLANNER, STRANGER, UNITY, key_of

UTC = ZoneInfo("UTC")


def steps(logs: Logs, author: Author, **options: Any) -> list[SeenStep]:
    return list(History(logs, UNITY, author.reader).page(**options).steps)


def told(logs: Logs, author: Author) -> str:
    return "\n".join(entry.sentence(UTC) for step in steps(logs, author) for entry in step.entries)


def given(logs: Logs, kind: str, id: str, reason: str = "", **values: Any) -> None:
    """The host's log gets what the rules would let somebody do."""
    state = logs.state(UNITY)
    draft = changed(state, kind, key_of(logs, kind, id), values)
    logs.append(UNITY, Step("aidar", "KAZ", (draft,), reason))


def gone(logs: Logs, kind: str, id: str) -> None:
    state = logs.state(UNITY)
    logs.append(UNITY, Step("aidar", "KAZ", (removed(state, kind, key_of(logs, kind, id)),)))


def test_a_step_shows_what_its_reader_sees_of_it_and_counts_nothing_else(logs: Logs) -> None:
    mine, theirs = steps(logs, PLANNER)[0], steps(logs, STRANGER)[0]
    assert mine.count - theirs.count == 3
    assert "S-2" in told(logs, PLANNER)
    for hidden in ("S-2", "S-3", "QUIET", "Night", "Mine"):
        assert hidden not in told(logs, STRANGER)


def test_a_change_is_told_in_a_sentence_with_who_and_when(logs: Logs) -> None:
    key = key_of(logs, "serials", "S-1")
    done = change(logs, UNITY, CHIEF, Wish(RecordKind.SERIAL, key, {"duration": (60, 90)}), "Wind")
    found = steps(logs, STRANGER)[0]
    assert (found.key, found.who, found.nation, found.reason) == (done.step, "aidar", "KAZ", "Wind")
    assert found.entries[0].sentence(UTC) == "S-1 Boarding: Duration from 1 h to 1 h 30 min."


def test_what_is_hidden_leaves_neither_a_step_nor_a_gap_in_the_pages(logs: Logs) -> None:
    for length in range(61, 71):
        given(logs, "serials", "S-2", duration=length)
        given(logs, "serials", "S-1", duration=length)
    page = History(logs, UNITY, STRANGER.reader).page(most=4)
    counts = []
    while True:
        counts.append(len(page.steps))
        if not page.following:
            break
        page = History(logs, UNITY, STRANGER.reader).page(page.following, most=4)
    assert counts == [4, 4, 3]


def test_a_cursor_of_a_hidden_entry_is_none(logs: Logs) -> None:
    given(logs, "serials", "S-2", duration=90)
    hidden = logs.newest(UNITY, most=1)[0]
    assert History(logs, UNITY, PLANNER.reader).page(hidden.key).steps
    for strange in (hidden.key, "0" * 24):
        with pytest.raises(Absent, match="There is no such page of the history"):
            History(logs, UNITY, STRANGER.reader).page(strange)


def test_what_becomes_visible_is_added_with_its_present_values(logs: Logs) -> None:
    given(logs, "serials", "S-2", title="Secret past")
    given(logs, "serials", "S-2", reason="They join", releasable_to=["AZE", "UZB"])
    given(logs, "serials", "S-2", title="Diving by day")
    last, before = steps(logs, STRANGER)[:2]
    assert last.entries[0].act is Act.CHANGE
    assert before.entries[0].act is Act.ADD
    assert before.entries[0].sentence(UTC) == "S-2 Diving by day was added."
    # The change of the title after it tells the title before: he could read it by then.
    assert "Night diving" not in told(logs, STRANGER)


def test_what_is_withdrawn_is_removed_and_so_is_what_was_known_of_it(logs: Logs) -> None:
    given(logs, "serials", "S-1", title="Boarding by night")
    given(logs, "serials", "S-1", releasable_to=["AZE"])
    given(logs, "serials", "S-1", title="A secret")
    withdrawn = told(logs, STRANGER)
    assert withdrawn.splitlines()[0] == "S-1 Boarding by night was removed."
    assert "by night" not in "\n".join(withdrawn.splitlines()[1:])
    assert "secret" not in withdrawn


def test_removed_and_withdrawn_look_the_same(logs: Logs) -> None:
    given(logs, "serials", "S-1", title="Boarding by night")
    gone(logs, "serials", "S-1")
    removed_ = told(logs, STRANGER)
    logs.append(UNITY, undoing([logs.newest(UNITY, most=1)[0]], "aidar", "KAZ"))
    given(logs, "serials", "S-1", releasable_to=["AZE"])
    assert told(logs, STRANGER).splitlines()[0] == removed_.splitlines()[0]
    assert told(logs, STRANGER).count("by night") == removed_.count("by night") + 1


def test_a_default_that_hides_a_record_hides_its_past(logs: Logs) -> None:
    given(logs, "serials", "S-1", title="Boarding by night")
    assert "by night" in told(logs, STRANGER)
    given(logs, "exercise", "UNITY-24", default_release=["AZE"])
    assert "by night" not in told(logs, STRANGER)
    given(logs, "serials", "S-1", title="A secret")
    given(logs, "exercise", "UNITY-24", default_release=["ALL"])
    assert "A secret" in told(logs, STRANGER).replace("to A secret", "")  # never its change
    assert "to A secret" not in told(logs, STRANGER)


def test_references_to_what_is_not_known_are_left_out_of_old_values(logs: Logs) -> None:
    given(logs, "serials", "S-1", areas=[{"areas": ["SEA"]}])
    assert "QUIET" in told(logs, PLANNER)
    assert "QUIET" not in told(logs, STRANGER)


def test_an_observer_is_told_of_the_fields_that_his_role_leaves_him(logs: Logs) -> None:
    given(logs, "serials", "S-1", notes="The tide is late")
    given(logs, "serials", "S-1", duration=90)
    assert "tide" in told(logs, PLANNER)
    assert "tide" not in told(logs, OBSERVER)
    assert "1 h 30 min" in told(logs, OBSERVER)


def test_the_reason_of_a_step_with_a_hidden_part_is_not_told(logs: Logs) -> None:
    state = logs.state(UNITY)
    drafts = tuple(
        changed(state, "serials", key_of(logs, "serials", name), {"duration": 90})
        for name in ("S-1", "S-3")
    )
    logs.append(UNITY, Step("aidar", "KAZ", drafts, "QUIET is shut"))
    assert [steps(logs, each)[0].reason for each in (CHIEF, PLANNER, STRANGER)] == [
        "QUIET is shut",
        "QUIET is shut",
        "",
    ]


def test_a_part_of_a_step_does_not_tell_the_reason_of_the_whole(logs: Logs) -> None:
    state = logs.state(UNITY)
    names = ("S-1", "S-3", "S-1")
    drafts = tuple(
        changed(state, "serials", key_of(logs, "serials", name), {field: value})
        for name, field, value in zip(
            names, ("duration", "duration", "title"), (90, 90, "Search"), strict=True
        )
    )
    logs.append(UNITY, Step("aidar", "KAZ", drafts, "QUIET is shut"))
    # Of one record alone, and behind a cursor that lies within the step.
    last = logs.newest(UNITY, most=1)[0]
    for asked in ({"record": key_of(logs, "serials", "S-1")}, {"before": last.key}):
        assert steps(logs, CHIEF, **asked)[0].reason == "QUIET is shut"
        assert steps(logs, STRANGER, **asked)[0].reason == ""


def test_placements_are_told_to_those_who_could_read_the_serial_then_and_can_now(
    logs: Logs,
) -> None:
    placed = [
        {"serial": name, "begins": "2024-07-09T04:00:00Z", "ends": "2024-07-09T05:00:00Z",
         "areas": ["SEA", "QUIET"], "units": ["U-1"]}
        for name in ("S-1", "S-3")
    ]  # fmt: skip
    timetable = {"exercise": "UNITY-24", "plan": "", "placements": placed}
    logs.append(UNITY, publishing(logs.state(UNITY), timetable, "aidar", "KAZ"))
    assert "S-3 was placed" in told(logs, PLANNER)
    assert "S-1 was placed on 9 July 04:00-05:00 in SEA." in told(logs, STRANGER)
    assert "S-3" not in told(logs, STRANGER)
    given(logs, "serials", "S-3", releasable_to=["ALL"])
    assert "S-3 Minehunting was added" in told(logs, STRANGER)
    assert "S-3 was placed" not in told(logs, STRANGER)


def test_a_nation_that_is_not_known_changed_it_without_a_name(logs: Logs) -> None:
    state = logs.state(UNITY)
    draft = changed(state, "serials", key_of(logs, "serials", "S-1"), {"duration": 90})
    logs.append(UNITY, Step("ghost", "NOWHERE", (draft,)))
    found = steps(logs, STRANGER)[0]
    assert (found.who, found.nation) == ("", "")


def test_who_belongs_to_no_nation_is_told_nothing(logs: Logs) -> None:
    for reader in (Reader(None, Role.DIRECTOR), Reader("NOWHERE", Role.PLANNER)):
        assert steps(logs, Author("nobody", reader)) == []


def test_the_history_of_one_record(logs: Logs) -> None:
    done = add(logs, UNITY, PLANNER, RecordKind.SERIAL, {"id": "S-9", "releasable_to": "AZE"})
    assert len(steps(logs, PLANNER, record=done.key)) == 1
    assert steps(logs, STRANGER, record=done.key) == []


def test_entries_of_a_step_are_all_of_them_wherever_a_page_begins(logs: Logs) -> None:
    for minutes in (90, 120, 150):
        given(logs, "serials", "S-1", duration=minutes)
    oldest = steps(logs, PLANNER)[-1]
    assert len(oldest.entries) > 2
    for cursor in ("", steps(logs, PLANNER)[1].entries[0].key, oldest.entries[2].key):
        history = History(logs, UNITY, PLANNER.reader)
        for step in history.page(cursor).steps:
            every = logs.entries_of_step(UNITY, step.key)
            assert list(history.entries_of(step.key)) == every
