"""The board at work in a browser: planned, an area closed, replanned, moved by hand, taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.building import area, nation, plan_with, serial, unit
from tests.journeys.serving import found_account, served, visitor
from tests.journeys.test_people_at_work import fits

pytestmark = pytest.mark.journey

#: A second for the work itself; the rest of the wait is for its process to start.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    """An exercise of four serials in two ranges."""
    path: Path = tmp_path_factory.mktemp("plan") / "plan.json"
    made = plan_with(
        title="Unity",
        position="43.6 51.2",
        default_release="ALL",
        nations=[nation("KAZ", language="en"), nation("AZE")],
        areas=[area("RANGE", title="Range of Oymasha"), area("SEA")],
        units=[unit("U-1"), unit("U-2", "AZE")],
        serials=[
            serial("S-1", 120, title="Attack", areas="RANGE", units="U-1", hours="08:00-18:00"),
            serial("S-2", 120, title="Defence", areas="RANGE", units="U-1", after="S-1"),
            serial("S-3", 60, title="Boarding", areas="SEA | RANGE", units="U-2"),
            serial("S-4", 60, title="Ceremony", fixed="2024-07-09 10:00"),
        ],
    )
    path.write_text(made.to_json(), "utf-8")
    return path


@pytest.fixture(scope="module")
def founded(browser, server, plan):
    """State of the chief planner's browser, and the address of his exercise."""
    with visitor(browser, server.base) as page:
        found_account(page, server)
        page.goto("/exercises/new/")
        page.get_by_label("from a workbook or plan.json").check()
        page.locator("input[type=file]").set_input_files(plan)
        page.get_by_label("Your nation").fill("KAZ")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Unity")
        yield page.context.storage_state(), page.url


def board(page: Page, exercise: str) -> None:
    page.goto(f"{exercise}board/")
    expect(page.locator(".board")).to_have_class(re.compile(r"\bjudged\b"))


def place(page: Page, name: str) -> tuple[float, float]:
    """Where the bar of a serial is on the screen."""
    x, y = page.evaluate(
        """(name) => {
          const { board } = document.querySelector(".board");
          const n = board.model.byId.get(name);
          board.lookAt(n);
          const box = board.scroller.getBoundingClientRect();
          let found;
          board.painter.each(n, board.view, (x, y, wide) => (found ??= [x + wide / 2, y + 9]));
          return [found[0] + box.left, found[1] + box.top];
        }""",
        name,
    )
    return x, y


def test_a_chief_planner_plans_closes_an_area_replans_publishes_and_takes_it_back(
    browser, server, founded
):
    state, exercise = founded
    with visitor(browser, server.base, state=state) as page:
        page.goto(f"{exercise}board/")
        expect(page.locator(".board-unplanned")).to_contain_text("Plan makes the first one")
        page.get_by_role("link", name="Plan", exact=True).click()
        page.get_by_label("Seconds").fill("1")
        page.get_by_role("button", name="Begin").click()
        expect(page.locator("main")).to_contain_text("4 serials are placed", timeout=PATIENCE)
        page.get_by_role("button", name="Publish").click()
        expect(page.locator(".done")).to_contain_text("The timetable is published.")
        rows = page.locator(".board-list tbody tr")
        expect(rows).to_have_count(4)
        expect(rows.filter(has_text="S-1")).to_contain_text("08:00–10:00")

        page.goto(f"{exercise}areas/")
        page.get_by_role("link", name="RANGE").click()
        page.get_by_label("Closures").first.fill("2024-07-08 00:00..2024-07-08 12:00")
        page.get_by_role("button", name="Store").click()
        board(page, exercise)
        expect(rows.filter(has_text="S-1")).to_contain_text("B535 S-1 occupies RANGE")

        page.get_by_role("link", name="Replan").click()
        page.get_by_label("Seconds").fill("1")
        page.get_by_role("button", name="Begin").click()
        moved = page.locator("#moves tbody tr").filter(has_text="S-1")
        expect(moved).to_contain_text("8 July 08:00 RANGE", timeout=PATIENCE)
        expect(moved).to_contain_text("while it is closed")
        page.get_by_role("link", name="Look at it on the board").click()
        expect(page.locator(".board-moves")).to_contain_text(
            "elsewhere than in “what is proposed”: "
        )
        page.go_back()
        page.get_by_label("Why").fill("The range is closed")
        page.get_by_role("button", name="Publish").click()
        expect(page.locator(".board")).to_have_class(re.compile(r"\bjudged\b"))
        expect(rows.filter(has_text="B535")).to_have_count(0)
        page.locator(".done").get_by_role("button", name="Undo").click()
        expect(page.locator(".done")).to_contain_text("It was taken back.")
        expect(rows.filter(has_text="S-1")).to_contain_text("B535")


def test_a_bar_is_dragged_judged_and_seen_by_others_and_by_keyboard_too(browser, server, founded):
    state, exercise = founded
    with (
        visitor(browser, server.base, state=state) as page,
        visitor(browser, server.base, state=state) as other,
    ):
        board(page, exercise)
        board(other, exercise)
        page.get_by_role("button", name="Day").click()
        x, y = place(page, "S-3")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 400, y, steps=3)
        panel = page.locator(".board-panel")
        expect(panel).to_contain_text("It would break")
        expect(panel).to_contain_text("B531")
        page.mouse.up()
        expect(page.locator(".board-status")).to_contain_text("It stays where it was. B531")

        page.locator(".board-scroll").focus()
        page.keyboard.press("m")
        expect(panel).to_contain_text("Green stretches are where it fits.")
        for _ in range(4):
            page.keyboard.press("Shift+ArrowRight")
        expect(panel).to_contain_text("Nothing is broken here")
        page.keyboard.press("Enter")
        expect(page.locator(".board-status")).to_contain_text("S-3 now begins on 8 Jul")
        begins = page.locator(".board-list tr").filter(has_text="S-3").locator(".when").inner_text()
        seen = other.locator(".board-list tr").filter(has_text="S-3").locator(".when")
        expect(seen).to_have_text(begins)
        page.locator(".board-status").get_by_role("button", name="Undo").click()
        expect(page.locator(".board-status")).to_contain_text("It was taken back.")
        expect(seen).not_to_have_text(begins)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("pick the serial up")
        page.keyboard.press("Escape")


def test_a_result_fits_and_is_for_everybody(browser, server, founded):
    state, exercise = founded
    with visitor(browser, server.base, state=state) as page:
        page.goto(f"{exercise}work/")
        result = page.locator("td.first a").first.get_attribute("href")
        fits(page, result)
        assert Axe().run(page).response["violations"] == []
