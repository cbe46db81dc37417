"""Five delegations confer on one plan: agenda, a decision and its changes, a promise, a baseline signed."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.serving import visitor

pytestmark = pytest.mark.journey

NATIONS = ("KAZ", "AZE", "KGZ", "TJK", "UZB")
RESERVATIONS = "No live fire at sea before the ferry has passed."


@pytest.fixture
def heads(browser, running):
    """Pages of the five directors, each at the overview of the exercise."""
    with ExitStack() as opened:
        pages = {}
        for nation in NATIONS:
            page = pages[nation] = opened.enter_context(visitor(browser, running.base))
            page.goto(running.links[nation, "director"])
            page.locator("main button[type=submit]").click()
            page.locator(".programme h2 a").click()
        yield pages


def without_faults(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]})
    assert [fault["id"] for fault in found.response["violations"]] == []


def changed(page, serial, minutes):
    """Give a serial another duration, at the form of its record."""
    page.goto(f"{page.url.split('/conference/')[0]}/serials/?q={serial}")
    page.get_by_role("link", name=re.compile(rf"^{serial}\b")).click()
    page.get_by_label("Duration").fill(str(minutes))
    page.get_by_role("button", name="Store", exact=True).click()
    expect(page.locator(".done")).to_contain_text("Stored.")


def signed(page, name, reservations=""):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your function").fill("Head of delegation")
    if reservations:
        page.get_by_label("concurs with these reservations").check()
        page.get_by_role("textbox", name="Reservations").fill(reservations)
    page.get_by_role("button", name="Sign for").click()
    expect(page.locator(".done")).to_contain_text("You have signed for")


def test_five_delegations_confer_freeze_and_sign(heads):
    host, guest = heads["KAZ"], heads["AZE"]
    host.get_by_role("link", name="Conference", exact=True).click()
    host.get_by_role("link", name="Final planning conference").click()
    room = host.url
    guest.goto(room)
    host.get_by_role("button", name="Draw up from what is open").click()
    expect(guest.locator(".points h3").first).to_contain_text("Serials without a place")
    guest.get_by_label("Add a point").fill("Who brings the tents")
    guest.get_by_role("button", name="Add", exact=True).click()
    expect(host.locator(".points h3").last).to_contain_text("Who brings the tents")
    without_faults(host)

    # Minutes are being written while the other side goes on.
    host.locator(".write summary").first.click()
    host.get_by_label("Minutes of Serials without a place").fill("Two nations can wait.")
    guest.get_by_label("Write a decision down").fill("Divers come a day later")
    guest.locator(".outcome").get_by_role("button", name="Decide", exact=True).click()
    expect(host.locator(".decided li").last).to_contain_text("D-AZE-01")
    host.get_by_role("button", name="Store the minutes").first.click()
    expect(guest.locator(".points .text").first).to_have_text("Two nations can wait.")

    host.get_by_label("Write a decision down").fill("Trains are unloaded slowly")
    host.locator(".outcome").get_by_label("My next changes are because of it").check()
    host.locator(".outcome").get_by_role("button", name="Decide", exact=True).click()
    expect(host.locator(".counting")).to_contain_text("Trains are unloaded slowly")
    changed(host, "S-101", 270)
    host.get_by_role("button", name="That was all").click()
    expect(host.locator(".decided")).to_contain_text("Duration from 4 h to 4 h 30 min")

    host.get_by_label("Who", exact=True).select_option("AZE")
    host.get_by_label("does what").fill("Send the diving schedule")
    host.get_by_label("by", exact=True).fill("2024-06-20")
    host.get_by_role("button", name="Promise").click()
    done = guest.get_by_role("button", name=re.compile("Done.*Send the diving schedule"))
    done.click()
    expect(host.locator(".items .done").last).to_contain_text("Send the diving schedule")

    host.get_by_label("Freeze the plan as it stands").fill("Plan of the FPC")
    host.get_by_role("button", name="Freeze", exact=True).click()
    expect(guest.locator("#frozen")).to_contain_text("Plan of the FPC")
    for nation in NATIONS:
        heads[nation].goto(host.url)
        signed(heads[nation], f"Head of {nation}", RESERVATIONS if nation == "AZE" else "")
    rows = host.locator("tbody tr")
    expect(host.locator("tbody .badge.good")).to_have_count(4)
    expect(rows.filter(has_text="AZE")).to_contain_text(RESERVATIONS)
    prints = {page.locator(".whole").inner_text() for page in heads.values()}
    assert len(prints) == 1
    without_faults(host)

    guest.goto(room)
    guest.get_by_role("link", name="What changed for us").click()
    expect(guest.locator("main")).to_contain_text("Nothing that concerns you has changed since.")
    host.goto(room)
    changed(host, "S-102", 240)
    expect(guest.locator("main")).to_contain_text("Duration from 3 h to 4 h")
    without_faults(guest)
