"""The list and the form of every kind of record: what is typed, merged, refused and taken back."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from birlik.exercise.plan import MODELS
from birlik.exercise.roles import Role as ReaderRole
from birlik.log.drafts import Step, changed
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import UNITY, key_of
from tests.server.web.conftest import SignedIn

BASE = f"/exercises/{UNITY}/"


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    content = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.unescape(content))


def typed_in(answer: Any) -> dict[str, str]:
    """The form of a page, as a browser would send it."""
    page = answer.content.decode()
    page = page[page.index('class="record"') :]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            sent[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S):
        sent[name] = html.unescape(text.removeprefix("\n"))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = html.unescape(chosen[1]) if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def address(logs: Logs, id: str = "S-1") -> str:
    return f"{BASE}serials/{key_of(logs, 'serials', id)}/"


def fields(logs: Logs, id: str = "S-1") -> dict[str, Any]:
    return dict(logs.state(UNITY).of("serials")[key_of(logs, "serials", id)].fields)


@pytest.mark.parametrize("kind", [kind.value.replace("_", "-") for kind in MODELS])
def test_there_is_a_list_and_a_form_for_every_kind(
    kind: str, signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    assert browser.get(f"{BASE}{kind}/", follow=True).status_code == 200
    expected = 404 if kind == "exercise" else 200
    assert browser.get(f"{BASE}{kind}/new/").status_code == expected


def test_a_list_shows_what_its_reader_sees_and_nothing_else(
    signed_in: SignedIn, logs: Logs
) -> None:
    host, uzbek = signed_in(), signed_in("UZB", Role.PLANNER, "Timur")
    assert "Minehunting" in text_of(host.get(f"{BASE}serials/"))
    page = text_of(uzbek.get(f"{BASE}serials/"))
    assert "Boarding" in page
    for hidden in ("Minehunting", "Night diving", "QUIET", "S-2", "S-3"):
        assert hidden not in page
    for search in ("Minehunting", "QUIET"):
        assert "Nothing was found" in text_of(uzbek.get(f"{BASE}serials/", {"q": search}))


def test_a_list_is_searched_sorted_and_marked(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in("AZE", Role.PLANNER, "Leyla")
    found = text_of(browser.get(f"{BASE}serials/", {"q": "night DIV"}))
    assert "1 of 3" in found
    assert "REL TO AZE" in found
    page = text_of(browser.get(f"{BASE}serials/", {"sort": "-id"}))
    assert page.index("S-3") < page.index("S-1 ")
    assert browser.get(f"{BASE}serials/", {"sort": "nonsense", "page": "x" * 40}).status_code == 200


def test_absent_and_forbidden_are_the_same(signed_in: SignedIn, logs: Logs) -> None:
    uzbek = signed_in("UZB", Role.PLANNER, "Timur")
    hidden = uzbek.get(address(logs, "S-3"))
    absent = uzbek.get(f"{BASE}serials/{'0' * 24}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_who_has_no_part_in_an_exercise_finds_nothing(
    signed_in: SignedIn, person: Any, logs: Logs
) -> None:
    browser = Client()
    browser.force_login(person("Nobody", administrator=True))
    for path in ("", "serials/", "history/", "export/plan.json", "import/"):
        answer = browser.get(BASE + path)
        assert answer.status_code == 404
        assert answer.content == browser.get(f"/exercises/{'0' * 24}/{path}").content


def test_a_change_is_typed_as_in_a_cell_and_can_be_taken_back(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    sent = typed_in(browser.get(address(logs))) | {
        "f.duration": "1h30",
        "f.earliest": "2024-07-09 14:30",
    }
    answer = browser.post(address(logs), sent, follow=True)
    assert "Stored." in text_of(answer)
    assert fields(logs)["duration"] == 90
    assert fields(logs)["earliest"] == "2024-07-09T09:30:00Z"
    assert fields(logs)["title"] == "Boarding"
    step = re.search(r'name="step" value="(\w+)"', answer.content.decode())
    assert step is not None
    browser.post(f"{BASE}history/take-back/", {"step": step[1], "next": address(logs)})
    assert fields(logs)["duration"] == 60
    assert "earliest" not in fields(logs)


def test_nothing_is_stored_where_nothing_was_typed(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    before = logs.state(UNITY).position
    answer = browser.post(address(logs), typed_in(browser.get(address(logs))), follow=True)
    assert "Nothing was changed." in text_of(answer)
    assert logs.state(UNITY).position == before


def test_what_cannot_be_read_stays_as_typed_with_a_sentence_at_its_field(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    sent = typed_in(browser.get(address(logs)))
    sent |= {"f.duration": "soon", "f.title": "Boarding by day", "f.earliest": "never"}
    answer = browser.post(address(logs), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    for name, value in (("duration", "soon"), ("title", "Boarding by day"), ("earliest", "never")):
        assert re.search(rf'name="f.{name}"[^>]*value="{value}"', page)
    assert page.count('class="errorlist"') == 2
    assert fields(logs)["title"] == "Boarding"


def given(logs: Logs, **values: Any) -> None:
    draft = changed(logs.state(UNITY), "serials", key_of(logs, "serials", "S-1"), values)
    logs.append(UNITY, Step("somebody", "AZE", (draft,)))


def test_stale_edits_merge_and_what_both_changed_is_told_with_both_values(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    sent = typed_in(browser.get(address(logs)))
    given(logs, duration=120, notes="Theirs")
    sent |= {"f.duration": "90", "f.title": "Mine"}
    answer = browser.post(address(logs), sent)
    assert answer.status_code == 409
    assert fields(logs)["title"] == "Mine"
    assert fields(logs)["notes"] == "Theirs"
    assert fields(logs)["duration"] == 120
    page = text_of(answer)
    for told in ("Others were faster", "all else is stored", "Theirs 120", "Yours 90", "Before 60"):
        assert told in page
    again = typed_in(answer)
    assert again["f.duration"] == "90"
    browser.post(address(logs), again)
    assert fields(logs)["duration"] == 90


def test_a_form_shown_again_overwrites_nothing_that_its_author_did_not_touch(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    sent = typed_in(browser.get(address(logs)))
    given(logs, duration=120, title="Theirs", notes="Theirs too")
    answer = browser.post(address(logs), sent | {"f.duration": "90"})
    again = typed_in(answer)
    assert (again["f.title"], again["f.notes"]) == ("Theirs", "Theirs too")
    browser.post(address(logs), again)
    assert (fields(logs)["duration"], fields(logs)["title"]) == (90, "Theirs")


def test_a_mistake_does_not_hide_what_others_did_meanwhile(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    sent = typed_in(browser.get(address(logs)))
    given(logs, duration=120)
    answer = browser.post(address(logs), sent | {"f.duration": "90", "f.earliest": "never"})
    assert answer.status_code == 422
    again = typed_in(answer)
    assert (again["f.duration"], again["f.earliest"]) == ("90", "never")
    answer = browser.post(address(logs), again | {"f.earliest": ""})
    assert answer.status_code == 409
    assert fields(logs)["duration"] == 120


def test_the_same_change_of_two_people_is_no_conflict(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    sent = typed_in(browser.get(address(logs))) | {"f.duration": "1h30"}
    given(logs, duration=90)
    assert browser.post(address(logs), sent).status_code == 302


def test_what_was_typed_into_a_record_that_is_gone_is_not_lost(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser, where = signed_in(), address(logs)
    sent = typed_in(browser.get(where)) | {"f.title": "Typed for an hour"}
    browser.post(f"{where}remove/")
    answer = browser.post(where, sent)
    assert answer.status_code == 404
    assert "Typed for an hour" in answer.content.decode()
    assert "not there any more" in text_of(answer)


def test_a_removed_record_comes_back_by_undo(signed_in: SignedIn, logs: Logs) -> None:
    browser, where = signed_in(), address(logs)
    answer = browser.post(f"{where}remove/", follow=True)
    assert "S-1 Boarding was removed." in text_of(answer)
    step = re.search(r'name="step" value="(\w+)"', answer.content.decode())
    assert step is not None
    browser.post(f"{BASE}history/take-back/", {"step": step[1]})
    assert browser.get(where).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [("owner", "UZB"), ("releasable_to", "ALL"), ("title", "Ours now"), ("notes", "x")],
)
def test_a_forged_field_changes_nothing(
    name: str, value: str, signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    before = fields(logs)
    answer = browser.post(address(logs), {f"f.{name}": value, f"s.{name}": "null"})
    assert answer.status_code in (409, 422)
    assert fields(logs) == before


def test_a_guessed_id_of_a_hidden_record_and_one_of_none_give_the_same_answer(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    answers = [
        text_of(browser.post(f"{BASE}serials/new/", {"f.id": "S-9", "f.areas": name}))
        for name in ("QUIET", "NOTHING")
    ]
    assert answers[0].replace("QUIET", "NOTHING") == answers[1]
    assert 'You see no area that is called "NOTHING"' in answers[1]


def test_a_new_record_belongs_to_who_adds_it(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    sent = {"f.id": "S-9", "f.title": "Mountain rescue", "f.duration": "45"}
    answer = browser.post(f"{BASE}serials/new/", sent, follow=True)
    assert "Added." in text_of(answer)
    assert fields(logs, "S-9")["owner"] == "UZB"


def test_scripts_in_text_fields_are_text(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    sent = typed_in(browser.get(address(logs))) | {"f.title": evil, "f.notes": evil}
    sent |= {"f.kind": evil, "reason": evil}
    assert browser.post(address(logs), sent).status_code == 302
    for path in ("", "serials/", "history/", address(logs).removeprefix(BASE)):
        page = browser.get(BASE + path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_an_observer_reads_and_changes_nothing(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in("AZE", Role.OBSERVER, "Olga")
    page = browser.get(address(logs))
    assert "You may read this serial, but not change it." in text_of(page)
    assert 'name="f.' not in page.content.decode()
    assert browser.get(f"{BASE}serials/new/").status_code == 404
    answer = browser.post(address(logs), {"f.title": "Mine", "s.title": '"Boarding"'})
    assert answer.status_code == 422
    assert browser.get(f"{BASE}import/").status_code == 404


@pytest.mark.parametrize("seen", ["{", "[" * 5000, '"' + "x" * 5000 + '"', "1e999", "nul"])
def test_nonsense_as_the_seen_value_is_a_conflict_and_no_error(
    seen: str, signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    answer: HttpResponse = browser.post(address(logs), {"f.duration": "75", "s.duration": seen})  # type: ignore[assignment]
    assert answer.status_code == 409
    assert fields(logs)["duration"] == 60


def test_roles_of_people_are_those_of_readers() -> None:
    assert {role.value for role in Role} == {role.value for role in ReaderRole}
