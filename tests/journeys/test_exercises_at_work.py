"""An exercise at work in a browser: begun, filled in, changed by two at once, imported, looked back at."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.serving import found_account, served, visitor
from tests.journeys.test_people_at_work import fits

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def founded(browser, server):
    with visitor(browser, server.base) as page:
        found_account(page, server)
        yield page.context.storage_state()


@pytest.fixture(scope="module")
def exercise(browser, server, founded):
    """Address of an exercise that was begun by hand."""
    with visitor(browser, server.base, state=founded) as page:
        page.goto("/")
        page.get_by_role("link", name="Begin an exercise").click()
        page.get_by_label("Title").fill("Winter Shield")
        page.get_by_label("Id", exact=True).fill("WINTER-27")
        page.get_by_label("Time zone").fill("Asia/Almaty")
        page.get_by_label("STARTEX").fill("2027-01-10 00:00")
        page.get_by_label("ENDEX").fill("2027-01-20 00:00")
        page.get_by_label("Your nation").fill("KAZ")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Winter Shield")
        return page.url


def stored(page, **typed):
    for title, text in typed.items():
        page.get_by_label(title).first.fill(text)
    page.get_by_role("button", name=re.compile("^(Store|Add the)")).click()


def test_a_serial_is_added_changed_and_taken_back(browser, server, founded, exercise):
    with visitor(browser, server.base, state=founded) as page:
        page.goto(f"{exercise}serials/")
        expect(page.locator("main")).to_contain_text("There is no serial yet")
        page.get_by_role("link", name="Add a serial").click()
        stored(page, Id="S-1", Title="Ski march", Duration="2h")
        expect(page.locator(".done")).to_contain_text("Added.")
        expect(page.get_by_label("Duration")).to_have_value("120")
        stored(page, Duration="3h")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".done")).to_contain_text("It was taken back.")
        expect(page.get_by_label("Duration")).to_have_value("120")
        page.get_by_role("button", name="Redo").click()
        expect(page.get_by_label("Duration")).to_have_value("180")
        page.goto(f"{exercise}history/")
        expect(page.locator("main")).to_contain_text("S-1 Ski march: Duration from 2 h to 3 h.")


def test_two_who_change_one_field_lose_nothing(browser, server, founded, exercise):
    with visitor(browser, server.base, state=founded) as one:
        one.goto(f"{exercise}serials/new/")
        stored(one, Id="S-2", Duration="60")
        # A browser reports every answer that is no success as trouble; this one is meant.
        context = browser.new_context(base_url=server.base, storage_state=founded)
        other = context.new_page()
        other.goto(one.url)
        stored(one, Duration="90", Title="Night march")
        stored(other, Duration="120", Notes="Take skis")
        conflict = other.locator("#field-duration")
        for told in ("Col Nigora Isaeva changed it", "Theirs", "90", "Yours", "120"):
            expect(conflict).to_contain_text(told)
        expect(other.get_by_label("Duration")).to_have_value("120")
        expect(other.get_by_label("Title")).to_have_value("Night march")
        stored(other)
        one.goto(one.url)
        expect(one.get_by_label("Duration")).to_have_value("120")
        expect(one.get_by_label("Notes").first).to_have_value("Take skis")
        context.close()


def test_a_plan_goes_out_and_comes_in_again(browser, server, founded, exercise, tmp_path: Path):
    with visitor(browser, server.base, state=founded) as page:
        page.goto(f"{exercise}areas/new/")
        stored(page, Id="RANGE", Title="Range")
        page.goto(f"{exercise}export/")
        with page.expect_download() as download:
            page.get_by_role("link", name="plan.json").click()
        file = tmp_path / "plan.json"
        download.value.save_as(file)
        plan = json.loads(file.read_text("utf-8"))
        plan["areas"][0]["title"] = "Range of Gvardeysky"
        file.write_text(json.dumps(plan), "utf-8")
        page.goto(f"{exercise}import/")
        page.get_by_label("Workbook or plan.json").set_input_files(file)
        page.get_by_role("button", name="Show what would change").click()
        expect(page.locator("main")).to_contain_text("Title from Range to Range of Gvardeysky")
        page.get_by_role("button", name="Import").click()
        expect(page.locator(".done")).to_contain_text("The file was imported.")


def test_every_page_of_an_exercise_fits(browser, server, founded, exercise):
    with visitor(browser, server.base, state=founded) as page:
        page.goto(f"{exercise}phases/")
        record = page.locator("td.first a").first.get_attribute("href")
        page.goto(f"{exercise}history/")
        page.get_by_label("Name of the baseline").fill("Initial planning conference")
        page.get_by_role("button", name="Name a baseline").click()
        baseline = page.url
        places = ("", "nations/", "release-defaults/", "phases/?q=training", "history/", "import/")
        for address in (
            *(exercise + place for place in places),
            f"{exercise}export/",
            f"{exercise}serials/new/",
            f"{exercise}history/as-of/?at=2100-01-01+00:00&kind=phases",
            record,
            baseline,
            "/exercises/new/",
            "/",
        ):
            fits(page, address)


def test_what_one_changes_the_other_sees_without_loading_again(browser, server, founded, exercise):
    with (
        visitor(browser, server.base, state=founded) as one,
        visitor(browser, server.base, state=founded) as other,
    ):
        one.goto(f"{exercise}serials/")
        other.goto(f"{exercise}serials/new/")
        stored(other, Id="S-9", Title="Thaw", Duration="60")
        row = one.locator("[data-record]", has_text="S-9")
        expect(row).to_contain_text("Thaw")
        stored(other, Title="Early thaw")
        expect(row).to_contain_text("Early thaw")
