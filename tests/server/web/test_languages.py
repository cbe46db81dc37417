"""In which language somebody reads: the one he chose, his nation's, his browser's, English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.test import Client, override_settings
from django.utils.translation import get_language

from birlik.languages import LANGUAGES
from birlik.log.drafts import Step, changed
from birlik.server.people import audit
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from tests.server.conftest import Made
from tests.server.desk.conftest import UNITY, key_of
from tests.server.web.conftest import SignedIn

BASE = f"/exercises/{UNITY}/"


@pytest.fixture(autouse=True)
def all_offered() -> Iterator[None]:
    with override_settings(LANGUAGES=list(LANGUAGES.items())):
        yield


def language(browser: Client, address: str, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    said = answer.headers["Content-Language"]
    if answer.headers["Content-Type"].startswith("text/html"):
        assert f'<html lang="{said}">' in answer.content.decode()
    return said


def test_a_visitor_reads_his_browsers_language(db: None) -> None:
    browser = Client()
    assert language(browser, "/accounts/login/") == "en"
    for asked, given in (("kk-KZ,ru;q=0.8", "kk"), ("de", "en"), ("uz", "uz")):
        assert language(browser, "/accounts/login/", accept_language=asked) == given
    assert "Accept-Language" in browser.get("/accounts/login/").headers["Vary"]


def test_a_planner_reads_his_nations_language(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in("AZE")
    assert language(browser, BASE, accept_language="tr") == "az"
    assert language(browser, "/") == "az"


def test_a_nation_says_itself_which_language_it_reads(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in("KAZ")
    assert language(browser, BASE) == "kk"
    state, key = logs.state(UNITY), key_of(logs, "nations", "KAZ")
    logs.append(UNITY, Step("x", "KAZ", (changed(state, "nations", key, {"language": "ru"}),)))
    assert language(browser, BASE) == "ru"


def test_who_has_parts_for_two_nations_reads_each_exercise_in_its_own(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in("AZE")
    join(Account.objects.get(), PartIn("other", "TUR", Role.OBSERVER), by=audit.SERVER)
    assert language(browser, BASE) == "az"
    assert language(browser, "/", accept_language="ru") == "ru"


def test_the_foot_of_a_page_offers_all_languages(signed_in: SignedIn) -> None:
    browser = signed_in("KAZ")
    page = browser.get(BASE).content.decode()
    for code, name in LANGUAGES.items():
        assert f'value="{code}" lang="{code}"' in page
        assert name in page
    answer = browser.post("/language/", {"language": "tr", "next": BASE})
    assert answer.headers["Location"] == BASE
    assert Account.objects.get().language == "tr"
    assert language(browser, BASE) == "tr"


def test_a_visitor_keeps_what_he_chose_in_his_browser(db: None) -> None:
    browser = Client()
    browser.post("/language/", {"language": "ky", "next": "/accounts/login/"})
    assert language(browser, "/accounts/login/", accept_language="ru") == "ky"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_choosing_a_language_leads_nowhere_else(db: None, back: str) -> None:
    answer = Client().post("/language/", {"language": "ky", "next": back})
    assert answer.headers["Location"] == "/"


def test_a_language_that_there_is_not_changes_nothing(signed_in: SignedIn) -> None:
    browser = signed_in("KAZ")
    assert "Set-Cookie" not in browser.post("/language/", {"language": "xx"}).headers
    assert Account.objects.get().language == ""


def test_the_profile_holds_the_choice(signed_in: SignedIn) -> None:
    browser = signed_in("KAZ")
    browser.post("/profile/", {"name": "Aidar", "language": "uz", "time_zone": ""})
    assert language(browser, "/profile/") == "uz"
    browser.post("/profile/", {"name": "Aidar", "language": "", "time_zone": ""})
    assert language(browser, "/profile/") == "kk"


def test_a_program_says_which_language_it_wants(signed_in: SignedIn) -> None:
    browser = signed_in("KAZ", language="tr")
    address = f"/api/exercises/{UNITY}/findings"
    assert language(browser, address, accept_language="ru") == "ru"
    assert language(browser, address) == "tr"


def test_a_mail_is_in_the_language_of_who_gets_it(
    person: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("Leyla", language="az")
    spoken = []

    def send(*arguments: object) -> None:
        spoken.append(get_language())

    monkeypatch.setattr(DefaultAccountAdapter, "send_mail", send)
    address = {"email": "leyla@example.org"}
    Client(headers={"accept-language": "ru"}).post("/accounts/password/reset/", address)
    assert spoken == ["az"]


def test_an_error_is_told_in_the_readers_language_too(db: None) -> None:
    answer = Client(headers={"accept-language": "tg"}).get("/nothing/here/")
    assert answer.status_code == 404
    assert '<html lang="tg">' in answer.content.decode()
