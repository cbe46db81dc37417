"""A timetable published through the API: by whom, from which plan, and beside what he does not see."""

from __future__ import annotations

from typing import Any

import pytest

from birlik.exercise.plan import Plan
from birlik.exercise.roles import Reader
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from birlik.server.desk.publishing import held_timetable
from birlik.server.desk.sight import Sight
from birlik.server.people.models import Scope
from birlik.server.people.roles import Role
from tests.building import placed, timetable_with
from tests.server.api.conftest import AT, SECRET, UNITY, client_of, key_of, with_token
from tests.server.api.test_problems import JSON, problem_of
from tests.server.api.test_records import patched


def planned(client, first="2024-07-09 10:00", **fields):
    """Timetable as ``birlik plan`` could have made it from what somebody sees."""
    plan = Plan.model_validate_json(client.get(f"{AT}/exports/plan.json").content)
    made = timetable_with(
        plan,
        placed("S-1", first, 60, areas="TOKMAK-1", units="KAZ-1"),
        placed("S-2", "2024-07-09 09:00", 90, areas="OYMASHA-1", units="AZE-1"),
        placed("S-4", "2024-07-09 14:00", 30, areas="OYMASHA-1"),
    )
    return made.model_copy(update=fields)


def published(client, timetable: Timetable | dict[str, Any], tag=None, **more):
    content = timetable if isinstance(timetable, dict) else timetable.model_dump(mode="json")
    headers = {"If-Match": tag} if tag else {}
    body = {"timetable": content, **more}
    return client.put(f"{AT}/timetable", body, content_type=JSON, headers=headers)


def begins(client):
    entries = client.get(f"{AT}/timetable").json()["entries"]
    return {each["serial"]: each["begins"] for each in entries if "serial" in each}


def test_a_timetable_is_published_and_what_is_hidden_keeps_its_time(chief, aze, logs):
    before = begins(aze)
    answer = published(chief, planned(chief), reason="MPC", reasons={"S-1": "Fog", "S-3": "x"})
    assert answer.status_code == 200
    after = begins(aze)
    assert after["S-1"] == "2024-07-09T05:00:00Z"
    assert after["S-3"] == before["S-3"]
    entries = logs.entries_of_step(UNITY, answer.json()["step"])
    assert {entry.reason for entry in entries} == {"MPC", "Fog"}


def test_the_joined_timetable_keeps_every_rule_of_the_whole_plan(chief, logs):
    published(chief, planned(chief))
    sight = Sight(logs.state(UNITY), Reader())
    held = held_timetable(sight)
    assert held is not None
    assert verify(held, sight.whole) == ()


@pytest.mark.parametrize(
    ("nation", "role"),
    [
        ("KAZ", Role.PLANNER),
        ("AZE", Role.DIRECTOR),
        ("KAZ", Role.CONTROLLER),
        ("USA", Role.VISITOR),
    ],
)
def test_the_hosts_leaders_alone_publish(joined, chief, nation, role):
    problem_of(published(client_of(joined(nation, role)), planned(chief)), 403)


def test_a_token_that_reads_publishes_nothing(joined, chief):
    reading = with_token(joined("KAZ", Role.DIRECTOR), Scope.READ)
    problem_of(published(reading, planned(chief)), 403)


def test_what_is_reserved_is_not_taken(chief):
    before = begins(chief)
    told = problem_of(published(chief, planned(chief, "2024-07-09 12:30")), 422)
    assert told.findings == ("S-1 takes TOKMAK-1 while it is reserved",)
    assert begins(chief) == before


def test_a_timetable_that_breaks_a_rule_is_told_which(chief):
    wrong = planned(chief, "2024-07-09 10:00")
    elsewhere = wrong.placements[0].model_copy(update={"areas": ("TOKMAK-1",)})
    told = problem_of(
        published(
            chief, wrong.model_copy(update={"placements": (elsewhere, *wrong.placements[1:])})
        ),
        422,
    )
    assert told.findings
    assert SECRET not in str(told)


def test_a_timetable_of_another_plan(chief, kaz):
    made = planned(chief)
    patched(kaz, key_of(kaz, "S-1"), {"duration": 45}, tag="*")
    assert "plan again" in problem_of(published(chief, made), 409).detail


def test_what_others_change_unseen_does_not_stand_in_the_way(chief, aze):
    made = planned(chief)
    patched(aze, key_of(aze, "S-3"), {"notes": "more"}, tag="*")
    assert published(chief, made).status_code == 200


def test_a_timetable_that_somebody_else_has_replaced(chief):
    tag = chief.get(f"{AT}/timetable").headers["ETag"]
    assert published(chief, planned(chief), tag).status_code == 200
    problem_of(published(chief, planned(chief, "2024-07-09 08:00"), tag), 412)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"format": "birlik-timetable/1"},
        {"format": "birlik-timetable/9"},
        {"format": ["birlik-timetable/1"]},
        {"format": "birlik-timetable/1", "placements": "x"},
        {"format": "birlik-timetable/1", "placements": [{"serial": "S-1", "begins": 5}]},
    ],
    ids=str,
)
def test_what_is_no_timetable(chief, content):
    problem_of(published(chief, content), 422)


def test_times_that_no_calendar_shows(chief):
    content = planned(chief).model_dump(mode="json")
    for year in ("0001", "9999"):
        content["placements"][0]["begins"] = f"{year}-07-09T04:00:00Z"
        problem_of(published(chief, content), 422)
    content["placements"][0]["begins"] = "2024-07-09T04:00:00"
    problem_of(published(chief, content), 422)
