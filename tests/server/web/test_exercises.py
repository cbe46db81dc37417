"""The programme, the beginning of an exercise, its overview, its past, its import and export."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from birlik.formats.planfile import read
from birlik.formats.workbook.writer import workbook_bytes
from birlik.log.drafts import Step, changed
from birlik.log.timetables import publishing
from birlik.server.desk.exporting import FORMS
from birlik.server.people.audit import SERVER
from birlik.server.people.models import Membership
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from tests.building import placed, plan_with, serial, timetable_with
from tests.server.desk.conftest import UNITY, key_of
from tests.server.web.conftest import SignedIn
from tests.server.web.test_records import BASE, text_of


def upload(content: bytes, name: str = "plan.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def planned(logs: Logs) -> None:
    """Publish a timetable with both a shown and a hidden serial in it."""
    from birlik.log.plans import plan_of

    plan = plan_of(logs.state(UNITY))
    made = timetable_with(
        plan,
        placed("S-1", "2024-07-09 09:00", areas="SEA", units="U-1"),
        placed("S-3", "2024-07-10 09:00", areas="SEA"),
    )
    step = publishing(logs.state(UNITY), made.model_dump(mode="json"), "aidar", "KAZ")
    logs.append(UNITY, step)


# The programme


def test_the_programme_shows_his_exercises_with_his_part(signed_in: SignedIn) -> None:
    page = text_of(signed_in().get("/"))
    for told in ("Unity", "8 Jul 2024 00:00 – 18 Jul 2024 00:00", "Asia/Aqtau", "is over"):
        assert told in page
    assert "KAZ, Chief planner" in page


def test_who_has_no_part_is_told_what_to_do(person: Any, logs: Logs) -> None:
    browser = Client()
    browser.force_login(person())
    page = text_of(browser.get("/"))
    assert "You have no part in an exercise yet." in page
    assert "Unity" not in page
    assert browser.get("/exercises/new/").status_code == 403


@pytest.fixture
def administrators(administrator: Any, logs: Logs) -> Client:
    browser = Client()
    browser.force_login(administrator)
    return browser


OUTLINE = {
    "source": "usual",
    "title": "Winter Shield",
    "id": "WINTER-27",
    "time_zone": "Asia/Almaty",
    "startex": "2027-01-10 00:00",
    "endex": "2027-01-20 00:00",
    "nation": "KAZ",
    "role": "chief planner",
}


def test_an_administrator_begins_an_exercise_and_gets_a_part_in_it(administrators: Client) -> None:
    answer = administrators.post("/exercises/new/", OUTLINE, follow=True)
    page = text_of(answer)
    assert "The exercise has begun." in page
    assert "Winter Shield" in page
    assert "ARRIVE Arrival and build-up" in page
    part = Membership.objects.get()
    assert (part.nation, part.role) == ("KAZ", "chief planner")


def test_an_exercise_begins_from_a_workbook(administrators: Client) -> None:
    plan = plan_with(title="Steppe", default_release="ALL", serials=[serial("S-1")])
    sent = {"source": "file", "nation": "AZE", "role": "planner"}
    sent_file = {"file": upload(workbook_bytes(plan), "anything.exe")}
    page = text_of(administrators.post("/exercises/new/", sent | sent_file, follow=True))
    assert "Steppe" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"time_zone": "Mars/Base"}, "There is no such time zone"),
        ({"startex": "soon"}, "soon"),
        ({"title": ""}, "This field is required"),
        ({"id": "A B"}, "holds a space"),
        ({"nation": "K Z"}, "holds a space"),
        ({"source": "file"}, "Choose a file"),
        ({"role": "king"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_new_exercise_is_told_at_its_field(
    wrong: dict[str, str], told: str, administrators: Client
) -> None:
    answer = administrators.post("/exercises/new/", OUTLINE | wrong)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not Membership.objects.exists()


def test_a_file_without_his_nation_is_refused(administrators: Client) -> None:
    sent = OUTLINE | {"source": "file", "nation": "UZB"}
    answer = administrators.post(
        "/exercises/new/", sent | {"file": upload(plan_with().to_json().encode())}
    )
    assert "does not hold the nation UZB. It holds: KAZ, AZE." in text_of(answer)


def test_invitations_offer_the_programme_of_exercises(administrators: Client) -> None:
    page = administrators.get("/people/invite/").content.decode()
    assert f'<option value="{UNITY}">Unity</option>' in page
    assert '<option value="UZB">Unity</option>' in page


# The overview


def test_the_overview_leads_from_a_finding_to_its_field(signed_in: SignedIn, logs: Logs) -> None:
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step("aidar", "KAZ", (changed(state, "serials", key, {"duration": None}),)))
    page = signed_in().get(BASE).content.decode()
    assert f'href="{BASE}serials/{key}/#field-duration"' in page


def test_the_overview_tells_of_the_timetable_as_far_as_he_sees_it(
    signed_in: SignedIn, logs: Logs
) -> None:
    planned(logs)
    uzbek = text_of(signed_in("UZB", Role.PLANNER, "Timur").get(BASE))
    assert "1 of the 1 serials that you see are placed." in uzbek
    assert "2 times are reserved" in uzbek or "One time is reserved" in uzbek
    assert "Mandatory serials left out" not in uzbek
    for hidden in ("S-3", "Minehunting", "Night diving", "QUIET"):
        assert hidden not in uzbek


# The past


def test_a_baseline_is_named_and_what_changed_since_is_told_by_nation(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    page = text_of(browser.post(f"{BASE}baselines/", {"name": "IPC"}, follow=True))
    assert "The baseline is named." in page
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step("aidar", "KAZ", (changed(state, "serials", key, {"duration": 90}),)))
    listed = browser.get(f"{BASE}history/").content.decode()
    where = re.search(rf'href="({BASE}baselines/\w+/)"', listed)
    assert where is not None
    page = text_of(browser.get(where[1]))
    assert "S-1 Boarding: Duration from 1 h to 1 h 30 min." in page
    assert "1 record is not as it was." in page
    uzbek = signed_in("UZB", Role.PLANNER, "Timur")
    assert "1 record is not as it was." in text_of(uzbek.get(where[1]))
    assert uzbek.post(f"{BASE}baselines/", {"name": "Mine"}, follow=True).status_code == 200
    assert "Mine" not in text_of(uzbek.get(f"{BASE}history/"))


def test_the_state_as_of_a_moment(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    page = text_of(
        browser.get(f"{BASE}history/as-of/", {"at": "2100-01-01 00:00", "kind": "serials"})
    )
    assert "S-1" in page
    page = text_of(browser.get(f"{BASE}history/as-of/", {"at": "2001-01-01 00:00"}))
    assert "There was nothing then that you may know of." in page
    assert browser.get(f"{BASE}history/as-of/", {"at": "whenever"}).status_code == 422


def test_others_steps_cannot_be_taken_back(signed_in: SignedIn, logs: Logs) -> None:
    uzbek = signed_in("UZB", Role.PLANNER, "Timur")
    step = logs.newest(UNITY, most=1)[0].step
    before = logs.state(UNITY).position
    answer = uzbek.post(f"{BASE}history/take-back/", {"step": step}, follow=True)
    assert "You cannot take this step back" in text_of(answer)
    for strange in ("0" * 24, "", "x" * 5000):
        assert uzbek.post(f"{BASE}history/take-back/", {"step": strange}).status_code == 404
    assert logs.state(UNITY).position == before


def test_taking_back_leads_nowhere_else(signed_in: SignedIn, logs: Logs) -> None:
    step = logs.newest(UNITY, most=1)[0].step
    sent = {"step": step, "next": "https://evil.example/"}
    answer = signed_in("UZB", Role.PLANNER, "Timur").post(f"{BASE}history/take-back/", sent)
    assert answer["Location"] == f"{BASE}history/"


# Import and export


def exported(browser: Client, form: str = "plan.json") -> bytes:
    return bytes(browser.get(f"{BASE}export/{form}").content)


def test_what_was_exported_imports_as_nothing(signed_in: SignedIn, logs: Logs) -> None:
    for nation, role, name in (
        ("KAZ", Role.CHIEF_PLANNER, "Aidar"),
        ("UZB", Role.PLANNER, "Timur"),
    ):
        browser = signed_in(nation, role, name)
        for form in ("plan.json", "workbook.xlsx"):
            file = upload(exported(browser, form))
            page = text_of(browser.post(f"{BASE}import/", {"file": file}, follow=True))
            assert "The file holds nothing that is not here already" in page, (nation, form)


def edited(content: bytes, **changes: Any) -> bytes:
    """A plan.json with its first serial changed."""
    plan = json.loads(content)
    plan["serials"][0] |= changes
    return json.dumps(plan).encode()


def test_an_import_is_shown_first_then_done_as_one_step_and_taken_back(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser, before = signed_in(), logs.state(UNITY)
    file = upload(edited(exported(browser), duration=90, title="Boarding by day"))
    answer = browser.post(f"{BASE}import/", {"file": file}, follow=True)
    page = text_of(answer)
    assert "Duration from 1 h to 1 h 30 min" in page
    assert logs.state(UNITY) is before
    where = answer.redirect_chain[-1][0]
    done = browser.post(where, follow=True)
    assert "The file was imported." in text_of(done)
    serials = logs.state(UNITY).of("serials")
    assert serials[key_of(logs, "serials", "S-1")].fields["duration"] == 90
    step = re.search(r'name="step" value="(\w+)"', done.content.decode())
    assert step is not None
    browser.post(f"{BASE}history/take-back/", {"step": step[1]})
    assert logs.state(UNITY) == before
    assert "This preview is over." in text_of(browser.post(where, follow=True))


def test_an_import_leaves_alone_what_its_author_does_not_see_or_may_not_change(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    plan = json.loads(exported(browser))
    assert [each["id"] for each in plan["serials"]] == ["S-1"]
    plan["serials"] = [{"id": "S-9", "title": "Ours", "duration": 30, "owner": "UZB"}]
    before = logs.state(UNITY)
    answer = browser.post(
        f"{BASE}import/", {"file": upload(json.dumps(plan).encode())}, follow=True
    )
    page = text_of(answer)
    assert "S-9 Ours would be added." in page
    assert "Not yours to change" in page
    assert "S-1 Boarding is not in the file. Only its owner may remove a serial." in page
    for hidden in ("S-2", "S-3", "QUIET"):
        assert hidden not in page
    browser.post(answer.redirect_chain[-1][0], {"remove": "yes"})
    after = logs.state(UNITY)
    assert {held.fields["id"] for _, held in after.of("serials").pairs()} == {
        "S-1", "S-2", "S-3", "S-9",
    }  # fmt: skip
    assert after.of("areas") == before.of("areas")


def test_what_the_file_does_not_hold_is_removed_only_if_that_is_said(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    plan = json.loads(exported(browser))
    plan["units"] = []
    file = upload(json.dumps(plan).encode())
    where = browser.post(f"{BASE}import/", {"file": file}, follow=True).redirect_chain[-1][0]
    browser.post(where)
    assert len(logs.state(UNITY).of("units")) == 2
    file = upload(json.dumps(plan).encode())
    where = browser.post(f"{BASE}import/", {"file": file}, follow=True).redirect_chain[-1][0]
    assert "refused" not in text_of(browser.post(where, {"remove": "yes"}, follow=True))
    assert len(logs.state(UNITY).of("units")) == 1, "U-2 is Azerbaijan's"


def test_a_hidden_part_of_a_list_survives_an_import(signed_in: SignedIn, logs: Logs) -> None:
    """S-1 can be held in SEA or QUIET; whoever may not read QUIET writes it away in no list."""
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step("a", "UZB", (changed(state, "serials", key, {"owner": "UZB"}),)))
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    content = edited(exported(browser), title="By night", areas="SEA")
    where = browser.post(f"{BASE}import/", {"file": upload(content)}, follow=True).redirect_chain[
        -1
    ][0]
    browser.post(where)
    fields = logs.state(UNITY).of("serials")[key].fields
    assert fields["title"] == "By night"
    assert "QUIET" in json.dumps(fields["areas"])


def test_others_changes_since_the_preview_stay(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    content = edited(exported(browser), duration=90, title="Boarding by day")
    where = browser.post(f"{BASE}import/", {"file": upload(content)}, follow=True).redirect_chain[
        -1
    ][0]
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step("x", "AZE", (changed(state, "serials", key, {"duration": 120}),)))
    answer = browser.post(where, follow=True)
    assert "1 field stays as others have changed it" in text_of(answer)
    row = answer.text.split("<tbody>")[1].split("</tbody>")[0]
    assert f"/serials/{key}/" in row
    cells = re.findall(r"<td>(?:<a [^>]*>)?([^<]*)", row)
    assert cells == ["serial S-1", "Duration", "120", "90"]
    fields = logs.state(UNITY).of("serials")[key].fields
    assert (fields["duration"], fields["title"]) == (120, "Boarding by day")


def test_what_was_left_of_a_list_names_nothing_hidden(signed_in: SignedIn, logs: Logs) -> None:
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step("a", "UZB", (changed(state, "serials", key, {"owner": "UZB"}),)))
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    file = upload(edited(exported(browser), areas=[], title="By night"))
    where = browser.post(f"{BASE}import/", {"file": file}, follow=True).redirect_chain[-1][0]
    changes = {"areas": [{"areas": ["SEA", "QUIET"]}], "title": "Boarding by day"}
    logs.append(UNITY, Step("x", "AZE", (changed(logs.state(UNITY), "serials", key, changes),)))
    page = text_of(browser.post(where, follow=True))
    assert "Boarding by day" in page
    assert "By night" in page
    assert "QUIET" not in page


def test_what_a_command_on_the_server_did_says_so(signed_in: SignedIn, logs: Logs) -> None:
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    logs.append(UNITY, Step(SERVER, "KAZ", (changed(state, "serials", key, {"duration": 45}),)))
    page = signed_in().get(f"{BASE}history/").text
    assert "A command on the server" in page.split('class="steps"')[1].split("<ul>")[0]


def test_a_workbook_of_another_exercise_is_warned_of(signed_in: SignedIn, logs: Logs) -> None:
    browser, before = signed_in(), logs.state(UNITY)
    other = plan_with(id="OTHER-25", nations=[], serials=[serial("X-1")])
    file = upload(other.to_json().encode())
    answer = browser.post(f"{BASE}import/", {"file": file}, follow=True)
    assert "The file is a plan of OTHER-25, and the exercise here is UNITY-24." in text_of(answer)
    where = answer.redirect_chain[-1][0]
    assert browser.post(where).status_code == 422
    assert logs.state(UNITY) is before


def test_a_preview_is_its_maker_s_alone(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    file = upload(edited(exported(browser), duration=90))
    where = browser.post(f"{BASE}import/", {"file": file}, follow=True).redirect_chain[-1][0]
    other = signed_in("AZE", Role.PLANNER, "Leyla")
    for answer in (other.get(where, follow=True), other.post(where, follow=True)):
        assert "This preview is over." in text_of(answer)
    assert "Duration" not in text_of(other.get(f"{BASE}history/"))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"{", b'{"format": "birlik-plan/9"}', b"\x00" * 9000],
)
def test_any_file_gets_an_answer_in_words(content: bytes, signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    answer = browser.post(f"{BASE}import/", {"file": upload(content, "../../etc/passwd")})
    page = text_of(answer)
    assert answer.status_code == 422
    assert re.search(r"B10\d|empty", page)
    assert browser.post(f"{BASE}import/", {"file": "no file"}).status_code == 422


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_is_written_for_its_reader_under_his_marking(
    form: str, signed_in: SignedIn, logs: Logs, tmp_path: Path
) -> None:
    browser = signed_in("UZB", Role.PLANNER, "Timur")
    if FORMS[form].of_timetable:
        assert browser.get(f"{BASE}export/{form}").status_code == 404
    planned(logs)
    answer = browser.get(f"{BASE}export/{form}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="UNITY-24-{form}"'
    assert answer["Birlik-Marking"].startswith("REL TO ")
    content = bytes(answer.content)
    parts = [content]
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
            parts.append(" ".join(archive.namelist()).encode())
    for hidden in (b"S-3", b"Minehunting", b"Night diving", b"QUIET"):
        assert not any(hidden in part for part in parts), hidden


def test_formulas_do_not_run_in_what_is_exported(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    evil = "=cmd|'/c calc'!A1"
    draft = changed(state, "serials", key, {"title": evil, "notes": f"+{evil}"})
    logs.append(UNITY, Step("aidar", "KAZ", (draft,)))
    planned(logs)
    for form in ("workbook.xlsx", "timetable.xlsx"):
        with ZipFile(BytesIO(exported(browser, form))) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            for name in sheets:
                sheet = archive.read(name)
                assert b"cmd|" not in re.sub(rb"<is>.*?</is>", b"", sheet)


def test_a_workbook_that_comes_back_is_the_plan(
    signed_in: SignedIn, logs: Logs, tmp_path: Path
) -> None:
    for form in ("workbook.xlsx", "plan.json"):
        (tmp_path / form).write_bytes(exported(signed_in(name=form), form))
    one, other = (read(tmp_path / form).plan for form in ("workbook.xlsx", "plan.json"))
    assert one.fingerprint() == other.fingerprint()
