"""The conference room: who signs is asked for his password again, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from birlik.exercise.columns import RecordKind
from birlik.server.desk.changing import Wish, change
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from tests.server.conftest import PASSWORD
from tests.server.desk.conftest import CHIEF, UNITY, key_of
from tests.server.web.conftest import SignedIn
from tests.server.web.test_records import text_of

BASE = f"/exercises/{UNITY}/"


@pytest.fixture
def chief(signed_in: SignedIn) -> Client:
    """The host's chief planner, in an exercise with a conference."""
    browser = signed_in()
    browser.post(f"{BASE}conferences/new/", {"f.id": "FPC", "f.title": "Final planning conference"})
    return browser


def room(logs: Logs) -> str:
    """Address of the conference."""
    return f"{BASE}conference/{key_of(logs, 'conferences', 'FPC')}/"


def test_who_signs_shows_again_who_he_is(chief: Client, logs: Logs) -> None:
    frozen = chief.post(f"{room(logs)}freeze/", {"name": "Plan of the FPC"})
    page = frozen["Location"]
    form = {"signer": "Col Aidar Bekov", "function": "Chief planner", "concurs": "without"}
    asked = chief.post(page, form)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert "has not signed" in text_of(chief.get(page))
    wrong = chief.post(asked["Location"], {"password": "guess", "next": page})
    assert wrong.status_code == 200
    done = chief.post(asked["Location"], {"password": PASSWORD, "next": page}, follow=True)
    assert "You have signed for KAZ." in text_of(done)
    assert "Col Aidar Bekov, Chief planner" in text_of(chief.get(page))


def test_reservations_must_be_written_down(chief: Client, logs: Logs) -> None:
    # Who has nothing to show again, such as somebody from a provider, is not asked.
    Account.objects.update(password="!")
    chief.force_login(Account.objects.get())
    page = chief.post(f"{room(logs)}freeze/", {"name": "Plan"})["Location"]
    form = {"signer": "Col A", "function": "Chief", "concurs": "reservations", "readers": "nobody"}
    refused = chief.post(page, form)
    assert refused.status_code == 422
    assert "Write your reservations down" in text_of(refused)
    assert 'value="Col A"' in refused.content.decode()
    # What was written is not dropped because a button was overlooked: a signature never changes.
    without = form | {"concurs": "without", "reservations": "No live fire before dawn"}
    assert "You have written reservations down" in text_of(chief.post(page, without))
    chief.post(page, form | {"reservations": "No live fire\r\nbefore dawn"})
    assert "No live fire" in text_of(chief.get(page))


def test_minutes_that_others_wrote_meanwhile_stand_beside_ones_own(
    chief: Client, logs: Logs
) -> None:
    chief.post(f"{room(logs)}agenda/", {"title": "Roads"})
    point = key_of(logs, "agenda_items", "FPC-01")
    wish = Wish(RecordKind.AGENDA_ITEM, point, {"minutes": (None, "The road is narrow.")})
    change(logs, UNITY, CHIEF, wish)
    typed = {"act": "minutes", "seen": "", "minutes": "The road is wide."}
    answer = chief.post(f"{room(logs)}agenda/{point}/", typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The road is narrow." in page
    assert re.search(r"<textarea[^>]*>\s*The road is wide\.", page)
    again = chief.post(f"{room(logs)}agenda/{point}/", typed | {"seen": "The road is narrow."})
    assert again.status_code == 302
    assert logs.state(UNITY).of("agenda_items")[point].fields["minutes"] == "The road is wide."


def test_what_is_refused_is_said_on_the_page(
    signed_in: SignedIn, chief: Client, logs: Logs
) -> None:
    empty = chief.post(f"{room(logs)}agenda/", {"title": " "})
    assert (empty.status_code, "Say in a few words" in text_of(empty)) == (422, True)
    controller = signed_in("AZE", Role.CONTROLLER, "Omar")
    refused = controller.post(f"{room(logs)}agenda/", {"title": "Roads"})
    assert (refused.status_code, "You may not add" in text_of(refused)) == (422, True)
    assert controller.post(f"{room(logs)}freeze/", {"name": "Mine"}).status_code == 422


def test_a_point_belongs_to_its_conference(chief: Client, logs: Logs) -> None:
    chief.post(f"{BASE}conferences/new/", {"f.id": "MPC"})
    chief.post(f"{room(logs)}agenda/", {"title": "Roads"})
    point = key_of(logs, "agenda_items", "FPC-01")
    other = f"{BASE}conference/{key_of(logs, 'conferences', 'MPC')}/agenda/{point}/"
    assert chief.post(other, {"act": "treated"}).status_code == 404


def test_observers_and_visitors_find_no_conference(
    signed_in: SignedIn, chief: Client, logs: Logs
) -> None:
    observer = signed_in("AZE", Role.OBSERVER, "Olga")
    assert observer.get(room(logs)).status_code == 404
    assert "Conferences are for the staff" in text_of(observer.get(f"{BASE}conference/"))
    assert "Conference" not in text_of(observer.get(BASE))


def test_the_overview_says_what_is_next(signed_in: SignedIn, chief: Client, logs: Logs) -> None:
    chief.post(
        f"{room(logs)}action-items/",
        {"title": "Send the list", "nation": "AZE", "due": "2024-06-01"},
    )
    chief.post(f"{room(logs)}freeze/", {"name": "Plan of the FPC"})
    head = text_of(signed_in("AZE", Role.DIRECTOR, "Rauf").get(BASE))
    assert "1 action item of yours is overdue." in head
    assert "Plan of the FPC waits for the signature of your delegation." in head
    visitor = text_of(signed_in("AZE", Role.VISITOR, "Vera").get(BASE))
    assert "See your programme" in visitor
    assert "Plan of the FPC" not in visitor
