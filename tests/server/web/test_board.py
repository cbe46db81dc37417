"""The board's addresses: what is drawn, judged, moved and asked for, each from its reader's desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from birlik.exercise.roles import Reader
from birlik.log.imports import preview_of
from birlik.log.state import empty_state
from birlik.log.timetables import publishing
from birlik.planning.planner import plan_timetable
from birlik.server.desk import keeping
from birlik.server.desk.past import name
from birlik.server.desk.sight import Sight
from birlik.server.people import audit
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from birlik.server.web.board.data import BEGUN, FIXED, MANDATORY, OWN
from tests.building import area, nation, phase, plan_with, serial, unit
from tests.server.conftest import Made
from tests.server.desk.conftest import CHIEF, UNITY, key_of

BOARD = f"/exercises/{UNITY}/board"

Joins = Callable[[str, Role], Client]


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    plan = plan_with(
        title="Unity",
        default_release="ALL",
        position="43.6 51.2",
        nations=[nation("KAZ"), nation("AZE"), nation("UZB")],
        phases=[phase("P-1", "2024-07-08", "2024-07-12")],
        areas=[
            area("RANGE", closures="2024-07-09 08:00..2024-07-09 10:00"),
            area("SEA", open_hours="06:00-18:00"),
        ],
        units=[unit("U-1"), unit("U-2", "AZE")],
        serials=[
            serial("S-1", 60, areas="RANGE", units="U-1", fixed="2024-07-08 08:00"),
            serial("S-2", 60, areas="RANGE", units="U-1", priority=2, owner="AZE"),
            serial("S-9", 60, areas="SEA", units="U-2", owner="AZE", releasable_to="AZE"),
        ],
    )
    with Logs(opened(Place(file=tmp_path / "birlik.sqlite3"))) as running:
        running.begin(UNITY)
        running.append(UNITY, preview_of(empty_state(UNITY), plan).step("aidar", "KAZ", "Draft"))
        whole = Sight(running.state(UNITY), Reader()).whole
        content = plan_timetable(whole, seconds=0).model_dump(mode="json")
        running.append(UNITY, publishing(running.state(UNITY), content, "aidar", "KAZ"))
        before = keeping.keep(running)
        yield running
        keeping.keep(before)


@pytest.fixture
def joins(person: Made, logs: Logs) -> Joins:
    def joined(nation: str, role: Role) -> Client:
        account: Account = person(f"{nation}-{role.value}".replace(" ", "-"))
        join(account, PartIn(UNITY, nation, role), by=audit.SERVER)
        client = Client()
        client.force_login(account)
        return client

    return joined


def asked(client: Client, place: str, **query: Any) -> Any:
    answer = client.get(f"{BOARD}/{place}", query)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_the_board_draws_what_its_reader_sees_and_times_that_are_reserved(joins: Joins) -> None:
    drawn = asked(joins("KAZ", Role.CHIEF_PLANNER), "data/")
    serials = drawn["serials"]
    assert serials["id"] == ["S-1", "S-2"]
    assert serials["flags"] == [MANDATORY | FIXED, 0]
    assert serials["priority"] == [0, 2]
    assert [len(column) for column in serials.values()] == [2] * len(serials)
    assert drawn["may"] == "publish"
    assert drawn["offsets"] == [[drawn["offsets"][0][0], 300]]
    assert {(what, number) for what, number, _, _ in drawn["reserved"]} == {(0, 1), (1, 1)}
    assert [(number, closed) for number, _, _, closed in drawn["shut"] if closed] == [(0, 1)]
    assert any(number == 1 and not closed for number, _, _, closed in drawn["shut"])
    assert {light for _, _, light in drawn["light"]} == {0, 1, 2}


def test_each_may_do_on_the_board_what_he_may_do_anyway(joins: Joins) -> None:
    aze = asked(joins("AZE", Role.PLANNER), "data/")
    assert aze["may"] == "ask"
    flags = dict(zip(aze["serials"]["id"], aze["serials"]["flags"], strict=True))
    assert {name for name, flag in flags.items() if flag & OWN} == {"S-2", "S-9"}
    assert not any(flag & BEGUN for flag in flags.values())
    visitor = joins("UZB", Role.VISITOR)
    seen = asked(visitor, "data/")
    assert seen["may"] == ""
    assert seen["reserved"] == []
    assert asked(visitor, "findings/") == {}


def test_a_move_is_judged_and_published_and_taken_back(joins: Joins, logs: Logs) -> None:
    client = joins("KAZ", Role.CHIEF_PLANNER)
    drawn = asked(client, "data/")["serials"]
    key, begins = drawn["key"][1], drawn["begins"][1]
    taken = drawn["begins"][0]
    told = asked(client, "judge/", serial=key, begins=taken)
    assert not told["fine"]
    assert {each["code"] for each in told["broken"]} >= {"B503", "B507"}
    assert told["moved"] == [[key, taken]]
    assert asked(client, "judge/", serial=key, begins="x")["fine"] is False
    places = asked(client, "fits/", serial=key)["fits"]
    free = places[0]["begins"][-1][0]
    assert asked(client, "judge/", serial=key, begins=free)["fine"]
    refused = client.post(f"{BOARD}/move/", {"serial": key, "begins": taken, "was": begins})
    assert refused.status_code == 422
    assert {each["text"].split()[0] for each in refused.json()["broken"]} >= {"B503", "B507"}
    answer = client.post(f"{BOARD}/move/", {"serial": key, "begins": free, "was": begins})
    assert answer.status_code == 200, answer.content
    assert "S-2 now begins on" in answer.json()["told"]
    assert asked(client, "data/")["serials"]["begins"][1] == free
    late = client.post(f"{BOARD}/move/", {"serial": key, "begins": free, "was": begins})
    assert late.status_code == 409
    step = answer.json()["step"]
    client.post(f"/exercises/{UNITY}/history/take-back/", {"step": step, "next": f"{BOARD}/"})
    assert asked(client, "data/")["serials"]["begins"][1] == begins


def test_whoever_owns_a_serial_asks_for_another_time(joins: Joins, logs: Logs) -> None:
    client = joins("AZE", Role.PLANNER)
    key = key_of(logs, "serials", "S-2")
    asking = {"serial": key, "begins": 28_673_700, "field": "earliest"}
    assert client.post(f"{BOARD}/move/", asking | {"was": ""}).status_code == 422
    answer = client.post(f"{BOARD}/wish/", asking)
    assert answer.status_code == 200, answer.content
    assert logs.state(UNITY).of("serials")[key].fields["earliest"] == "2024-07-08T07:00:00Z"
    for refused in ({"field": "title"}, {"serial": key_of(logs, "serials", "S-1")}):
        assert client.post(f"{BOARD}/wish/", asking | refused).status_code == 422


def test_a_closed_area_is_found_on_the_board(joins: Joins, logs: Logs) -> None:
    client = joins("KAZ", Role.CHIEF_PLANNER)
    key = key_of(logs, "areas", "RANGE")
    form = {"f.closures": "2024-07-08 07:00..2024-07-08 09:00", "s.closures": json.dumps(None)}
    held = logs.state(UNITY).of("areas")[key].fields["closures"]
    form["s.closures"] = json.dumps(held)
    client.post(f"/exercises/{UNITY}/areas/{key}/", form)
    found = asked(client, "findings/")
    told = [each for each in found[key_of(logs, "serials", "S-1")] if each[3] == "timetable"]
    assert [each[0] for each in told] == ["B535"]


def test_the_board_beside_a_baseline(joins: Joins, logs: Logs) -> None:
    client = joins("KAZ", Role.CHIEF_PLANNER)
    baseline = name(logs, UNITY, CHIEF, "MPC")
    assert asked(client, f"compare/{baseline}/")["moves"] == []
    drawn = asked(client, "data/")["serials"]
    key, begins = drawn["key"][1], drawn["begins"][1]
    free = asked(client, "fits/", serial=key)["fits"][0]["begins"][-1][0]
    client.post(f"{BOARD}/move/", {"serial": key, "begins": free, "was": begins})
    beside = asked(client, f"compare/{baseline}/")
    assert beside["name"] == "MPC"
    assert beside["moves"] == [[key, begins, free, [0], [0]]]
    assert {bar[0] for bar in beside["bars"]} == set(drawn["key"])
    assert joins("UZB", Role.VISITOR).get(f"{BOARD}/compare/{baseline}/").status_code == 404
