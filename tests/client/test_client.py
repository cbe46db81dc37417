"""The client against a real server: what a program does with an exercise, from its beginning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest

from birlik.client import (
    Absent,
    Client,
    Conflicting,
    NotAllowed,
    NotSignedIn,
    Room,
    Stale,
    Unfit,
    Unreachable,
)
from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import Plan
from birlik.exercise.records.means import Area
from birlik.exercise.records.serials import Serial
from birlik.exercise.records.setting import Exercise
from birlik.exercise.roles import Role
from birlik.exercise.values.demands import AreaSet
from birlik.planning.timetable import Timetable
from birlik.wire.people import NewInvitation, ProfileChange
from birlik.wire.records import AnyRecord, Changed, SeenRecord
from tests.building import AQTAU, placed, timetable_with
from tests.journeys.serving import PASSWORD, Served, served


def there(changed: Changed[AnyRecord]) -> SeenRecord[AnyRecord]:
    """The record that was added or changed."""
    assert changed.record is not None
    return changed.record


MARK = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def filled_in(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Answer to a form of ours that was filled in."""
    mark = MARK.search(client.get(path).text)
    return client.post(path, data=fields | {"csrfmiddlewaretoken": mark[1]})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def token(server: Served) -> str:
    """Token of the first administrator, made by him in his session."""
    with httpx.Client(base_url=server.base, follow_redirects=True) as client:
        filled_in(client, server.first_link.removeprefix(server.base))
        filled_in(client, "/accounts/signup/", name="N", email="n@example.org", password1=PASSWORD)
        new = {"name": "test", "scope": "administer", "days": 1}
        assert client.post("/api/me/tokens", json=new).status_code == 403, "without its mark"
        mark = {"X-CSRFToken": client.cookies["birlik_csrf"]}
        made = client.post("/api/me/tokens", json=new, headers=mark)
        assert made.status_code == 201, made.text
        text: str = made.json()["text"]
        return text


@pytest.fixture(scope="module")
def client(server: Served, token: str) -> Iterator[Client]:
    with Client(server.base, token) as running:
        yield running


@pytest.fixture
def room(client: Client) -> Room:
    """A new exercise of Kazakhstan, with Azerbaijan."""
    begun = client.begin("UNITY-25", "KAZ", time_zone=AQTAU, nations=("AZE",))
    assert begun.role == Role.DIRECTOR
    return client.exercise(begun.key)


def test_who_asks(client: Client, room: Room) -> None:
    me = client.me()
    assert me.name == "N"
    assert me.administrator
    assert me.token.scope == "administer"
    assert room.key in {part.key for part in client.exercises()}


def test_records_are_added_found_changed_and_removed(room: Room) -> None:
    room.add(Area(id="A-1", title="Tokmak"))
    for number in range(5):
        made = room.add(Serial(id=f"S-{number}", title="Live fire", duration=60 + number))
        assert there(made).fields.duration == 60 + number
    found = [seen.fields.id for seen in room.records(Serial, "live", sort="-duration", page=2)]
    assert found == ["S-4", "S-3", "S-2", "S-1", "S-0"]
    assert room.counts()[RecordKind.SERIAL] == 5
    first = next(room.records(Serial))
    changed = there(room.change(first, {"areas": "A-1", "earliest": "2025-07-09 09:00"}))
    assert [area.areas for area in changed.fields.areas] == [("A-1",)]
    assert changed.fields.earliest.isoformat() == "2025-07-09T04:00:00+00:00"
    room.remove(changed, "no longer wanted")
    with pytest.raises(Absent):
        room.record(Serial, first.key)


def test_two_who_change_the_same_field(room: Room) -> None:
    seen = there(room.add(Serial(id="S-1", title="Night boarding", duration=60)))
    room.change(seen, {"title": "Day boarding"})
    late = room.change(seen, {"title": "Dusk boarding", "duration": 90})
    (lost,) = late.conflicts
    assert (lost.field, lost.seen, lost.holds, lost.typed) == (
        "title", "Night boarding", "Day boarding", "Dusk boarding",
    )  # fmt: skip
    assert there(late).fields.duration == 90
    with pytest.raises(Stale) as stale:
        room.change_only_if_unchanged(seen, {"title": "Dawn boarding", "notes": "x"})
    assert [(each.field, each.holds, each.typed) for each in stale.value.problem.conflicts] == [
        ("title", "Day boarding", "Dawn boarding"),
        ("notes", None, "x"),
    ]
    with pytest.raises(Stale):
        room.remove(seen)


def test_a_value_that_cannot_be_read(room: Room) -> None:
    seen = there(room.add(Serial(id="S-1")))
    with pytest.raises(Unfit, match="Duration"):
        room.change(seen, {"duration": "soon"})


def test_a_plan_is_taken_away_planned_and_published(room: Room) -> None:
    room.add(Area(id="A-1", site="TOKMAK"))
    room.add(Serial(id="S-1", duration=60, areas=(AreaSet(areas=("A-1",)),)))
    frame = next(room.records(Exercise))
    room.change(frame, {"startex": "2025-07-08 00:00", "endex": "2025-07-18 00:00"})
    plan = Plan.model_validate_json(room.export("plan.json"))
    made: Timetable = timetable_with(plan, placed("S-1", "2025-07-09 09:00", areas="A-1"))
    assert room.publish(made, "the first").step
    (entry,) = room.timetable().entries
    assert (entry.serial, entry.areas) == ("S-1", ("A-1",))
    assert room.export("timetable.xlsx").startswith(b"PK")
    assert {form.form for form in room.forms()} >= {"workbook.xlsx", "timetable.kml"}


def test_what_happened_is_told_and_taken_back(room: Room) -> None:
    seen = there(room.add(Serial(id="S-1", title="Night boarding")))
    baseline = room.name_baseline("MPC")
    assert [each.name for each in room.baselines()] == ["MPC"]
    step = room.change(seen, {"title": "Day boarding"}, "Too dark").step
    newest = next(room.history(record=seen.key))
    assert (newest.key, newest.reason) == (step, "Too dark")
    (difference,) = room.differences(baseline=baseline.key)
    assert (difference.id, difference.fields[0].now) == ("S-1", "Day boarding")
    moment = datetime(2020, 1, 1, 12, tzinfo=ZoneInfo(AQTAU))
    assert "S-1" in {each.id for each in room.differences(at=moment)}
    room.undo(step)
    assert room.record(Serial, seen.key).fields.title == "Night boarding"
    room.change(seen, {"title": "Dusk boarding"})
    with pytest.raises(Conflicting, match="Dusk boarding"):
        room.undo(step)


def test_a_workbook_is_looked_at_and_imported(room: Room) -> None:
    room.add(Serial(id="S-1", title="Night boarding"))
    workbook = room.export("workbook.xlsx")
    room.remove(next(room.records(Serial)))
    preview = room.preview_import(workbook)
    assert preview.counts == {"serials": {"add": 1, "change": 0, "remove": 0}}
    assert room.do_import(preview, reason="Back again").step
    assert [seen.fields.title for seen in room.records(Serial)] == ["Night boarding"]
    with pytest.raises(Unfit):
        room.preview_import(b"%PDF-1.7")


def test_people_are_invited_and_given_parts(client: Client, room: Room) -> None:
    made = client.invite(NewInvitation(email="leyla@example.org"))
    assert "/invitation/" in made.link
    assert [each.key for each in client.invitations()] == [made.key]
    client.withdraw_invitation(made.key)
    assert not list(client.invitations())
    assert client.change_me(ProfileChange(time_zone="Z")).time_zone == "Z"
    me = client.me()
    assert me.time_zone == "Z"
    assert [person.key for person in client.people("example.org")] == [me.key]
    person = client.give_part(me.key, room.key, "AZE", Role.PLANNER)
    assert ("AZE", "planner") in {(part.nation, part.role) for part in person.parts}
    assert {member.nation for member in room.people()} == {"AZE"}
    client.end_part(me.key, room.key)
    with pytest.raises(Absent):
        room.told()


def test_findings_name_their_records(room: Room) -> None:
    seen = there(room.add(Serial(title="Nameless")))
    found = next(each for each in room.findings(kind=RecordKind.SERIAL) if each.code == "B201")
    assert found.place.key == seen.key
    assert room.reserved() == ()
    assert "duration" in client_columns(room)


def client_columns(room: Room) -> set[str]:
    """Fields that a serial's author may change."""
    return set(next(room.records(Serial)).editable)


def test_a_kind_has_its_schema(client: Client) -> None:
    kind = client.kind(RecordKind.SERIAL)
    assert kind.word == "serial"
    assert kind.record_schema["properties"]["duration"]["x-unit"] == "min"


def test_the_last_administrator_stays(client: Client) -> None:
    with pytest.raises(Unfit, match="only administrator"):
        client.set_standing(client.me().key, administrator=False)


def test_a_token_that_does_not_count(server: Served) -> None:
    with Client(server.base, "birlik_nonsense") as client, pytest.raises(NotSignedIn):
        client.me()


def test_a_token_that_reads_alone(server: Served, client: Client) -> None:
    assert all(each.scope == "administer" for each in client.tokens())
    with pytest.raises(NotAllowed, match="outlive"):
        client._line.ask("POST", "/me/tokens", json={"name": "another"})


def test_what_is_no_birlik_server(server: Served) -> None:
    with (
        Client(server.base + "/accounts", "birlik_x") as client,
        pytest.raises(Unreachable, match="check the address"),
    ):
        client.me()


def test_nobody_answers() -> None:
    with (
        Client("http://localhost:1", "birlik_x") as client,
        pytest.raises(Unreachable, match="does not answer"),
    ):
        client.me()


def test_a_request_that_is_too_large_is_a_problem_too(server: Served, token: str) -> None:
    # It is told as soon as it says its size: who goes on sending may lose the answer with the connection.
    with closing(HTTPConnection(urlsplit(server.base).netloc)) as connection:
        connection.putrequest("POST", "/api/exercises")
        connection.putheader("Authorization", f"Bearer {token}")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "33000000")
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status == 413
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert json.loads(answer.read())["type"] == "urn:birlik:problem:too-large"


def test_the_page_can_be_typed_in(
    server: Served, token: str, client: Client, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parents[2] / "docs" / "api.md"
    (cell,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    first = client.exercise(client.exercises()[0].key)
    first.add(Serial(id="S-77", title="Night boarding"))
    exec(cell, {"address": server.base, "token": token})
    assert "S-77 None" in capsys.readouterr().out
    last = [*first.records(Serial, "boarding", sort="earliest")][-1]
    assert last.fields.duration != 120, "taken back"
    assert next(step.undoes for step in first.history())
