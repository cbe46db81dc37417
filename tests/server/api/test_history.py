"""History, undo and redo, baselines, differences and imports through the API."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from birlik.server.people.models import Scope
from birlik.server.people.roles import Role
from tests.server.api.conftest import AT, SECRET, client_of, key_of, with_token
from tests.server.api.test_problems import JSON, problem_of
from tests.server.api.test_records import SERIALS, patched


def history(client, **more):
    return client.get(f"{AT}/history", more).json()


def undone(client, step, reason=""):
    return client.post(f"{AT}/history/{step}/undo", {"reason": reason}, content_type=JSON)


def title(client, id="S-1"):
    return client.get(f"{SERIALS}/{key_of(client, id)}").json()["fields"].get("title")


# History


def test_a_change_is_told_taken_back_and_done_again(kaz):
    key = key_of(kaz, "S-1")
    step = patched(kaz, key, {"title": "Day boarding"}, tag="*", reason="Too dark").json()["step"]
    newest = history(kaz)["items"][0]
    assert newest["key"] == step
    assert newest["reason"] == "Too dark"
    assert newest["entries"][0]["fields"] == [
        {"field": "title", "was": "Night boarding", "now": "Day boarding"}
    ]
    assert "Day boarding" in newest["entries"][0]["sentence"]
    assert newest["may_undo"]
    undo = undone(kaz, step).json()["step"]
    assert title(kaz) == "Night boarding"
    assert history(kaz)["items"][0]["undoes"] == step
    undone(kaz, undo, "after all")
    assert title(kaz) == "Day boarding"
    assert len(history(kaz, record=key)["items"]) >= 3


def test_what_was_changed_since_is_not_taken_back(kaz, chief):
    key = key_of(kaz, "S-1")
    step = patched(kaz, key, {"title": "Day boarding"}, tag="*").json()["step"]
    patched(chief, key, {"title": "Dusk boarding"}, tag="*")
    (conflict,) = problem_of(undone(kaz, step), 409).conflicts
    assert (conflict.field, conflict.holds) == ("title", "Dusk boarding")
    assert title(kaz) == "Dusk boarding"


def test_hidden_steps_leave_no_trace(kaz, aze):
    before = kaz.get(f"{AT}/history").content
    hidden = patched(aze, key_of(aze, "S-3"), {"notes": SECRET + "2"}, tag="*").json()["step"]
    assert kaz.get(f"{AT}/history").content == before
    one, other = kaz.get(f"{AT}/history/{hidden}"), kaz.get(f"{AT}/history/{'0' * 24}")
    problem_of(one, 404)
    assert one.text.replace(hidden, "") == other.text.replace("0" * 24, "")
    problem_of(undone(kaz, hidden), 404)
    assert history(aze)["items"][0]["key"] == hidden


def test_nobody_takes_back_what_is_not_his(kaz, aze, visitor, joined):
    step = patched(aze, key_of(aze, "S-2"), {"title": "Fire"}, tag="*").json()["step"]
    problem_of(undone(kaz, step), 403)
    problem_of(undone(visitor, step), 404)
    problem_of(undone(with_token(joined("AZE")), step), 403)
    assert undone(aze, step).status_code == 200


def test_pages_of_the_history_hold_each_step_once(kaz):
    key = key_of(kaz, "S-1")
    made = [patched(kaz, key, {"notes": str(n)}, tag="*").json()["step"] for n in range(5)]
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = history(kaz, limit=2, cursor=cursor)
        found += [step["key"] for step in page["items"]]
        cursor = page["next"]
    assert found[:5] == made[::-1]
    assert len(found) == len(set(found))
    problem_of(kaz.get(f"{AT}/history", {"cursor": "0" * 24}), 404)


# Baselines and differences


def test_what_changed_since_a_baseline(kaz, chief, aze):
    made = chief.post(f"{AT}/baselines", {"name": "MPC"}, content_type=JSON)
    assert made.status_code == 201
    assert [each["name"] for each in kaz.get(f"{AT}/baselines").json()["items"]] == ["MPC"]
    patched(kaz, key_of(kaz, "S-1"), {"duration": 75}, tag="*")
    patched(aze, key_of(aze, "S-3"), {"duration": 75}, tag="*")
    told = kaz.get(f"{AT}/differences", {"baseline": made.json()["key"]})
    (change,) = told.json()["items"]
    assert (change["id"], change["act"], told.json()["total"]) == ("S-1", "change", 1)
    assert change["fields"] == [{"field": "duration", "was": 60, "now": 75}]
    assert SECRET not in told.text
    problem_of(chief.post(f"{AT}/baselines", {"name": "MPC"}, content_type=JSON), 422)
    problem_of(kaz.post(f"{AT}/baselines", {"name": "mine"}, content_type=JSON), 403)


def test_what_changed_since_a_moment(kaz):
    now = datetime.now(UTC).isoformat()
    patched(kaz, key_of(kaz, "S-1"), {"duration": 75}, tag="*")
    assert kaz.get(f"{AT}/differences", {"at": now}).json()["total"] == 1
    for far, total in (("9999-12-31T23:59:59-14:00", 0), ("0001-01-01T00:00:00+14:00", 12)):
        found = kaz.get(f"{AT}/differences", {"at": far}).json()["total"]
        assert found >= total if total else found == 0
    for wrong in ("yesterday", "0.5", "2024-07-09T09:30:00", "2024-07-09", "T"):
        problem_of(kaz.get(f"{AT}/differences", {"at": wrong}), 422)


def test_baselines_are_for_the_staff(chief, visitor):
    made = chief.post(f"{AT}/baselines", {"name": "MPC"}, content_type=JSON)
    assert visitor.get(f"{AT}/baselines").json() == {"items": []}
    problem_of(visitor.get(f"{AT}/differences", {"baseline": made.json()["key"]}), 404)


# Imports


def uploaded(client, content, name="plan.json"):
    file = SimpleUploadedFile(name, content)
    return client.post(f"{AT}/imports", {"file": file})


def changed_export(client, change):
    plan = client.get(f"{AT}/exports/plan.json").json()
    change(plan)
    return json.dumps(plan).encode()


def test_what_a_file_would_change_is_shown_and_then_done(kaz, aze):
    def change(plan):
        plan["serials"][0]["title"] = "Dusk boarding"
        plan["serials"].append({"id": "S-9", "title": "New"})

    shown = uploaded(kaz, changed_export(kaz, change))
    assert shown.status_code == 201
    assert shown.json()["counts"] == {"serials": {"add": 1, "change": 1, "remove": 0}}
    assert kaz.get(shown.headers["Location"]).json() == shown.json()
    assert title(kaz) == "Night boarding"
    done = kaz.post(shown.headers["Location"], {}, content_type=JSON)
    assert done.json()["conflicts"] == []
    assert title(kaz) == "Dusk boarding"
    assert title(aze, "S-3") == SECRET
    undone(kaz, done.json()["step"])
    assert title(kaz) == "Night boarding"
    problem_of(kaz.post(shown.headers["Location"], {}, content_type=JSON), 404)


def test_the_same_workbook_changes_nothing(kaz):
    content = kaz.get(f"{AT}/exports/workbook.xlsx").content
    shown = uploaded(kaz, content, "w.xlsx").json()
    assert (shown["counts"], shown["refused"]) == ({}, [])


def test_a_file_changes_nothing_that_is_not_his(kaz, aze):
    def change(plan):
        next(each for each in plan["serials"] if each["id"] == "S-2")["title"] = "Mine now"

    shown = uploaded(kaz, changed_export(kaz, change))
    assert len(shown.json()["refused"]) == 1
    kaz.post(shown.headers["Location"], {"remove": True}, content_type=JSON)
    assert title(aze, "S-2") == "Live fire"
    assert title(aze, "S-3") == SECRET


def test_a_plan_of_another_exercise_must_be_meant(chief):
    shown = uploaded(chief, changed_export(chief, lambda plan: plan["exercise"].update(id="X-1")))
    assert shown.json()["other_exercise"] == "X-1"
    problem_of(chief.post(shown.headers["Location"], {}, content_type=JSON), 409)
    meant = {"another_exercise": True}
    assert chief.post(shown.headers["Location"], meant, content_type=JSON).json()["step"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"{", b"PK\x03\x04", b"\x00" * 100, b"[" * 10**5], ids=range(5)
)
def test_a_file_that_is_no_plan(kaz, content):
    problem_of(uploaded(kaz, content), 422)


def test_a_file_that_is_none_or_empty(kaz):
    problem_of(uploaded(kaz, b""), 422)
    problem_of(kaz.post(f"{AT}/imports", {"other": "x"}), 422)
    problem_of(kaz.post(f"{AT}/imports", b"{}", content_type=JSON), 415)


def test_nobody_does_the_import_of_another(kaz, chief, joined, visitor):
    place = uploaded(kaz, changed_export(kaz, lambda plan: None)).headers["Location"]
    problem_of(chief.get(place), 404)
    problem_of(visitor.get(place), 403)
    reading = with_token(joined("KAZ"))
    problem_of(uploaded(reading, b"{}"), 403)
    editing = client_of(joined("KAZ", Role.DIRECTOR))
    problem_of(editing.post(place, {}, content_type=JSON), 404)
    assert Scope.EDIT


# Timetable


def test_a_reader_sees_reserved_times_in_the_timetable(kaz, aze):
    told = kaz.get(f"{AT}/timetable")
    assert [each.get("serial") for each in told.json()["entries"]].count(None) == 2
    assert SECRET not in told.text
    assert SECRET in aze.get(f"{AT}/timetable").text
