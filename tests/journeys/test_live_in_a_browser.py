"""A page that follows the stream in a real browser: changes appear, a break is told, others are seen."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import expect

from birlik.server.store.logs import Logs
from birlik.server.store.sqlite import SqliteStore
from tests.journeys.serving import served, visitor
from tests.server.live import world as worlds
from tests.server.live.following import following

pytestmark = pytest.mark.journey

#: What base.html puts into a page that has `live`; here into one that has not, so that any page will do.
INTO_A_PAGE = """([tickets, account, record, module]) => {
  const aside = document.createElement("aside");
  aside.className = "live";
  aside.hidden = true;
  Object.assign(aside.dataset, {
    live: "", tickets, account, record, kind: record ? "serials" : "", since: "",
    lost: "Connection lost. Trying again …", ended: "You are signed out.",
    stale: "Others changed something here.",
    reload: "Load again", nobody: "Nobody else is here", here: "Here: {people}",
    more: "{people} and {number} more", looks: "looks at this record",
  });
  aside.innerHTML = '<p class="live-state" role="status"></p>' +
    '<details class="live-people"><summary></summary><ul></ul></details>';
  document.body.append(aside);
  const region = document.querySelector("main");
  region.dataset.liveRegion = "serials";
  region.querySelector("h1").textContent = "Before";
  window.heard = [];
  document.addEventListener("birlik:change", (event) => window.heard.push(event.detail));
  return import(module);
}"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return worlds.made(tmp_path_factory.mktemp("data") / "birlik")


@pytest.fixture(scope="module")
def logs(world):
    with Logs(SqliteStore(world.folder / "birlik.sqlite3")) as logs:
        yield logs


@contextmanager
def at_a_page(browser, running, world, name, record="", address="/"):
    """Page of somebody that follows the stream."""
    with visitor(browser, running.base) as page:
        sign_in(page, running, world, name)
        page.goto(address)
        follow(page, world, name, record)
        yield page


def sign_in(page, running, world, name):
    """Let the browser have somebody's session."""
    value = world.people[name]["session"]
    page.context.add_cookies([{"name": world.cookie, "value": value, "url": running.base}])


def follow(page, world, name, record=""):
    """Let the page follow; the module has a hashed name, as in the manifest of static files."""
    manifest = (world.folder / "static" / "staticfiles.json").read_text("utf-8")
    module = "/static/" + manifest.split('"birlik/live.js": "')[1].split('"')[0]
    tickets = f"/exercises/{world.exercise}/live-ticket/"
    account = world.people[name]["account"]
    page.evaluate(INTO_A_PAGE, [tickets, account, record, module])


def test_what_changes_is_taken_from_the_page_loaded_anew(browser, world, logs):
    with (
        served(world.folder) as running,
        at_a_page(browser, running, world, "Leyla") as page,
        at_a_page(browser, running, world, "Omar") as other,
    ):
        expect(page.locator(".live summary")).to_have_text("Here: Omar")
        expect(page.locator("h1")).to_have_text("Before")
        logs.append(world.exercise, worlds.serial("S-1", only="KAZ"))
        logs.append(world.exercise, worlds.serial("S-2"))
        expect(page.locator("h1")).to_have_text("Exercises")
        told = page.evaluate("heard")
        assert [each["fields"]["id"] for each in told[0]["added"]] == ["S-2"]
        assert len(told) == 1
        other.close()
        expect(page.locator(".live summary")).to_have_text("Nobody else is here")


def test_what_somebody_types_is_left_alone(browser, world, logs):
    logs.append(world.exercise, worlds.serial("S-3"))
    with (
        served(world.folder) as running,
        at_a_page(browser, running, world, "Leyla", address="/profile/") as page,
    ):
        expect(page.locator(".live summary")).to_have_text("Nobody else is here")
        page.get_by_label("Name").fill("Leyla A.")
        step = worlds.setting(logs.state(world.exercise), "S-3", title="Landing")
        logs.append(world.exercise, step)
        expect(page.locator(".live-state")).to_contain_text("Others changed something here.")
        expect(page.get_by_label("Name")).to_have_value("Leyla A.")
        page.get_by_role("button", name="Load again").click()
        expect(page.get_by_label("Name")).to_have_value("Leyla")


def test_who_looks_at_the_same_record_is_told(browser, world, logs):
    logs.append(world.exercise, worlds.serial("S-4"))
    key = worlds.key_of(logs.state(world.exercise), "S-4")
    with (
        served(world.folder) as running,
        following(running.base, world, "Aidar", kind="serials", record=key),
        at_a_page(browser, running, world, "Leyla", record=key) as page,
    ):
        page.locator(".live summary").click()
        expect(page.locator(".live li")).to_have_text("Aidar KAZ, planner, looks at this record")


@pytest.fixture
def bare_page(browser):
    """A page whose browser may tell of every attempt that fails."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def enter(page, running, world, name):
    """Follow the stream in a page of a bare browser."""
    sign_in(page, running, world, name)
    page.goto(running.base)
    follow(page, world, name)
    expect(page.locator(".live summary")).to_have_text("Nobody else is here")


def test_a_break_is_told_and_nothing_is_missed(bare_page, world, logs):
    page = bare_page
    with served(world.folder) as running:
        port = running.base.rpartition(":")[2]
        enter(page, running, world, "Leyla")
    lost = "Connection lost. Trying again …"
    expect(page.locator(".live-state")).to_have_text(lost, timeout=20_000)
    logs.append(world.exercise, worlds.serial("S-5"))
    with served(world.folder, "--port", port):
        expect(page.locator("h1")).to_have_text("Exercises", timeout=40_000)
        expect(page.locator(".live-state")).to_be_empty()
        told = page.evaluate("heard")
        assert [each["fields"]["id"] for each in told[-1]["added"]] == ["S-5"]
        page.goto("about:blank")


def test_whoever_is_signed_out_is_told(bare_page, world):
    page = bare_page
    with served(world.folder) as running:
        enter(page, running, world, "Omar")
        with closing(sqlite3.connect(world.folder / "birlik.sqlite3", timeout=30)) as rows, rows:
            end = "DELETE FROM django_session WHERE session_key = :session"
            rows.execute(end, world.people["Omar"])
        expect(page.locator(".live-state")).to_contain_text("You are signed out.", timeout=20_000)
