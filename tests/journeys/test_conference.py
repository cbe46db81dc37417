"""Five delegations confer in five languages: agenda, a decision and its changes, a baseline signed."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.serving import visitor

pytestmark = pytest.mark.journey

#: Delegations, and the languages in which they confer.
NATIONS = {"KAZ": "kk", "AZE": "az", "KGZ": "ky", "TJK": "tg", "UZB": "uz"}
RESERVATIONS = "No live fire at sea before the ferry has passed."


@pytest.fixture
def heads(browser, running):
    """Pages of the five directors, each at the conference, in the language of his nation."""
    with ExitStack() as opened:
        pages = {}
        for nation, language in NATIONS.items():
            page = pages[nation] = opened.enter_context(visitor(browser, running.base))
            page.goto(running.links[nation, "director"])
            page.locator("main button[type=submit]").click()
            page.locator(".programme h2 a").click()
            page.locator(".beside a[href$='/conference/']").click()
            page.locator(".rooms h2 a", has_text="Final planning conference").click()
            expect(page.locator("html")).to_have_attribute("lang", language)
        yield pages


def without_faults(page):
    tags = ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags})
    assert [fault["id"] for fault in found.response["violations"]] == []


def typed(page, field, text):
    """Type into a field, and press Enter."""
    page.locator(field).fill(text)
    page.locator(field).press("Enter")


def changed(page, serial, minutes):
    """Give a serial another duration, at the form of its record."""
    page.goto(f"{page.url.split('/conference/')[0]}/serials/?q={serial}")
    page.get_by_role("link", name=re.compile(rf"^{serial}\b")).click()
    page.locator("#f-duration").fill(str(minutes))
    page.locator(".bar button").click()
    expect(page.locator(".done")).to_be_visible()


def signed(page, name, reservations=""):
    page.locator("#signer").fill(name)
    page.locator("#function").fill("Head of delegation")
    if reservations:
        page.locator("[name=concurs][value=reservations]").check()
        page.locator("#reservations").fill(reservations)
    page.locator("#sign button[type=submit]").click()
    expect(page.locator(".done")).to_be_visible()


def test_five_delegations_confer_freeze_and_sign(heads):
    host, guest = heads["KAZ"], heads["AZE"]
    room = host.url
    host.locator("form:has([name=draw]) button").click()
    expect(guest.locator(".points h3")).to_have_count(2)
    typed(guest, "#new-point", "Who brings the tents")
    expect(host.locator(".points h3").last).to_contain_text("Who brings the tents")
    without_faults(host)

    # Minutes are being written while the other side goes on.
    host.locator(".write summary").first.click()
    host.locator("textarea[name=minutes]").first.fill("Two nations can wait.")
    typed(guest, "#new-decision", "Divers come a day later")
    expect(host.locator(".decided li").last).to_contain_text("D-AZE-01")
    host.locator(".write button[type=submit]").first.click()
    expect(guest.locator(".points .text").first).to_have_text("Two nations can wait.")

    host.locator(".outcome [name=open]").check()
    typed(host, "#new-decision", "Trains are unloaded slowly")
    expect(host.locator(".counting")).to_contain_text("Trains are unloaded slowly")
    changed(host, "S-101", 270)
    host.locator(".counting button").click()
    expect(host.locator(".decided .sentences")).to_contain_text("S-101")

    host.locator("#new-nation").select_option("AZE")
    host.locator("#new-due").fill("2024-06-20")
    typed(host, "#new-item", "Send the diving schedule")
    guest.locator(".items li", has_text="Send the diving schedule").get_by_role("button").click()
    expect(host.locator(".items .done", has_text="Send the diving schedule")).to_be_visible()

    typed(host, "#freeze", "Plan of the FPC")
    host.wait_for_url("**/concurrence/**")
    expect(guest.locator("#frozen")).to_contain_text("Plan of the FPC")
    for nation, page in heads.items():
        page.goto(host.url)
        signed(page, f"Head of {nation}", RESERVATIONS if nation == "AZE" else "")
    expect(host.locator("tbody .badge.good")).to_have_count(4)
    expect(host.locator("tbody tr", has_text="AZE")).to_contain_text(RESERVATIONS)
    assert len({page.locator(".whole").inner_text() for page in heads.values()}) == 1
    without_faults(host)

    guest.goto(f"{room.split('/conference/')[0]}/what-changed/")
    expect(guest.locator(".changes .sentences")).to_have_count(0)
    host.goto(room)
    changed(host, "S-102", 240)
    expect(guest.locator(".changes .sentences")).to_contain_text("S-102")
