"""Records through the API: lists, additions, changes against what was seen, removal, and forgery."""

from __future__ import annotations

import json

import pytest

from birlik.server.people.models import Scope
from birlik.server.people.roles import Role
from tests.server.api.conftest import AT, SECRET, client_of, key_of, with_token
from tests.server.api.test_problems import JSON, problem_of

SERIALS = f"{AT}/records/serials"


def ids(answer):
    return [each["fields"]["id"] for each in answer.json()["items"]]


def patched(client, key, fields, seen=None, tag=None, reason=""):
    body = {"fields": fields, "reason": reason} | ({} if seen is None else {"seen": seen})
    headers = {} if tag is None else {"If-Match": tag}
    return client.patch(f"{SERIALS}/{key}", json.dumps(body), content_type=JSON, headers=headers)


# Lists


def test_a_list_has_what_its_reader_sees_and_counts_nothing_else(kaz, aze):
    answer = kaz.get(SERIALS)
    assert ids(answer) == ["S-1", "S-2", "S-4"]
    assert answer.json()["total"] == 3
    assert SECRET not in answer.text
    assert ids(aze.get(SERIALS)) == ["S-1", "S-2", "S-3", "S-4"]


def test_pages_hold_everything_once(kaz):
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = kaz.get(SERIALS, {"limit": 2, "cursor": cursor})
        found += ids(answer)
        cursor = answer.json()["next"]
    assert found == ["S-1", "S-2", "S-4"]


def test_a_page_goes_on_behind_its_last_record_whatever_was_added_or_removed(kaz, aze):
    cursor = kaz.get(SERIALS, {"limit": 2, "sort": "-id"}).json()["next"]
    kaz.post(SERIALS, {"fields": {"id": "S-8"}}, content_type=JSON)
    assert ids(kaz.get(SERIALS, {"cursor": cursor, "sort": "-id"})) == ["S-1"]
    aze.delete(f"{SERIALS}/{key_of(aze, 'S-2')}")
    assert ids(kaz.get(SERIALS, {"cursor": cursor, "sort": "-id"})) == ["S-1"]


def test_a_cursor_of_ones_own_making(kaz):
    for cursor in ("x", "WzFd", "W10", "bnVsbA", "WzEsMl0", "Wy0xLCAiYSJd", "ÿ"):
        problem_of(kaz.get(SERIALS, {"cursor": cursor}), 404)


def test_search_finds_words_in_any_text_and_no_hidden_one(kaz, aze):
    assert ids(kaz.get(SERIALS, {"q": "BOARDING night"})) == ["S-1"]
    assert ids(kaz.get(SERIALS, {"q": "oymasha"})) == ["S-2", "S-4"]
    assert ids(kaz.get(SERIALS, {"q": SECRET})) == []
    assert ids(aze.get(SERIALS, {"q": SECRET})) == ["S-3"]


def test_sorted_by_a_field_the_empty_ones_come_last(kaz):
    assert ids(kaz.get(SERIALS, {"sort": "duration"})) == ["S-4", "S-1", "S-2"]
    assert ids(kaz.get(SERIALS, {"sort": "-duration"})) == ["S-2", "S-1", "S-4"]
    assert ids(kaz.get(SERIALS, {"sort": "-owner"})) == ["S-2", "S-1", "S-4"]
    assert ids(kaz.get(SERIALS, {"sort": "text"})) == ["S-1", "S-2", "S-4"]


# What is hidden


def test_absent_and_hidden_are_the_same_to_the_last_byte(kaz, aze):
    hidden, made_up = key_of(aze, "S-3"), "0123456789abcdef01234567"
    for act in (
        lambda key: kaz.get(f"{SERIALS}/{key}"),
        lambda key: kaz.delete(f"{SERIALS}/{key}"),
        lambda key: patched(kaz, key, {"title": "x"}, {}),
        lambda key: patched(kaz, key, {"title": "x"}, tag="*"),
    ):
        one, other = act(hidden), act(made_up)
        problem_of(one, 404)
        assert one.text.replace(hidden, "") == other.text.replace(made_up, "")


def test_who_has_no_part_finds_nothing(person, logs, client):
    client.force_login(person("Stranger"))
    administrator = client_of(person("Nigora", administrator=True))
    for who in (client, administrator):
        for path in (
            "",
            "/records/serials",
            "/findings",
            "/timetable",
            "/exports/plan.json",
            "/people",
        ):
            one, other = who.get(AT + path), who.get("/api/exercises/none" + path)
            problem_of(one, 404)
            assert one.text.replace(AT, "/api/exercises/none") == other.text
        assert who.get("/api/exercises").json() == {"items": []}


def test_reserved_times_say_when_and_where_and_not_what(kaz, visitor):
    answer = kaz.get(f"{AT}/reserved")
    assert {(each["kind"], each["id"]) for each in answer.json()["items"]} == {
        ("areas", "TOKMAK-1"), ("units", "AZE-1"),
    }  # fmt: skip
    assert SECRET not in answer.text
    assert visitor.get(f"{AT}/reserved").json()["items"] == []


# Additions


def test_a_record_is_added_and_has_its_own_address(kaz):
    answer = kaz.post(SERIALS, {"fields": {"id": "S-9", "duration": "1 h 30"}}, content_type=JSON)
    assert answer.status_code == 201
    there = kaz.get(answer.headers["Location"])
    assert there.json() == answer.json()["record"]
    assert there.headers["ETag"] == answer.headers["ETag"] == f'"{there.json()["version"]}"'
    assert there.json()["fields"] == {"id": "S-9", "duration": 90}


def test_what_is_added_belongs_to_the_nation_of_who_adds_it(kaz, aze):
    made = aze.post(SERIALS, {"fields": {"id": "S-9"}}, content_type=JSON).json()["record"]
    assert made["fields"]["owner"] == "AZE"
    for owner in ("AZE", "KGZ"):
        forged = kaz.post(SERIALS, {"fields": {"id": "S-7", "owner": owner}}, content_type=JSON)
        problem_of(forged, 422)
    assert "S-7" not in kaz.get(SERIALS).text


@pytest.mark.parametrize(
    "fields",
    [
        {"title": {"x": 7}},
        {"duration": [60]},
        {"danger_radius": "1e400"},
        {"duration": "soon"},
        {"nonsense": 1},
        {"rank": "a"},
        {"key": "x"},
        {"kind_of_record": "areas"},
        {"areas": {"$ref": "x"}},
        {"units": ["AZE-1", "NOBODY"]},
        {"releasable_to": ["MARS"]},
    ],
    ids=str,
)
def test_what_cannot_be_read_or_is_not_there_is_refused(kaz, fields):
    problem_of(kaz.post(SERIALS, {"fields": fields}, content_type=JSON), 422)


def test_a_hidden_id_is_refused_in_the_words_of_an_absent_one(kaz):
    told = []
    for name in ("S-3", "S-77"):
        answer = kaz.post(SERIALS, {"fields": {"after": name}}, content_type=JSON)
        told.append(problem_of(answer, 422).detail.replace(name, ""))
    assert told[0] == told[1]


# Changes


def test_what_others_changed_meanwhile_stays_and_is_told_of(kaz, chief):
    key = key_of(kaz, "S-1")
    seen = kaz.get(f"{SERIALS}/{key}").json()["fields"]
    patched(chief, key, {"title": "Day boarding"}, seen)
    late = patched(kaz, key, {"title": "Dusk boarding", "duration": 70}, seen)
    assert late.status_code == 200
    (conflict,) = late.json()["conflicts"]
    assert conflict["holds"] == "Day boarding"
    assert conflict["typed"] == "Dusk boarding"
    assert conflict["by"]
    assert late.json()["record"]["fields"]["duration"] == 70
    assert late.json()["record"]["fields"]["title"] == "Day boarding"


def test_with_a_stale_tag_nothing_is_changed_and_both_values_are_told(kaz, chief):
    key = key_of(kaz, "S-1")
    tag = kaz.get(f"{SERIALS}/{key}").headers["ETag"]
    assert patched(chief, key, {"notes": "seen"}, tag=tag).status_code == 200
    late = patched(kaz, key, {"title": "x", "notes": "mine"}, tag=tag)
    told = {each.field: (each.holds, each.typed) for each in problem_of(late, 412).conflicts}
    assert told == {"title": ("Night boarding", "x"), "notes": ("seen", "mine")}
    assert kaz.get(f"{SERIALS}/{key}").json()["fields"]["title"] == "Night boarding"
    problem_of(kaz.delete(f"{SERIALS}/{key}", headers={"If-Match": tag}), 412)


@pytest.mark.parametrize("tag", ['"x"', "x", "", 'W/"{0}"', '"{0}', '"x" "{0}"'])
def test_a_tag_that_does_not_name_the_version(kaz, tag):
    key = key_of(kaz, "S-1")
    version = kaz.get(f"{SERIALS}/{key}").json()["version"]
    problem_of(patched(kaz, key, {"title": "x"}, tag=tag.format(version)), 412)


@pytest.mark.parametrize("tag", ["*", '"{0}"', '"x", "{0}"', ' "{0}" , "y"'])
def test_a_tag_that_names_the_version(kaz, tag):
    key = key_of(kaz, "S-1")
    version = kaz.get(f"{SERIALS}/{key}").json()["version"]
    assert patched(kaz, key, {"title": "x"}, tag=tag.format(version)).status_code == 200


def test_a_change_says_what_was_seen(kaz):
    problem_of(patched(kaz, key_of(kaz, "S-1"), {"title": "x"}), 428)


def test_what_is_hidden_changes_no_version(kaz, aze):
    key = key_of(kaz, "S-1")
    before = kaz.get(f"{SERIALS}/{key}").headers["ETag"], kaz.get(SERIALS).headers["ETag"]
    hidden = key_of(aze, "S-3")
    assert patched(aze, hidden, {"notes": "more"}, tag="*").status_code == 200
    assert before == (kaz.get(f"{SERIALS}/{key}").headers["ETag"], kaz.get(SERIALS).headers["ETag"])


def test_null_empties_a_field(kaz):
    key = key_of(kaz, "S-1")
    answer = patched(kaz, key, {"areas": None, "title": None}, tag="*")
    assert answer.json()["record"]["fields"].keys() == {"id", "duration", "units"}


@pytest.mark.parametrize("fields", [{"owner": "KAZ"}, {"releasable_to": "KAZ"}, {"notes": "x"}])
def test_a_planner_changes_nothing_of_another_nation(kaz, fields):
    problem_of(patched(kaz, key_of(kaz, "S-2"), fields, tag="*"), 403)


@pytest.mark.parametrize("fields", [{"owner": "KAZ"}, {"releasable_to": "KAZ; AZE"}])
def test_the_hosts_chief_does_not_say_whose_it_is_and_who_reads_it(chief, fields):
    key = key_of(chief, "S-2")
    assert patched(chief, key, {"title": "Live firing"}, tag="*").status_code == 200
    problem_of(patched(chief, key, fields, tag="*"), 422)
    problem_of(chief.delete(f"{SERIALS}/{key}"), 403)


def test_nobody_gives_a_record_away(kaz):
    problem_of(patched(kaz, key_of(kaz, "S-1"), {"owner": "AZE"}, tag="*"), 422)


@pytest.mark.parametrize(
    "role", [Role.OBSERVER, Role.TRAINING_AUDIENCE, Role.VISITOR, Role.CONTROLLER]
)
def test_who_makes_no_plan_changes_nothing(joined, role):
    client = client_of(joined("KAZ", role))
    items = client.get(SERIALS).json()
    assert not items["may_add"]
    problem_of(client.post(SERIALS, {"fields": {"id": "S-9"}}, content_type=JSON), 403)
    for each in items["items"]:
        assert not each["editable"]
        assert not each["removable"]
        problem_of(patched(client, each["key"], {"title": "x"}, tag="*"), 403)
        problem_of(client.delete(f"{SERIALS}/{each['key']}"), 403)


def test_removed_and_gone(kaz):
    key = key_of(kaz, "S-4")
    answer = kaz.delete(f"{SERIALS}/{key}?reason=No+need")
    assert (answer.status_code, answer.content) == (204, b"")
    problem_of(kaz.get(f"{SERIALS}/{key}"), 404)
    problem_of(kaz.delete(f"{SERIALS}/{key}"), 404)


# Tokens


def test_a_token_that_reads_changes_nothing(joined):
    account = joined("KAZ")
    reading = with_token(account)
    key = key_of(reading, "S-1")
    for answer in (
        reading.post(SERIALS, {"fields": {"id": "S-9"}}, content_type=JSON),
        patched(reading, key, {"title": "x"}, tag="*"),
        reading.delete(f"{SERIALS}/{key}"),
        reading.put(f"{AT}/timetable", {"timetable": {}}, content_type=JSON),
        reading.delete("/api/me/sessions"),
    ):
        assert "may not change" in problem_of(answer, 403).detail
    assert len(ids(reading.get(SERIALS))) == 3
    editing = with_token(account, Scope.EDIT)
    assert patched(editing, key, {"title": "x"}, tag="*").status_code == 200


def test_a_token_of_another_exercise_finds_nothing_here(joined):
    from birlik.server.people import audit
    from birlik.server.people.memberships import PartIn, join

    account = joined("KAZ")
    join(account, PartIn("caspian", "KAZ", Role.PLANNER), by=audit.SERVER)
    elsewhere = with_token(account, Scope.EDIT, "caspian")
    problem_of(elsewhere.get(SERIALS), 404)
    problem_of(elsewhere.post(SERIALS, {"fields": {}}, content_type=JSON), 404)
    assert "unity" not in elsewhere.get("/api/me").text
    assert elsewhere.get("/api/exercises").json() == {"items": []}
    problem_of(elsewhere.get("/api/me/tokens"), 403)


def test_a_token_reaches_no_further_than_its_person(joined, visitor):
    token = with_token(joined("USA", Role.VISITOR), Scope.EDIT)
    assert token.get(SERIALS).json() == visitor.get(SERIALS).json()
    problem_of(token.post(SERIALS, {"fields": {"id": "S-9"}}, content_type=JSON), 403)
