"""Every error below /api/ is a problem (RFC 9457), whoever finds it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from birlik.server.api.problems import KINDS
from birlik.server.api.reading import DEEPEST
from birlik.server.desk import keeping
from birlik.server.store.interface import StoreFull, StoreUnreachable
from birlik.wire.problem import Problem
from tests.server.api.conftest import AT, key_of

JSON = "application/json"


def problem_of(answer, status):
    """The problem that an answer tells; it must be one, of that status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = Problem.model_validate_json(answer.content)
    assert told.status == status
    assert told.type == f"urn:birlik:problem:{KINDS[status][0]}"
    assert told.detail.endswith((".", "…"))
    return told


def test_nobody_is_signed_in(client, db):
    answer = client.get("/api/me")
    problem_of(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "value", ["Bearer birlik_nonsense", "Bearer ", "Basic bmlnb3JhOng=", "birlik_x"]
)
def test_what_is_no_token(kaz, value):
    # Who sends something is not taken for whoever is signed in.
    problem_of(kaz.get("/api/me", headers={"Authorization": value}), 401)


@pytest.mark.parametrize("path", ["/api/", "/api/nothing", "/api/exercises/", AT + "/records/x"])
def test_there_is_no_such_address(kaz, path):
    assert problem_of(kaz.get(path), 404).instance == path


def test_what_cannot_be_done_there(kaz):
    answer = kaz.put("/api/exercises")
    problem_of(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""]
)
def test_another_kind_of_content(kaz, kind):
    problem_of(kaz.post(f"{AT}/records/serials", b'{"fields": {}}', content_type=kind), 415)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1, 2",
        b'{"fields": {"duration": NaN}}',
        b'{"fields": {"title": "\\ud800"}}',
        b'{"fields": {"title": "\xff"}}',
        b"\xff\xfe{\x00}\x00",
        b'{"fields": ' * 5_000,
        b'{"fields": {"extra": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}}",
    ],
    ids=range(9),
)
def test_what_is_no_json_or_too_deep(kaz, body):
    answer = kaz.post(f"{AT}/records/serials", body, content_type=JSON)
    problem_of(answer, 422 if not body else 400)


@pytest.mark.parametrize("where", ['"duration": %s', '"extra": {"x": %s}', '"danger_radius": %s'])
def test_a_number_without_end(kaz, where):
    body = '{"fields": {' + where % "1e999" + "}}"
    problem_of(kaz.post(f"{AT}/records/serials", body, content_type=JSON), 400)


def test_a_body_that_is_too_large(kaz):
    body = json.dumps({"fields": {"notes": "x" * 5_000_000}})
    problem_of(kaz.post(f"{AT}/records/serials", body, content_type=JSON), 413)


def test_values_that_cannot_be_taken_are_named(kaz):
    found = problem_of(kaz.get(f"{AT}/records/serials", {"limit": 0, "sort": "nonsense"}), 422)
    assert {each.where for each in found.errors} == {"query.limit", "query.sort"}
    body = {"fields": [], "strange": 1}
    found = problem_of(kaz.post(f"{AT}/records/serials", body, content_type=JSON), 422)
    assert {each.where for each in found.errors} == {"body.fields", "body.strange"}


def test_a_mistake_of_ours_tells_nothing_of_the_inside(kaz, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("birlik.server.api.findings.findings_in", broken)
    answer = kaz.get(f"{AT}/findings")
    problem_of(answer, 500)
    assert "secret" not in answer.text
    assert "secret of the inside" in caplog.text


@pytest.mark.parametrize(
    ("error", "status"), [(StoreFull("/var/lib is full"), 507), (StoreUnreachable("10.0.0.7"), 503)]
)
def test_a_store_that_cannot(kaz, monkeypatch, error, status):
    def failing(*_):
        raise error

    monkeypatch.setattr(keeping.logs(), "append", failing)
    answer = kaz.post(f"{AT}/records/serials", {"fields": {"id": "S-9"}}, content_type=JSON)
    problem_of(answer, status)
    assert str(error) not in answer.text


def test_too_many_requests(settings, kaz):
    settings.REQUESTS_A_MINUTE = 1
    hasty = Client()
    hasty.get("/api/me")
    answer = hasty.get("/api/me")
    problem_of(answer, 429)
    assert int(answer.headers["Retry-After"]) > 0


def test_a_strange_host(kaz):
    problem_of(kaz.get("/api/me", headers={"Host": "evil.example"}), 400)


def test_a_change_without_the_mark_of_where_it_came_from(kaz):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = kaz.cookies
    answer = strict.post(f"{AT}/records/serials", {"fields": {}}, content_type=JSON)
    assert "X-CSRFToken" in problem_of(answer, 403).detail
    assert strict.get("/api/me").status_code == 200


def test_head_is_answered_as_get_without_its_body(kaz):
    whole, head = kaz.get("/api/me"), kaz.head("/api/me")
    assert head.status_code == 200
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.content == b""


def test_what_was_seen_before_is_not_sent_again(kaz):
    tag = kaz.get(AT).headers["ETag"]
    for named in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        answer = kaz.get(AT, headers={"If-None-Match": named})
        assert (answer.status_code, answer.content) == (304, b"")
    assert kaz.get(AT, headers={"If-None-Match": '"x"'}).status_code == 200


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=40), name=st.sampled_from(["title", "notes", "id", "owner", "kind"]))
def test_odd_letters_are_kept_or_refused_and_never_break(kaz, text, name):
    key = (
        key_of(kaz, "S-1") if kaz.get(f"{AT}/records/serials", {"q": "S-1"}).json()["items"] else ""
    )
    place = f"{AT}/records/serials/{key}"
    body = {"fields": {"title": text, "notes": text}, "seen": kaz.get(place).json()["fields"]}
    answer = kaz.patch(place, json.dumps(body), content_type=JSON)
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        kaz.get(f"{AT}/records/serials", {"q": text[:200]}).json()
        assert kaz.get(place).json()["fields"].get("notes", "").strip() == text.strip()


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(key=st.text(min_size=1, max_size=30).filter(lambda key: "/" not in key and key != "."))
def test_guessed_keys_are_all_absent_in_the_same_words(kaz, key):
    from urllib.parse import quote

    told = {
        problem_of(kaz.get(f"{path}/{quote(key, safe='')}"), 404).detail
        for path in (f"{AT}/records/serials", "/api/exercises")
    }
    assert len(told) == 1
