"""No text of a page was forgotten: in a language that puts every text in brackets, none stands outside.

What planners typed, names, numbers and codes are no texts of ours. A word that this test tells stands in a
template without ``{% translate %}``, in code without ``_()`` or ``said()``, or is put together from parts.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils.translation import trans_real

from birlik.exercise.columns import RecordKind
from birlik.exercise.records.cooperation import AgendaTopic
from birlik.languages import catalogues
from birlik.languages.extracting import compiled, texts
from birlik.languages.known import PLURALS
from birlik.log.plans import plan_of
from birlik.log.timetables import publishing
from birlik.server.people.models import Account
from birlik.server.store.logs import Logs
from tests.building import placed, timetable_with
from tests.server.conftest import Made
from tests.server.desk.conftest import UNITY, key_of
from tests.server.web.conftest import SignedIn

#: The language in brackets; no other has its code.
BRACKETS = "qq"

#: Names that are the same in every language.
NAMES = frozenset(
    {"Birlik", "English", "Azərbaycanca", "Қазақша", "Кыргызча", "Тоҷикӣ", "Oʻzbekcha", "Русский"}
    | {"Türkçe", "API", "DTG", "STARTEX", "ENDEX", "UTC", "Zulu", "Excel", "Outlook", "KML", "JSON"}
)

_INSIDE = re.compile(r"⟦[^⟦⟧]*⟧")
_CODE = re.compile(r"\b[0-9a-f]{64}\b|REL TO [A-Z, ]+|\w+\.(?:xlsx|json|html|ics|zip|geojson|kml)")
_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
_SHOWN = ("title", "aria-label", "placeholder", "alt")
_SILENT = ("script", "style", "code", "option", "datalist")


class _Text(HTMLParser):
    """What a page shows: its texts, and those of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if name in _SHOWN]
        self.silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def outside(page: str, typed: frozenset[str]) -> list[str]:
    """Texts of a page that have words outside of brackets which nobody typed."""
    reader = _Text()
    reader.feed(page)
    found = []
    for text in reader.texts:
        left = text
        while (shorter := _INSIDE.sub(" ", left)) != left:
            left = shorter
        if strange := [word for word in _WORD.findall(_CODE.sub(" ", left)) if word not in typed]:
            found.append(f"{' '.join(text.split())[:120]}  -> {' '.join(strange)}")
    return found


def _bracketed(text: str) -> str:
    start = re.match(r"\s*", text)
    end = re.search(r"\s*$", text)
    assert start is not None
    assert end is not None
    return f"{start[0]}⟦{text.strip()}⟧{end[0]}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues of the language in brackets."""
    made = tmp_path_factory.mktemp("brackets")
    catalogue = texts()
    for message in catalogue:
        if message.id:
            several = not isinstance(message.id, str)
            forms = tuple(map(_bracketed, message.id)) if several else _bracketed(str(message.id))
            message.string = forms
    file = catalogues.mo_file(BRACKETS, made)
    file.parent.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PLURALS, BRACKETS, (2, "(n != 1)"))
        file.write_bytes(compiled(BRACKETS, catalogue))
    return made


@pytest.fixture
def brackets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that speaks it."""
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    with override_settings(
        LANGUAGES=[("en", "English"), (BRACKETS, "⟦⟧")], LOCALE_PATHS=[str(folder)]
    ):
        yield
    trans_real._translations.pop(BRACKETS, None)  # type: ignore[attr-defined]


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)


@pytest.fixture
def typed(logs: Logs) -> frozenset[str]:
    """Words of the exercise's records, and of its people."""
    plan = plan_of(logs.state(UNITY))
    made = timetable_with(plan, placed("S-1", "2024-07-09 09:00", areas="SEA", units="U-1"))
    step = publishing(logs.state(UNITY), made.model_dump(mode="json"), "aidar", "KAZ")
    logs.append(UNITY, step)
    words = [word for text in _leaves(json.loads(plan.to_json())) for word in _WORD.findall(text)]
    months = [*calendar.month_name, *calendar.month_abbr]
    people = "First draft Aidar Nigora example org aidar nigora"
    return NAMES | {*words, *months, *people.split()}


def told(browser: Client, addresses: list[str], typed: frozenset[str]) -> str:
    """What stands outside of brackets, with its address."""
    found = []
    for address in addresses:
        answer = browser.get(address, follow=True)
        assert answer.status_code in (200, 404, 410), (address, answer.status_code)
        page = answer.content.decode()
        assert "⟦" in page, f"{address} is not in brackets at all"
        found += [f"{address}: {text}" for text in outside(page, typed)]
    return "\n".join(found)


def test_pages_of_an_exercise(
    brackets: None, signed_in: SignedIn, logs: Logs, typed: frozenset[str]
) -> None:
    browser = signed_in(language=BRACKETS)
    base = f"/exercises/{UNITY}/"
    named = browser.post(f"{base}baselines/", {"name": "zq"})
    kinds = [kind.value.replace("_", "-") for kind in RecordKind]
    addresses = [base, f"{base}history/", f"{base}history/as-of/?at=2030-01-01", named["Location"]]
    addresses += [f"{base}import/", f"{base}export/", f"{base}nowhere/"]
    addresses += [*conferring(browser, logs, base), f"{base}conference/", f"{base}what-changed/"]
    addresses += [f"{base}map/", f"{base}map/import/"]
    addresses += [f"{base}{kind}/" for kind in kinds]
    addresses += [f"{base}{kind}/new/" for kind in kinds if kind != "exercise"]
    addresses.append(f"{base}serials/{key_of(logs, RecordKind.SERIAL, 'S-1')}/")
    topics = {word for topic in AgendaTopic for word in topic.replace("_", " ").split()}
    assert told(browser, addresses, typed | {"zq", "FPC", *topics}) == ""


def conferring(browser: Client, logs: Logs, base: str) -> list[str]:
    """Addresses of a conference at work, of a decision, and of a baseline to sign."""
    browser.post(f"{base}conferences/new/", {"f.id": "FPC"})
    room = f"{base}conference/{key_of(logs, RecordKind.CONFERENCE, 'FPC')}/"
    browser.post(f"{room}agenda/", {"draw": "yes"})
    browser.post(f"{room}agenda/", {"title": "zq"})
    browser.post(f"{room}action-items/", {"title": "zq", "nation": "KAZ", "due": "2024-01-01"})
    browser.post(f"{room}decisions/", {"title": "zq", "open": "yes"})
    decision = f"{room}decisions/{key_of(logs, RecordKind.DECISION, 'D-01')}/"
    frozen = browser.post(f"{room}freeze/", {"name": "zq zq"})
    return [room, decision, frozen["Location"]]


def test_pages_about_people(
    brackets: None, person: Made, logs: Logs, typed: frozenset[str]
) -> None:
    account: Account = person("Nigora", administrator=True, language=BRACKETS)
    browser = Client()
    browser.force_login(account)
    addresses = ["/", "/profile/", "/profile/tokens/", "/people/", "/people/invite/"]
    addresses += ["/people/invitations/", f"/people/{account.key}/", "/exercises/new/"]
    addresses += ["/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"]
    assert told(browser, addresses, typed) == ""


def test_pages_before_signing_in(
    brackets: None, db: None, logs: Logs, typed: frozenset[str]
) -> None:
    browser = Client(headers={"accept-language": BRACKETS})
    addresses = ["/accounts/login/", "/accounts/signup/", "/invitation/nothing/", "/nowhere/"]
    assert told(browser, addresses, typed) == ""
    wrong = browser.post("/accounts/login/", {"login": "", "password": ""})
    assert outside(wrong.content.decode(), typed) == []


def test_the_test_finds_what_was_forgotten() -> None:
    page = '<p>⟦Stored ⟦by⟧ him⟧ 12 <b title="Undo">S-1</b> Nothing was done</p>'
    assert outside(page, frozenset()) == ["Undo  -> Undo", "Nothing was done  -> Nothing was done"]
