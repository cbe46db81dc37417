"""Documents, notices and the visitors' programme as the server hands them over, and the year."""

from __future__ import annotations

import re
from threading import BoundedSemaphore

import pytest
from django.test import Client

from birlik.exercise.plan import Plan
from birlik.log.imports import preview_of
from birlik.log.plans import plan_of
from birlik.log.state import empty_state
from birlik.log.timetables import publishing
from birlik.server.desk import papers
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from tests.building import area, nation, placed, plan_with, serial, timetable_with, unit
from tests.formats.documents.pdftext import text_of_pdf
from tests.server.desk.conftest import UNITY
from tests.server.web.conftest import SignedIn
from tests.server.web.test_records import BASE, text_of

SHOOT = "shoot"


def shooting(title: str = "Shooting") -> Plan:
    """A sea shoot that all know, one that KAZ keeps to itself, and a ceremony for visitors."""
    return plan_with(
        id=title.upper(),
        title=title,
        default_release="ALL",
        releasable_to="ALL; VISITORS",
        nations=[nation("KAZ", title="Kazakhstan", releasable_to="ALL; VISITORS"), nation("AZE")],
        areas=[
            area(
                "SEA-1",
                kind="sea",
                title="Sea area one",
                outline="43 51; 43 51.1; 43.1 51.1; 43.1 51",
            ),
            area(
                "STAND",
                title="The stand",
                position="43.2 51.2",
                radius=100,
                releasable_to="ALL; VISITORS",
            ),
        ],
        units=[unit("U-1", title="First company")],
        serials=[
            serial("S-1", 60, title="Sea shoot", areas="SEA-1", danger_radius=500, units="U-1"),
            serial(
                "S-2",
                60,
                title="Secret shoot",
                areas="SEA-1",
                danger_radius=900,
                releasable_to="KAZ",
            ),
            serial("S-3", 60, title="Ceremony", areas="STAND", releasable_to="ALL; VISITORS"),
        ],
    )


def publish(logs: Logs, key: str, shoot: str) -> None:
    plan = plan_of(logs.state(key))
    made = timetable_with(
        plan,
        placed("S-1", shoot, areas="SEA-1", units="U-1"),
        placed("S-2", "2024-07-12 09:00", areas="SEA-1"),
        placed("S-3", "2024-07-16 10:00", areas="STAND"),
    )
    step = publishing(logs.state(key), made.model_dump(mode="json"), "aidar", "KAZ")
    assert logs.append(key, step).fine


@pytest.fixture
def shoot(logs: Logs) -> Logs:
    """Logs with the shooting exercise in them too."""
    logs.begin(SHOOT)
    logs.append(SHOOT, preview_of(empty_state(SHOOT), shooting()).step("aidar", "KAZ", ""))
    publish(logs, SHOOT, "2024-07-09 09:00")
    return logs


@pytest.fixture
def browser(person: object, shoot: Logs) -> Client:
    return sat_down(person, "KAZ", Role.CHIEF_PLANNER)


def sat_down(person: object, nation: str, role: Role, key: str = SHOOT) -> Client:
    account: Account = person(nation.title() + role)  # type: ignore[operator]
    join(account, PartIn(key, nation, role), by="server")
    made = Client()
    made.force_login(account)
    return made


AT = f"/exercises/{SHOOT}"


def test_a_joint_plan_is_handed_over_under_its_marking(browser: Client) -> None:
    answer = browser.get(f"{AT}/documents/joint-plan.pdf?language=kk&zone=UTC")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="SHOOTING-joint-plan.pdf"'
    assert answer["Birlik-Marking"] == "REL TO KAZ"
    text = text_of_pdf(answer.content)
    assert "Secret shoot" in text
    # Kazakh days, by the clock of Greenwich.
    assert "2024 ж. 9 шілде" in text
    assert "04:00–05:00" in text


def test_each_has_his_own_copy(person: object, shoot: Logs) -> None:
    other = sat_down(person, "AZE", Role.PLANNER)
    text = text_of_pdf(other.get(f"{AT}/documents/joint-plan.pdf?language=en").content)
    assert "Sea shoot" in text
    assert "Secret" not in text


def test_a_copy_for_visitors_holds_nothing_that_is_not_released_to_them(browser: Client) -> None:
    text = text_of_pdf(browser.get(f"{AT}/documents/joint-plan.pdf?guests=yes&language=en").content)
    assert "Ceremony" in text
    assert "REL TO ALL, VISITORS" in text
    assert "Sea shoot" not in text
    assert "First company" not in text


def test_a_plan_as_of_a_baseline_shows_that_state_under_its_name(
    browser: Client, shoot: Logs
) -> None:
    browser.post(f"{AT}/baselines/", {"name": "Main planning conference"})
    publish(shoot, SHOOT, "2024-07-10 15:00")
    page = browser.get(f"{AT}/documents/").content.decode()
    [key] = re.findall(r'<option value="(\w+)">as in the baseline', page)
    then = text_of_pdf(
        browser.get(f"{AT}/documents/joint-plan.pdf?language=en&baseline={key}").content
    )
    now = text_of_pdf(browser.get(f"{AT}/documents/joint-plan.pdf?language=en").content)
    assert "Baseline Main planning conference" in then
    assert "Tuesday, 9 July 2024" in then
    assert "Tuesday, 9 July 2024" not in now


def test_who_asks_for_more_than_can_be_made_is_told_to_come_back(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "_room", BoundedSemaphore(1))
    papers._kept.clear()
    assert papers._room.acquire(blocking=False)
    answer = browser.get(f"{AT}/documents/joint-plan.docx")
    assert answer.status_code == 503
    assert "try again in a minute" in text_of(answer)


@pytest.mark.parametrize("form", ["joint-plan.exe", "notices.ics", "..", "joint-plan.pdf.txt"])
def test_there_are_no_other_forms(browser: Client, form: str) -> None:
    assert browser.get(f"{AT}/documents/{form}").status_code in (301, 404)


# Notices


def test_a_notice_stands_as_issued_until_its_serial_moves(browser: Client, shoot: Logs) -> None:
    page = browser.get(f"{AT}/warnings/").content.decode()
    [name] = re.findall(r'name="name" value="(coastal-SEA-1-2407090400-fire)"', page)
    answer = browser.post(
        f"{AT}/warnings/issue/", {"name": name, "reference": "12/24"}, follow=True
    )
    told = text_of(answer)
    assert "The notice stands as issued." in told
    assert "issued: 1" in told
    assert "12/24" in told
    publish(shoot, SHOOT, "2024-07-09 11:00")
    assert "changed since it was issued: 1" in text_of(browser.get(f"{AT}/warnings/"))
    browser.post(
        f"{AT}/warnings/issue/", {"name": "coastal-SEA-1-2407090600-fire", "reference": "13/24"}
    )
    told = text_of(browser.get(f"{AT}/warnings/"))
    assert "issued: 1" in told
    assert "13/24" in told
    assert "12/24" not in told


def test_that_a_notice_was_issued_can_be_taken_back(browser: Client) -> None:
    name = "coastal-SEA-1-2407090400-fire"
    page = browser.post(f"{AT}/warnings/issue/", {"name": name}, follow=True).content.decode()
    [step] = re.findall(r'name="step" value="([^"]+)"', page)
    browser.post(f"{AT}/history/take-back/", {"step": step, "next": f"{AT}/warnings/"})
    assert "issued: 1" not in text_of(browser.get(f"{AT}/warnings/"))


def test_what_another_nation_issued_tells_nothing_of_what_it_sees(
    browser: Client, person: object
) -> None:
    secret = "coastal-SEA-1-2407120400-fire"
    assert secret in browser.get(f"{AT}/warnings/").content.decode()
    browser.post(f"{AT}/warnings/issue/", {"name": secret})
    other = sat_down(person, "AZE", Role.PLANNER)
    for address in ("warnings/", "notices/", "history/"):
        assert "S-2" not in text_of(other.get(f"{AT}/{address}"))
    assert "issued: 1" not in text_of(other.get(f"{AT}/warnings/"))
    assert other.post(f"{AT}/warnings/issue/", {"name": secret}).status_code == 404


def test_only_the_staff_has_to_do_with_notices(person: object, shoot: Logs) -> None:
    for role in (Role.OBSERVER, Role.VISITOR, Role.TRAINING_AUDIENCE):
        guest = sat_down(person, "AZE", role)
        assert guest.get(f"{AT}/warnings/").status_code == 404
        assert guest.get(f"{AT}/documents/notices.txt").status_code == 404
        assert guest.post(f"{AT}/warnings/issue/", {"name": "x"}).status_code == 404


# Visitors


def test_a_visitor_sees_his_programme_and_nothing_else(person: object, shoot: Logs) -> None:
    guest = sat_down(person, "AZE", Role.VISITOR)
    page = text_of(guest.get(f"{AT}/visitors/?language=en"))
    assert "Tuesday, 16 July 2024" in page
    assert "Ceremony" in page
    assert "shoot" not in page
    assert "Invite" not in page
    assert guest.get(f"{AT}/visitors/invitation.pdf").status_code == 404


def test_an_invitation_is_a_letter_in_the_language_of_the_guest(browser: Client) -> None:
    asked = {"guest": "Colonel #A [x]", "day": "2024-07-16", "language": "az", "signed": "The host"}
    answer = browser.get(f"{AT}/visitors/invitation.pdf", asked)
    text = text_of_pdf(answer.content)
    for expected in ("Colonel #A [x]", "16 iyul 2024", "Ceremony", "REL TO ALL, VISITORS"):
        assert expected in text
    assert "Sea shoot" not in text
    calendar = browser.get(f"{AT}/visitors/invitation.ics", asked).content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "Sea shoot" not in calendar


# The year


def test_the_year_shows_each_exercise_and_what_two_take_at_once(
    person: object, shoot: Logs, signed_in: SignedIn
) -> None:
    shoot.begin("again")
    shoot.append("again", preview_of(empty_state("again"), shooting("Again")).step("a", "KAZ", ""))
    publish(shoot, "again", "2024-07-09 09:30")
    account: Account = person("Both")  # type: ignore[operator]
    browser = Client()
    browser.force_login(account)
    join(account, PartIn(SHOOT, "AZE", Role.PLANNER), by="server")
    page = text_of(browser.get("/year/?year=2024"))
    assert "Shooting" in page
    assert "Again" not in page
    join(account, PartIn("again", "AZE", Role.PLANNER), by="server")
    page = text_of(browser.get("/year/?year=2024"))
    assert "SEA-1 Sea area one" in page
    assert "U-1 First company" in page
    assert "2024-07-09 04:30Z – 2024-07-09 05:00Z" in page
    # What he does not see of either takes nothing by its name.
    assert "Secret" not in page
    assert "Nothing lies in this year" in text_of(browser.get("/year/?year=1999"))


def test_the_small_exercise_has_its_documents_too(signed_in: SignedIn) -> None:
    browser = signed_in()
    assert f"/exercises/{UNITY}/documents/" in browser.get(BASE).content.decode()
    text = text_of_pdf(browser.get(f"{BASE}documents/joint-plan.pdf?language=en").content)
    assert "Kazakhstan" in text
    assert "There is no timetable yet" in text_of(browser.get(f"{BASE}warnings/"))
